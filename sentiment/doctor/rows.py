"""The rows of a corpus on the way into memory: those that can be learnt from, and findings on those that cannot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sentiment.corpus import Columns, Examples, Note, Row, examples_of, ignore, open_corpus
from sentiment.doctor.amount import MANY_EMPTY
from sentiment.doctor.findings import (
    MOST_CASES,
    Case,
    Finding,
    Progress,
    graded,
    percent,
    shortened,
    silent,
)
from sentiment.plurals import many


@dataclass(frozen=True)
class Reading:
    """What came out of a corpus.

    Attributes:
        examples: The rows with a text and a label.
        findings: On all other rows.
    """

    examples: Examples
    findings: tuple[Finding, ...]


def read_corpus(
    source: str, columns: Columns | None = None, *, note: Note = ignore, progress: Progress = silent
) -> Reading:
    """Reads a labelled corpus to its end, whatever single rows hold.

    `load_examples` keeps the same rows, but refuses a corpus in which some cannot be read.

    Raises:
        CorpusError: there is no such corpus, it lacks a column, or its labels are not two classes.
        MissingExtraError: a library that its format needs is not installed.
    """
    columns = columns or Columns()
    kept: list[Row] = []
    unreadable: list[Row] = []
    unlabelled: list[Row] = []
    blank: list[Row] = []
    for row in progress(open_corpus(source, columns, note=note, labelled=True), "rows read"):
        if row.error:
            unreadable.append(row)
        elif row.label is None:
            unlabelled.append(row)
        elif not (row.text or "").strip():
            blank.append(row)
        else:
            kept.append(row)
    is_listed = bool(columns.positive or columns.negative)
    name = Path(source).name
    findings = [*_unreadable(name, unreadable), *_unlabelled(name, unlabelled, is_listed)]
    findings += _blank(name, blank, len(kept) + len(blank))
    return Reading(examples_of(kept), tuple(findings))


def _unreadable(source: str, rows: Sequence[Row]) -> Iterator[Finding]:
    if rows:
        yield Finding(
            "unreadable-rows",
            "error",
            f"{source} has {many(len(rows), 'row')} that cannot be read.",
            "Mend or remove them: training refuses a corpus with such rows.",
            {"num_rows": len(rows)},
            tuple(Case((_id(row),), (), row.error or "") for row in rows[:MOST_CASES]),
            tuple(_id(row) for row in rows),
        )


def _unlabelled(source: str, rows: Sequence[Row], is_listed: bool) -> Iterator[Finding]:
    if rows and is_listed:
        yield Finding(
            "dropped-labels",
            "note",
            f"{source} has {many(len(rows), 'row')} with no label, or one in neither list; training drops them.",
            "Nothing, if --positive and --negative are complete.",
            {"num_rows": len(rows)},
            _cases(rows),
            tuple(_id(row) for row in rows),
        )
    elif rows:
        yield Finding(
            "no-label",
            "error",
            f"{source} has {many(len(rows), 'row')} without a label.",
            "Label or remove them: training refuses a corpus with such rows.",
            {"num_rows": len(rows)},
            _cases(rows),
            tuple(_id(row) for row in rows),
        )


def _blank(source: str, rows: Sequence[Row], num_labelled: int) -> Iterator[Finding]:
    if rows:
        share = len(rows) / num_labelled
        yield Finding(
            "blank-texts",
            graded(share, warning=MANY_EMPTY),
            f"{source} has {many(len(rows), 'empty text')} ({percent(share)}); training drops such rows.",
            "Nothing, if there never was a text; else find out where it went.",
            {"num_rows": len(rows), "share": round(share, 4)},
            (Case(tuple(_id(row) for row in rows[:MOST_CASES]), ()),),
            tuple(_id(row) for row in rows),
        )


def _cases(rows: Sequence[Row]) -> tuple[Case, ...]:
    return tuple(Case((_id(row),), (shortened(row.text or ""),)) for row in rows[:MOST_CASES])


def _id(row: Row) -> str | int:
    return row.number if row.id is None else row.id
