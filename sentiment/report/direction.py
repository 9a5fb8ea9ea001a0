"""The order in which words of both directions stand on a line, for what is drawn without a browser or a terminal.

After the Unicode bidirectional algorithm (UAX #9), by words instead of characters: how the letters of a word stand is
the affair of who draws it. Marks that turn the direction are not obeyed; `visible` shows them.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

_JOINING = ("+", "-", "/", ",", ".", ":")  # rule W4


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is written from the right, as `dir="auto"` of a page decides."""
    return _side(text) or False


def as_seen(parts: Sequence[str], *, right_to_left: bool) -> list[tuple[int, str]]:
    """The parts of a line, words and the spaces between them, as they stand from left to right.

    Args:
        parts: In the order in which they are read.
        right_to_left: Whether the text as a whole is written from the right.

    Returns:
        Of each, its place among `parts` and its text: brackets of what comes from the right are mirrored (rule L4).
    """
    sides = _sides(parts, right_to_left)
    numbers = list(_numbers(parts))
    groups = [list(group) for _, group in groupby(numbers, key=lambda number: sides[number[0]])]
    ordered = groups[::-1] if right_to_left else groups
    turned = [group[::-1] if sides[group[0][0]] else group for group in ordered]
    order = [place for group in turned for number in group for place in number]
    return [(place, "".join(map(_mirrored, parts[place])) if sides[place] else parts[place]) for place in order]


def _numbers(parts: Sequence[str]) -> Iterator[list[int]]:
    """The places one by one, but numbers and the signs between them together, as in 7/10: from the left everywhere."""
    place = 0
    while place < len(parts):
        end = place + 1
        while (
            parts[end - 1].isdecimal()
            and end + 1 < len(parts)
            and parts[end] in _JOINING
            and parts[end + 1].isdecimal()
        ):
            end += 2
        yield list(range(place, end))
        place = end


def _sides(parts: Sequence[str], right_to_left: bool) -> list[bool]:
    """Whether each part goes with what is written from the right.

    Numbers go with the word before them; spaces and marks with what stands on both sides of them, if that is one.
    """
    own: list[bool | None] = []
    before = right_to_left
    for part in parts:
        side = before if any(map(str.isdecimal, part)) and _side(part) is None else _side(part)
        own.append(side)
        before = before if side is None else side
    backward = list(_carried(reversed(own), right_to_left))[::-1]
    around = zip(_carried(own, right_to_left), backward, strict=True)
    return [one if one == other else right_to_left for one, other in around]


def _carried(sides: Iterable[bool | None], start: bool) -> Iterator[bool]:
    """The sides, each that is not known like the one before it."""
    for side in sides:
        start = start if side is None else side
        yield start


def _mirrored(character: str) -> str:
    """The bracket or quotation mark that opens where this one closes; anything else as it is."""
    if not unicodedata.mirrored(character):
        return character
    name = unicodedata.name(character)
    other = name.replace("LEFT", "RIGHT") if "LEFT" in name else name.replace("RIGHT", "LEFT")
    try:
        return unicodedata.lookup(other)
    except KeyError:
        return character


def _side(text: str) -> bool | None:
    """Whether the first letter with a direction is written from the right; None where there is none."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return None
