"""What people marked in a text as the reasons of its label: `[[start, end], …]`, as JSON."""

import json

from sentiment.errors import CorpusError


def read_rationales(written: str, text: str) -> tuple[tuple[int, int], ...] | None:
    """Start and end of each stretch that is marked, as `str` indices into the text; None where nothing is written.

    Raises:
        CorpusError: It is not a list of pairs of whole numbers, or one lies outside the text.
    """
    if not written.strip():
        return None
    try:
        spans = tuple((start, end) for start, end in json.loads(written))
        inside = all(type(at) is int for span in spans for at in span) and all(
            0 <= start < end <= len(text) for start, end in spans
        )
    except (ValueError, TypeError, RecursionError):
        inside = False
    if not inside:
        shown = written if len(written) <= 40 else written[:39] + "…"
        raise CorpusError(f"rationales {shown!r} are not [[start, end], …] with 0 ≤ start < end ≤ {len(text):,}")
    return spans
