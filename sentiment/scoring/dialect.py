"""The dialect of a CSV input, which a CSV output follows: its delimiter, and whether it has a byte order mark."""

import io
from pathlib import Path

from sentiment.corpus import ignore
from sentiment.corpus.dialect import DELIMITERS, find_dialect, said_delimiter
from sentiment.corpus.opening import has_mark, kind_of, open_file


def csv_dialect(source: str) -> tuple[str, bool]:
    """Return the delimiter of an input, and whether it starts with a byte order mark.

    Args:
        source: The input. Plain CSV is assumed for anything but a `.csv` file, compressed or not.
    """
    path = Path(source)
    if not path.is_file() or kind_of(path)[0] != ".csv":
        return ",", False
    text = open_file(path, source=source, note=ignore)
    said = said_delimiter(next(io.StringIO(text.sample, newline=""), ""), source, ignore)
    found = find_dialect(text.sample, ",", source, ignore, whole=text.whole).delimiter
    return said or (found if found in DELIMITERS else ","), has_mark(path)
