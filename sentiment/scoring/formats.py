"""Scored rows as CSV, JSON Lines or Parquet: a part at a time, and parts joined to a file."""

import csv
import gzip
import io
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from sentiment.errors import OutputError
from sentiment.json_text import plain, to_json

Values = Mapping[str, Any]

_GROUP_ROWS, _GROUP_BYTES = 2**16, 2**26  # of a row group of a Parquet file, about


class Format(Protocol):
    """How scored rows are written; it travels to the worker processes."""

    @property
    def nested(self) -> bool:
        """Whether a value can be a list."""

    @property
    def any_text(self) -> bool:
        """Whether a text can hold half a surrogate pair, which UTF-8 has no form for."""

    def part(self, rows: Sequence[Values]) -> bytes:
        """A part of the file."""

    def join(self, parts: Iterable[Path], file: BinaryIO) -> None:
        """Write the file that these parts make."""


@dataclass(frozen=True)
class JsonLines:
    """One object a line: the row's own keys, then the answer's."""

    packed: bool = False
    nested: bool = True
    any_text: bool = True

    def part(self, rows: Sequence[Values]) -> bytes:
        """See `Format`."""
        return _pack("".join(f"{to_json(row)}\n" for row in rows), packed=self.packed)

    def join(self, parts: Iterable[Path], file: BinaryIO) -> None:
        """See `Format`."""
        _concatenate(parts, file)


@dataclass(frozen=True)
class Csv:
    """CSV as in RFC 4180. A null is an empty cell; values that are not text are written as JSON.

    Attributes:
        columns: Names of the columns.
        packed: Whether to compress with gzip.
        delimiter: Separates the cells.
        mark: Whether to start with a byte order mark, which tells Excel that the file is UTF-8.
    """

    columns: tuple[str, ...]
    packed: bool = False
    delimiter: str = ","
    mark: bool = False
    nested: bool = False
    any_text: bool = False

    def part(self, rows: Sequence[Values]) -> bytes:
        """See `Format`."""
        return self._lines([_written(row.get(name)) for name in self.columns] for row in rows)

    def join(self, parts: Iterable[Path], file: BinaryIO) -> None:
        """See `Format`."""
        file.write(self._lines([self.columns], start="\ufeff" if self.mark else ""))
        _concatenate(parts, file)

    def _lines(self, rows: Iterable[Sequence[str]], *, start: str = "") -> bytes:
        lines = io.StringIO(newline="")
        lines.write(start)
        writer = csv.writer(lines, delimiter=self.delimiter, lineterminator="\r\n")  # with \n a lone \r is not quoted
        writer.writerows(rows)
        return _pack(lines.getvalue(), packed=self.packed)


@dataclass(frozen=True)
class Parquet:
    """A Parquet file. `schema` is pyarrow's; a column of strings takes other values as JSON."""

    schema: Any
    nested: bool = False
    any_text: bool = False

    def part(self, rows: Sequence[Values]) -> bytes:
        """See `Format`, and `arrays`."""
        import pyarrow
        from pyarrow import parquet

        buffer = io.BytesIO()
        parquet.write_table(pyarrow.Table.from_arrays(self.arrays(rows), schema=self.schema), buffer)
        return buffer.getvalue()

    def arrays(self, rows: Sequence[Values]) -> list[Any]:
        """The columns of `schema`, as pyarrow's arrays.

        Raises:
            OutputError: a value does not fit its column.
        """
        import pyarrow

        columns = []
        for field in self.schema:
            values = [row.get(field.name) for row in rows]
            if pyarrow.types.is_string(field.type):
                values = [None if value is None else _written(value) for value in values]
            try:
                columns.append(pyarrow.array(values, field.type))
            except (pyarrow.ArrowException, TypeError, ValueError):
                misfit = next((value for value in values if not _fits(value, field.type)), values)
                raise OutputError(
                    f"column {field.name!r} holds {str(misfit)[:40]!r}, which Parquet cannot hold as {field.type}: "
                    "give an OUTPUT in .jsonl or .csv, or leave the column out of the input"
                ) from None
        return columns

    def join(self, parts: Iterable[Path], file: BinaryIO) -> None:
        """See `Format`."""
        import pyarrow
        from pyarrow import parquet

        with parquet.ParquetWriter(file, self.schema) as writer:
            tables: list[Any] = []

            def write() -> None:
                if tables:
                    table = pyarrow.concat_tables(tables)
                    writer.write_table(table, row_group_size=len(table))
                    tables.clear()

            for path in parts:
                with path.open("rb") as raw:
                    tables.append(parquet.ParquetFile(raw).read())
                if sum(map(len, tables)) >= _GROUP_ROWS or sum(table.nbytes for table in tables) >= _GROUP_BYTES:
                    write()
            write()


def parquet_format(kinds: Mapping[str, str], source: Path | None) -> Parquet:
    """The format for columns of these kinds; those of `source`, a Parquet file, keep their types.

    Of these, a dictionary is unfolded, and a time in nanoseconds is text.
    """
    import pyarrow
    from pyarrow import parquet

    of_kind = {
        "string": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "mixed": pyarrow.string(),
    }
    types = {name: of_kind[kind] for name, kind in kinds.items()}
    if source is not None:
        kept = {field.name: _plain_type(field.type) for field in parquet.read_schema(source)}
        types = {**kept, **{name: kind for name, kind in types.items() if name not in kept}}
    return Parquet(pyarrow.schema([pyarrow.field(name, kind) for name, kind in types.items()]))


def _fits(value: Any, kind: Any) -> bool:
    import pyarrow

    try:
        pyarrow.array([value], kind)
    except (pyarrow.ArrowException, TypeError, ValueError):
        return False
    return True


def _plain_type(kind: Any) -> Any:
    import pyarrow

    if pyarrow.types.is_dictionary(kind):
        return _plain_type(kind.value_type)
    if isinstance(kind, pyarrow.BaseExtensionType):
        return _plain_type(kind.storage_type)
    return pyarrow.string() if getattr(kind, "unit", None) == "ns" else kind


def _written(value: Any) -> str:
    """A value as a cell of text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return str(value)
    simple = value if isinstance(value, bool | int | list | dict) else plain(value)
    return simple if isinstance(simple, str) else to_json(simple)


def _pack(text: str, *, packed: bool) -> bytes:
    raw = text.encode("utf-8")
    return gzip.compress(raw, mtime=0) if packed else raw


def _concatenate(parts: Iterable[Path], file: BinaryIO) -> None:
    for path in parts:
        with path.open("rb") as part:
            shutil.copyfileobj(part, file)  # of gzip data one after the other is gzip data, too
