"""Comma- and tab-separated files with a header: quoted newlines are text, a ragged row is a row with an error."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from sentiment.corpus.columns import SAMPLE_ROWS, Places, find_columns, is_known
from sentiment.corpus.opening import TextLines, open_lines
from sentiment.corpus.rows import Columns, Note, Record
from sentiment.errors import CorpusError
from sentiment.plurals import many

# Characters in one cell. A quote that is never closed is noticed here at the latest.
CELL_LIMIT = 16 * 2**20

_LONGEST_NAME = 30  # characters; the only column's name, if longer, is more likely a text
_LONGEST_NAMES = 120  # likewise of one column of several: questions of a survey are long
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_SAID = re.compile(r"""sep=(\t|[^\w\s"])[\r\n]*""", re.IGNORECASE)

_Row = tuple[int, list[str], str | None]  # its first line, its cells, what is wrong with it


def read_delimited(
    path: Path, columns: Columns, *, delimiter: str, source: str, note: Note, labelled: bool
) -> Iterator[Record]:
    """One record for each row below the header; blank lines at the end are no rows, others cannot be read.

    Raises:
        CorpusError: no header, or a column is missing.
    """
    with open_lines(path, source=source, note=note, newline="") as file:
        lines = _Lines(file)
        rows = _rows(lines, _delimiter(lines, delimiter, source, note))
        header = _header(next(rows, None), source)
        first = list(islice(rows, SAMPLE_ROWS))
        sample = [cells for _, cells, error in first if not error and len(cells) == len(header)]
        check_header(header, sample, columns, source)
        places = find_columns(header, columns, source=source, note=note, labelled=labelled, sample=sample)
        number, blank = 0, []
        for line, cells, error in chain(first, rows):
            if not cells and not error:
                blank.append(line)
                continue
            for empty in blank:
                number += 1
                yield Record(number, None, error=f"line {empty}: the line is empty")
            blank.clear()
            number += 1
            if error is None and len(cells) != len(header):
                error = f"{many(len(cells), 'cell')}, but the header names {many(len(header), 'column')}"
            record = _record(number, f"line {line}", cells, error, places, file)
            if columns.cells and error is None:
                record = _with_cells(record, f"line {line}", header, cells, file)
            yield record


class _Lines:
    """The lines of a file; those of the row being read can be given back."""

    def __init__(self, file: TextLines) -> None:
        self._file = file
        self._returned: list[str] = []
        self._row: list[str] = []
        self._length = 0  # of the row
        self.line = 0  # the last one handed out, from 1

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._returned.pop() if self._returned else next(self._file)
        self._row.append(line)
        self._length += len(line)
        self._file.check_length(self._length)
        self.line += 1
        return line

    def peek(self) -> str:
        """The next line, which stays the next; "" at the end."""
        line = next(self, "")
        self.give_back(0)
        return line

    def start_row(self) -> None:
        self._row.clear()
        self._length = 0

    def give_back(self, num_kept: int) -> None:
        """Hand out all but the first `num_kept` lines of the row again."""
        back = self._row[num_kept:]
        self._returned.extend(reversed(back))
        self.line -= len(back)
        self._row.clear()


def _rows(lines: _Lines, delimiter: str) -> Iterator[_Row]:
    """First line, cells and error of each row. After an error the reading goes on at the next line."""
    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.start_row()
        start = lines.line + 1
        try:
            yield start, next(reader), None
        except StopIteration:
            return
        except csv.Error as error:
            lines.give_back(1)
            yield start, [], _explain(str(error), delimiter)
            reader = csv.reader(lines, delimiter=delimiter, strict=True)


def _explain(error: str, delimiter: str) -> str:
    if "unexpected end" in error or "field larger" in error:
        return 'a quote (") is opened and not closed; double the quotes inside a quoted cell'
    if "expected after" in error:
        after = "tab" if delimiter == "\t" else f"{delimiter!r}"
        return f'text after a closing quote ("), where a {after} should be; double the quotes inside a quoted cell'
    return error


def _header(first: _Row | None, source: str) -> list[str]:
    """The names of the columns, which the first row should hold."""
    if first is None:
        raise CorpusError(f"{source}: the file is empty; the first line should name the columns")
    _, header, error = first
    if error or not any(name.strip() for name in header):
        raise CorpusError(f"{source}: the first line should name the columns; {error or 'it is empty'}")
    return header


def _record(number: int, where: str, cells: list[str], error: str | None, places: Places, file: TextLines) -> Record:
    if error is not None:
        return Record(number, None, error=f"{where}: {error}")

    def cell(index: int | None) -> str:
        return "" if index is None else cells[index]

    text, row_id, label, group = (cell(i) for i in (places.text, places.id, places.label, places.group))
    rationales = cell(places.rationales)
    try:
        for value in (text, row_id, label, group, rationales):
            file.check(value)
    except ValueError as invalid:
        return Record(number, None, error=f"{where}: {invalid}")
    return Record(number, text, row_id or None, label, group or None, None, rationales)


def _with_cells(record: Record, where: str, header: list[str], cells: list[str], file: TextLines) -> Record:
    """The record with all its cells, if all can be read."""
    for name, value in zip(header, cells, strict=True):
        try:
            file.check(value)
        except ValueError as invalid:
            return replace(record, text=None, error=record.error or f"{where}: {name!r}: {invalid}")
    return replace(record, cells=dict(zip(header, cells, strict=True)))


def check_header(header: list[str], sample: list[list[str]], columns: Columns, source: str) -> None:
    """Refuse a first row that does not name columns, or has a name twice where all cells are wanted.

    Raises:
        CorpusError: it is refused.
    """
    if columns.text is None and _holds_data(header, sample):
        raise _no_header(header, source)
    if columns.cells and len(set(header)) < len(header):
        name, times = Counter(header).most_common(1)[0]
        raise CorpusError(f"{source}: column {name!r} is there {times} times; give each column its own name")


def _holds_data(header: list[str], sample: list[list[str]]) -> bool:
    """Whether the first line is likely a row of texts, numbers and labels: a header was forgotten."""
    if any(is_known(name) for name in header):
        return False
    names = [name.strip() for name in header]
    if len(names) == 1:
        return " " in names[0] or len(names[0]) > _LONGEST_NAME
    if any(_NUMBER.fullmatch(name) or len(name) > _LONGEST_NAMES for name in names):
        return True
    return any(name and any(row[place].strip() == name for row in sample) for place, name in enumerate(names))


def _no_header(header: list[str], source: str) -> CorpusError:
    line = _shortened(", ".join(header))
    if len(header) == 1:
        return CorpusError(
            f"{source}: the first line, {line!r}, looks like a text and not like the name of a column; put a line "
            "above it that says: text; or, if it is the name, give it with --text-column"
        )
    return CorpusError(
        f"{source}: the first line, {line!r}, looks like data and not like names of columns; put a line above it that "
        f"names its {len(header)} columns, two of them text and label; or, if these are names, give that of the texts "
        "with --text-column"
    )


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1] + "…"


def find_delimiter(header: str, delimiter: str, source: str, note: Note) -> str:
    """What separates the cells of this first line: `delimiter`, or else what is there instead of commas."""
    if delimiter == "," and "," not in header:
        for other in (";", "\t", "|"):
            if other in header:
                note(f"{source}: no comma in the first line; columns are taken to be separated by {_DELIMITERS[other]}")
                return other
    return delimiter


def said_delimiter(first: str, source: str, note: Note) -> str | None:
    """What separates the cells by a first line as Excel takes it, such as "sep=;", which is no row; None by others."""
    if said := _SAID.fullmatch(first):
        note(f"{source}: columns are separated by {_DELIMITERS.get(said[1], repr(said[1]))}, as its first line says")
        return said[1]
    return None


def _delimiter(lines: _Lines, delimiter: str, source: str, note: Note) -> str:
    said = said_delimiter(lines.peek(), source, note)
    if said is None:
        return find_delimiter(lines.peek(), delimiter, source, note)
    next(lines)
    return said
