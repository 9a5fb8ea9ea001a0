"""What a corpus is made of: rows on the way in, examples in memory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Id = str | int | None
Note = Callable[[str], None]

INPUT_FORMATS = ("text", "csv", "tsv", "jsonl", "json", "fasttext")
"""How an input can be written that is text."""

_NAMED = 5  # rows of those that are counted


def ignore(message: str) -> None:
    """A `Note` that says nothing."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what, and which labels mean what; None and () are guessed.

    Attributes:
        text: Column of the text.
        label: Column of the label.
        id: Column that names the row.
        group: Column of what must stay together in a split: a film, a product, an author.
        grouped: Whether rows have a group; without it none is guessed.
        positive: Labels that mean positive.
        negative: Labels that mean negative; all labels in neither list are then dropped, and counted.
        cells: Whether rows carry the values of all their columns.
        input_format: How the input is written, one of `INPUT_FORMATS`; None goes by its name, or by what is in it.
        sheet: The sheet of a spreadsheet; None is the first.
    """

    text: str | None = None
    label: str | None = None
    id: str | None = None
    group: str | None = None
    grouped: bool = True
    positive: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()
    cells: bool = False
    input_format: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a corpus, readable or not.

    Attributes:
        number: Place in the corpus, from 1.
        text: The text exactly as it stands; None where the row cannot be read.
        id: What the corpus calls the row; None where it has no name for it.
        label: 0 negative, 1 positive, None unlabelled.
        group: What must stay on one side of a split; None where the corpus has no groups.
        error: Why the row cannot be read, with its line; None where it can.
        rationales: What people marked in the text, as written (`read_rationales`); "" where there is nothing.
        cells: The values of all columns by name, where `Columns.cells` asks for them; None without it, where the
            columns of the row cannot be told, and in sources without columns.
    """

    number: int
    text: str | None
    id: Id = None
    label: int | None = None
    group: str | None = None
    error: str | None = None
    rationales: str = ""
    cells: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What a reader yields: a `Row` whose label is still as written; "" is no label."""

    number: int
    text: str | None
    id: Id = None
    label: str = ""
    group: str | None = None
    error: str | None = None
    rationales: str = ""
    cells: Mapping[str, Any] | None = None


@dataclass(slots=True)
class RowNumbers:
    """Counts rows, and names the first few: "row 4", "rows 4, 9", "rows 4, 9, 10, 11, 30 and 12 more".

    Attributes:
        num: How many there are.
        first: The numbers of the first of them.
    """

    num: int = 0
    first: list[int] = field(default_factory=list)

    def add(self, number: int) -> None:
        """Counts one more."""
        self.num += 1
        if len(self.first) < _NAMED:
            self.first.append(number)

    def named(self, what: str) -> str:
        """Return them in words, such as "lines 4, 9" if `what` is "line"."""
        more = self.num - len(self.first)
        named = ", ".join(map(str, self.first)) + (f" and {more:,} more" if more else "")
        return f"{what} {named}" if self.num == 1 else f"{what}s {named}"

    def __str__(self) -> str:
        return self.named("row")


@dataclass(frozen=True)
class Examples:
    """A labelled corpus in memory.

    Attributes:
        texts: The texts.  # [num_examples]
        labels: 0 negative, 1 positive.  # [num_examples] int8
        ids: The corpus's own names of the rows, or their numbers.  # [num_examples]
        groups: What must stay on one side of a split; None where the corpus has no groups.  # [num_examples]
    """

    texts: list[str]
    labels: NDArray[np.int8]
    ids: list[str | int]
    groups: list[str] | None = None

    def __len__(self) -> int:
        """Number of examples."""
        return len(self.texts)

    def take(self, places: NDArray[Any]) -> "Examples":
        """The examples at these places, or where this is true."""
        chosen = np.arange(len(self))[places].tolist()
        return Examples(
            texts=[self.texts[place] for place in chosen],
            labels=self.labels[places],
            ids=[self.ids[place] for place in chosen],
            groups=None if self.groups is None else [self.groups[place] for place in chosen],
        )
