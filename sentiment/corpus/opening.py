"""Open text: from a file or stream to lines, through compression and encoding.

Whatever a file is unpacked to, a line of it is bounded, and with it memory; a file as a whole is not.
"""

import codecs
import contextlib
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

from sentiment.corpus.encoding import ESCAPE, check_decoded, detect_encoding, marked_encoding
from sentiment.corpus.rows import Note
from sentiment.errors import CorpusError, MissingExtraError

COMPRESSED = (".gz", ".zst")

LINE_LIMIT = 2**26
"""Characters of a line, and of a row of several lines."""

_SAMPLE = 2**21  # bytes that the encoding and the dialect are told from
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
        line = self._guarded(self._stream.readline, LINE_LIMIT + 1)
        if not line:
            raise StopIteration
        self.num_read += 1
        self.check_length(len(line))
        return line

    def read(self, num_characters: int) -> str:
        """Return so many characters, or fewer at the end, without regard to lines.

        Raises:
            CorpusError: The rest cannot be read or unpacked.
        """
        text = self._guarded(self._stream.read, num_characters)
        self.num_read += text.count("\n")
        return text

    def _guarded(self, read: Callable[[int], str], num_characters: int) -> str:
        try:
            return read(num_characters)
        except _DAMAGE as error:
            raise self._refusal(error) from None

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
            "says: get it again"
        )


class TextSource:
    """Text of a file or stream, with a sample of its start.

    Attributes:
        name: Its name in messages.
        encoding: Python's name of its encoding.
        sample: The text of the first bytes; a character cut at their end is left out.
        whole: Whether the sample is all there is.
        streamed: Whether it is a stream, whose rows should come out as they come in.
    """

    def __init__(
        self,
        name: str,
        start: bytes,
        open_bytes: Callable[[], AbstractContextManager[BinaryIO]],
        *,
        note: Note,
        whole: bool,
        streamed: bool = False,
    ) -> None:
        self.name = name
        self.encoding = detect_encoding(start, source=name, note=note)
        self.sample = codecs.getincrementaldecoder(self.encoding)(ESCAPE).decode(start, whole)
        self.whole = whole
        self.streamed = streamed
        self._open_bytes = open_bytes

    def look_ahead(self, num_rows: int) -> int:
        """Return how many of so many rows can be read before one is handed out; of a stream those of the sample."""
        if not self.streamed:
            return num_rows
        return max(1, min(num_rows, self.sample.count("\n") - 1))

    @contextlib.contextmanager
    def lines(self, newline: str = "\n") -> Iterator[TextLines]:
        r"""Open the text from its start, decoded as lines are asked for; a stream can be opened once.

        With `newline` "" a line ends at \n, \r or \r\n, as in CSV.
        """
        with (
            self._open_bytes() as raw,
            io.TextIOWrapper(raw, encoding=self.encoding, errors=ESCAPE, newline=newline) as stream,
        ):
            yield TextLines(stream, self.name)


def open_file(path: Path, *, source: str, note: Note) -> TextSource:
    """Return the text of a file; `note` gets a line for an encoding other than UTF-8.

    Raises:
        CorpusError: The file holds no text.
        MissingExtraError: Its compression needs a library that is not installed.
        OSError: The file cannot be opened.
    """
    start, whole = _start_of(path)
    return TextSource(source, start, lambda: _bytes_of(path), note=note, whole=whole)


def open_stream(raw: BinaryIO, *, source: str, note: Note) -> TextSource:
    """Return the text of an open stream, which is left open. What can be read at once is its sample.

    Raises:
        CorpusError: The stream holds no text.
    """
    start, whole = b"", False
    if raw.seekable():  # a file: more than one block is there at once
        start = raw.read(_SAMPLE)
        whole = len(start) < _SAMPLE
    else:
        start = raw.read1(_CHUNK) if isinstance(raw, io.BufferedIOBase) else raw.read(_CHUNK)
        whole = not start
    rest = io.BufferedReader(_Rest(start, raw))
    return TextSource(
        source, start, lambda: contextlib.nullcontext(cast(BinaryIO, rest)), note=note, whole=whole, streamed=True
    )


def peek(raw: BinaryIO) -> bytes:
    """Return the first bytes of an open stream, which stay to be read."""
    if isinstance(raw, io.BufferedReader):
        return raw.peek(_CHUNK)
    start = raw.read(_CHUNK)
    raw.seek(-len(start), io.SEEK_CUR)
    return start


class _Rest(io.RawIOBase):
    """A stream whose first bytes were read already; they come again."""

    def __init__(self, start: bytes, raw: BinaryIO) -> None:
        self._start, self._raw = start, raw

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = len(buffer)
        if self._start:
            chunk, self._start = self._start[:size], self._start[size:]
        else:
            chunk = self._raw.read1(size) if isinstance(self._raw, io.BufferedIOBase) else self._raw.read(size)
        buffer[: len(chunk)] = chunk
        return len(chunk)


def _start_of(path: Path) -> tuple[bytes, bool]:
    """Return the first bytes, unpacked, and whether they are all.

    For a damaged file they are those before the damage, which is met again when lines are read.
    """
    start = b""
    with _bytes_of(path) as raw, contextlib.suppress(*_DAMAGE):
        while len(start) < _SAMPLE:
            chunk = raw.read(_CHUNK)
            if not chunk:
                return start, True
            start += chunk
    return start, False


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
        return marked_encoding(raw.read(4)) is not None
