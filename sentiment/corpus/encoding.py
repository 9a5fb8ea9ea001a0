"""Bytes to text: UTF-8 unless the file says or shows otherwise, and words for bytes that mean nothing."""

import codecs
import re

from sentiment.corpus.binary import check_is_text
from sentiment.corpus.rows import Note

UTF_8 = "utf-8-sig"  # which drops a byte order mark
ESCAPE = "sentiment.escape"  # for `errors=`: a byte that cannot be decoded becomes the lone surrogate U+DC00 + byte

_ENOUGH = 65_536  # bytes of lines beyond ASCII that a guess is made from
_MARKS = (  # that of UTF-32 starts like that of UTF-16
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Each with one that has all its characters and more, which files under its name often hold.
_WIDER = {"iso8859-1": "cp1252", "gb2312": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932"}


def _escape(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error(ESCAPE, _escape)


def decode(raw: bytes) -> str:
    """The text of these bytes: UTF-8, or what their byte order mark says.

    Raises:
        ValueError: neither; the message names the byte and the remedy.
    """
    encoding = _marked(raw) or UTF_8
    text = raw.decode(encoding, ESCAPE)
    check_decoded(text, encoding)
    return text


def check_decoded(text: str, encoding: str, *, remedy: str = "") -> None:
    """Refuse text that was decoded with `ESCAPE` from bytes that mean nothing in that encoding.

    Args:
        text: The text.
        encoding: The encoding.
        remedy: What to do; "" for what mends a file of text.

    Raises:
        ValueError: the message names the byte and the remedy.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        byte = ord(text[error.start]) & 0xFF
        raise ValueError(
            f"not {plain_name(encoding)} (byte 0x{byte:02x} at position {error.start} of the text); "
            f"{remedy or _remedy(encoding)}"
        ) from None


def detect_encoding(start: bytes, *, source: str, note: Note) -> str:
    """Python's name of the encoding of a file that starts like this; `note` hears of any but UTF-8.

    UTF-8 it is unless a byte order mark, or more bytes that are not UTF-8 than characters that are, say otherwise.
    Where the encoding then cannot be told, it is UTF-8 all the same, and the rows that are not will say so.

    Raises:
        CorpusError: it is no text at all.
    """
    encoding = _marked(start)
    if encoding is not None:
        if encoding != UTF_8:
            note(f"{source}: read as {plain_name(encoding)}, by its byte order mark")
        return encoding
    check_is_text(start, source)
    telling = _lines_beyond_ascii(start)
    text = codecs.getincrementaldecoder("utf-8")(ESCAPE).decode(telling)  # which leaves out a character cut at the end
    num_beyond_ascii, num_invalid = (len(re.findall(span, text)) for span in ("[^\x00-\x7f]", "[\udc80-\udcff]"))
    if num_invalid * 2 <= num_beyond_ascii:
        return UTF_8
    encoding = _guess(telling, source, note)
    if encoding is None:
        return UTF_8
    note(
        f"{source}: not UTF-8; read as {plain_name(encoding)}, judging by its bytes; if letters look wrong, "
        "convert it to UTF-8 with iconv"
    )
    return encoding


def plain_name(encoding: str) -> str:
    """The name of an encoding as people and iconv know it: "euc_jp" → "EUC-JP"."""
    return "UTF-8" if encoding == UTF_8 else encoding.upper().replace("_", "-")


def _remedy(encoding: str) -> str:
    """What mends a file of text; its encoding was told by its byte order mark, or guessed, unless it is UTF-8."""
    if encoding == UTF_8:
        return "convert the file to UTF-8 (for example, if it is Latin-1: iconv -f latin1 -t utf-8)"
    if encoding.startswith("utf"):
        return "the text is damaged there: get it anew, or mend it and save it as UTF-8"
    return f"if {plain_name(encoding)} is wrong, convert the file to UTF-8 (iconv -f ENCODING -t utf-8)"


def _marked(start: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if start.startswith(mark)), None)


def _guess(telling: bytes, source: str, note: Note) -> str | None:
    """The encoding that these bytes make most sense in, but that of mainframes; None where none does."""
    try:
        from chardet import EncodingEra, detect
    except ImportError:
        note(f"{source}: not UTF-8; with the extra 'data' installed, its encoding would be detected")
        return None
    eras = EncodingEra.MODERN_WEB | EncodingEra.LEGACY_ISO | EncodingEra.LEGACY_MAC | EncodingEra.DOS
    found = detect(telling, encoding_era=eras, prefer_superset=False, compat_names=False, no_match_encoding="utf-8")[
        "encoding"
    ]
    name = codecs.lookup(found or "utf-8").name
    return None if name.startswith("utf") else _WIDER.get(name, name)


def _lines_beyond_ascii(start: bytes) -> bytes:
    """The lines that tell encodings apart, as many as are needed; only a single one may be cut at its end."""
    lines = [line for line in start.splitlines(keepends=True) if not line.isascii()]
    if len(lines) > 1 and not lines[-1].endswith((b"\n", b"\r")):
        lines.pop()
    telling = b""
    for line in lines:
        if telling and len(telling) + len(line) > _ENOUGH:
            break
        telling += line[:_ENOUGH]
    return telling
