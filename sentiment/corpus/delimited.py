"""Comma- and tab-separated text with a header: quoted line breaks are text, a row that cannot be read is an error."""

import io
from collections.abc import Iterator

from sentiment.corpus.columns import SAMPLE_ROWS
from sentiment.corpus.dialect import Dialect, Lines, RowPattern, find_dialect, raw_rows, said_delimiter, sample_lines
from sentiment.corpus.opening import TextSource
from sentiment.corpus.rows import Columns, Note, Record, RowNumbers
from sentiment.corpus.table import Line, read_table
from sentiment.plurals import many


def read_delimited(
    text: TextSource, columns: Columns, *, delimiter: str, note: Note, labelled: bool
) -> Iterator[Record]:
    """Yield one record for each row below the header; blank lines at the end are no rows, others cannot be read.

    Raises:
        CorpusError: There is no header, or a column is missing.
    """
    sample = text.sample
    first_line = next(io.StringIO(text.sample, newline=""), "")
    said = said_delimiter(first_line, text.name, note)
    if said is None:
        dialect = find_dialect(text.sample, delimiter, text.name, note, whole=text.whole)
    else:
        sample = sample[len(first_line) :]
        dialect = find_dialect(sample, said, text.name, note, whole=text.whole, certain=True)
    with text.lines(newline="") as file:
        lines = Lines(file, file.check_length)
        if said is not None:
            next(lines)
        yield from read_table(
            _lines(lines, dialect, sample_lines(sample, whole=text.whole), text.name, note),
            columns,
            source=text.name,
            note=note,
            labelled=labelled,
            look_ahead=text.look_ahead(SAMPLE_ROWS),
            check=file.check,
        )


def _lines(lines: Lines, dialect: Dialect, sample: list[str], source: str, note: Note) -> Iterator[Line]:
    """Yield the rows; at the end `note` gets a line for those that look like several."""
    pattern, merged = None, RowNumbers()
    for row in raw_rows(lines, dialect):
        if pattern is None and row.cells:
            pattern = RowPattern.of(sample, dialect.delimiter, len(row.cells))
            sample.clear()
        if not row.error and len(row.lines) > 1 and pattern is not None and pattern.is_merged(row.lines):
            merged.add(row.line)
        yield Line(f"line {row.line}", row.cells, _explain(row.error, dialect.delimiter))
    if merged.num:
        cells = many(merged.num, "quoted cell holds", "quoted cells hold")
        note(
            f"{source}: {cells} lines that look like rows of their own ({merged.named('line')}): if a quote is never "
            "closed there, several rows were read as one; double the quotes within quoted cells"
        )


def _explain(error: str, delimiter: str) -> str:
    if "unexpected end" in error or "field larger" in error:
        return 'a quote (") is opened and not closed; double the quotes inside a quoted cell'
    if "expected after" in error:
        after = "tab" if delimiter == "\t" else f"{delimiter!r}"
        return f'text after a closing quote ("), where a {after} should be; double the quotes inside a quoted cell'
    return error
