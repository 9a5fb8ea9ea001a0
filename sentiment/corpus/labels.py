"""From the labels of a corpus to two classes: known names unasked, others as the user says, a third class never."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from sentiment.corpus.rows import Columns, Note, Record, Row, RowNumbers
from sentiment.errors import CorpusError
from sentiment.plurals import many

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
    ("label_0", "label_1"),
    ("dislike", "like"),
    ("negativ", "positiv"),
    ("negativo", "positivo"),
    ("négatif", "positif"),
)
_CLASS = {name: label for pair in KNOWN_PAIRS for label, name in enumerate(pair)}
# What tables have where there is no label.
_MISSING = ("nan", "null", "<na>", "n/a", "#n/a")
_SHOWN = 8
_KEPT = 1000  # different labels that are counted one by one: a column of texts may be taken for that of labels


def plain_label(label: str) -> str:
    """The label without what does not tell: " Positive" → "positive", "Neg." → "neg", "+1.0" → "1", "01" → "1"."""
    label = label.strip().casefold()
    number = re.fullmatch(r"(-?)\+?([0-9]+)(?:\.0*)?", label)
    return number[1] + (number[2].lstrip("0") or "0") if number else label.removesuffix(".")


class LabelReader:
    """Reads the labels of one corpus and keeps count of them.

    Raises:
        CorpusError: only one of the lists is given, or one label is in both.
    """

    def __init__(self, columns: Columns, source: str) -> None:
        self.source = source
        self.seen: Counter[str] = Counter()
        self.missing, self.other = RowNumbers(), RowNumbers()
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

    def read(self, label: str, *, row: int) -> int | None:
        """0 negative, 1 positive, None for no label or one in neither of the user's lists; `row` is its number.

        Raises:
            LookupError: the label belongs to no known pair, or not to the pair of those before it.
        """
        plain = plain_label(label)
        if not self._count(plain):
            self.missing.add(row)
            return None
        if not self.listed:
            self._pairs = tuple(pair for pair in self._pairs if plain in pair)
            if not self._pairs:
                raise LookupError(plain)
        if plain not in self._classes:
            self.other.add(row)
        return self._classes.get(plain)

    def refusal(self, rest: Iterable[str] = ()) -> CorpusError:
        """The error that says which labels there are, those of the rest of the corpus too, and what is supported."""
        for label in rest:
            self._count(plain_label(label))
        supported = "two classes are supported (0/1, -1/1, neg/pos, negative/positive, false/true, …)"
        example = " (of stars: --positive 4,5 --negative 1,2)" if {"1", "5"} <= self.seen.keys() else ""
        return CorpusError(
            f"{self.source}: {supported}, the labels here are {_listing(self.seen)}; say which mean what with "
            f"--positive and --negative, each a list{example}; rows with other labels are then dropped; or name "
            "another column with --label-column"
        )

    def _count(self, plain: str) -> bool:
        """Whether it is a label, which is then counted, as long as there are not very many different ones."""
        if not plain or (plain in _MISSING and plain not in self._classes):
            return False
        if plain in self._classes or plain in self.seen or len(self.seen) < _KEPT:
            self.seen[plain] += 1
        return True

    def summary(self) -> str | None:
        """What was read as what, and what was in neither list; None if there was nothing to read."""
        if not self.seen and not self.missing.num:
            return None
        read = []
        for label, name in enumerate(("negative", "positive")):
            of_class = Counter({plain: num for plain, num in self.seen.items() if self._classes.get(plain) == label})
            if of_class:
                read.append(f"{_listing(of_class)} as {name}")
        other = Counter({plain: num for plain, num in self.seen.items() if plain not in self._classes})
        dropped = ""
        if self.other.num:
            rows = many(self.other.num, "row with another label", "rows with other labels")
            dropped = f"; {rows} dropped ({self.other}): {_listing(other)}"
        if self.missing.num:
            dropped += f"; {many(self.missing.num, 'row has', 'rows have')} no label ({self.missing})"
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
            label = reader.read(record.label, row=record.number) if record.error is None else None
        except LookupError:
            raise reader.refusal(rest.label for rest in records if rest.error is None) from None
        yield Row(
            record.number, record.text, record.id, label, record.group, record.error, record.rationales, record.cells
        )
    summary = reader.summary()
    if summary:
        note(summary)


def _listing(counts: Counter[str]) -> str:
    shown = ", ".join(f"{label[:40]!r} ({num:,})" for label, num in counts.most_common(_SHOWN))
    more = len(counts) - _SHOWN
    others = " and others" if len(counts) >= _KEPT else ""
    return f"{shown} and {more:,} more{others}" if more > 0 else shown
