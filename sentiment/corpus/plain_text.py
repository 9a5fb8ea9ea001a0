"""One text a line: .txt files and standard input. Unlabelled; a blank line is a row like any other."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sentiment.corpus.encoding import BOM, check_is_text, decode
from sentiment.corpus.rows import Record


def read_text_file(path: Path, source: str) -> Iterator[Record]:
    """The lines of a file."""
    check_is_text(path, source)
    with path.open("rb") as file:
        yield from read_lines(file)


def read_lines(lines: Iterable[bytes]) -> Iterator[Record]:
    """The lines of a stream of bytes, without their line ends."""
    for number, raw in enumerate(lines, start=1):
        line = raw.removesuffix(b"\n").removesuffix(b"\r")
        if number == 1:
            line = line.removeprefix(BOM)
        try:
            yield Record(number, decode(line))
        except ValueError as error:
            yield Record(number, None, error=f"line {number}: {error}")
