"""A classified text as a reader sees it: pieces in order, line breaks, nothing that could act on the screen."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sentiment.prediction import Prediction
from sentiment.words import Sentence, Word

_LINE_BREAK = re.compile(r"<br\s*/?>|\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]", re.IGNORECASE)
# Control characters, lone surrogates, noncharacters, and the marks that turn the direction of all that follows.
_ACTIVE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + 0xFFFE) + chr(plane * 0x10000 + 0xFFFF) for plane in range(1, 17))
    + "]"
)

_LONGEST_NAME = 40  # characters of a word in a list


@dataclass(frozen=True, slots=True)
class Piece:
    r"""A stretch of text to show: a word, or what lies between words.

    Attributes:
        text: Safe to show; a line break is `"\n"`.
        word: The word it shows, if it is one.
        sentence: The sentence it lies in; None between sentences.
        was_read: False for the middle of a very long text, which the model has not read.
    """

    text: str
    word: Word | None = None
    sentence: Sentence | None = None
    was_read: bool = True


@dataclass(frozen=True, slots=True)
class Weight:
    """What all occurrences of one word, whatever its case, contribute to one text together (log-odds)."""

    text: str
    num_occurrences: int
    contribution: float


def pieces(prediction: Prediction) -> Iterator[Piece]:
    """The text of a prediction in order: its words, and the stretches between them; nothing is left out."""
    text, sentences = prediction.text, iter(prediction.sentences)
    sentence: Sentence | None = None
    unread = _unread(prediction)
    position = 0
    for word in prediction.words:
        if sentence is None or word.start >= sentence.end:
            sentence = next(sentences)
        if position < word.start:
            inside = sentence if position > sentence.start else None
            yield Piece(visible(text[position : word.start]), None, inside, (position, word.start) != unread)
        yield Piece(visible(word.text), word, sentence)
        position = word.end
    if position < len(text):
        yield Piece(visible(text[position:]), was_read=(position, len(text)) != unread)


def weightiest(words: Iterable[Word], *, number: int) -> tuple[tuple[Weight, ...], tuple[Weight, ...]]:
    """The words that weigh most toward the positive and toward the negative class, strongest first.

    Occurrences of a word are added up; at most `number` each way, none that weighs next to nothing.
    """
    groups: dict[str, list[Word]] = {}
    for word in words:
        groups.setdefault(word.text.casefold(), []).append(word)
    sums = [(math.fsum(word.contribution for word in group), group) for group in groups.values()]
    sums.sort(key=lambda entry: -abs(entry[0]))
    least = max(0.005, abs(sums[0][0]) / 40) if sums else 0.0
    strong = [Weight(_short(group[0].text), len(group), total) for total, group in sums if abs(total) >= least]
    positive = tuple(weight for weight in strong if weight.contribution > 0)[:number]
    negative = tuple(weight for weight in strong if weight.contribution < 0)[:number]
    return positive, negative


def visible(text: str) -> str:
    r"""The same text with line breaks (`<br />` too) as `"\n"`, and a picture (␛) or � for other control characters.

    The result can be encoded as UTF-8, holds no escape sequence and cannot turn the direction of what follows it.
    """
    if text.isprintable() and "<" not in text:  # most words; spares two searches
        return text
    return _ACTIVE.sub(_picture, _LINE_BREAK.sub("\n", text))


def _short(text: str) -> str:
    line = visible(text).replace("\n", " ")
    return line if len(line) <= _LONGEST_NAME else line[: _LONGEST_NAME - 1] + "…"


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def _unread(prediction: Prediction) -> tuple[int, int] | None:
    """Offsets of the stretch that was left out of a very long text: its longest one without a word."""
    if prediction.num_tokens_read >= prediction.num_tokens:
        return None
    edges = [0, *(edge for word in prediction.words for edge in (word.start, word.end)), len(prediction.text)]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return max(gaps, key=lambda gap: gap[1] - gap[0])
