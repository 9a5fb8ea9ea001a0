"""The order in which words of both directions stand on a line, for what is drawn without a browser or a terminal.

After the Unicode bidirectional algorithm (UAX #9), by words instead of characters: how the letters of a word stand is
the affair of who draws it. Marks that turn the direction are not obeyed; `visible` shows them.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
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
        Of each, its place among `parts` and its text: a mark that comes from the right is mirrored (rule L4).
    """
    sides = _sides(parts, right_to_left)
    numbers = list(_numbers(parts))
    groups = [list(group) for _, group in groupby(numbers, key=lambda number: sides[number[0]])]
    ordered = groups[::-1] if right_to_left else groups
    turned = [group[::-1] if sides[group[0][0]] else group for group in ordered]
    order = [place for group in turned for number in group for place in number]
    # What has letters of its own, who draws it mirrors.
    marks = {place for place in order if sides[place] and _side(parts[place]) is None}
    return [(place, "".join(map(_mirrored, parts[place])) if place in marks else parts[place]) for place in order]


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

    Numbers go with the word before them; two brackets with what they hold; spaces and other marks with what stands on
    both sides of them, if that is one.
    """
    own: list[bool | None] = []
    before = right_to_left
    for part in parts:
        side = before if any(map(str.isdecimal, part)) and _side(part) is None else _side(part)
        own.append(side)
        before = before if side is None else side
    for opening, closing in _brackets(parts):
        held = set(own[opening + 1 : closing]) - {None}
        if held:  # rule N0: the side of the text, if anything between them has it; else that of what is before them
            before = next((side for side in reversed(own[:opening]) if side is not None), right_to_left)
            own[opening] = own[closing] = right_to_left if right_to_left in held else before
    backward = list(_carried(reversed(own), right_to_left))[::-1]
    around = zip(_carried(own, right_to_left), backward, strict=True)
    return [one if one == other else right_to_left for one, other in around]


def _brackets(parts: Sequence[str]) -> list[tuple[int, int]]:
    """The places of brackets that open, each with that of the one that closes it, in the order in which they open."""
    waiting: list[int] = []
    found = []
    for place, part in enumerate(parts):
        kind = unicodedata.category(part) if len(part) == 1 else ""
        if kind == "Ps":
            waiting.append(place)
        elif kind == "Pe" and (fitting := [start for start in waiting if parts[start] == _mirrored(part)]):
            found.append((fitting[-1], place))
            waiting = waiting[: waiting.index(fitting[-1])]
    return sorted(found)


def _carried(sides: Iterable[bool | None], start: bool) -> Iterator[bool]:
    """The sides, each that is not known like the one before it."""
    for side in sides:
        start = start if side is None else side
        yield start


def _mirrored(character: str) -> str:
    """The sign that is this one seen in a mirror, as Unicode's names tell; a character that has none as it is."""
    if unicodedata.mirrored(character):
        name = unicodedata.name(character)
        for one, other in (("LEFT", "RIGHT"), ("RIGHT", "LEFT"), ("LESS", "GREATER"), ("GREATER", "LESS")):
            if one in name:
                with suppress(KeyError):
                    return unicodedata.lookup(name.replace(one, other))
    return character


def _side(text: str) -> bool | None:
    """Whether the first letter with a direction is written from the right; None where there is none."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return None
