"""The dialect of a CSV input, which a CSV output follows: its delimiter, and whether it has a byte order mark."""

import csv
from collections.abc import Sequence
from itertools import chain, islice
from pathlib import Path

from sentiment.corpus import ignore
from sentiment.corpus.delimited import CELL_LIMIT, said_delimiter
from sentiment.corpus.opening import has_mark, kind_of, open_lines

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_HEADER_LINES = 1000  # names of columns may hold line breaks


def csv_dialect(source: str, columns: Sequence[str]) -> tuple[str, bool]:
    """Return the delimiter of an input, and whether it starts with a byte order mark.

    The delimiter is the one under which the first row names the columns that were read.

    Args:
        source: The input. Plain CSV is assumed for anything but a `.csv` file, compressed or not.
        columns: The columns that were read from it.
    """
    path = Path(source)
    if not path.is_file() or kind_of(path)[0] != ".csv":
        return ",", False
    candidates = list(DELIMITERS)
    with open_lines(path, source=source, note=ignore, newline="") as file:
        first = next(file, "")
        said = said_delimiter(first, source, ignore)
        if said:
            candidates = [said]
        lines = list(islice(file, _HEADER_LINES) if said else chain([first], islice(file, _HEADER_LINES)))
    named = [(_num_named(lines, delimiter, columns), delimiter) for delimiter in candidates]
    return max(named, key=lambda pair: pair[0])[1], has_mark(path)


def _num_named(lines: Sequence[str], delimiter: str, columns: Sequence[str]) -> int:
    """Return how many of the columns the first row names under a delimiter."""
    csv.field_size_limit(CELL_LIMIT)
    try:
        header = next(csv.reader(lines, delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        return 0
    return len(set(header) & set(columns))
