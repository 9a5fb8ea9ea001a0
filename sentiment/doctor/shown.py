"""Rows that show a finding: the texts around what was found in them."""

import re
from collections.abc import Sequence

from sentiment.corpus import Examples
from sentiment.doctor.findings import MOST_CASES, Case, shortened

_BEFORE = 30  # characters shown before what was found

Found = Sequence[tuple[int, "re.Match[str]"]]
"""Places of examples, each with what was found in its text."""


def cases_of(examples: Examples, found: Found) -> tuple[Case, ...]:
    """Return the first rows, with what was found first in each."""
    return tuple(
        Case((examples.ids[index],), (_around(examples.texts[index], match),), shortened(match[0].strip()))
        for index, match in found[:MOST_CASES]
    )


def ids_of(examples: Examples, found: Found) -> tuple[str | int, ...]:
    """Return the ids of all rows."""
    return tuple(examples.ids[index] for index, _ in found)


def _around(text: str, match: "re.Match[str]") -> str:
    start = max(0, match.start() - _BEFORE)
    return shortened(("…" if start else "") + text[start:])
