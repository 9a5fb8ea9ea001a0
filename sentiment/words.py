"""Tokens to words to sentences, by character offsets alone.

Attention and contribution of a word or sentence are the sums over its tokens, so each level adds up to
the same answer.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from sentiment.line_breaks import BREAK
from sentiment.normalization import APOSTROPHE_ENTITY, HASHTAG


class Span(NamedTuple):
    """A stretch of the original text and its share of the answer.

    `text[start:end]` of the classified text is `text`; offsets are `str` indices. `attention` is the sum of the
    attention weights of its tokens, in [0, 1]; `contribution` is its signed part of the logit, positive toward
    the positive class. (A frozen dataclass takes ten times as long to make, and a review has hundreds of them.)
    """

    text: str
    start: int
    end: int
    attention: float
    contribution: float

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and tuple.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return tuple.__hash__(self)


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
_UNSPACED = "\u2e80-\u312f\u31a0-\ua4cf\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff" + "".join(
    f"{chr(first)}-{chr(last)}" for first, last in CLUSTERED
)
_NARROW_MARKS = "\uff9e\uff9f"  # of kana
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_SKIN = "\U0001f3fb-\U0001f3ff"
# Inside a word where letters are on both sides.
_APOSTROPHE = f"(?:['`\x91\x92\xb4\u2018\u2019\u201b\uff07]|{APOSTROPHE_ENTITY})"
_ASCII_WORD = re.compile(rf"[A-Za-z0-9]++(?:{_APOSTROPHE}[A-Za-z0-9]++)*+|{HASHTAG}|[^\sA-Za-z0-9]")
_PLAIN_WORD = r"[A-Za-z0-9]++(?:'[A-Za-z0-9]++)*+(?![&'`\x80-\U0010ffff])"
_PLAIN_MARK = r"[!\"$-/:-@\[-`{-~](?![\x80-\U0010ffff])"
# A sentence ends at marks of end, with the quotes and brackets that close after them, before white space, a line break
# or (see _ends) a letter; at marks of scripts that put no space there, anywhere; a line break ends one too. Possessive,
# and never from within a run of marks, so that no text takes more time than its length.
_STOPS = ".!?\u2026\u203c\u203d\u2047-\u2049"
_WIDE_STOPS = (
    "\u3002\uff01\uff1f\uff61\u0964\u0965\u061f\u06d4\u0589\u0f0d\u0f0e\u1362\u1367\u1368\u17d4\u17d5\u104b\u037e\u2e2e"
    "\ua9c9"
)
_CLOSING = "\u2019\u201d\u00bb\u203a\u300d\u300f\u300b\u3009\u3011\uff09"
_ENDS_LINE = r"\r\n\x0b\x0c"
_ENDS_LINE_ANYWHERE = rf"{_ENDS_LINE}\x85\u2028\u2029"


def _boundary_pattern(stops: str, closing: str, line_ends: str, others: str = "") -> re.Pattern[str]:
    """Return the pattern of a boundary. It begins with one class of characters, which makes the search fast.

    `closing` is a group where marks of end were found, and `line_break` where a line break was.
    """
    return re.compile(
        rf"[{stops}<{line_ends}{_OTHER_FIRSTS if others else ''}](?:"
        rf"(?<=[{stops}])(?<![{stops}].)[{stops}]*+(?P<closing>[\"')\]{closing}]*+)(?=\s|{BREAK}|$|[^\W\d_])"
        rf"|(?P<line_break>(?<=<)[bB][rR] ?/?>|(?<=\r)\n?+|(?<=[{line_ends}])){others})",
        re.DOTALL,
    )


_OTHER_FIRSTS = rf"{_WIDE_STOPS}\uff0e \xa0"
_ASCII_BOUNDARY = _boundary_pattern(".!?", "", _ENDS_LINE)
_BOUNDARY = _boundary_pattern(
    _STOPS,
    _CLOSING,
    _ENDS_LINE_ANYWHERE,
    rf"|(?:(?<=[{_WIDE_STOPS}])|(?<=\uff0e)(?!\d))(?:[{_WIDE_STOPS}]|\uff0e(?!\d))*+[{_CLOSING}]*+"
    r"|(?<=[\u0e01-\u0edf][ \xa0])(?=[\u0e01-\u0e45\u0e50-\u0ec4\u0edc-\u0edf])",
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
    if not len(offsets):
        return []
    starts, ends = np.asarray(offsets, dtype=np.int32).T
    borders = np.array([match.start() for match in _word_pattern(text).finditer(text)], dtype=np.int32)
    # A token goes on with a word if it starts in the word where the token before it ends, or overlaps that token.
    reached = np.maximum.accumulate(ends)
    begins = np.searchsorted(borders, starts[1:], side="right") != np.searchsorted(borders, ends[:-1] - 1, side="right")
    begins &= starts[1:] >= reached[:-1]
    firsts = np.concatenate([[0], np.flatnonzero(begins) + 1])
    lasts = np.append(firsts[1:], len(starts))
    word_starts, word_ends = starts[firsts].tolist(), reached[lasts - 1].tolist()
    if not text.isascii():
        limits = [*word_starts[1:], len(text)]
        word_ends = [_past_marks(text, end, limit) for end, limit in zip(word_ends, limits, strict=True)]
    return list(zip(word_starts, word_ends, firsts.tolist(), lasts.tolist(), strict=True))


def sentence_spans(text: str, words: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Group words into sentences.

    Args:
        text: The text as the caller gave it.
        words: Character offsets of its words, in order.

    Returns:
        (first, last) per sentence: the range of its words, `last` excluded. The ranges partition the words.
    """
    spans: list[tuple[int, int]] = []
    first = 0
    for boundary in _boundaries(text):
        index = bisect_left(words, (boundary,))  # the first word from there on
        if index == len(words):
            break
        if index > first and boundary >= words[index - 1][1]:  # not within a word
            spans.append((first, index))
            first = index
    if first < len(words):
        spans.append((first, len(words)))
    return spans


def _word_pattern(text: str) -> re.Pattern[str]:
    """Return what a word of such a text is; texts in ASCII have a simpler one."""
    return _ASCII_WORD if text.isascii() else _any_word()


@cache
def _any_word() -> re.Pattern[str]:
    """The pattern of a word in any script: letters with their marks, a cluster, an emoji, or any other character."""
    kept = {"M": [], "Cf": [], "So": []}  # type: dict[str, list[str]]
    for character in map(chr, (*range(0x80, 0x20000), *range(0xE0000, 0xE0200))):
        category = unicodedata.category(character)
        if (kind := category if category in kept else category[0]) in kept:
            kept[kind].append(character)
    classes = {kind: "".join(characters) for kind, characters in kept.items()}
    marks = rf"[{classes['M']}{classes['Cf']}{_SKIN}]*+"
    spaced = rf"(?![{_UNSPACED}])(?:[^\W_])"
    first = rf"(?![{_UNSPACED}])(?:[^\W_]|[{classes['M']}])"
    run = rf"{first}{marks}(?:(?:{_APOSTROPHE}{marks})?{spaced}{marks})*+"
    unspaced = rf"(?=[{_UNSPACED}])[^\W_]{marks}"
    leading = rf"(?:[{LEADING}]{marks})*"
    trailing = rf"[{TRAILING}{_NARROW_MARKS}]{marks}"
    more = rf"(?<=[{STACKING}]){leading}(?:{run}|{unspaced})|(?<=\u200d)[{classes['So']}]{marks}"
    letters = rf"{leading}(?:{run}|{unspaced})(?:{more}|{trailing})*+"
    # What is plain, and white space, comes first: it is found faster.
    return re.compile(rf"{_PLAIN_WORD}|\\s++|{_PLAIN_MARK}|{HASHTAG}|{_FLAG}{marks}|{letters}|\S{marks}(?:{more})*+")


def _boundaries(text: str) -> Iterator[int]:
    """Where sentences end, in order."""
    sentence = line = 0  # where they begin
    for match in (_ASCII_BOUNDARY if text.isascii() else _BOUNDARY).finditer(text):
        if match["line_break"] is not None:
            is_end = not _is_wrapped(text, line, match)
            line = match.end()
        else:
            is_end = match["closing"] is None or _ends(text, sentence, match)
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
    dot, end = match.start(), match.end()
    stop = text[dot : match.start("closing")]
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


def _is_mark(character: str) -> bool:
    """Accents, variation selectors, invisible joiners and tones of skin belong to the character before them."""
    return character > "\x7f" and (
        unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf") or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def _past_marks(text: str, end: int, limit: int) -> int:
    while end < limit and _is_mark(text[end]):
        end += 1
    return end
