"""Parquet files, by pyarrow, a batch of rows at a time. https://parquet.apache.org/docs/file-format/."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sentiment.corpus.columns import SAMPLE_ROWS, Places, check_width, find_columns
from sentiment.corpus.encoding import ESCAPE, UTF_8, check_decoded
from sentiment.corpus.rows import Columns, Note, Record
from sentiment.corpus.typed import as_written, typed_record
from sentiment.errors import CorpusError, MissingExtraError

_BATCH_ROWS = 1024
_REMEDY = "write the file anew with strings in UTF-8, as Parquet has them"
_BUFFER = 2**20  # bytes of a column that are read at once


def read_parquet(path: Path, columns: Columns, *, source: str, note: Note, labelled: bool) -> Iterator[Record]:
    """One record for each row.

    Raises:
        CorpusError: it is no whole Parquet file, a column is missing, or that of the text does not hold strings.
        MissingExtraError: pyarrow is not installed.
        OSError: the file cannot be opened.
    """
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise MissingExtraError(f"reading {path.name} (Parquet)", "data") from None

    num_read = 0
    with path.open("rb") as raw:
        try:
            file = ParquetFile(raw, buffer_size=_BUFFER, page_checksum_verification=True)
            places = _places(file, columns, source=source, note=note, labelled=labelled)
            header = file.schema_arrow.names
            wanted = header if columns.cells else [header[place] for place in places.all()]
            for values in _rows(file, wanted, _BATCH_ROWS, source):
                num_read += 1
                yield _record(num_read, values, header, places, cells=columns.cells)
            if num_read != file.metadata.num_rows:
                raise OSError(f"{file.metadata.num_rows:,} rows are announced")
        except (pyarrow.ArrowException, OSError, UnicodeDecodeError) as error:  # the last of names of columns
            place = f" on after row {num_read:,}" if num_read else ""
            what = " ".join(str(error).split())
            raise CorpusError(
                f"{source}: cannot be read{place} ({what}); the file is damaged, incomplete or no Parquet "
                "file: get it anew"
            ) from None


def _places(file: Any, columns: Columns, *, source: str, note: Note, labelled: bool) -> Places:
    schema = file.schema_arrow
    check_width(schema.names, source)
    strings = [field.name for field in schema if _holds_strings(field.type)]
    unknown = {field.name: zone for field in schema for zone in _zones(field.type) if not _is_known(zone)}
    flat = [field.name for field in schema if is_flat(field.type) and field.name not in unknown]
    first = islice(_rows(file, flat, SAMPLE_ROWS, source), SAMPLE_ROWS)
    sample = [[as_written(row.get(name)) for name in schema.names] for row in first]
    places = find_columns(
        schema.names, columns, source=source, note=note, labelled=labelled, texts=strings, sample=sample
    )
    text = schema.field(places.text)
    if text.name not in strings:
        raise CorpusError(
            f"{source}: column {text.name!r} holds {text.type}, not strings; name another with --text-column"
        )
    for name in schema.names if columns.cells else [schema.names[place] for place in places.all()]:
        if schema.names.count(name) > 1:
            raise CorpusError(
                f"{source}: column {name!r} is there {schema.names.count(name)} times; give each column its own name"
            )
        if name in unknown:
            raise CorpusError(
                f"{source}: column {name!r} has times of the zone {unknown[name]!r}, which is not known here; store "
                "them in UTC, leave the column out, or, if there is such a zone, install its data (pip install tzdata)"
            )
    return places


def _rows(file: Any, names: list[str], batch_rows: int, source: str) -> Iterator[dict[str, Any]]:
    """The values of each row by the names of these columns."""
    from pyarrow import ArrowException

    for batch in file.iter_batches(batch_rows, columns=names):
        read = []
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            try:
                read.append(python_values(column))
            except (ArrowException, OverflowError) as error:
                raise CorpusError(
                    f"{source}: column {name!r} ({column.type}) has a value that cannot be read ({error}); leave the "
                    "column out, or store it as strings"
                ) from None
        for values in zip(*read, strict=True):
            yield dict(zip(batch.schema.names, values, strict=True))


def python_values(column: Any) -> list[Any]:
    """Python values; of a string that is not UTF-8, what `ESCAPE` makes of it.

    Of a time in nanoseconds, or before the year 1 or after 9999, its text.
    """
    if getattr(column.type, "unit", None) == "ns":  # Python's times end at microseconds
        column = column.cast("string")
    try:
        values: list[Any] = column.to_pylist()
    except UnicodeDecodeError:
        values = []
        for scalar in column:
            plain = getattr(scalar, "value", scalar) if hasattr(scalar, "dictionary") else scalar
            values.append(plain.as_buffer().to_pybytes().decode("utf-8", ESCAPE) if plain.is_valid else None)
    except (OverflowError, ValueError):
        values = [_moment(scalar) for scalar in column]
    return values


def _moment(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except (OverflowError, ValueError):
        return scalar.cast("string").as_py()


def _record(number: int, values: dict[str, Any], header: list[str], places: Places, *, cells: bool) -> Record:
    for name, value in values.items():
        try:
            check_decoded(value if isinstance(value, str) else "", UTF_8, remedy=_REMEDY)
        except ValueError as error:
            return Record(number, None, error=f"row {number}: {name!r}: {error}")
    return typed_record(number, f"row {number}", values, header, places, cells=cells)


def _zones(kind: Any) -> Iterator[str]:
    """The time zones that values of this type are of."""
    from pyarrow import types

    if getattr(kind, "tz", None):
        yield kind.tz
    inner = [
        getattr(kind, name) for name in ("value_type", "key_type", "item_type", "storage_type") if hasattr(kind, name)
    ]
    for within in [*inner, *(field.type for field in kind)] if types.is_struct(kind) else inner:
        yield from _zones(within)


def _is_known(zone: str) -> bool:
    """Whether times of this zone can be read, and written as text."""
    import pyarrow

    moment = pyarrow.scalar(0, pyarrow.timestamp("us", zone))
    try:
        moment.as_py()
        moment.cast("string")
    except (KeyError, ValueError, OSError):  # as Python's zoneinfo, pytz and Arrow say it
        return False
    return True


def _holds_strings(kind: Any) -> bool:
    from pyarrow import types

    inner = kind.value_type if types.is_dictionary(kind) else kind
    return bool(types.is_string(inner) or types.is_large_string(inner) or types.is_string_view(inner))


def is_flat(kind: Any) -> bool:
    """Whether a value can be short: no list, no bytes."""
    from pyarrow import types

    return _holds_strings(kind) or bool(types.is_primitive(kind) or types.is_boolean(kind) or types.is_decimal(kind))
