"""Bytes to text: UTF-8 with or without a byte order mark, and words for what is not UTF-8."""

from pathlib import Path

from sentiment.errors import CorpusError

BOM = b"\xef\xbb\xbf"
_REMEDY = "convert the file to UTF-8 (for example: iconv -f latin1 -t utf-8)"
_OTHER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"PK\x03\x04": "a zip archive or spreadsheet"}
_SNIFFED_BYTES = 4096


def decode(raw: bytes) -> str:
    """The text of these bytes.

    Raises:
        ValueError: not UTF-8; the message names the byte and the remedy.
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(_invalid(raw[error.start], error.start)) from None


def check_decoded(text: str) -> None:
    """Refuse text decoded with `surrogateescape` from bytes that were not UTF-8.

    Raises:
        ValueError: not UTF-8; the message names the byte and the remedy.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        place = len(text[: error.start].encode("utf-8"))
        raise ValueError(_invalid(ord(text[error.start]) & 0xFF, place)) from None


def check_is_text(path: Path, source: str) -> None:
    """Refuse a file that is plainly not UTF-8 text.

    Raises:
        CorpusError: it opens like UTF-16 or an archive, or is full of NUL bytes.
    """
    with path.open("rb") as file:
        head = file.read(_SNIFFED_BYTES)
    kind = next((kind for mark, kind in _OTHER_MARKS.items() if head.startswith(mark)), None)
    if kind is None and head.count(0) * 4 > len(head):
        kind = "UTF-16 or binary data"
    if kind:
        raise CorpusError(f"{source}: this is {kind}, not UTF-8 text; save it as UTF-8")


def _invalid(byte: int, place: int) -> str:
    return f"not UTF-8 (byte 0x{byte:02x} at position {place} of the text); {_REMEDY}"
