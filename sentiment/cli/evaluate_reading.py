"""What `sentiment evaluate` keeps of each text as it passes: numbers, the kind of text it is, and the few worst."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

import numpy as np

from sentiment.cli.answers import Answer
from sentiment.cli.evaluate_explanations import Sample
from sentiment.corpus import Row
from sentiment.corpus.columns import SAMPLE_ROWS, present
from sentiment.corpus.typed import as_written
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
        samples: Take every row.
        columns: Whose values are kinds of texts, too.
    """

    def __init__(
        self, labels: tuple[str, str], *, worst: WorstErrors, samples: Sequence[Sample], columns: Sequence[str] = ()
    ) -> None:
        self.names, self.worst, self.samples = labels, worst, samples
        self.labels: list[int] = []
        self.probabilities: list[float] = []
        self._lengths: list[str] = []
        self._negations: list[str] = []
        self._unknown: list[str] = []
        self._values: dict[str, list[str]] = {name: [] for name in columns}

    def take(self, answers: Iterable[Answer]) -> None:
        """Reads them all; those that failed, or have no label, are left out."""
        for answer in answers:
            if not isinstance(answer.outcome, Prediction) or answer.row.label is None:
                continue
            prediction = answer.outcome
            self.labels.append(answer.row.label)
            self.probabilities.append(prediction.probability)
            self._lengths.append(length_name(prediction.num_tokens))
            self._negations.append(negation_name(prediction.text))
            self._unknown.append(unknown_name(prediction.unknown_share))
            cells = answer.row.cells or {}
            for name, values in self._values.items():
                values.append(as_written(cells.get(name)) or _NO_VALUE)
            self.worst.offer(answer.id, answer.row.label, prediction)
            for sample in self.samples:
                sample.offer(answer.row)

    def slicings(self) -> tuple[Slicing, ...]:
        """The texts by kind, and by the values of each column."""
        right = np.array(self.labels, dtype=bool) == (np.array(self.probabilities) >= THRESHOLD)
        classes = [self.names[label] for label in self.labels]
        return (
            slice_by("label", classes, right, order=self.names),
            slice_by("length", self._lengths, right, order=LENGTH_NAMES),
            slice_by("negation (English)", self._negations, right, order=NEGATION_NAMES),
            slice_by("unknown words", self._unknown, right, order=UNKNOWN_NAMES),
            *(slice_by(name, values, right) for name, values in self._values.items()),
        )


def with_columns(rows: Iterator[Row], names: Sequence[str], *, corpus: str) -> Iterator[Row]:
    """The same rows, if the first of them have these columns.

    Raises:
        CorpusError: They do not.
    """
    first = list(islice(rows, SAMPLE_ROWS)) if names else []
    header = list(dict.fromkeys(chain.from_iterable(row.cells or () for row in first)))
    for name in names:
        if name not in header:
            raise CorpusError(f"{corpus}: no column {name!r}; {present(header)}; leave out --slice, or name another")
    return chain(first, rows)
