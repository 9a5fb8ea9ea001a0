"""Tell a table, JSON or fastText's lines from one text a line, where no name says it.

Prose is never taken for a table because of some commas: a table of commas needs a known name in its header, a column
of numbers or classes, or a quoted cell with a comma.
"""

import io
import json
import re

from sentiment.corpus.columns import is_known, is_text_name
from sentiment.corpus.dialect import DELIMITERS, Lines, find_dialect, raw_rows
from sentiment.corpus.plain_text import LABEL_MARK
from sentiment.corpus.rows import ignore

_MOST_LINES, _MOST_CHARACTERS = 200, 2**17  # that are looked at
_ARRAY = re.compile(r'\s*\[\s*(?:\{\s*(?:"|$)|"|$)')
_OBJECT = re.compile(r'\s*\{\s*("|$)')
_NUMBER = re.compile(r"\s*[+-]?[0-9]+([.,][0-9]+)?\s*")
_LONGEST_NAME, _LONGEST_CLASS = 40, 20
_FEWEST_ROWS = 2  # below the header, of a table without tabs


def tell_format(sample: str, *, whole: bool) -> str:
    """Return "text", "csv", "tsv", "jsonl", "json" or "fasttext", by the first lines.

    Args:
        sample: The first lines.
        whole: Whether these are all; if not, the last one may be cut.
    """
    lines = _first_lines(sample, whole=whole)
    first = lines[0] if lines else ""
    if first.startswith(LABEL_MARK):
        return "fasttext"
    if _OBJECT.match(first):
        return "jsonl" if any(map(_is_object, lines)) or len(first) >= len(sample.strip()) else "json"
    if _ARRAY.match(first):
        return "json"
    for delimiter in DELIMITERS:
        if delimiter in first and (_names_columns(lines, delimiter) or _is_table(lines, delimiter)):
            return "tsv" if delimiter == "\t" else "csv"
    return "text"


def looks_tabular(sample: str) -> bool:
    """Return whether most lines have tabs."""
    lines = _first_lines(sample, whole=True)
    return len(lines) > 1 and sum("\t" in line.strip() for line in lines) * 2 > len(lines)


def _first_lines(sample: str, *, whole: bool) -> list[str]:
    lines = [line for line in io.StringIO(sample[:_MOST_CHARACTERS], newline="") if line.strip()]
    if len(lines) > 1 and not (lines[-1].endswith(("\n", "\r")) or (whole and len(sample) <= _MOST_CHARACTERS)):
        lines.pop()
    return lines[:_MOST_LINES]


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _names_columns(lines: list[str], delimiter: str) -> bool:
    """Return whether the first line is a header by the names in it, and half of the others or more have cells, too."""
    line, *others = lines
    if sum(delimiter in other for other in others) * 2 < len(others):
        return False
    row = next(raw_rows(Lines(iter([line])), find_dialect(line, delimiter, "", ignore, whole=True, certain=True)))
    names = row.cells
    if len(names) < 2 or any(len(name) > _LONGEST_NAME or name.count(" ") > 2 for name in names):
        return False
    if any(name.startswith(" ") for name in names) and not all(map(is_known, names)):
        return False
    return any(map(is_text_name, names))


def _is_table(lines: list[str], delimiter: str) -> bool:
    """Return whether all lines have as many cells, and something besides commas speaks for a table."""
    sample = "".join(lines)
    dialect = find_dialect(sample, delimiter, "", ignore, whole=True, certain=True)
    rows: list[list[str]] = []
    for row in raw_rows(Lines(iter(lines)), dialect):
        if row.error or (rows and len(row.cells) != len(rows[0])):
            return False
        rows.append(row.cells)
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    header, *data = rows
    by_column = list(zip(*data, strict=True))
    if not all(any(cell.strip() for cell in cells) for cells in by_column):
        return False
    if delimiter == "\t":
        return True
    if len(data) < _FEWEST_ROWS or any(name.startswith(" ") for name in header):
        return False
    quoted = dialect.quoted and any(delimiter in cell for cells in data for cell in cells)
    return quoted or any(map(is_known, header)) or any(map(_is_telling, by_column))


def _is_telling(cells: tuple[str, ...]) -> bool:
    """Return whether a column holds numbers, or few short classes."""
    if all(map(_NUMBER.fullmatch, cells)):
        return True
    few = len(set(cells)) <= 2 and len(cells) > 3
    return few and all(len(cell) <= _LONGEST_CLASS and " " not in cell.strip() for cell in cells)
