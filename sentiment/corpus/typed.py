"""Rows whose values have types, as in JSON and Parquet, to records."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sentiment.corpus.columns import Places
from sentiment.corpus.rows import Id, Record


def typed_record(
    number: int, where: str, values: Mapping[str, Any], header: Sequence[str], places: Places, *, cells: bool
) -> Record:
    """The record of a row, by the names of its columns; `where` is its place in words, as in "line 3"."""

    def value(index: int | None) -> Any:
        return None if index is None else values.get(header[index])

    text = value(places.text)
    row_id, group = _name(value(places.id)), _name(value(places.group))
    error = None
    if not isinstance(text, str):
        what = f"is {with_article(text)}, not a string" if header[places.text] in values else "is missing"
        error, text = f"{where}: {header[places.text]!r} {what}", None
    rationales = as_written(value(places.rationales))
    return Record(
        number,
        text,
        row_id,
        as_written(value(places.label)),
        None if group is None else str(group),
        error,
        rationales,
        values if cells else None,
    )


def as_written(value: Any) -> str:
    """The value as a file of text would have it; "" for null and NaN."""
    if value is None or value != value:
        return ""
    if isinstance(value, bool | int | float | list | dict):
        return json.dumps(value, default=str)
    return str(value)


def with_article(value: Any) -> str:
    """Return what JSON calls a value of that type: "a string", "an object", "null"."""
    kinds = {
        str: "a string",
        bool: "a boolean",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "an object",
        type(None): "null",
    }
    return kinds.get(type(value), f"a {type(value).__name__}")


def _name(value: Any) -> Id:
    if isinstance(value, int | str) and not isinstance(value, bool):
        return value
    return as_written(value) or None
