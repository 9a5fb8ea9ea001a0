"""From rows to answers: one for each, in order, with its id; a bad row fails alone."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sentiment import selective
from sentiment.audit import Audit, audit
from sentiment.classifier import WINDOW, Classifier
from sentiment.corpus import Row, RowNumbers
from sentiment.errors import BundleCorruptError, CorpusError
from sentiment.plurals import many
from sentiment.prediction import Failure, Id, Prediction


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one row."""

    row: Row
    outcome: Prediction | Failure
    audit: Audit | None = None

    @property
    def id(self) -> Id:
        """The row's id, or its number, from 1, where it has none."""
        return self.row.number if self.row.id is None else self.row.id

    def to_dict(self, *, explain: bool = False) -> dict[str, Any]:
        """The answer as JSON-ready values."""
        values = self.outcome.to_dict(id=self.id, explain=explain)
        return values if self.audit is None else {**values, "audit": self.audit.to_dict()}


def rows_of(arguments: Iterable[str]) -> Iterator[Row]:
    """Texts from the command line as rows of a corpus; one that holds bytes that are not UTF-8 is an error."""
    for number, text in enumerate(arguments, start=1):
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            yield Row(
                number, None, error=f"text {number} is not valid UTF-8 at character {error.start}: convert it first"
            )
        else:
            yield Row(number, text)


def answer(
    classifier: Classifier, rows: Iterable[Row], *, audited: bool = False, window: int = WINDOW
) -> Iterator[Answer]:
    """Answer each row, in order.

    Args:
        classifier: Reads the texts.
        rows: Taken as they are needed, and up to `window` texts ahead.
        audited: Whether to audit each answer that did not fail.
        window: See `Classifier.classify_many`.
    """
    waiting: deque[Row] = deque()

    def texts() -> Iterator[str]:
        for row in rows:
            waiting.append(row)
            if row.text is not None:
                yield row.text

    for outcome in classifier.classify_many(texts(), window=window):
        yield from _unreadable(waiting)
        held = audit(classifier, outcome) if audited and isinstance(outcome, Prediction) else None
        yield Answer(waiting.popleft(), outcome, held)
    yield from _unreadable(waiting)


def expect_abstaining(classifier: Classifier) -> str:
    """What to expect of a classifier that abstains: how it did on the held-out texts, as far as its model says.

    Raises:
        BundleCorruptError: What it says cannot be read.
    """
    table = classifier.manifest.metrics.get(selective.NAME)
    try:
        band = selective.look_up(table, classifier.abstain_below) if table else None
    except ValueError as error:
        raise BundleCorruptError(f"the model's figures on {selective.NAME} cannot be read: {error}") from error
    if band is None:
        return "how good answers of that confidence are, this model does not say: sentiment evaluate measures it"
    return (
        f"of the held-out texts, {band.coverage:.1%} had an answer of confidence {band.confidence:g} or more,"
        f" {band.accuracy:.1%} of these right"
    )


def _unreadable(waiting: deque[Row]) -> Iterator[Answer]:
    """Answers for the rows with no text that come before the next one with a text."""
    while waiting and waiting[0].text is None:
        row = waiting.popleft()
        yield Answer(row, Failure(CorpusError(row.error or "the row has no text")))


class Tally:
    """Counts answers as they pass."""

    def __init__(self) -> None:
        self.num_rows = 0
        self.num_abstained = 0
        self.failed = RowNumbers()
        self._first_error = ""

    def count(self, answers: Iterable[Answer]) -> Iterator[Answer]:
        """The same answers, counted."""
        for item in answers:
            self.add(item)
            yield item

    def add(self, answer: Answer) -> None:
        """Counts one more."""
        self.num_rows += 1
        if isinstance(answer.outcome, Failure):
            self.failed.add(answer.row.number)
            self._first_error = self._first_error or str(answer.outcome.error)
        else:
            self.num_abstained += answer.outcome.abstained

    @property
    def coverage(self) -> str:
        """How many of the texts that could be read were answered."""
        num_read = self.num_rows - self.failed.num
        return (
            f"answered {num_read - self.num_abstained:,} of {many(num_read, 'text')}, {self.num_abstained:,} uncertain"
        )

    def __str__(self) -> str:
        failed = f"{self.failed.num:,} of {many(self.num_rows, 'row')} failed"
        if not self.failed.num:
            return failed
        first = "the first: " if self.failed.num > 1 else ""
        return f"{failed} ({self.failed}; {first}{self._first_error.removeprefix(f'row {self.failed.first[0]}: ')})"
