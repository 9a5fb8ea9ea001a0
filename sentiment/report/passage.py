"""A classified text as a reader sees it: its pieces in order, and the words that weigh most."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sentiment.prediction import Prediction
from sentiment.report.safe import visible
from sentiment.words import Sentence, Word

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
    unread_end = _unread_end(prediction)
    position = 0
    for word in prediction.words:
        if sentence is None or word.start >= sentence.end:
            sentence = next(sentences)
        if position < word.start:
            inside = sentence if position > sentence.start else None
            yield Piece(visible(text[position : word.start]), None, inside, word.start != unread_end)
        yield Piece(visible(word.text), word, sentence)
        position = word.end
    if position < len(text):
        yield Piece(visible(text[position:]))


def num_words(words: Iterable[Word]) -> int:
    """How many of these are words in the common sense: with a letter or a digit in them."""
    return sum(any(map(str.isalnum, word.text)) for word in words)


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
    strong = [Weight(short(group[0].text), len(group), total) for total, group in sums if abs(total) >= least]
    positive = tuple(weight for weight in strong if weight.contribution > 0)[:number]
    negative = tuple(weight for weight in strong if weight.contribution < 0)[:number]
    return positive, negative


def short(text: str) -> str:
    """A word as a list shows it: safe, on one line, cut where it is very long."""
    line = visible(text).replace("\n", " ")
    return line if len(line) <= _LONGEST_NAME else line[: _LONGEST_NAME - 1] + "…"


def _unread_end(prediction: Prediction) -> int | None:
    """Where the stretch that was left out of a very long text ends: before the last half of the tokens read."""
    if prediction.num_tokens_read >= prediction.num_tokens or not prediction.num_tokens_read:
        return None
    return prediction.offsets[prediction.num_tokens_read // 2][0]
