"""Text made safe to show: line breaks as such, nothing that could act on the screen, as wide as there is room."""

import re
import unicodedata

from sentiment.line_breaks import LINE_BREAK

_LINE_BREAK = re.compile(LINE_BREAK)
# Control characters, lone surrogates, noncharacters, and the marks that turn the direction of all that follows.
_ACTIVE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + 0xFFFE) + chr(plane * 0x10000 + 0xFFFF) for plane in range(1, 17))
    + "]"
)


def visible(text: str) -> str:
    r"""The same text with line breaks (`<br />` too) as `"\n"`, and a picture (␛) or � for other control characters.

    The result can be encoded as UTF-8, holds no escape sequence and cannot turn the direction of what follows it.
    """
    if text.isprintable() and "<" not in text:  # most words; spares two searches
        return text
    return _ACTIVE.sub(_picture, _LINE_BREAK.sub("\n", text))


def one_line(text: str) -> str:
    """The same text on one line, line breaks and other white space as single spaces; as safe as `visible`."""
    return _ACTIVE.sub(_picture, " ".join(text.split()))


def num_columns(text: str) -> int:
    """Columns of a terminal that a text takes: two for wide letters, none for accents and joiners."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.category(character) in ("Mn", "Me", "Cf") for character in text)


def cut_to(text: str, room: int) -> str:
    """The text in at most `room` columns, but at least one; an ellipsis stands for what does not fit."""
    if num_columns(text) <= room:
        return text
    while text and num_columns(text) >= room:
        text = text[:-1]
    return text + "…"


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
