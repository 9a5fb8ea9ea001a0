"""JSON Lines: one object a line. The columns are the keys of the first object."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sentiment.corpus.columns import Places, find_columns
from sentiment.corpus.encoding import BOM, check_is_text, decode
from sentiment.corpus.rows import Columns, Id, Note, Record
from sentiment.errors import CorpusError


def read_json_lines(path: Path, columns: Columns, *, source: str, note: Note, labelled: bool) -> Iterator[Record]:
    """One record a line; blank lines at the end are no rows, others are rows that cannot be read.

    Raises:
        CorpusError: no line holds an object, or a column is missing.
    """
    check_is_text(path, source)
    header: list[str] = []
    places: Places | None = None
    number = num_blank = 0
    with path.open("rb") as file:
        for line, raw in enumerate(file, start=1):
            if not raw.strip():
                num_blank += 1
                continue
            for blank in range(line - num_blank, line):
                number += 1
                yield Record(number, None, error=f"line {blank}: the line is empty")
            num_blank = 0
            number += 1
            try:
                values = _parse(raw.removeprefix(BOM) if line == 1 else raw)
            except ValueError as error:
                yield Record(number, None, error=f"line {line}: {error}")
                continue
            if places is None:
                header = list(values)
                places = find_columns(header, columns, source=source, note=note, labelled=labelled)
            yield _record(number, line, values, header, places)
    if places is None:
        raise CorpusError(f'{source}: no JSON object in {number} lines; each line should be like {{"text": "…"}}')


def _parse(raw: bytes) -> dict[str, Any]:
    text = decode(raw)
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON ({error.msg} at column {error.colno})") from None
    except RecursionError:
        raise ValueError("not JSON that can be read (nested too deeply)") from None
    if not isinstance(values, dict):
        raise ValueError(f'a JSON object like {{"text": "…"}} is expected, this is a {_kind(values)}')
    return values


def _record(number: int, line: int, values: dict[str, Any], header: list[str], places: Places) -> Record:
    def value(index: int | None) -> Any:
        return None if index is None else values.get(header[index])

    text = value(places.text)
    row_id, group = _name(value(places.id)), _name(value(places.group))
    error = None
    if not isinstance(text, str):
        what = f"is a {_kind(text)}, not a string" if header[places.text] in values else "is missing"
        error, text = f"line {line}: {header[places.text]!r} {what}", None
    label = _label(value(places.label))
    rationales = value(places.rationales)
    written = "" if rationales is None else json.dumps(rationales)
    return Record(number, text, row_id, label, None if group is None else str(group), error, written)


def _name(value: Any) -> Id:
    if value is None or (isinstance(value, int | str) and not isinstance(value, bool)):
        return value
    return json.dumps(value)


def _label(value: Any) -> str:
    if value is None or value != value:  # null and NaN
        return ""
    return value if isinstance(value, str) else json.dumps(value)


def _kind(value: Any) -> str:
    kinds = {str: "string", bool: "boolean", int: "number", float: "number", list: "list", dict: "object"}
    return kinds.get(type(value), "null")
