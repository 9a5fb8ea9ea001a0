"""What `sentiment evaluate` keeps of each text as it passes: numbers, the kind of text it is, and the few worst."""

from collections.abc import Iterable

import numpy as np

from sentiment.cli.answers import Answer
from sentiment.cli.evaluate_explanations import Sample
from sentiment.errors import CorpusError
from sentiment.metrics import THRESHOLD
from sentiment.prediction import Prediction
from sentiment.report.worst import WorstErrors
from sentiment.slices import (
    LENGTH_NAMES,
    NEGATION_NAMES,
    UNKNOWN_NAMES,
    Slicing,
    length_name,
    negation_name,
    slice_by,
    unknown_name,
)

_NO_VALUE = "(none)"


class Reading:
    """The labelled texts of a corpus, measured one by one.

    Args:
        labels: Names of the negative and the positive class.
        worst: Takes every answer.
        sample: Takes every row.
    """

    def __init__(self, labels: tuple[str, str], *, worst: WorstErrors, sample: Sample) -> None:
        self.names, self.worst, self.sample = labels, worst, sample
        self.num_unlabelled = 0
        self.labels: list[int] = []
        self.probabilities: list[float] = []
        self._lengths: list[str] = []
        self._negations: list[str] = []
        self._unknown: list[str] = []
        self._groups: list[str | None] = []

    def take(self, answers: Iterable[Answer]) -> None:
        """Reads them all; those that failed, or have no label, are left out."""
        for answer in answers:
            if not isinstance(answer.outcome, Prediction):
                continue
            if answer.row.label is None:
                self.num_unlabelled += 1
                continue
            prediction = answer.outcome
            self.labels.append(answer.row.label)
            self.probabilities.append(prediction.probability)
            self._lengths.append(length_name(prediction.num_tokens))
            self._negations.append(negation_name(prediction.text))
            self._unknown.append(unknown_name(prediction.unknown_share))
            self._groups.append(answer.row.group)
            self.worst.offer(answer.id, answer.row.label, prediction)
            self.sample.offer(answer.row)

    def slicings(self, column: str | None) -> tuple[Slicing, ...]:
        """The texts by kind, and by the value of a column that was read as the group.

        Raises:
            CorpusError: No row has a value there.
        """
        right = np.array(self.labels, dtype=bool) == (np.array(self.probabilities) >= THRESHOLD)
        classes = [self.names[label] for label in self.labels]
        found = [
            slice_by("label", classes, right, order=self.names),
            slice_by("length", self._lengths, right, order=LENGTH_NAMES),
            slice_by("negation (English)", self._negations, right, order=NEGATION_NAMES),
            slice_by("unknown words", self._unknown, right, order=UNKNOWN_NAMES),
        ]
        if column is not None:
            if not any(self._groups):
                raise CorpusError(f"no row has a value in a column {column!r}: leave out --slice, or name another")
            found.append(slice_by(column, [group or _NO_VALUE for group in self._groups], right))
        return tuple(found)
