"""From a path to lines of text, whatever compression and encoding lie between; every reader of text stands on it.

Whatever a file is unpacked to, a line of it is bounded, and with it memory; a file as a whole is not.
"""

import codecs
import contextlib
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from sentiment.corpus.encoding import ESCAPE, UTF_8, check_decoded, detect_encoding
from sentiment.corpus.rows import Note
from sentiment.errors import CorpusError, MissingExtraError

COMPRESSED = (".gz", ".zst")

LINE_LIMIT = 2**26
"""Characters of a line, and of a row of several lines."""

_SAMPLE = 2**20  # bytes that the encoding is told from
_CHUNK = 2**16
_DAMAGE = (OSError, EOFError, zlib.error)  # gzip's errors, and pyarrow's of zstd


def kind_of(path: Path) -> tuple[str, str]:
    """The ending that says what is in the file, and that of its compression, "" for none: (".csv", ".gz")."""
    ending = path.suffix.lower()
    return (Path(path.stem).suffix.lower(), ending) if ending in COMPRESSED else (ending, "")


class TextLines:
    """The lines of a stream of text, with their line ends; where it breaks off, an error says after which line.

    Attributes:
        encoding: Python's name of the encoding.
        num_read: Lines handed out so far.
    """

    def __init__(self, stream: TextIO, source: str) -> None:
        self.encoding = stream.encoding
        self.num_read = 0
        self._stream = stream
        self._source = source

    def __iter__(self) -> "TextLines":
        return self

    def __next__(self) -> str:
        """The next line.

        Raises:
            CorpusError: the rest cannot be read or unpacked, or the line is longer than `LINE_LIMIT`.
        """
        try:
            line = self._stream.readline(LINE_LIMIT + 1)
        except _DAMAGE as error:
            raise self._refusal(error) from None
        if not line:
            raise StopIteration
        self.num_read += 1
        self.check_length(len(line))
        return line

    def check_length(self, num_characters: int) -> None:
        """Refuse a line, or a row that ends with it, that is too long to be held.

        Raises:
            CorpusError: it is.
        """
        if num_characters > LINE_LIMIT:
            raise CorpusError(
                f"{self._source}: what ends with line {self.num_read:,} is longer than {LINE_LIMIT:,} characters, the "
                "limit of a row; split it"
            )

    def check(self, text: str) -> None:
        """Refuse a part of a line that holds bytes that mean nothing in the encoding.

        Raises:
            ValueError: the message names the byte and the remedy.
        """
        check_decoded(text, self.encoding)

    def _refusal(self, error: Exception) -> CorpusError:
        place = f" on after line {self.num_read:,}" if self.num_read else ""
        what = (isinstance(error, OSError) and error.strerror) or error
        return CorpusError(
            f"{self._source}: cannot be read{place} ({what}); the file is damaged, incomplete or not what its name "
            "says: get it anew"
        )


@contextlib.contextmanager
def open_lines(path: Path, *, source: str, note: Note, newline: str = "\n") -> Iterator[TextLines]:
    r"""The lines of a file, unpacked and decoded as they are asked for; `note` hears of an encoding but UTF-8.

    With `newline` "" a line ends at \n, \r or \r\n, as in CSV.

    Raises:
        CorpusError: the file holds no text.
        MissingExtraError: its compression needs a library that is not installed.
        OSError: the file cannot be opened.
    """
    encoding = detect_encoding(_start_of(path), source=source, note=note)
    with (
        _bytes_of(path) as raw,
        io.TextIOWrapper(raw, encoding=encoding, errors=ESCAPE, newline=newline) as stream,
    ):
        yield TextLines(stream, source)


@contextlib.contextmanager
def wrap_lines(raw: BinaryIO, *, source: str) -> Iterator[TextLines]:
    """The lines of an open stream of UTF-8, as they come; it is left open."""
    stream = io.TextIOWrapper(raw, encoding=UTF_8, errors=ESCAPE, newline="\n")
    try:
        yield TextLines(stream, source)
    finally:
        stream.detach()


def _start_of(path: Path) -> bytes:
    """The first bytes, unpacked; of a damaged file those before the damage, which is met again when lines are read."""
    start = b""
    with _bytes_of(path) as raw, contextlib.suppress(*_DAMAGE):
        while len(start) < _SAMPLE and (chunk := raw.read(_CHUNK)):
            start += chunk
    return start


@contextlib.contextmanager
def _bytes_of(path: Path) -> Iterator[BinaryIO]:
    """What is in the file, unpacked."""
    _, compression = kind_of(path)
    with contextlib.ExitStack() as stack:
        file: BinaryIO = stack.enter_context(path.open("rb"))
        if compression == ".gz":
            file = cast(BinaryIO, stack.enter_context(gzip.open(file, "rb")))
        elif compression == ".zst":
            try:
                import pyarrow
            except ImportError:
                raise MissingExtraError(f"reading {path.name} (zstd)", "data") from None
            # The package zstandard reads a truncated file without complaint: rows would be lost in silence.
            file = stack.enter_context(pyarrow.CompressedInputStream(file, "zstd"))
        yield file


def has_mark(path: Path) -> bool:
    """Return whether a file of text, compressed or not, starts with a byte order mark."""
    with _bytes_of(path) as raw:
        return raw.read(4).startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))
