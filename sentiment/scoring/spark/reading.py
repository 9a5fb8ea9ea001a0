"""What Spark reads: a file, a folder or a pattern of Parquet, JSON Lines or CSV; and rows from its batches.

Parquet and CSV are read by Spark's own readers. JSON Lines come as lines and are parsed as everywhere in this package:
Spark's reader drops blank lines and makes several rows of a list.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sentiment.corpus import Note, Row
from sentiment.corpus.columns import SAMPLE_ROWS, Places, check_width, find_columns
from sentiment.corpus.delimited import CELL_LIMIT, find_delimiter
from sentiment.corpus.encoding import ESCAPE, UTF_8, check_decoded
from sentiment.corpus.json_lines import parse_line
from sentiment.corpus.opening import kind_of
from sentiment.corpus.parquet import is_flat, python_values
from sentiment.corpus.typed import as_written, typed_record
from sentiment.errors import CorpusError
from sentiment.scoring.plan import Job
from sentiment.scoring.survey import Surveyor, common_kinds

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_SUPPORTED = "Parquet, JSON Lines or CSV: a file, a folder or a pattern of one kind of them"
_DELIMITERS = {".csv": ",", ".tsv": "\t"}
_LINES = (".jsonl", ".ndjson")
_MALFORMED = "this row: its cells are not those of the columns that the header names"


@dataclass(frozen=True)
class Files:
    """What Spark finds under a name.

    Attributes:
        paths: Each file.
        kind: What they are, by their ending.
        num_bytes: Of all together.
        digest: SHA-256 of their names, sizes and times, in hex.
    """

    paths: list[str]
    kind: str
    num_bytes: int
    digest: str


@dataclass(frozen=True)
class Reader:
    """Rows from batches of Arrow; it travels to the workers.

    Attributes:
        kind: What is read.
        text: Column of the text.
    """

    kind: str
    text: str

    def rows(self, batch: Any) -> Iterator[Row]:
        """A row for each of the batch; of Parquet without cells, for those stay as they are."""
        if self.kind == ".parquet":
            for value in python_values(batch.column(self.text)):
                yield self._row("this row", {self.text: value}, cells=False)
        elif self.kind in _LINES:
            for line in batch.column(0).to_pylist():
                try:
                    yield self._row("this line", _parsed(line), cells=True)
                except ValueError as error:
                    yield Row(0, None, error=f"this line: {error}")
        else:
            *names, _ = batch.schema.names
            for *cells, malformed in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                if malformed is not None:
                    yield Row(0, None, error=_MALFORMED)
                    continue
                values = {name: cell or "" for name, cell in zip(names, cells, strict=True)}
                yield Row(0, values[self.text], cells=values)

    def _row(self, where: str, values: Mapping[str, Any], *, cells: bool) -> Row:
        record = typed_record(0, where, values, (self.text,), Places(0), cells=True)
        error = record.error
        try:
            check_decoded(record.text or "", UTF_8)
        except ValueError as invalid:
            error = f"{where}: {self.text!r}: {invalid}"
        return Row(0, record.text, error=error, cells=values if cells else {})


def find_files(spark: "SparkSession", source: str) -> Files:
    """The files of an input.

    Raises:
        CorpusError: there are none, or not of one kind that Spark is given to read.
    """
    listed = spark.read.format("binaryFile").load(source).select("path", "length", "modificationTime").collect()
    files = sorted((str(path), int(length), changed.isoformat()) for path, length, changed in listed)
    kinds = {kind_of(Path(path))[0] for path, _, _ in files}
    if len(kinds) != 1 or not kinds <= {".parquet", *_LINES, *_DELIMITERS}:
        found = ", ".join(sorted(kind or "a file without extension" for kind in kinds)) or "nothing"
        raise CorpusError(f"{source}: {found} is there; --engine spark reads {_SUPPORTED}")
    digest = hashlib.sha256(repr(files).encode("utf-8", "surrogatepass")).hexdigest()
    return Files([path for path, _, _ in files], kinds.pop(), sum(length for _, length, _ in files), digest)


def open_frame(spark: "SparkSession", source: str, kind: str, note: Note) -> "DataFrame":
    """The input as Spark reads it.

    Parquet has its columns; CSV has columns of strings, and a last one that is null but for malformed rows; JSON Lines
    have one column, of lines, as bytes.
    """
    if kind == ".parquet":
        return spark.read.parquet(source)
    lines = spark.read.text(source, lineSep="\n")
    if kind in _LINES:
        return lines.select(lines[0].cast("binary"))
    from pyspark.sql.types import StringType

    first = lines.first()
    delimiter = find_delimiter(first[0] if first else "", _DELIMITERS[kind], source, note)
    reader = spark.read.options(
        header=True, sep=delimiter, quote='"', escape='"', multiLine=True, enforceSchema=False, mode="PERMISSIVE"
    ).option("maxCharsPerColumn", CELL_LIMIT)
    header = reader.csv(source).schema
    malformed = "_malformed"
    while malformed in header.names:
        malformed += "_"
    reader = reader.option("columnNameOfCorruptRecord", malformed)
    return reader.schema(header.add(malformed, StringType())).csv(source)


def find_reader(frame: "DataFrame", kind: str, job: Job, note: Note) -> Reader:
    """How rows come of this frame, and which column holds the text.

    Raises:
        CorpusError: it cannot be told, or is not there, or does not hold strings.
    """
    first = frame.limit(SAMPLE_ROWS).toArrow()
    texts: list[str] = []
    if kind in _LINES:
        objects = list(_objects(first.column(0).to_pylist()))
        if not objects:
            raise CorpusError(f'{job.source}: no JSON object in the first lines; each should be like {{"text": "…"}}')
        header = list(dict.fromkeys(name for values in objects for name in values))
        sample = [[as_written(values.get(name)) for name in header] for values in objects]
    else:
        header = frame.columns if kind == ".parquet" else frame.columns[:-1]
        if kind == ".parquet":
            texts = [field.name for field in frame.schema if field.dataType.typeName() == "string"]
        read = {name: python_values(first.column(name)) for name in header if is_flat(first.schema.field(name).type)}
        sample = [[as_written(read[name][row]) if name in read else "" for name in header] for row in range(len(first))]
    check_width(header, job.source)
    places = find_columns(header, job.columns, source=job.source, note=note, labelled=False, texts=texts, sample=sample)
    text = header[places.text]
    if kind == ".parquet" and text not in texts:
        held = frame.schema[text].dataType.simpleString()
        raise CorpusError(f"{job.source}: column {text!r} holds {held}, not strings; name another with --text-column")
    return Reader(kind, text)


def find_kinds(frame: "DataFrame", reader: Reader, source: str) -> dict[str, str]:
    """What the columns hold that are made from rows, as `Survey.kinds`; of JSON Lines it takes a look at all lines.

    Raises:
        CorpusError: there are too many columns.
    """
    if reader.kind == ".parquet":
        return {}
    if reader.kind in _DELIMITERS:
        return dict.fromkeys(frame.columns[:-1], "string")
    merged: dict[str, set[str]] = {}
    for name, kind in frame.mapInArrow(_Look(reader, source), "name string, kind string").collect():
        merged.setdefault(name, set()).add(kind)
    check_width(list(merged), source)
    return common_kinds(merged)


@dataclass(frozen=True)
class _Look:
    """What is in the columns of a part of the lines."""

    reader: Reader
    source: str

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        import pyarrow

        surveyor = Surveyor(self.source)
        for batch in batches:
            for _ in surveyor.look_at(self.reader.rows(batch)):
                pass
        found = [(name, kind) for name, kinds in surveyor.kinds.items() for kind in sorted(kinds)]
        names, kinds = ([pair[place] for pair in found] for place in (0, 1))
        yield pyarrow.RecordBatch.from_arrays(
            [pyarrow.array(names, "string"), pyarrow.array(kinds, "string")], names=["name", "kind"]
        )


def _objects(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for line in lines:
        try:
            yield _parsed(line)
        except ValueError:
            continue


def _parsed(line: bytes) -> dict[str, Any]:
    if not line.strip():
        raise ValueError("the line is empty")
    return parse_line(line.decode(UTF_8, ESCAPE), UTF_8)
