"""Characters that were decoded wrongly before they came here: "donâ€™t" for "don’t", "cafÃ©" for "café", "don�t"."""

import re
from collections.abc import Iterator

from sentiment.corpus import Examples
from sentiment.doctor.findings import Finding, graded, percent
from sentiment.doctor.shown import cases_of, ids_of
from sentiment.plurals import many

_MANY = 0.01  # share of the texts from which on it is a warning

_UNDEFINED = "\x81\x8d\x8f\x90\x9d"  # bytes without a character in cp1252
# The bytes that follow the first one of a character in UTF-8, as cp1252 and Latin-1 read them.
_NEXT = re.escape(
    "".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xC0))
    + "".join(map(chr, range(0x80, 0xA0)))
)
# UTF-8 as cp1252: accented letters, punctuation and emoji are telling one by one. Letters of other scripts are only in
# a row: a capital before a quotation mark, as in "Ö”", looks the same. Then UTF-8 as old Macs read it, lost characters.
_CANDIDATE = re.compile(
    rf"[ÂÃ][{_NEXT}]|[âï][{_NEXT}]{{2}}|ð[{_NEXT}]{{3}}|(?:[Ä-ß][{_NEXT}]){{2,}}|(?:[à-ï][{_NEXT}]{{2}}){{2,}}"
    "|‚Ä[ôòúùìî¶¢]|√[©®±≥º¨ß†§]|\ufffd"
)


def find_mojibake(examples: Examples) -> Iterator[Finding]:
    """Find texts with wrongly decoded or lost characters."""
    found = [(index, match) for index, text in enumerate(examples.texts) if (match := first_mojibake(text))]
    if found:
        share = len(found) / len(examples)
        yield Finding(
            "mojibake",
            graded(share, warning=_MANY),
            f"{many(len(found), 'text has', 'texts have')} wrongly decoded or lost characters, such as â€™ for an "
            f"apostrophe or Ã© for é ({percent(share)}): a model cannot know these words.",
            "Export the texts again as UTF-8, and read them as UTF-8 at every step on the way; the Python package ftfy "
            "repairs most of them, but not the lost ones (�).",
            {"num_texts": len(found), "share": round(share, 4)},
            cases_of(examples, found),
            ids_of(examples, found),
        )


def first_mojibake(text: str) -> "re.Match[str] | None":
    """Return the first characters of a text that were decoded wrongly, or None."""
    if text.isascii():
        return None
    return next((match for match in _CANDIDATE.finditer(text) if _is_utf_8(match[0])), None)


def _is_utf_8(found: str) -> bool:
    """Return whether the bytes behind the characters are UTF-8; what was found by its form alone needs no proof."""
    if found[0] in "‚√\ufffd":
        return True
    try:
        raw = b"".join(
            letter.encode("latin-1") if letter in _UNDEFINED or "\x80" <= letter < "\xa0" else letter.encode("cp1252")
            for letter in found
        )
        raw.decode("utf-8")
    except UnicodeError:
        return False
    return True
