"""JSON Lines: one object a line. The columns are the keys of the first objects."""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from sentiment.corpus.columns import SAMPLE_ROWS, check_width, find_columns
from sentiment.corpus.encoding import check_decoded
from sentiment.corpus.opening import TextLines, open_lines
from sentiment.corpus.rows import Columns, Note, Record
from sentiment.corpus.typed import as_written, kind_of_value, typed_record
from sentiment.errors import CorpusError
from sentiment.plurals import many

_DEEPEST = 100  # lists and objects within one another; far more of them cannot be written again
_SHOWN = 40  # characters of a key
_TOO_DEEP = "not JSON that can be read (nested too deeply)"

_Line = tuple[int, dict[str, Any] | str]  # its number, and its values or what is wrong with it


def read_json_lines(path: Path, columns: Columns, *, source: str, note: Note, labelled: bool) -> Iterator[Record]:
    """One record a line; blank lines at the end are no rows, others are rows that cannot be read.

    Raises:
        CorpusError: no line holds an object, or a column is missing.
    """
    with open_lines(path, source=source, note=note) as lines:
        parsed = _parsed(lines)
        first = list(islice(parsed, SAMPLE_ROWS))
        sample = [values for _, values in first if isinstance(values, dict)]
        if not sample:
            why = f" (line {first[0][0]}: {first[0][1]})" if first else ""
            raise CorpusError(
                f"{source}: no JSON object that can be read in {many(len(first), 'line')}{why}; each line should be "
                'like {"text": "…"}'
            )
        header = list(dict.fromkeys(chain.from_iterable(sample)))
        check_width(header, source)
        written = [[as_written(values.get(name)) for name in header] for values in sample]
        places = find_columns(header, columns, source=source, note=note, labelled=labelled, sample=written)
        for number, (line_number, values) in enumerate(chain(first, parsed), start=1):
            where = f"line {line_number}"
            if isinstance(values, str):
                yield Record(number, None, error=f"{where}: {values}")
            else:
                yield typed_record(number, where, values, header, places, cells=columns.cells)


def _parsed(lines: TextLines) -> Iterator[_Line]:
    """What is in each line but the blank ones at the end."""
    num_blank = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            num_blank += 1
            continue
        yield from ((blank, "the line is empty") for blank in range(number - num_blank, number))
        num_blank = 0
        try:
            yield number, parse_line(line, lines.encoding)
        except ValueError as error:
            yield number, str(error)


def parse_line(line: str, encoding: str) -> dict[str, Any]:
    """The values of one line, which was decoded with `ESCAPE` from that encoding.

    Raises:
        ValueError: they cannot be read; the message says why.
    """
    check_decoded(line, encoding)
    try:
        values = _DECODER.decode(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON ({error.msg} at column {error.colno})") from None
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    if line.count("[") + line.count("{") > _DEEPEST and _is_deep(values, _DEEPEST):
        raise ValueError(_TOO_DEEP)
    if not isinstance(values, dict):
        raise ValueError(f'a JSON object like {{"text": "…"}} is expected, this is a {kind_of_value(values)}')
    return values


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        [(twice, _)] = Counter(key for key, _ in pairs).most_common(1)
        shown = repr(twice[:_SHOWN]) + "…" * (len(twice) > _SHOWN)
        raise ValueError(f"the key {shown} is there more than once; give each value its own key")
    return values


_DECODER = json.JSONDecoder(object_pairs_hook=_unique)


def _is_deep(value: Any, most: int) -> bool:
    """Whether lists and objects lie more than `most` deep within one another."""
    if not isinstance(value, list | dict):
        return False
    inside = value.values() if isinstance(value, dict) else value
    return most == 0 or any(_is_deep(inner, most - 1) for inner in inside)
