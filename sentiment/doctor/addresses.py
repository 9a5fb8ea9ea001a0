"""Web addresses, e-mail addresses and handles in texts: what they are, and in how many texts they are."""

import re
from collections.abc import Iterator

from sentiment.corpus import Examples
from sentiment.doctor.findings import Finding, graded, percent
from sentiment.doctor.shown import cases_of, ids_of
from sentiment.plurals import many

_SOME, _MANY = 0.05, 0.25  # share of the texts from which on it is said, and a warning
_ADDRESS = re.compile(
    r"""(?:https?://|www\.)[^\s<>"]+                                      # https://example.org/page
    | (?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|org|net|io|co|ly|me|gl|be)/[^\s<>"]*   # t.co/x, bit.ly/x
    | (?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+                           # someone@example.org
    | (?:\bRT\s+)?(?<![\w@])@\w+:?                                       # @someone, RT @someone:
    | (?<![\w/])/?u/[\w-]+                                               # u/someone
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HINT = re.compile(r"@|//|www\.|\w/\w", re.IGNORECASE)  # without which there is none: searched for quickly


def without_addresses(text: str) -> str:
    """Return a text without its web addresses, e-mail addresses and handles."""
    return _ADDRESS.sub(" ", text) if _HINT.search(text) else text


def find_addresses(examples: Examples) -> Iterator[Finding]:
    """Find texts with addresses or handles, if there are many."""
    found = [(index, match) for index, text in enumerate(examples.texts) if (match := _first(text))]
    share = len(found) / len(examples) if found else 0.0
    if share >= _SOME:
        yield Finding(
            "addresses",
            graded(share, warning=_MANY),
            f"{many(len(found), 'text has', 'texts have')} a web address, an e-mail address or a handle such as @name "
            f"({percent(share)}): a model can learn names and sites by heart in place of opinions.",
            "Remove them or put one word in their place, such as URL, in the texts to be classified as well.",
            {"num_texts": len(found), "share": round(share, 4)},
            cases_of(examples, found),
            ids_of(examples, found),
        )


def _first(text: str) -> "re.Match[str] | None":
    return _ADDRESS.search(text) if _HINT.search(text) else None
