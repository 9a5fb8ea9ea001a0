"""From the labels of a corpus to two classes: known names unasked, others as the user says, a third class never."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from sentiment.corpus.rows import Columns, Note, Record, Row
from sentiment.errors import CorpusError

# (negative, positive); a corpus must keep to one pair.
KNOWN_PAIRS = (
    ("0", "1"),
    ("-1", "1"),
    ("neg", "pos"),
    ("negative", "positive"),
    ("false", "true"),
    ("f", "t"),
    ("no", "yes"),
    ("n", "y"),
    ("bad", "good"),
    ("-", "+"),
)
_CLASS = {name: label for pair in KNOWN_PAIRS for label, name in enumerate(pair)}
_SHOWN = 8


def plain_label(label: str) -> str:
    """The label without case, outer space, a plus sign or a zero fraction: " Positive" → "positive", "+1.0" → "1"."""
    label = label.strip().casefold()
    number = re.fullmatch(r"(-?)\+?([0-9]+)(?:\.0*)?", label)
    return number[1] + (number[2].lstrip("0") or "0") if number else label


class LabelReader:
    """Reads the labels of one corpus and keeps count of them.

    Raises:
        CorpusError: only one of the lists is given, or one label is in both.
    """

    def __init__(self, columns: Columns, source: str) -> None:
        self.source = source
        self.seen: Counter[str] = Counter()
        self.listed = bool(columns.positive or columns.negative)
        positive = {plain_label(label) for label in columns.positive}
        negative = {plain_label(label) for label in columns.negative}
        if self.listed and not (positive and negative):
            missing = "--negative" if positive else "--positive"
            raise CorpusError(f"{source}: --positive and --negative go together; {missing} is missing")
        if positive & negative:
            both = ", ".join(sorted(positive & negative))
            raise CorpusError(f"{source}: label {both} is in --positive and in --negative; a label means one thing")
        self._classes = dict.fromkeys(negative, 0) | dict.fromkeys(positive, 1) if self.listed else _CLASS
        self._pairs: tuple[tuple[str, str], ...] = KNOWN_PAIRS

    def read(self, label: str) -> int | None:
        """0 negative, 1 positive, None for no label or one in neither of the user's lists.

        Raises:
            LookupError: the label belongs to no known pair, or not to the pair of those before it.
        """
        plain = plain_label(label)
        if not plain:
            return None
        self.seen[plain] += 1
        if not self.listed:
            self._pairs = tuple(pair for pair in self._pairs if plain in pair)
            if not self._pairs:
                raise LookupError(plain)
        return self._classes.get(plain)

    def refusal(self) -> CorpusError:
        """The error that says which labels there are and what is supported."""
        supported = "two classes are supported (0/1, -1/1, neg/pos, negative/positive, false/true, …)"
        return CorpusError(
            f"{self.source}: {supported}, the labels here are {_listing(self.seen)}; say which mean what with "
            f"--positive and --negative, each a list; rows with other labels are then dropped"
        )

    def summary(self) -> str | None:
        """What was read as what, and what was in neither list; None if there was nothing to read."""
        if not self.seen:
            return None
        names = ("negative", "positive")
        read = [
            f"{_listing(Counter({k: n for k, n in self.seen.items() if self._classes.get(k) == label}))} as {name}"
            for label, name in enumerate(names)
            if any(self._classes.get(k) == label for k in self.seen)
        ]
        other = Counter({k: n for k, n in self.seen.items() if k not in self._classes})
        dropped = f"; {other.total():,} rows with other labels dropped: {_listing(other)}" if other else ""
        return f"{self.source}: labels read: {', '.join(read) or 'none'}{dropped}"


def labelled_rows(records: Iterable[Record], columns: Columns, *, source: str, note: Note) -> Iterator[Row]:
    """The rows with their labels as 0, 1 or None; at the end `note` hears what was read as what.

    Raises:
        CorpusError: the labels are not two classes; the rest of the corpus is read first, to say which there are.
    """
    reader = LabelReader(columns, source)
    records = iter(records)
    for record in records:
        try:
            label = reader.read(record.label)
        except LookupError:
            reader.seen.update(plain_label(rest.label) for rest in records if rest.label.strip())
            raise reader.refusal() from None
        yield Row(record.number, record.text, record.id, label, record.group, record.error, record.rationales)
    summary = reader.summary()
    if summary:
        note(summary)


def _listing(counts: Counter[str]) -> str:
    shown = ", ".join(f"{label[:40]!r} ({num:,})" for label, num in counts.most_common(_SHOWN))
    more = len(counts) - _SHOWN
    return f"{shown} and {more:,} more" if more > 0 else shown
