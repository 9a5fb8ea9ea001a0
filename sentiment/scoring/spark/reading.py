"""What Spark reads: a file, a folder or a pattern of Parquet, JSON Lines or CSV; and rows from its batches.

Parquet and CSV are read by Spark's own readers. JSON Lines come as lines and are parsed as everywhere in this package:
Spark's reader drops blank lines and makes several rows of a list.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sentiment.corpus import Note, Row, ignore
from sentiment.corpus.columns import SAMPLE_ROWS, Places, check_width, find_columns
from sentiment.corpus.dialect import CELL_LIMIT, find_dialect, said_delimiter
from sentiment.corpus.encoding import ESCAPE, UTF_8, check_decoded
from sentiment.corpus.json_lines import parse_line
from sentiment.corpus.opening import kind_of
from sentiment.corpus.parquet import is_flat, python_values
from sentiment.corpus.table import check_header
from sentiment.corpus.typed import as_written, typed_record
from sentiment.errors import CorpusError
from sentiment.scoring.plan import Job
from sentiment.scoring.survey import Surveyor, common_kinds

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, DataFrameReader, SparkSession

_SUPPORTED = "Parquet, JSON Lines or CSV: a file, a folder or a pattern of one kind of them"
_DELIMITERS = {".csv": ",", ".tsv": "\t"}
_LINES = (".jsonl", ".ndjson")
_SAMPLE_LINES = 2000  # that the dialect of CSV is told from
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
class Table:
    """What Spark reads: Parquet and CSV by column, JSON Lines as one column of lines.

    Attributes:
        frame: With columns that are called by their places, since Spark cannot find every name again. CSV has one more,
            that is null but for malformed rows.
        names: What the columns are called; none of lines.
        kind: What is read.
    """

    frame: "DataFrame"
    names: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Reader:
    """Rows from batches of Arrow; it travels to the workers.

    Attributes:
        kind: What is read.
        names: Of the columns, but for one of lines or of malformed rows.
        text: Column of the text.
    """

    kind: str
    names: tuple[str, ...]
    text: str

    def rows(self, batch: Any) -> Iterator[Row]:
        """A row for each of the batch; of Parquet without cells, for those stay as they are."""
        if self.kind == ".parquet":
            for value in python_values(batch.column(self.names.index(self.text))):
                yield self._row("this row", {self.text: value}, cells=False)
        elif self.kind in _LINES:
            for line in batch.column(0).to_pylist():
                try:
                    yield self._row("this line", _parsed(line), cells=True)
                except ValueError as error:
                    yield Row(0, None, error=f"this line: {error}")
        else:
            for *cells, malformed in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                if malformed is not None:
                    yield Row(0, None, error=_MALFORMED)
                    continue
                values = {name: cell or "" for name, cell in zip(self.names, cells, strict=True)}
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
    files = spark.read.load(source, format="binaryFile", recursiveFileLookup=True)
    listed = files.select("path", "length", "modificationTime").collect()  # and not what is in them
    found = sorted((str(path), int(length), changed.timestamp()) for path, length, changed in listed)
    kinds = {kind_of(Path(path))[0] for path, _, _ in found}
    if len(kinds) != 1 or not kinds <= {".parquet", *_LINES, *_DELIMITERS}:
        present = ", ".join(sorted(kind or "a file without extension" for kind in kinds)) or "nothing"
        raise CorpusError(f"{source}: {present} is there; --engine spark reads {_SUPPORTED}")
    digest = hashlib.sha256(repr(found).encode("utf-8", "surrogatepass")).hexdigest()
    return Files([path for path, _, _ in found], kinds.pop(), sum(length for _, length, _ in found), digest)


def open_table(spark: "SparkSession", source: str, files: Files, note: Note) -> Table:
    """The input as Spark reads it; folders such as month=01 are a column of Parquet if all files lie in such, as deep.

    Raises:
        CorpusError: its first line is for Excel, or a column of Parquet has a type that Spark does not read.
    """
    kind = files.kind
    if kind == ".parquet":
        folders = [Path(path).parent for path in files.paths]
        named = all("=" in place.name for place in folders) and len({len(place.parts) for place in folders}) == 1
        # Else Spark leaves out rows of other folders, and columns that the file it looks at lacks.
        reader = spark.read.options(recursiveFileLookup=not named, mergeSchema=True)
        frame = _of_parquet(spark, reader, source, files)
        return Table(_by_place(frame), tuple(frame.columns), kind)
    lines = spark.read.text(source, lineSep="\n", recursiveFileLookup=True)
    if kind in _LINES:
        return Table(_by_place(lines.select(lines[0].cast("binary"))), (), kind)
    from pyspark.sql.types import StringType, StructField, StructType

    first = [line[0] for line in lines.take(_SAMPLE_LINES)]
    header_line = first[0] if first else ""
    if said_delimiter(header_line, source, ignore):
        raise CorpusError(
            f"{source}: its first line, {header_line[:9]!r}, is for Excel, and Spark would take it for the header: "
            "remove it, or score without --engine spark"
        )
    dialect = find_dialect("\n".join(first), _DELIMITERS[kind], source, note, whole=len(first) < _SAMPLE_LINES)
    reader = spark.read.options(
        sep=dialect.delimiter,
        quote='"' if dialect.quoted else "",  # none
        escape="\\" if dialect.escaped else '"',
        ignoreLeadingWhiteSpace=dialect.spaced,
        multiLine=True,
        enforceSchema=False,
    ).options(mode="PERMISSIVE", maxCharsPerColumn=CELL_LIMIT, recursiveFileLookup=True)
    names = [name or "" for name in reader.csv(source).first() or ()]  # as they are; Spark would make up others
    malformed = "_malformed"
    while malformed in names:
        malformed += "_"
    schema = StructType([StructField(name, StringType()) for name in (*names, malformed)])
    frame = reader.options(header=True, columnNameOfCorruptRecord=malformed).schema(schema).csv(source)
    return Table(_by_place(frame), tuple(names), kind)


def _of_parquet(spark: "SparkSession", reader: "DataFrameReader", source: str, files: Files) -> "DataFrame":
    from pyspark.errors import PySparkException

    from sentiment.scoring.spark.footers import unreadable_column

    try:
        return reader.parquet(source)
    except PySparkException:
        found = unreadable_column(spark, files.paths)
        if found is None:
            raise
        name, kind = found
        raise CorpusError(
            f"{source}: column {name!r} is of a type that Spark does not read ({kind}): leave it out, store it as "
            "another (strings; times in microseconds), or score without --engine spark"
        ) from None


def _by_place(frame: "DataFrame") -> "DataFrame":
    return frame.toDF(*(str(place) for place in range(len(frame.columns))))


def find_reader(table: Table, job: Job, note: Note) -> Reader:
    """How rows come of it, and which column holds the text.

    Raises:
        CorpusError: it cannot be told, or is not there, or does not hold strings.
    """
    first = table.frame.limit(SAMPLE_ROWS).toArrow()
    types = [field.dataType for field in table.frame.schema]
    texts: list[str] = []
    if table.kind in _LINES:
        objects = list(_objects(first.column(0).to_pylist()))
        if not objects:
            raise CorpusError(f'{job.source}: no JSON object in the first lines; each should be like {{"text": "…"}}')
        header = list(dict.fromkeys(name for values in objects for name in values))
        sample = [[as_written(values.get(name)) for name in header] for values in objects]
    else:
        header = list(table.names)
        if table.kind == ".parquet":
            texts = [name for name, type in zip(header, types, strict=True) if type.typeName() == "string"]
        read = [python_values(column) if is_flat(column.type) else [""] * len(first) for column in first.columns]
        sample = [[as_written(value) for value in values[: len(header)]] for values in zip(*read, strict=True)]
    check_width(header, job.source)
    if table.kind in _DELIMITERS:
        check_header(header, sample, job.columns, job.source)
    places = find_columns(header, job.columns, source=job.source, note=note, labelled=False, texts=texts, sample=sample)
    text = header[places.text]
    if table.kind == ".parquet" and text not in texts:
        held = types[places.text].simpleString()
        raise CorpusError(f"{job.source}: column {text!r} holds {held}, not strings; name another with --text-column")
    return Reader(table.kind, table.names, text)


def find_kinds(table: Table, reader: Reader, source: str) -> dict[str, str]:
    """What the columns hold that are made from rows, as `Survey.kinds`; of JSON Lines it takes a look at all lines.

    Raises:
        CorpusError: there are too many columns.
    """
    if table.kind == ".parquet":
        return {}
    if table.kind in _DELIMITERS:
        return dict.fromkeys(table.names, "string")
    merged: dict[str, set[str]] = {}
    for name, kind in table.frame.mapInArrow(_Look(reader, source), "name string, kind string").collect():
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
    # Spark has cut off the line end, without which an error would tell another column.
    return parse_line(line.decode(UTF_8, ESCAPE) + "\n", UTF_8)
