"""How far highlights can be believed, text by text: the answer once the words that they name are cut out.

The raw text is cut, by offsets, and read again (`sentiment.deletion`). Comprehensiveness and sufficiency: ERASER
(DeYoung et al. 2020); flips: Serrano & Smith 2019; agreement with attention: Jain & Wallace 2019; counter-words: the
evidence without which the answer is another (Martens & Provost 2014).

    from sentiment import Classifier
    from sentiment.audit import audit

    classifier = Classifier.load()
    audit(classifier, classifier.classify("A superb film.")).counter_words
"""

import hashlib
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from sentiment.classifier import Classifier
from sentiment.deletion import cut, keep, top_counts
from sentiment.errors import TextError
from sentiment.metrics import sigmoid
from sentiment.prediction import Failure, Prediction
from sentiment.rankings import kendall
from sentiment.words import Span, Word

NUM_RANDOM = 3
"""Random rankings of each text."""

_EVERY = 16  # up to so many words a flip is looked for at each number of them; then in steps of a quarter
_MOST_PRUNED = 48  # readings to prune counter-words


@dataclass(frozen=True, slots=True)
class Deletion:
    """What cutting words out, in the order of one ranking, does to p, the probability of the predicted class.

    Attributes:
        comprehensiveness: Mean fall of p when the top words are cut out (`SHARES` of all, at least one), in [-1, 1];
            high is faithful.
        sufficiency: Mean fall of p when nothing but these is kept, in [-1, 1]; low is faithful.
        flip_fraction: Smallest share of the words, in (0, 1), without which the other class is predicted; None if
            there is none. Over several rankings it is the mean, one that never flips counting as 1; None if none flips.
    """

    comprehensiveness: float
    sufficiency: float
    flip_fraction: float | None


@dataclass(frozen=True, slots=True)
class Audit:
    """How far the highlights of one text can be believed.

    Attributes:
        contribution: Words cut out by contribution toward the predicted class, as the highlights rank them.
        random: The same at random: the mean over `NUM_RANDOM` rankings, seeded by the text, so the same each time.
        agreement: Kendall's tau_b, over words, between attention and the absolute value of contribution, in [-1, 1];
            None where either is the same for all words.
        counter_words: Words without which the text, read again, gets the other class; the one that weighs most comes
            first. Found by cutting words out in order of contribution, less those not needed for it; empty if that
            never leads there.
        counter_label: The class that the text then gets; None if there are no counter-words.
        warnings: Where the highlights are not to be relied on; empty for most texts.
    """

    contribution: Deletion
    random: Deletion
    agreement: float | None
    counter_words: tuple[Word, ...]
    counter_label: str | None
    warnings: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The audit as JSON-ready values; a counter-word is its text and its place, as in the words of a prediction."""
        values: dict[str, Any] = {
            "contribution": asdict(self.contribution),
            "random": asdict(self.random),
            "agreement": self.agreement,
            "counter_words": [{"text": word.text, "start": word.start, "end": word.end} for word in self.counter_words],
            "counter_label": self.counter_label,
        }
        if self.warnings:
            values["warnings"] = list(self.warnings)
        return values


def audit(classifier: Classifier, prediction: Prediction) -> Audit:
    """Cuts the words of a prediction out of its text, and reads what is left.

    The predicted class is the likelier one, also where the classifier abstained. A text in which cutting leaves nothing
    to read is answered by the bias alone, and no flip is counted there. Of a very long text the audit knows the part
    that was read, as the prediction does.

    A text of n words is read again at most 4 (14 + 6 ln n) + 48 times: 10,000 words 325 times. Up to 16 words a flip is
    looked for at every number of them; beyond, in steps of a quarter, and then, by halving, within the step in which
    it was found: a flip that comes and goes within a step can be missed. Of more than 48 words that flip, several at a
    time are tried for being needed.

    Args:
        classifier: The one that made the prediction.
        prediction: Of any text.
    """
    reader = _Reader(classifier, prediction)
    ranked = sorted(prediction.words, key=lambda word: -reader.side * word.contribution)
    contribution, num_flipping = _delete(reader, ranked)
    random = np.random.default_rng(_seed(prediction.text))
    rankings = [[ranked[index] for index in random.permutation(len(ranked))] for _ in range(NUM_RANDOM)]
    by_chance = _mean([_delete(reader, ranking)[0] for ranking in rankings])
    agreement = _agreement(prediction.words)
    counter_words = _prune(ranked[: num_flipping or 0], reader.flips)
    labels = classifier.manifest.labels
    return Audit(
        contribution,
        by_chance,
        agreement,
        counter_words,
        labels[reader.side < 0] if counter_words else None,
        _warnings(contribution, by_chance, agreement),
    )


class _Reader:
    """Reads a text without some of its words, or with these alone."""

    def __init__(self, classifier: Classifier, prediction: Prediction) -> None:
        self._classifier = classifier
        self._prediction = prediction
        self._unread = _unread(prediction)
        self.side = 1 if prediction.logit >= 0 else -1  # of the predicted class: 1 is positive
        self.logit = self.side * prediction.logit  # log-odds of the predicted class

    def without(self, sets: Iterable[Sequence[Word]]) -> list[float]:
        """Log-odds of the predicted class without each of these sets of words."""
        return self._read(cut(self._prediction.text, [*words, *self._unread]) for words in sets)

    def alone(self, sets: Iterable[Sequence[Word]]) -> list[float]:
        """Log-odds of the predicted class with nothing but each of these sets of words."""
        everything = [*self._prediction.words, *self._unread]
        return self._read(keep(self._prediction.text, everything, words) for words in sets)

    def flips(self, words: Sequence[Word]) -> bool:
        """Whether the text gets the other class without these words."""
        if len(words) == len(self._prediction.words):
            return False  # there is nothing left that could speak for it
        (logit,) = self.without([words])
        return logit < 0 or (logit == 0 and self.side < 0)

    def _read(self, texts: Iterable[str]) -> list[float]:
        return [self.side * self._logit(result) for result in self._classifier.classify_many(texts)]

    def _logit(self, result: Prediction | Failure) -> float:
        if isinstance(result, Prediction):
            return result.logit
        if isinstance(result.error, TextError):  # it is blank
            return self._prediction.bias
        raise result.error


def _unread(prediction: Prediction) -> tuple[Span, ...]:
    """The middle of a very long text, which is not to be read now either."""
    if prediction.num_tokens_read == prediction.num_tokens:
        return ()
    half = prediction.num_tokens_read // 2
    start, end = prediction.offsets[half - 1][1], prediction.offsets[half][0]
    return (Span(prediction.text[start:end], start, end, 0.0, 0.0),)


def _delete(reader: _Reader, ranked: Sequence[Word]) -> tuple[Deletion, int | None]:
    """The figures of one ranking, and how many of its first words it takes to flip the label."""
    tops = [ranked[:count] for count in top_counts(len(ranked))]
    whole = sigmoid(reader.logit)
    without, alone = (sigmoid(logits) for logits in (reader.without(tops), reader.alone(tops)))  # [num_shares]
    number = _first_flip(len(ranked), lambda number: reader.flips(ranked[:number]))
    fraction = number / len(ranked) if number else None
    return Deletion(float(np.mean(whole - without)), float(np.mean(whole - alone)), fraction), number


def _first_flip(num_words: int, flips: Callable[[int], bool]) -> int | None:
    """The smallest number of words that flips, found as `audit` says; None where no number tried does."""
    before = 0
    while before < num_words - 1:
        step = before // 4 if before >= _EVERY else 1
        number = min(before + step, num_words - 1)
        if flips(number):
            while number - before > 1:
                middle = (before + number) // 2
                before, number = (before, middle) if flips(middle) else (middle, number)
            return number
        before = number
    return None


def _prune(words: Sequence[Word], flips: Callable[[Sequence[Word]], bool]) -> tuple[Word, ...]:
    """Words that flip, less those not needed for it; the weakest are tried first, several at a time if many."""
    needed = list(words)
    size = math.ceil(len(words) / _MOST_PRUNED) or 1
    for last in range(len(words), 0, -size):
        rest = [*needed[: max(0, last - size)], *needed[last:]]
        if flips(rest):
            needed = rest
    return tuple(needed)


def _mean(deletions: Sequence[Deletion]) -> Deletion:
    fractions = [deletion.flip_fraction for deletion in deletions]
    return Deletion(
        float(np.mean([deletion.comprehensiveness for deletion in deletions])),
        float(np.mean([deletion.sufficiency for deletion in deletions])),
        float(np.mean([fraction or 1.0 for fraction in fractions])) if any(fractions) else None,
    )


def _agreement(words: Sequence[Word]) -> float | None:
    attention = np.array([word.attention for word in words])
    found = kendall(attention, np.abs([word.contribution for word in words]))
    return None if math.isnan(found) else found


def _warnings(contribution: Deletion, random: Deletion, agreement: float | None) -> tuple[str, ...]:
    warnings = []
    if contribution.comprehensiveness < random.comprehensiveness:
        warnings.append("cutting out the highlighted words changes the answer less than cutting out random ones")
    if contribution.sufficiency > random.sufficiency:
        warnings.append("the highlighted words alone give the answer less than random ones do")
    if (contribution.flip_fraction or 1.0) > (random.flip_fraction or 1.0):
        warnings.append("the label turns after fewer random words than highlighted ones")
    if agreement is not None and agreement <= 0:
        warnings.append("attention and contributions disagree on which words matter")
    return tuple(warnings)


def _seed(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
