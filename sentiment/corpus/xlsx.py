"""Spreadsheets (.xlsx), by python-calamine: the first sheet with anything in it, or the one named."""

import datetime
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sentiment.corpus.rows import Columns, Note, Record
from sentiment.corpus.table import Line, read_table
from sentiment.errors import CorpusError, MissingExtraError

SIZE_LIMIT = 2**30
"""Bytes of a workbook once unpacked; all of a sheet is held in memory."""

_MARK = b"PK\x03\x04"


def read_xlsx(path: Path, columns: Columns, *, source: str, note: Note, labelled: bool) -> Iterator[Record]:
    """Yield one record for each row below the header; cells are as text, as CSV would have them.

    Raises:
        CorpusError: It is no whole spreadsheet, or there is no such sheet, or a column is missing.
        MissingExtraError: python-calamine is not installed.
        OSError: The file cannot be opened.
    """
    try:
        import python_calamine
    except ImportError:
        raise MissingExtraError(f"reading {path.name} (a spreadsheet)", "data") from None

    _check_size(path, source)
    try:
        with path.open("rb") as file:
            workbook = python_calamine.CalamineWorkbook.from_filelike(file)
            sheet = _sheet(workbook, columns.sheet, source, note)
            start = sheet.start or (0, 0)
            rows = sheet.to_python(skip_empty_area=True)
    except (KeyboardInterrupt, MemoryError, CorpusError):
        raise
    except BaseException as error:  # noqa: BLE001 - a panic of Rust is no Exception
        what = " ".join(str(error).split()) or type(error).__name__
        raise CorpusError(
            f"{source}: cannot be read ({what}); the file is damaged or not a spreadsheet: open it and save it again "
            "as .xlsx or .csv"
        ) from None
    lines = _lines(rows, start[0] + 1)
    yield from read_table(lines, columns, source=source, note=note, labelled=labelled)


def _check_size(path: Path, source: str) -> None:
    with path.open("rb") as file:
        if file.read(len(_MARK)) != _MARK:
            raise CorpusError(
                f"{source}: this is no .xlsx file, or one with a password: save it as .xlsx or .csv, without"
            )
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise CorpusError(f"{source}: cannot be read ({error}); the file is damaged or incomplete") from None
    if size > SIZE_LIMIT:
        raise CorpusError(
            f"{source}: {size:,} bytes once unpacked, more than the limit of {SIZE_LIMIT:,}; save it as .csv"
        )


def _sheet(workbook: Any, name: str | None, source: str, note: Note) -> Any:
    names = workbook.sheet_names
    if name is not None and name not in names:
        there = ", ".join(repr(other) for other in names)
        raise CorpusError(f"{source}: no sheet {name!r}; the sheets are {there}; name one with --sheet")
    if name is not None:
        return workbook.get_sheet_by_name(name)
    for first in names:
        sheet = workbook.get_sheet_by_name(first)
        if sheet.height:
            if len(names) > 1:
                note(f"{source}: sheet {first!r}, the first of {len(names)} with anything in it; --sheet names another")
            return sheet
    raise CorpusError(f"{source}: nothing is in it")


def _lines(rows: list[list[Any]], first: int) -> Iterator[Line]:
    """Yield the rows, of which the sheet numbers the first like this; each cell as text."""
    for number, row in enumerate(rows, start=first):
        cells = [_written(value) for value in row]
        yield Line(f"row {number}", cells if any(cells) else [])


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ")
    return str(value)
