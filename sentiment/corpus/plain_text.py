"""One text a line: .txt files and standard input. Unlabelled; a blank line is a row like any other."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from sentiment.corpus.binary import HEAD_BYTES, check_is_text
from sentiment.corpus.opening import TextLines, open_lines, wrap_lines
from sentiment.corpus.rows import Note, Record


def read_text_file(path: Path, *, source: str, note: Note) -> Iterator[Record]:
    """The lines of a file."""
    with open_lines(path, source=source, note=note) as lines:
        yield from _records(lines)


def read_stream(raw: BinaryIO) -> Iterator[Record]:
    """Yield the lines of a stream of UTF-8 as they come.

    Raises:
        CorpusError: The stream is binary.
    """
    if isinstance(raw, io.BufferedReader):
        check_is_text(raw.peek(HEAD_BYTES), "standard input")
    with wrap_lines(raw, source="standard input") as lines:
        yield from _records(lines)


def _records(lines: TextLines) -> Iterator[Record]:
    """A record for each line, without its line end."""
    for number, ended in enumerate(lines, start=1):
        line = ended.removesuffix("\n").removesuffix("\r")
        try:
            lines.check(line)
        except ValueError as error:
            yield Record(number, None, error=f"line {number}: {error}")
        else:
            yield Record(number, line)
