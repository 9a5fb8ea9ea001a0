"""The way in: what a CORPUS or INPUT argument names, as rows, examples or texts."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np

from sentiment.corpus.catalogue import PREFIX, read_tfds
from sentiment.corpus.delimited import read_delimited
from sentiment.corpus.folder import read_folder
from sentiment.corpus.json_lines import read_json, read_json_lines
from sentiment.corpus.labels import LabelReader, labelled_rows
from sentiment.corpus.opening import TextSource, kind_of, open_file, open_stream, peek
from sentiment.corpus.parquet import read_parquet
from sentiment.corpus.plain_text import read_fasttext, read_lines
from sentiment.corpus.rows import Columns, Examples, Note, Record, Row, RowNumbers, ignore
from sentiment.corpus.sniffing import looks_tabular, tell_format
from sentiment.corpus.splits import text_key
from sentiment.corpus.xlsx import read_xlsx
from sentiment.errors import CorpusError
from sentiment.files import why
from sentiment.plurals import many

STANDARD_INPUT = "-"
SUPPORTED = (
    ".csv, .tsv, .jsonl, .ndjson, .json, .txt, .gz or .zst of these, .parquet, .xlsx, a folder with pos/ and neg/, '-' "
    "or tfds:NAME"
)
FORMATS = {".csv": "csv", ".tsv": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".txt": "text"}
"""The format of a file of text by its ending; what is in a .txt decides whether it is another."""
FORMAT_NAMES = {
    "csv": "CSV",
    "tsv": "tab-separated columns",
    "jsonl": "JSON Lines",
    "json": "JSON",
    "fasttext": "fastText's lines (__label__1 …)",
}
_DELIMITERS = {"csv": ",", "tsv": "\t"}


def open_corpus(
    source: str, columns: Columns | None = None, *, note: Note = ignore, labelled: bool = False
) -> Iterator[Row]:
    """The rows of a corpus, streamed, one for each row of the source, in its order.

    A row that cannot be read has an error in the place of its text. With `labelled`, labels are read (None where
    there is none, or one in neither of the user's lists); without it, `label` is always None.

    Args:
        source: A file (.csv .tsv .jsonl .ndjson .json .txt, .gz or .zst of these, .parquet, .xlsx), a folder like
            aclImdb, "-" for standard input, or "tfds:name[/config][:split]".
        columns: Names of columns and labels; what is None is guessed.
        note: Hears what was guessed (columns, an encoding other than UTF-8), and at the end which labels were read.
        labelled: Whether labels are needed.

    Raises:
        CorpusError: there is no such source, it is of another kind or lacks a column; or, on the way, where it shows:
            its labels are not two classes, or the rest cannot be read.
        MissingExtraError: what reads such a source is not installed.
    """
    columns = columns or Columns()
    if labelled:
        LabelReader(columns, source)  # the user's lists are checked before anything is read
    records = _guarded(lambda: _records(source, columns, note, labelled), source)
    if source != STANDARD_INPUT:
        first = next(records, None)  # complaints about the file as a whole come now, not at the first row
        records = chain([] if first is None else [first], records)
    if labelled:
        return labelled_rows(records, columns, source=source, note=note)
    return (Row(r.number, r.text, r.id, None, r.group, r.error, r.rationales, r.cells) for r in records)


def load_examples(source: str, columns: Columns | None = None, *, note: Note = ignore) -> Examples:
    """A labelled corpus in memory.

    Rows with a blank text, or a label in neither of the user's lists, are dropped; `note` hears how many.

    Raises:
        CorpusError: as `open_corpus`; or a row has an error or no label; or what is left is none, or of one class.
        MissingExtraError: as `open_corpus`.
    """
    columns = columns or Columns()
    listed = bool(columns.positive or columns.negative)
    rows = list(_usable(open_corpus(source, columns, note=note, labelled=True), source, note, needs_label=not listed))
    rows = [row for row in rows if row.label is not None]
    if not rows:
        raise CorpusError(f"{source}: no labelled texts in it")
    if len({row.label for row in rows}) == 1:
        other = "negative" if rows[0].label else "positive"
        raise CorpusError(
            f"{source}: one class only, of {many(len(rows), 'labelled text')} none is {other}; a model learns from "
            "texts of both: add the other, or say which labels mean what with --positive and --negative"
        )
    return examples_of(rows)


def examples_of(rows: Sequence[Row]) -> Examples:
    """Rows that have a text and a label, in memory; one without a group is a group of its own, by its text."""
    texts = [row.text or "" for row in rows]
    groups = None
    if any(row.group is not None for row in rows):
        groups = [text_key(text) if row.group is None else row.group for row, text in zip(rows, texts, strict=True)]
    return Examples(
        texts=texts,
        labels=np.array([row.label for row in rows], dtype=np.int8),
        ids=[row.number if row.id is None else row.id for row in rows],
        groups=groups,
    )


def load_texts(source: str, columns: Columns | None = None, *, note: Note = ignore) -> list[str]:
    """The texts of a corpus in memory, labelled or not; blank ones are dropped, and `note` hears how many.

    Raises:
        CorpusError: as `open_corpus`; or a row has an error; or no texts are left.
        MissingExtraError: as `open_corpus`.
    """
    rows = open_corpus(source, columns, note=note)
    texts = [row.text or "" for row in _usable(rows, source, note, needs_label=False)]
    if not texts:
        raise CorpusError(f"{source}: no texts in it")
    return texts


def _records(source: str, columns: Columns, note: Note, labelled: bool) -> Iterator[Record]:
    if source == STANDARD_INPUT:
        return _read_stream(columns, note, labelled)
    path = Path(source)
    try:
        path.stat()
    except PermissionError as error:
        raise CorpusError(f"{source}: cannot be read ({why(error)})") from None
    except (OSError, ValueError):  # said below
        pass
    if source.startswith(PREFIX) or path.is_dir():
        _refuse_options(source, columns, "a file")
        if path.is_dir():
            return read_folder(path, source=source, note=note, labelled=labelled)
        return read_tfds(source, columns, note=note, labelled=labelled)
    if not path.exists():
        raise CorpusError(f"{source}: no such file or folder; a corpus is {SUPPORTED}")
    kind, compression = kind_of(path)
    form = columns.input_format or FORMATS.get(kind)
    if form is not None:
        _refuse_options(source, replace(columns, input_format=None), "a spreadsheet (.xlsx)")
        text = open_file(path, source=source, note=note)
        if form == "text" and columns.input_format is None:
            form = _told_format(text, note)
        return _read_text(text, form, columns, note, labelled)
    if kind in (".parquet", ".xlsx") and compression:
        raise CorpusError(f"{source}: {kind} is compressed within and cannot be read from {compression}; unpack it")
    if kind == ".xlsx":
        return read_xlsx(path, columns, source=source, note=note, labelled=labelled)
    if kind == ".parquet":
        _refuse_options(source, columns, "a spreadsheet (.xlsx)")
        return read_parquet(path, columns, source=source, note=note, labelled=labelled)
    if compression and not kind:
        raise CorpusError(f"{source}: what is packed in it? Name it by that, such as {path.stem}.csv{compression}")
    remedy = "; save it as .xlsx" if kind in (".xls", ".xlsm", ".xlsb", ".ods") else ""
    raise CorpusError(
        f"{source}: {kind or 'a file without extension'} is not supported{remedy}; a corpus is {SUPPORTED}; if it is "
        "text, say of which form with --input-format"
    )


def _read_stream(columns: Columns, note: Note, labelled: bool) -> Iterator[Record]:
    """Yield the records of standard input, which is waited for only when the first one is asked for."""
    _refuse_options(STANDARD_INPUT, replace(columns, input_format=None), "a spreadsheet (.xlsx)")
    text = open_stream(sys.stdin.buffer, source="standard input", note=note)
    yield from _read_text(text, columns.input_format or _told_format(text, note), columns, note, labelled)


def peek_format() -> str:
    """Return the format of standard input, by what can be read of it at once, which stays to be read."""
    return tell_format(peek(sys.stdin.buffer).decode("utf-8", "replace"), whole=False)


def _told_format(text: TextSource, note: Note) -> str:
    """Return the format of a text whose name does not tell it; `note` gets a line if it is no plain text."""
    form = tell_format(text.sample, whole=text.whole)
    if form != "text":
        note(f"{text.name}: read as {FORMAT_NAMES[form]}, judging by its first lines; --input-format decides otherwise")
    elif looks_tabular(text.sample):
        note(f"{text.name}: most lines have tabs, but are read as one text each; for a table: --input-format tsv")
    return form


def _read_text(text: TextSource, form: str, columns: Columns, note: Note, labelled: bool) -> Iterator[Record]:
    if form in _DELIMITERS:
        return read_delimited(text, columns, delimiter=_DELIMITERS[form], note=note, labelled=labelled)
    if form == "jsonl":
        return read_json_lines(text, columns, note=note, labelled=labelled)
    if form == "json":
        return read_json(text, columns, note=note, labelled=labelled)
    if form == "fasttext":
        return read_fasttext(text, columns, labelled=labelled)
    _refuse_unlabelled(text.name, labelled)
    return read_lines(text)


def _refuse_options(source: str, columns: Columns, what: str) -> None:
    option = "--input-format" if columns.input_format else "--sheet" if columns.sheet is not None else ""
    if option:
        raise CorpusError(f"{source}: {option} is for {what}; leave it out")


def _refuse_unlabelled(source: str, labelled: bool) -> None:
    if labelled:
        raise CorpusError(
            f"{source}: one text a line has no labels; use .csv, .tsv, .jsonl or a folder with pos/ and neg/, or say "
            "with --input-format what the lines are"
        )


def _guarded(open_records: Callable[[], Iterator[Record]], source: str) -> Iterator[Record]:
    try:
        yield from open_records()
    except OSError as error:
        raise CorpusError(f"{source}: cannot be read ({why(error)})") from None


def _usable(rows: Iterator[Row], source: str, note: Note, *, needs_label: bool) -> Iterator[Row]:
    """The rows that have a text; those that cannot be used are counted to the end and then raised."""
    num_rows = num_bad = 0
    first, blank = "", RowNumbers()
    for row in rows:
        num_rows += 1
        problem = row.error or (f"row {row.number}: no label" if needs_label and row.label is None else None)
        if problem:
            num_bad += 1
            first = first or problem
        elif not (row.text or "").strip():
            blank.add(row.number)
        else:
            yield row
    if num_bad:
        raise CorpusError(
            f"{source}: {num_bad:,} of {many(num_rows, 'row')} cannot be used (the first: {first}); mend or remove them"
        )
    if blank.num:
        note(f"{source}: {blank.num:,} of {many(num_rows, 'row')} dropped ({blank}): the text is empty")
