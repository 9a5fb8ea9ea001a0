"""Tables whose cells are text, as in CSV and spreadsheets: a header, then rows."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from sentiment.corpus.columns import SAMPLE_ROWS, Places, find_columns, is_known
from sentiment.corpus.dialect import NUMBER
from sentiment.corpus.rows import Columns, Note, Record, RowNumbers
from sentiment.errors import CorpusError
from sentiment.plurals import many

_LONGEST_NAME = 30  # characters; the only column's name, if longer, is more likely a text
_LONGEST_NAMES = 120  # likewise of one column of several: questions of a survey are long


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is written.

    Attributes:
        where: Its place in words, as in "line 3".
        cells: Its cells; none if it is empty.
        error: Why it cannot be read; "" if it can.
    """

    where: str
    cells: list[str]
    error: str = ""


def read_table(
    lines: Iterator[Line],
    columns: Columns,
    *,
    source: str,
    note: Note,
    labelled: bool,
    look_ahead: int = SAMPLE_ROWS,
    check: Callable[[str], None] = lambda cell: None,
) -> Iterator[Record]:
    """Yield one record for each row below the header; empty rows at the end are left out, others cannot be read.

    A row that has too few cells, but a text, is read, and so is one with more cells than columns if these are empty;
    at the end a note says how many such rows there are.

    Args:
        lines: The rows, that of the header first.
        columns: Which column holds what.
        source: The name of the table in messages.
        note: Gets what was guessed, and how many rows were too short or too long.
        labelled: Whether labels are needed.
        look_ahead: Rows that columns are guessed from.
        check: Raises ValueError for a cell that holds bytes that could not be decoded.

    Raises:
        CorpusError: There is no header, or a column is missing.
    """
    header = _header(next(lines, None), source)
    first = list(islice(lines, look_ahead))
    sample = [_fitted(line.cells, len(header)) for line in first if line.cells and not line.error]
    check_header(header, sample, columns, source)
    places = find_columns(header, columns, source=source, note=note, labelled=labelled, sample=sample)
    names = cell_names(header)
    uneven = _Uneven()
    number, empty = 0, list[Line]()
    for line in chain(first, lines):
        if not line.cells and not line.error:
            empty.append(line)
            continue
        for gap in empty:
            number += 1
            yield Record(number, None, error=f"{gap.where}: the {gap.where.split()[0]} is empty")
        empty.clear()
        number += 1
        error = line.error or uneven.problem(number, line.cells, header, places)
        if error:
            yield Record(number, None, error=f"{line.where}: {error}")
            continue
        cells = _fitted(line.cells, len(header))
        record = _record(number, line.where, cells, places, check)
        if columns.cells and record.error is None:
            record = _with_cells(record, line.where, names, cells, check)
        yield record
    for message in uneven.messages(len(header)):
        note(f"{source}: {message}")


@dataclass
class _Uneven:
    """Counts the rows that are read although their cells are not as many as the columns."""

    short: RowNumbers = field(default_factory=RowNumbers)
    long: RowNumbers = field(default_factory=RowNumbers)

    def problem(self, number: int, cells: list[str], header: list[str], places: Places) -> str:
        """Return why a row cannot be read; "" if it can."""
        if len(cells) > len(header):
            if any(cell.strip() for cell in cells[len(header) :]):
                return f"{many(len(cells), 'cell')}, but the header names {many(len(header), 'column')}"
            self.long.add(number)
        elif len(cells) < len(header):
            if len(cells) <= places.text:
                return (
                    f"{many(len(cells), 'cell')}, but the header names {many(len(header), 'column')}, and the text is "
                    f"in column {places.text + 1}"
                )
            self.short.add(number)
        return ""

    def messages(self, num_columns: int) -> Iterator[str]:
        """Yield what to tell at the end."""
        columns = many(num_columns, "column")
        if self.short.num:
            rows = many(self.short.num, "row has", "rows have")
            yield f"{rows} fewer cells than the {columns} of the header ({self.short}): the others are taken as empty"
        if self.long.num:
            rows = many(self.long.num, "row has", "rows have")
            yield f"{rows} more cells than the {columns} of the header ({self.long}): these are empty, and left out"


def _fitted(cells: list[str], num_columns: int) -> list[str]:
    """Return as many cells as there are columns."""
    return (cells + [""] * (num_columns - len(cells)))[:num_columns]


def _header(first: Line | None, source: str) -> list[str]:
    """Return the names of the columns, which the first row should hold."""
    if first is None:
        raise CorpusError(f"{source}: the file is empty; the first line should name the columns")
    if first.error or not any(name.strip() for name in first.cells):
        raise CorpusError(f"{source}: the first line should name the columns; {first.error or 'it is empty'}")
    return first.cells


def cell_names(header: list[str]) -> list[str]:
    """Return the names under which cells go: those of the header, and "column 3" if several columns have no name."""
    if header.count("") < 2:
        return header
    taken = set(header)
    names = []
    for place, name in enumerate(header, start=1):
        if not name:
            name = f"column {place}"
            while name in taken:
                name += "_"
        names.append(name)
    return names


def _record(number: int, where: str, cells: list[str], places: Places, check: Callable[[str], None]) -> Record:
    def cell(index: int | None) -> str:
        return "" if index is None else cells[index]

    text, row_id, label, group = (cell(i) for i in (places.text, places.id, places.label, places.group))
    rationales = cell(places.rationales)
    try:
        for value in (text, row_id, label, group, rationales):
            check(value)
    except ValueError as invalid:
        return Record(number, None, error=f"{where}: {invalid}")
    return Record(number, text, row_id or None, label, group or None, None, rationales)


def _with_cells(record: Record, where: str, names: list[str], cells: list[str], check: Callable[[str], None]) -> Record:
    """Return the record with all its cells, if all can be read."""
    for name, value in zip(names, cells, strict=True):
        try:
            check(value)
        except ValueError as invalid:
            return replace(record, text=None, error=f"{where}: {name!r}: {invalid}")
    return replace(record, cells=dict(zip(names, cells, strict=True)))


def check_header(header: list[str], sample: list[list[str]], columns: Columns, source: str) -> None:
    """Refuse a first row that does not name columns, or has a name twice where all cells are wanted.

    Raises:
        CorpusError: It is refused.
    """
    if columns.text is None and holds_data(header, sample):
        raise _no_header(header, source)
    names = cell_names(header)
    if columns.cells and len(set(names)) < len(names):
        name, times = Counter(names).most_common(1)[0]
        raise CorpusError(f"{source}: column {name!r} is there {times} times; give each column its own name")


def holds_data(header: list[str], sample: list[list[str]]) -> bool:
    """Return whether the first line is likely a row of texts, numbers and labels: a header was forgotten."""
    if any(is_known(name) for name in header):
        return False
    names = [name.strip() for name in header]
    if len(names) == 1:
        return " " in names[0] or len(names[0]) > _LONGEST_NAME
    if any(NUMBER.fullmatch(name) or len(name) > _LONGEST_NAMES for name in names):
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
