r"""Turn text as people write it into plain words, one chunk at a time.

`CHUNK` cuts a text into chunks: a word, a mark, a URL, a run of emoji. No token crosses the border of a chunk, so each
is normalized and tokenized once and then remembered. The rules, in the order in which they are tried on a chunk:

    chunk                              becomes
    <br />                             nothing
    http://a.b/c  www.a.b  imdb.com    urltoken
    someone@example.com                urltoken
    @someone                           usertoken
    #WorstMovieEver  #notgood          the words of it
    emoji                              the words of their Unicode names, two of the same at most
    :)  :-(  ;)  <3                    smile, frown, wink, love
    anything else, step by step:
      &#39;  &amp;quot;  &eacute;      the character
      typographic quotes, dashes, ...  ' " - ...
      soooo, goooood                   so, good
      dont, youre                      don't, you're
      !!!!!!                           !!!

Each character of the result knows which characters of the chunk it stands for. A replaced unit, such as a URL, shares
one range among all its characters.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html.entities import html5
from itertools import groupby, product

from sentiment.line_breaks import BREAK

NORMALIZATION_VERSION = 1
"""Version of these rules. A model works only with the version that it was trained with."""
URL_TOKEN, USER_TOKEN = "urltoken", "usertoken"
"""Words that stand for any URL or e-mail address, and for any @handle."""

_SPACES = r"\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_TYPOGRAPHIC = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2035\xb4`\x91\x92\u02b9\u02bc\uff07", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u2036\xab\xbb\x84\x93\x94\uff02", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\x96\x97", "-"),
    "\u2026": "...",
    "\u203c": "!!",
    "\u2047": "??",
    "\u2048": "?!",
    "\u2049": "!?",
}
# Never inside a word.
_MARKS = r"\x84\x93\x94\x96\x97\u2010-\u2015\u201c-\u201f\u2026\u2033\u2036\u203c\u2047-\u2049\u2212\xab\xbb"

# A URL ends with a solid character, or with brackets around some.
_TAIL, _SOLID = r"[.,;:!?'\")\]*]", r"[A-Za-z0-9/_=#%&~+$@\[|{}\\^-]"
_IN_URL = rf"(?:{_TAIL}*+(?:{_SOLID}|\({_SOLID}{{1,100}}+\)))"
_LABELS = r"(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}+\.){1,4}"
_PATH = rf"/{_IN_URL}*+"
_DOMAINS = r"com|COM|org|net|edu|gov|info|biz|co\.uk|org\.uk|ac\.uk|com\.au"
_DOMAINS_WITH_PATH = r"be|ca|co|de|eu|fm|fr|gl|in|io|it|ly|me|nl|to|tv|uk|us"  # also words: a path must follow
_URL = (
    rf"(?:[hH][tT][tT][pP][sS]?://|[wW]{{3}}\.){_IN_URL}++"
    rf"|{_LABELS}(?:(?:{_DOMAINS})(?![\w@-]|\.\w)(?:{_PATH})?|(?:{_DOMAINS_WITH_PATH}){_PATH}(?<=[A-Za-z0-9]))"
)
_EMAIL = rf"[A-Za-z0-9][A-Za-z0-9._%+-]{{0,63}}+@{_LABELS}[A-Za-z]{{2,24}}+(?![\w@])"
_HANDLE = r"@(?<![\w@./&]@)[A-Za-z0-9_]++"
HASHTAG = r"#(?<![\w&#]#)(?=[\d_]{0,20}+[^\W\d_])\w{1,100}+"
ENTITY = (
    r"&(?:amp;){0,3}(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,24});"
    r"|&(?:amp|quot|lt|gt)(?![A-Za-z0-9;=])"
)
APOSTROPHE_ENTITY = r"&(?:amp;){0,3}(?:#39|#[xX]27|apos|[lr]squo|#821[67]);"

_PICTURES = (
    r"\u231a\u231b\u23e9-\u23f3\u23f8-\u23fa\u2600-\u27bf\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55"
    r"\U0001f000-\U0001f0ff\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff"
)
_VARIANTS = r"\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
_EMOJI = (
    rf"(?:[\U0001f1e6-\U0001f1ff]{{2}}|[{_PICTURES}][{_VARIANTS}]*+(?:\u200d[{_PICTURES}][{_VARIANTS}]*+){{0,8}}+"
    r"|[0-9#*]\ufe0f?\u20e3)"
)
_EMOTICONS = {
    r":'-?\(|;_;|(?<!\w)T_T(?!\w)": "cry",
    r">:-?\((?!\w)": "angry",
    r"(?::-?|=)[)\]](?!\w)|(?<!\S)\(:(?!\S)|\^_\^": "smile",
    r"(?::-?|=)[(\[](?!\w)|(?<!\S)\):(?!\S)": "frown",
    r";-?\)": "wink",
    r"(?:(?<!\w):-?|(?<!\w)=)D(?!\w)": "laugh",
    r"(?<!\w):-?[pP](?!\w)": "playful",
    r"(?<!\w):-?[oO](?!\w)": "surprise",
    r"(?:</|&lt;/)3(?![\w.,%])": "heartbreak",
    r"(?:<|&lt;)3(?![\w.,%])": "love",
    r"(?<!\S)D:(?=[^\S\n]*+(?:\n|\Z))": "dismay",
    r":-[/\\|](?!\w)|(?<!\S):[/\\|](?![^\s.,!?])": "skeptical",
}
_LETTER_EMOTICONS = {"xD": "laugh", "XD": "laugh"}

# Words with what is written together with them. The two limits keep chunks small: nothing takes more than linear time.
_WORD = rf"(?:[^\x00-&(-/:-@\[-_{{-\x7f{_SPACES}{_MARKS}{_PICTURES}]{{1,100}}+|{ENTITY}){{1,20}}+"
# Most words and marks are found at once.
_PLAIN_WORD, _PLAIN_MARK = r"[A-Za-z]{1,30}+(?:'[a-z]{1,2}+)?(?=[\s,;!?)\"]|\.(?!\w))", r"[,.!?;:)\"](?=[ \n])"
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
# More of the same mark are no more than three; but stars, of which up to ten may be a rating.
_MOST_STARS = 10
_RUNS = "|".join(f"{re.escape(mark)}{{4,1000}}+" for mark in _PUNCTUATION if mark != "*")
_RUNS += rf"|\*{{{_MOST_STARS + 1},1000}}+"
CHUNK = re.compile(
    "|".join(
        [
            _PLAIN_WORD,
            r"[ \n]++",  # a chunk without tokens: faster than to try all other patterns there
            _PLAIN_MARK,
            BREAK,
            rf"(?=[A-Za-z0-9])(?:(?<![\w.@+-])(?:{_EMAIL}|{_URL})|{_EMOJI}|{'|'.join(_EMOTICONS)}|{_WORD})",
            _HANDLE,
            HASHTAG,
            *_EMOTICONS,
            rf"{_EMOJI}{{1,500}}+",
            _WORD,
            _RUNS,
            r"[!-/:-@\[-`{-~]",
            rf"[{_MARKS}]{{1,100}}+",
            r"[\x00-\U0010ffff]",  # control characters, and what is left
        ]
    )
)
"""One chunk; the chunks of a text are the whole of it."""

# A name in Unicode, and what is left of it.
_DROPPED = frozenset("FACE SIGN SYMBOL SYMBOLS WITH SHAPED HEAVY BLACK WHITE MEDIUM FEMALE MALE".split())
_NOT_NAMED = ("REGIONAL INDICATOR", "EMOJI MODIFIER", "VARIATION SELECTOR", "ZERO WIDTH", "TAG ", "COMBINING")
_RENAMED = {  # where the name in Unicode says something else than people do
    "\U0001f621": "angry red",  # POUTING FACE
    "\U0001f624": "angry huffing",  # FACE WITH LOOK OF TRIUMPH
    "\U0001f92c": "angry swearing",  # SERIOUS FACE WITH SYMBOLS COVERING MOUTH
    "\U0001f92e": "vomiting",  # FACE WITH OPEN MOUTH VOMITING
    "\U0001f612": "annoyed",  # UNAMUSED FACE
    "\u2764": "love heart",  # HEAVY BLACK HEART
}

# Letters after the apostrophe. Forms that are also words, such as "were", "well", "its" and "lets", are left alone.
_CONTRACTIONS = {
    **dict.fromkeys(
        "wouldnt isnt dont cant wont didnt doesnt wasnt werent havent hasnt hadnt couldnt shouldnt arent aint mustnt"
        " neednt mightnt im hes shes thats whats theres heres whos youd theyd".split(),
        1,
    ),
    **dict.fromkeys("ive youve weve theyve youre theyre youll theyll itll thatll".split(), 2),
}
_SHORT_WORDS = frozenset("am an as at be by do go he if in is it me my no of on or so to up us we".split())
_LONGEST_PIECE = 20  # letters of a word in a hashtag
_RARER = 5  # times: "soo" and "so" are both in the vocabulary, and "sooo" means the one that is far more frequent

_IS_BREAK, _IS_URL, _IS_HANDLE, _IS_HASHTAG, _IS_EMOJI = (
    re.compile(pattern) for pattern in (BREAK, rf"{_EMAIL}|{_URL}", _HANDLE, HASHTAG, rf"{_EMOJI}+")
)
_IS_EMOTICON = [(re.compile(pattern), word) for pattern, word in _EMOTICONS.items()]
_AN_EMOJI = re.compile(_EMOJI)
_AN_ENTITY = re.compile(ENTITY)
_A_TYPOGRAPHIC = re.compile(f"[{''.join(_TYPOGRAPHIC)}]")
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_TRIPLE = re.compile(r"([a-z])\1\1+")
_REPEATED = re.compile(rf"([^\w\s*]|_)\1{{3,}}|\*{{{_MOST_STARS + 1},}}")
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+|[^\W\da-zA-Z_]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a normalized text.

    Attributes:
        text: What is read.
        start: Where the original of it starts.
        end: Where the original of it ends. A piece that equals its original stands for it character by character; all
            characters of any other piece stand for the whole original.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Normalized:
    """A chunk in plain words.

    Attributes:
        text: What the tokenizer reads.
        spans: Start and end, in the chunk, of what each character of `text` stands for.
    """

    text: str
    spans: tuple[tuple[int, int], ...]


def normalize_chunk(chunk: str, words: Mapping[str, int]) -> str:
    """Return a chunk in plain words; see `normalize`."""
    return chunk if _is_plain(chunk, words) else normalize(chunk, words).text


def normalize(chunk: str, words: Mapping[str, int]) -> Normalized:
    """Return a chunk in plain words, with the range of the chunk that each character stands for.

    Args:
        chunk: A match of `CHUNK`.
        words: Whole words of the vocabulary, in lower case, to their ranks: frequent words have low ones. Elongations
            and hashtags are read as words that are in it.
    """
    found = Normalized(chunk, tuple((index, index + 1) for index in range(len(chunk))))
    if _is_plain(chunk, words):
        return found
    whole = _whole(chunk, words)
    if whole is not None:
        return _replace(found, [(0, len(chunk), whole)])
    found = _sub(found, _AN_ENTITY, _character)
    found = _sub(found, _A_TYPOGRAPHIC, lambda match: _unit(match, _TYPOGRAPHIC[match[0]]))
    found = _sub(found, _LETTERS, lambda match: _word(match, words))
    return _sub(found, _REPEATED, _three)


def whole_words(vocabulary: Mapping[str, int]) -> dict[str, int]:
    """Return the words of a vocabulary that `normalize` may choose from, with their ids as ranks."""
    return {token: id for token, id in vocabulary.items() if len(token) > 1 and token.isascii() and token.isalpha()}


def _is_plain(chunk: str, words: Mapping[str, int]) -> bool:
    """Whether no rule changes the chunk."""
    if not (chunk.isascii() and chunk.isalnum()) or chunk in _LETTER_EMOTICONS:
        return False
    lower = chunk.lower()
    return lower not in _CONTRACTIONS and (lower in words or _TRIPLE.search(lower) is None)


def _whole(chunk: str, words: Mapping[str, int]) -> list[Piece] | None:
    """Pieces in place of a chunk that is replaced as a whole; None if it is read as text."""
    if chunk[0] == "<" and _IS_BREAK.fullmatch(chunk):
        return []
    if _IS_URL.fullmatch(chunk):
        return [Piece(URL_TOKEN, 0, len(chunk))]
    if chunk[0] == "@" and _IS_HANDLE.fullmatch(chunk):
        return [Piece(USER_TOKEN, 0, len(chunk))]
    if chunk[0] == "#" and _IS_HASHTAG.fullmatch(chunk):
        return _hashtag(chunk, words)
    if _IS_EMOJI.fullmatch(chunk):
        return _emoji(chunk)
    if chunk in _LETTER_EMOTICONS:
        return [Piece(_LETTER_EMOTICONS[chunk], 0, len(chunk))]
    for pattern, word in _IS_EMOTICON:
        if pattern.fullmatch(chunk):
            return [Piece(word, 0, len(chunk))]
    return None


def _sub(before: Normalized, pattern: re.Pattern[str], pieces: Callable[[re.Match[str]], list[Piece]]) -> Normalized:
    """Replace each match of a pattern by pieces."""
    replacements = [(match.start(), match.end(), pieces(match)) for match in pattern.finditer(before.text)]
    return _replace(before, replacements) if replacements else before


def _replace(before: Normalized, replacements: Iterable[tuple[int, int, list[Piece]]]) -> Normalized:
    """Replace parts of a text, given as (start, end, pieces), by pieces whose places count in that text."""
    texts: list[str] = []
    spans: list[tuple[int, int]] = []
    done = 0
    for start, end, pieces in replacements:
        texts.append(before.text[done:start])
        spans += before.spans[done:start]
        for piece in pieces:
            texts.append(piece.text)
            if piece.text == before.text[piece.start : piece.end]:
                spans += before.spans[piece.start : piece.end]
            else:
                span = before.spans[piece.start][0], before.spans[piece.end - 1][1]
                spans += [span] * len(piece.text)
        done = end
    texts.append(before.text[done:])
    return Normalized("".join(texts), (*spans, *before.spans[done:]))


def _unit(match: re.Match[str], text: str) -> list[Piece]:
    return [Piece(text, *match.span())]


def _character(match: re.Match[str]) -> list[Piece]:
    """What an HTML entity stands for; itself if it stands for nothing."""
    name = match[0].removeprefix("&")
    while name.startswith("amp;") and len(name) > len("amp;"):
        name = name.removeprefix("amp;")
    name = name if name.endswith(";") else name + ";"
    return _unit(match, html.unescape("&" + name) if name.startswith("#") else html5.get(name, match[0]))


def _word(match: re.Match[str], words: Mapping[str, int]) -> list[Piece]:
    """A word, its elongations shortened, with an apostrophe where it lacks one."""
    start, end = match.span()
    word, lower = match[0], match[0].lower()
    around = match.string[max(0, start - 1) : start] + match.string[end : end + 2]
    if lower in _CONTRACTIONS and not any(map(str.isalnum, around)):
        cut = end - _CONTRACTIONS[lower]
        return [Piece(match.string[start:cut], start, cut), Piece("'" + match.string[cut:end], cut, end)]
    if lower in words or not _TRIPLE.search(lower):
        return _unit(match, word)
    return _unit(match, _shortened(lower, words))


def _shortened(word: str, words: Mapping[str, int]) -> str:
    """Return an elongated word with one or two letters for each run of three or more.

    The most frequent known word is chosen, where one with single letters has to be far more frequent; if none is known,
    two letters are kept of each run.
    """
    parts = _TRIPLE.split(word)  # text, letter, text, letter, ..., text
    letters = parts[1::2]
    counts = list(product((2, 1), repeat=len(letters))) if len(letters) <= 4 else [(2,) * len(letters)]
    spellings = [
        parts[0]
        + "".join(letter * count + rest for letter, count, rest in zip(letters, each, parts[2::2], strict=True))
        for each in counts
    ]
    known = [
        (words[spelling] * _RARER ** each.count(1), spelling)
        for each, spelling in zip(counts, spellings, strict=True)
        if spelling in words
    ]
    return min(known)[1] if known else spellings[0]


def _three(match: re.Match[str]) -> list[Piece]:
    """Three of the same mark; the third stands for all the rest."""
    start, end = match.span()
    mark = match[0][0]
    return [Piece(mark * 2, start, start + 2), Piece(mark, start + 2, end)]


def _hashtag(chunk: str, words: Mapping[str, int]) -> list[Piece]:
    pieces: list[Piece] = []
    for part in _PART.finditer(chunk):
        start = part.start()
        for word in _split(part[0].lower(), words):
            end = start + len(word)
            if pieces:
                pieces.append(Piece(" ", start, start + 1))
            pieces.append(Piece(chunk[start:end], start, end))
            start = end
    if not pieces:  # letters that are of no such part
        return [Piece(chunk[1:], 1, len(chunk))]
    first = pieces[0]  # its first letter stands for the sign, too
    return [Piece(first.text[0], 0, first.start + 1), *_rest(first), *pieces[1:]]


def _rest(piece: Piece) -> list[Piece]:
    return [Piece(piece.text[1:], piece.start + 1, piece.end)] if len(piece.text) > 1 else []


def _split(letters: str, words: Mapping[str, int]) -> list[str]:
    """Split letters into the fewest known words, the more frequent ones where there is a choice, or not at all."""
    if letters in words or not letters.isascii() or not letters.isalpha():
        return [letters]
    best: list[tuple[int, int, list[str]] | None] = [(0, 0, [])]  # of the first letters: number, ranks, words
    for end in range(1, len(letters) + 1):
        found = None
        for start in range(max(0, end - _LONGEST_PIECE), end):
            before, word = best[start], letters[start:end]
            if before is None or not (_is_piece(word, words) or (start == 0 and word == "i")):
                continue
            candidate = (before[0] + 1, before[1] + words.get(word, 0), [*before[2], word])
            found = candidate if found is None else min(found, candidate)
        best.append(found)
    return best[-1][2] if best[-1] else [letters]


def _is_piece(word: str, words: Mapping[str, int]) -> bool:
    return word in words if len(word) > 2 else word in _SHORT_WORDS


def _emoji(chunk: str) -> list[Piece]:
    """Words for each emoji; of a run of the same one, the second stands for all the rest."""
    pieces: list[Piece] = []
    for emoji, run in groupby(_AN_EMOJI.finditer(chunk), key=lambda match: match[0]):
        matches = list(run)
        spans = [matches[0].span()]
        if len(matches) > 1:
            spans.append((matches[1].start(), matches[-1].end()))
        for start, end in spans:
            pieces.append(Piece(f" {_emoji_words(emoji)} ", start, end))
    return pieces


def _emoji_words(emoji: str) -> str:
    """Return the words of an emoji: of the names of its characters, less those that only describe a drawing."""
    if len(emoji) == 2 and all("\U0001f1e6" <= sign <= "\U0001f1ff" for sign in emoji):
        return "flag"
    found: list[str] = []
    for sign in emoji:
        if sign in _RENAMED:
            found.append(_RENAMED[sign])
            continue
        name = unicodedata.name(sign, "")
        if sign.isascii():
            found.append(sign)
        elif not name.startswith(_NOT_NAMED):
            found += [word.lower() for word in re.split("[ -]", name) if word not in _DROPPED]
    return " ".join(found).strip() or emoji
