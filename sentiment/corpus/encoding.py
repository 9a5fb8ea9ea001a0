"""Decode bytes: as UTF-8 unless the file says or shows otherwise, with a message for bytes that cannot be decoded."""

import codecs
import re

from sentiment.corpus.binary import check_is_text
from sentiment.corpus.rows import Note, ignore

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
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_LETTERS = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ffŠšŽžŒœŸ"
_LETTER = re.compile(f"[{_LETTERS}]")
_SIGNS = "\u00a2-\u00a9\u00ac\u00ae-\u00b3\u00b5\u00b6\u00b8\u00b9\u00bc-\u00be"
# In cp1252: bytes without meaning and control characters; quotes and signs between letters; a capital between small
# letters (the apostrophe of old Macs); letters of Icelandic alone (frequent if Turkish is read as cp1252).
_ODD = re.compile(
    "[\udc80-\udcff\x00-\x08\x0e-\x1f\x7f]"
    rf"|(?<=[a-z{_LETTERS}])[{_SIGNS}¡¿«»„“”‚†‡ˆ‰‹›˜ƒ](?=[a-z{_LETTERS}])"
    "|(?<=[a-zß-ö])[\u00c0-\u00d6\u00d8-\u00deŠŽŒŸ](?=[a-zß-ö])"
    "|[ðþýÐÞÝ]"
)
_ODD_SHARE, _FEWEST_ODD = 10, 3  # one in so many characters beyond ASCII, and so many at all
_NEIGHBORS = re.compile(f"(?<=[{_LETTERS}{_SIGNS}])[{_LETTERS}{_SIGNS}]")
_NEIGHBOR_SHARE = 3  # one in so many letters beyond ASCII
_FEWEST_LETTERS = 8
_OF_LATIN_9 = b"\xa4\xa6\xa8\xb4\xb8\xbc\xbd\xbe"  # where it differs from cp1252
_LATIN = ("cp1250", "cp1254", "cp1257", *(f"iso8859_{part}" for part in (2, 3, 4, 9, 10, 13, 14, 16)))
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
    encoding = marked_encoding(raw) or UTF_8
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
    """Return Python's name of the encoding of a file that starts like this; `note` gets a line for any but UTF-8.

    It is UTF-8 unless there is a byte order mark, or more than half of the characters beyond ASCII are not UTF-8. Then
    it is cp1252 wherever the text makes sense in it; other encodings are detected by chardet. If nothing fits, UTF-8
    is returned, and the rows that are not UTF-8 become errors.

    Raises:
        CorpusError: The file is not text.
    """
    encoding = marked_encoding(start)
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


def marked_encoding(start: bytes) -> str | None:
    """Return the encoding that a byte order mark names; None without one."""
    return next((encoding for mark, encoding in _MARKS if start.startswith(mark)), None)


def _guess(telling: bytes, source: str, note: Note) -> str | None:
    """Return the encoding in which these bytes make sense, or None.

    Statistics alone do not tell cp1252 from its relatives in a short English text: chardet takes an apostrophe for a
    letter of old Macs. So the text is first read as cp1252, and chardet is asked only if that shows oddities (a quote
    or a capital within a word, bytes without meaning), letters beyond ASCII side by side (another script), or enough
    letters to tell another Latin alphabet by.
    """
    text = telling.decode("cp1252", ESCAPE)
    beyond_ascii = len(_BEYOND_ASCII.findall(text))
    letters, signs = _LETTER.findall(text), re.findall(f"[{_SIGNS}]", text)
    odd = len(_ODD.findall(text))
    if odd >= _FEWEST_ODD and odd * _ODD_SHARE > beyond_ascii:
        return _detect(telling, source, note, legacy=True)
    if len(_NEIGHBORS.findall(text)) * _NEIGHBOR_SHARE > len(letters) + len(signs):
        return _detect(telling, source, note, legacy=False) if beyond_ascii >= _FEWEST_LETTERS else None
    if len(letters) >= _FEWEST_LETTERS:
        found = _detect(telling, source, ignore, legacy=False)
        if found in _LATIN and _is_told(letters, found):
            return found
    return "cp1252"


def _is_told(letters: list[str], encoding: str) -> bool:
    """Return whether a quarter of the letters of cp1252, of two kinds at least, are others in that encoding."""
    different = [char for char in letters if char.encode("cp1252").decode(encoding, "replace") != char]
    return len(set(different)) > 1 and len(different) * 4 >= len(letters)


def _detect(telling: bytes, source: str, note: Note, *, legacy: bool) -> str | None:
    """Return what chardet says, but no encoding of mainframes, and with `legacy` only those of DOS and old Macs too."""
    try:
        from chardet import EncodingEra, detect
    except ImportError:
        note(f"{source}: not UTF-8; with the extra 'data' installed, its encoding would be detected")
        return None
    eras = EncodingEra.MODERN_WEB | EncodingEra.LEGACY_ISO
    if legacy:
        eras |= EncodingEra.LEGACY_MAC | EncodingEra.DOS
    found = detect(telling, encoding_era=eras, prefer_superset=False, compat_names=False, no_match_encoding="utf-8")[
        "encoding"
    ]
    name = codecs.lookup(found or "utf-8").name
    if name == "iso8859-15" and not any(byte in telling for byte in _OF_LATIN_9):
        name = "cp1252"
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
