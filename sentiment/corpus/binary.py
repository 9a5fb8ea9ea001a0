"""Refuse what is not text: other formats by their first bytes, and binary data by its control characters."""

from sentiment.errors import CorpusError

HEAD_BYTES = 4096
"""How much of the start of a file is looked at."""

_PIPE = "standard input"
_FORMATS = (
    (b"PK\x03\x04", "a zip archive or spreadsheet", "name it .xlsx, or save it as UTF-8 text"),
    (b"\x1f\x8b", "gzip data", "add .gz to its name"),
    (b"\x28\xb5\x2f\xfd", "zstd data", "add .zst to its name"),
    (b"PAR1", "a Parquet file", "name it .parquet"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Word file", "save it as UTF-8 text"),
    (b"%PDF-", "a PDF", "save its text as UTF-8"),
    (b"SQLite format 3\0", "a SQLite database", "export the table as CSV"),
    (b"\x89PNG\r\n", "a picture", "give a file of texts"),
    (b"\xff\xd8\xff", "a picture", "give a file of texts"),
    (b"GIF8", "a picture", "give a file of texts"),
)
_CONTROL = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1b"))  # escape is part of ISO-2022-JP
_MOST_CONTROL = 0.04  # of the bytes; text has none, random bytes have a tenth
_FEWEST_CONTROL = 8
_TELLING = 16  # bytes of a first line: if it is text, the file is text with rows that are damaged


def check_is_text(head: bytes, source: str) -> None:
    """Refuse a file that cannot be text.

    Args:
        head: Its first bytes, at most `HEAD_BYTES` of which are looked at.
        source: Its name, for the error.

    Raises:
        CorpusError: It is in another format, or binary.
    """
    head = head[:HEAD_BYTES]
    for start, kind, remedy in _FORMATS:
        if head.startswith(start):
            remedy = "unpack or convert it first" if source == _PIPE else remedy  # a pipe has no ending to change
            raise CorpusError(f"{source}: this is {kind}, not text; {remedy}")
    if head.count(0) * 4 > len(head):
        raise CorpusError(
            f"{source}: this is UTF-16 without a byte order mark, or binary data, not UTF-8 text; save it as UTF-8"
        )
    first_line = head.split(b"\n", 1)[0]
    starts_as_text = len(first_line) >= _TELLING and not _num_control(first_line) and _is_utf_8(first_line)
    is_dense = _num_control(head) >= max(_FEWEST_CONTROL, _MOST_CONTROL * len(head))
    if is_dense and not starts_as_text and not _is_utf_8(head):
        raise CorpusError(f"{source}: this is binary data, not text; give a file of texts, saved as UTF-8")


def _num_control(head: bytes) -> int:
    return len(head) - len(head.translate(None, _CONTROL))


def _is_utf_8(head: bytes) -> bool:
    """Return whether the bytes are UTF-8, except for a character that is cut off at their end."""
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return True
