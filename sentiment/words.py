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


# Written without spaces between words: each character is a word of its own.
_UNSPACED = re.compile("[\u2e80-\u318f\u31a0-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff]")
# Inside a word where letters stand on both sides.
_APOSTROPHES = "'`\x91\x92\u2018\u2019\u201b\uff07"
# Markup that is a line break, as the tokenizer reads it, and the line breaks of text.
LINE_BREAK = r"<[bB][rR] ?/?>|\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]"
# A sentence ends at marks of end, with the quotes and brackets that close after them, before white space or a
# line break; a line break ends one too. Possessive, and never from within a run of marks, so that no text takes
# more time than its length.
_BOUNDARY = re.compile(
    rf"(?<![.!?\u2026])(?P<stop>[.!?\u2026]++)[\"'\u2019\u201d)\]]*+(?=\s|{LINE_BREAK}|$)"
    rf"|(?P<wide>[\u3002\uff01\uff1f]++)|(?:{LINE_BREAK})",
    re.IGNORECASE,
)
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sr jr st vs etc e.g i.e eg ie cf vol ed fig inc ltd co gen col sgt lt capt rev hon".split()
)
_NUMBERED = re.compile(r"\s*\d")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*$")


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
    first = 0
    boundaries = _boundaries(text)
    boundary = next(boundaries, None)
    for index, (start, _) in enumerate(words):
        while boundary is not None and boundary <= start:
            if index > first:
                spans.append((first, index))
                first = index
            boundary = next(boundaries, None)
    if first < len(words):
        spans.append((first, len(words)))
    return spans


def _boundaries(text: str) -> Iterator[int]:
    """Where sentences end, in order."""
    for match in _BOUNDARY.finditer(text):
        if match["stop"] == "." and _is_abbreviation(text, match.start()):
            continue
        yield match.end()


def _is_abbreviation(text: str, dot: int) -> bool:
    before = _LAST_WORD.search(text, max(0, dot - 12), dot)
    if before is None:
        return False
    word = before[0]
    initials = word != "I" and all(len(letter) == 1 and letter.isupper() for letter in word.split("."))
    number = word.lower() == "no" and _NUMBERED.match(text, dot + 1) is not None
    return initials or number or word.lower() in _ABBREVIATIONS


def _same_word(text: str, start: int, base: int, end: int, following: int) -> bool:
    """Whether the token at `following` goes on with the word that stands, so far, from `start` to `end`.

    `base` is where the word's last character stands, marks aside.
    """
    if following < end:
        return True
    if any(not _is_mark(character) for character in text[end:following]):
        return False
    before, after = text[base], text[following]
    if _is_mark(after):
        return True
    if after in _APOSTROPHES:
        beyond = _past_marks(text, following + 1, len(text))
        return _is_letter(before) and _is_letter(text[beyond : beyond + 1])
    if before in _APOSTROPHES:
        return base > start and _is_letter(after)
    return _is_letter(before) and _is_letter(after)


def _is_letter(character: str) -> bool:
    spaced = character and not _UNSPACED.match(character)
    return bool(spaced) and (character.isalnum() or unicodedata.category(character)[0] == "M")


def _is_mark(character: str) -> bool:
    """Accents, variation selectors and invisible joiners belong to the character before them."""
    return character > "\x7f" and unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf")


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
