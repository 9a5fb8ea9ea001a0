"""Tokens to words to sentences, by character offsets alone.

Attention and contribution of a word or sentence are the sums over its tokens, so each level adds up to
the same answer.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the original text and its share of the answer.

    `text[start:end]` of the classified text is `text`; offsets are `str` indices. `attention` is the sum of the
    attention weights of its tokens, in [0, 1]; `contribution` is its signed part of the logit, positive toward
    the positive class.
    """

    text: str
    start: int
    end: int
    attention: float
    contribution: float


class Token(Span):
    """One piece of text the model has read."""

    __slots__ = ()


class Word(Span):
    """A run of tokens with no space or punctuation between them; a punctuation mark is a word of its own."""

    __slots__ = ()


class Sentence(Span):
    """A run of words up to the end of a sentence, a line or a paragraph."""

    __slots__ = ()


CLUSTERED = (
    (0xE00, 0xEFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x1950, 0x19DF),  # Tai Le, New Tai Lue
    (0x1A00, 0x1AAF),  # Buginese, Tai Tham
    (0x1B00, 0x1B7F),  # Balinese
    (0xA980, 0xA9DF),  # Javanese
    (0xA9E0, 0xA9FF),  # Burmese, extended
    (0xAA60, 0xAADF),  # the same, Tai Viet
)
"""Scripts without spaces whose letters come in clusters: a base with what is written before, around and after it."""
LEADING, TRAILING = "\u0e40-\u0e44\u0ec0-\u0ec4", "\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3"
"""Vowels of Thai and Lao that come before and after their base without being marks."""
STACKING = "\u1039\u17d2\u1a60\u1b44\ua9c0"
"""Marks that put the letter after them under the one before."""

# Written without spaces between words: each character or cluster is a word of its own.
_UNSPACED = re.compile(
    "[\u2e80-\u312f\u31a0-\ua4cf\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
    + "".join(f"{chr(first)}-{chr(last)}" for first, last in CLUSTERED)
    + "]"
)
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_LEADS, _STACKS = re.compile(f"[{LEADING}]"), re.compile(f"[{STACKING}]")
_TRAILS = re.compile(f"[{TRAILING}\uff9e\uff9f]")  # and of narrow kana
# Inside a word where letters stand on both sides.
_APOSTROPHES = "'`\x91\x92\xb4\u2018\u2019\u201b\uff07"
# Markup that is a line break, as the tokenizer reads it, and the line breaks of text.
LINE_BREAK = r"<[bB][rR] ?/?>|\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]"
# A sentence ends at marks of end, with the quotes and brackets that close after them, before white space, a line break
# or (see _ends) a letter; at marks of scripts that put no space there, anywhere; a line break ends one too. Possessive,
# and never from within a run of marks, so that no text takes more time than its length.
_STOPS = ".!?\u2026\u203c\u203d\u2047-\u2049"
_WIDE_STOPS = (
    "\u3002\uff01\uff1f\uff61\u0964\u0965\u061f\u06d4\u0589\u0f0d\u0f0e\u1362\u1367\u1368\u17d4\u17d5\u104b\u037e\u2e2e"
    "\ua9c9"
)
_CLOSING = "\u2019\u201d\u00bb\u203a\u300d\u300f\u300b\u3009\u3011\uff09"
_BOUNDARY = re.compile(
    rf"(?<![{_STOPS}])(?P<stop>[{_STOPS}]++)(?P<closing>[\"')\]{_CLOSING}]*+)(?=\s|{LINE_BREAK}|$|[^\W\d_])"
    rf"|(?:[{_WIDE_STOPS}]|\uff0e(?!\d))++[{_CLOSING}]*+|(?P<line_break>{LINE_BREAK})"
    r"|(?<=[\u0e01-\u0edf])[ \xa0](?=[\u0e01-\u0e45\u0e50-\u0ec4\u0edc-\u0edf])"
)
# Nothing ends after these; nor after the others, unless a word follows that begins sentences and seldom names.
_BEFORE_A_NAME = frozenset(
    "mr mrs ms dr prof st mt messrs mme mlle gen col sgt lt capt cpt cmdr maj rev hon fr vs v e.g i.e eg ie cf"
    " vol ed eds fig pp ch approx ca".split()
)
_SHORTENED = frozenset(
    "etc al sr jr inc ltd co corp bros dept est min ph.d jan feb mar apr aug sep sept oct nov dec".split()
)
_STARTER = re.compile(
    r"\s++(?:The|This|That|These|Those|There|It|He|She|We|They|You|I|A|An|And|But|So|If|In|On|At|For|As|When|While|What"
    r"|Who|Why|How|My|His|Her|Their|Our|Its|Not|No|Now|Then|After|Although|Because|However|Even|Still)\b(?![.'\u2019-])"
)
_NUMBERED = re.compile(r"\s*+\d")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*$")
_LONGEST_NUMBER = 4  # characters before the dot of an item in a list, as in "12."
_WRAPPED = 50  # characters: a shorter line was not broken for want of room


def word_spans(text: str, offsets: Sequence[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """Group token offsets into words.

    Args:
        text: The text as the caller gave it.
        offsets: Character offsets of its tokens, in order.

    Returns:
        (start, end, first, last) per word: its offsets, and the range of its tokens, `last` excluded.
        The ranges partition the tokens.
    """
    spans: list[tuple[int, int, int, int]] = []
    first = 0
    while first < len(offsets):
        start, end = offsets[first]
        base = _base(text, start, end, start)
        last = first + 1
        while last < len(offsets) and _same_word(text, start, base, end, offsets[last][0]):
            base = _base(text, *offsets[last], base)
            end = max(end, offsets[last][1])
            last += 1
        following = offsets[last][0] if last < len(offsets) else len(text)
        spans.append((start, _past_marks(text, end, following), first, last))
        first = last
    return spans


def sentence_spans(text: str, words: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Group words into sentences.

    Args:
        text: The text as the caller gave it.
        words: Character offsets of its words, in order.

    Returns:
        (first, last) per sentence: the range of its words, `last` excluded. The ranges partition the words.
    """
    spans: list[tuple[int, int]] = []
    first = end = 0
    boundaries = _boundaries(text)
    boundary = next(boundaries, None)
    for index, (start, next_end) in enumerate(words):
        while boundary is not None and boundary <= start:
            if index > first and boundary >= end:  # not within a word
                spans.append((first, index))
                first = index
            boundary = next(boundaries, None)
        end = next_end
    if first < len(words):
        spans.append((first, len(words)))
    return spans


def _boundaries(text: str) -> Iterator[int]:
    """Where sentences end, in order."""
    sentence = line = 0  # where they begin
    for match in _BOUNDARY.finditer(text):
        if match["line_break"]:
            is_end = not _is_wrapped(text, line, match)
            line = match.end()
        else:
            is_end = match["stop"] is None or _ends(text, sentence, match)
        if is_end:
            yield match.end()
            sentence = match.end()


def _is_wrapped(text: str, line: int, line_break: re.Match[str]) -> bool:
    """Whether a line that begins at `line` was broken for its width alone, and the sentence goes on in the next."""
    if line_break.start() - line < _WRAPPED or line_break[0] not in ("\n", "\r\n", "\r"):
        return False
    return text[line_break.end() : line_break.end() + 1].islower()


def _ends(text: str, sentence: int, match: re.Match[str]) -> bool:
    """Whether marks of end are the end of the sentence that begins at `sentence`."""
    stop, dot, end = match["stop"], match.start(), match.end()
    if stop == "." and (
        _is_abbreviation(text, dot) or _numbers_an_item(text[sentence : min(dot, sentence + _LONGEST_NUMBER + 1)])
    ):
        return False
    following = text[end : end + 2]
    if following[:1].isalpha():  # "It was good.The end", but not "imdb.com", "J.R.R." or "Node.JS"
        first, second = following[0], following[1:]
        return (
            not match["closing"] and text[max(0, dot - 2) : dot].islower() and first.isupper() and not second.isupper()
        )
    goes_on = following[:1] in (" ", "\xa0") and following[1:].islower()
    return not (goes_on and (match["closing"] or (not stop.strip(".\u2026") and stop != ".")))


def _is_abbreviation(text: str, dot: int) -> bool:
    before = _LAST_WORD.search(text, max(0, dot - 12), dot)
    if before is None:
        return False
    word = before[0]
    shortened = word.lower()
    if shortened in _BEFORE_A_NAME:
        return True
    if shortened == "no":
        return _NUMBERED.match(text, dot + 1) is not None
    letters = word.split(".")
    initials = all(len(letter) == 1 for letter in letters) and (len(letters) > 1 or (word.isupper() and word != "I"))
    return (initials or shortened in _SHORTENED) and not _STARTER.match(text, dot + 1)


def _numbers_an_item(before: str) -> bool:
    """Whether what a sentence has before its first dot is a number, as in "1. The plot"."""
    return len(before) <= _LONGEST_NUMBER and before.strip().isdecimal()


def _same_word(text: str, start: int, base: int, end: int, following: int) -> bool:
    """Whether the token at `following` goes on with the word that stands, so far, from `start` to `end`.

    `base` is where the word's last character stands, marks aside.
    """
    if following < end:
        return True
    if any(not _is_mark(character) for character in text[end:following]):
        return False
    before, after = text[base], text[following]
    if _is_mark(after) or _in_cluster(before, text[following - 1], after) or _in_emoji(text, start, following):
        return True
    if after in _APOSTROPHES:
        beyond = _past_marks(text, following + 1, len(text))
        return _is_letter(before) and _is_letter(text[beyond : beyond + 1])
    if before in _APOSTROPHES:
        return base > start and _is_letter(after)
    return _is_letter(before) and _is_letter(after)


def _in_cluster(base: str, last: str, following: str) -> bool:
    """Whether a letter goes on with the cluster whose base, and whose last character, stand before it."""
    return following.isalpha() and bool(
        _LEADS.match(base) or _STACKS.match(last) or (_TRAILS.match(following) and base.isalpha())
    )


def _in_emoji(text: str, start: int, following: int) -> bool:
    """Whether a sign goes on with an emoji that begins at `start`: joined to it, or as the other half of a flag."""
    if text[following - 1] == "\u200d":
        return unicodedata.category(text[following]) == "So"
    return _FLAG.fullmatch(text, start, following + 1) is not None


def _is_letter(character: str) -> bool:
    spaced = character and not _UNSPACED.match(character)
    return bool(spaced) and (character.isalnum() or unicodedata.category(character)[0] == "M")


def _is_mark(character: str) -> bool:
    """Accents, variation selectors, invisible joiners and tones of skin belong to the character before them."""
    return character > "\x7f" and (
        unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf") or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def _base(text: str, start: int, end: int, otherwise: int) -> int:
    """Where the last character of text[start:end] that is no mark stands."""
    for index in range(end - 1, start - 1, -1):
        if not _is_mark(text[index]):
            return index
    return otherwise


def _past_marks(text: str, end: int, limit: int) -> int:
    while end < limit and _is_mark(text[end]):
        end += 1
    return end
