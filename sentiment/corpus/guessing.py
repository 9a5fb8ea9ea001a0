"""Tell which columns hold texts and labels by what is in them."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from sentiment.corpus.labels import KNOWN_PAIRS, plain_label

_CLEARLY_LONGER = 2  # times the next column's mean length
_LONGEST_LABEL, _MOST_WORDS = 40, 4  # characters and words
_ENOUGH_IDS = 12  # rows: fewer may all have another label, as with ratings from 1 to 10
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?%?")


def guess_text(rows: Sequence[Sequence[str]], free: Sequence[int]) -> tuple[int | None, str]:
    """Return the column of `free` with by far the longest texts, and the reason in words; None if there is none.

    Texts have letters, and spaces or letters beyond ASCII: numbers, dates, hashes, addresses and objects do not.
    """
    means = {}
    for place in free:
        cells = [row[place] for row in rows if row[place].strip()]
        if cells and sum(map(_is_prose, cells)) * 2 > len(cells):
            means[place] = sum(map(len, cells)) / len(cells)
    longest = sorted(means, key=lambda place: -means[place])
    if not longest or (len(longest) > 1 and means[longest[0]] < _CLEARLY_LONGER * means[longest[1]]):
        return None, ""
    return longest[0], ", the one of texts" if len(longest) == 1 else ", whose texts are the longest"


def guess_label(
    rows: Sequence[Sequence[str]], free: Sequence[int], listed: Collection[str] = ()
) -> tuple[list[int], str]:
    """Return the columns of `free` that could be the label, and the reason in words.

    They hold labels of the user's lists, `listed`, or, without such lists, a known pair of classes or else any two.
    Integers that count the rows are none.
    """
    free = [place for place in free if not _counts([row[place] for row in rows])]
    values = {place: {plain_label(row[place]) for row in rows} - {""} for place in free}
    values = {place: found for place, found in values.items() if found and max(map(len, found)) <= _LONGEST_LABEL}
    if listed:
        wanted = {plain_label(label) for label in listed}
        fitting = [place for place, found in values.items() if found & wanted]
        return fitting, ", which has labels of --positive and --negative"
    fitting = [place for place, found in values.items() if any(found == set(pair) for pair in KNOWN_PAIRS)]
    fitting = fitting or [place for place, found in values.items() if len(found) == 2]
    if len(fitting) != 1:
        return fitting, ""
    return fitting, ", which has " + " and ".join(repr(label) for label in sorted(values[fitting[0]]))


def may_be_text(cells: Sequence[str]) -> bool:
    """Return whether a column under the name of a text can be one: not if most cells are objects, lists or numbers."""
    return sum(_is_structured(cell) or _is_number(cell) for cell in cells) * 2 <= len(cells)


def may_be_label(cells: Sequence[str]) -> bool:
    """Return whether a column under the name of a label can be one: it has short cells, and is no id."""
    if sum(_is_structured(cell) or _is_long(cell) for cell in cells) * 2 > len(cells):
        return False
    return len(cells) < _ENOUGH_IDS or not _is_distinct(cells)


def _counts(cells: Sequence[str]) -> bool:
    """Return whether the cells are ids: integers, no two of them the same, or one more in each row."""
    cells = [cell for cell in cells if cell.strip()]
    if not _is_distinct(cells):
        return False
    return len(cells) > 2 or (len(cells) == 2 and all(int(b) - int(a) == 1 for a, b in pairwise(cells)))


def _is_distinct(cells: Sequence[str]) -> bool:
    whole = all(_INTEGER.fullmatch(cell.strip()) for cell in cells)
    return whole and len({int(cell) for cell in cells}) == len(cells)


def _is_long(cell: str) -> bool:
    return len(cell.strip()) > _LONGEST_LABEL or len(cell.split()) > _MOST_WORDS


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell.strip()) is not None


def _is_structured(cell: str) -> bool:
    """Return whether the cell is an object or a list, as JSON or Python write it."""
    cell = cell.strip()
    return cell[:1] + cell[-1:] in ("{}", "[]") and len(cell) > 1


def _is_prose(cell: str) -> bool:
    if _is_structured(cell):
        return False
    return any(map(str.isalpha, cell)) and (" " in cell.strip() or not cell.isascii())
