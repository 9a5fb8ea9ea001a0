"""Which columns hold texts and labels, by what is in them, where their names do not tell."""

from collections.abc import Collection, Sequence

from sentiment.corpus.labels import KNOWN_PAIRS, plain_label

_CLEARLY_LONGER = 2  # times the next column's mean length
_LONGEST_LABEL = 40  # characters


def guess_text(rows: Sequence[Sequence[str]], free: Sequence[int]) -> tuple[int | None, str]:
    """The column of `free` with by far the longest texts, and the reason in words; None where there is no such one.

    Texts have letters, and spaces or letters beyond ASCII: numbers, dates, hashes and addresses have not.
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
    """The columns of `free` that could be the label, and the reason in words.

    They hold labels of the user's lists, `listed`, or, without such lists, a known pair of classes or else any two.
    """
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


def _is_prose(cell: str) -> bool:
    return any(map(str.isalpha, cell)) and (" " in cell.strip() or not cell.isascii())
