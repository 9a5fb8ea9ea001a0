"""Figures as tables, for a terminal and as Markdown."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sentiment.bootstrap import Estimate
from sentiment.erasure import DELETION, UNKNOWN_TOKEN
from sentiment.faithfulness import Faithfulness, Ranking
from sentiment.report.safe import cut_to, num_columns, one_line

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_NUMBER = re.compile(r"[-+\u2212\u2013.\d]")  # begins a number, or stands for one
_LONGEST = 32  # columns of a name on a terminal
Escape = Callable[[str], str]
"""Makes a name that somebody gave safe for where it is shown: `terminal_text` or `markdown_text`."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        title: What it tells.
        header: Names of the columns; that of the first, which names the rows, may be "".
        rows: As many cells each; names that somebody gave have been escaped for where the table goes.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def lines(self) -> Iterator[str]:
        """For a terminal: title, header and rows, in columns as wide as they need to be, numbers to the right."""
        yield self.title
        columns = list(zip(self.header, *self.rows, strict=True))
        widths = [max(map(num_columns, column)) for column in columns]
        to_right = [
            place > 0 and all(map(_NUMBER.match, filter(None, column[1:]))) for place, column in enumerate(columns)
        ]
        for row in (self.header, *self.rows):
            cells = []
            for cell, width, right in zip(row, widths, to_right, strict=True):
                space = " " * (width - num_columns(cell))
                cells.append(space + cell if right else cell + space)
            yield f"  {'  '.join(cells)}".rstrip()

    def markdown(self) -> str:
        """As Markdown, the title above it."""
        rows = (self.header, ("---",) * len(self.header), *self.rows)
        return "\n".join([self.title, "", *(f"| {' | '.join(row)} |" for row in rows)])


def terminal_text(text: str) -> str:
    """A name that somebody gave, on one line, safe on a terminal, and no longer than fits into a table."""
    return cut_to(one_line(text), _LONGEST)


def markdown_text(text: str) -> str:
    """A name that somebody gave, on one line, safe in a Markdown cell: all that could be markup is escaped."""
    return _PUNCTUATION.sub(r"\\\1", one_line(text))


def faithfulness_tables(found: Faithfulness) -> Iterator[Table]:
    """The figures of explanations; each with its 95 % interval."""
    for way, title in ((DELETION, "Words deleted"), (UNKNOWN_TOKEN, "Words replaced by the unknown token")):
        yield Table(
            title,
            ("ranking", "comprehensiveness", "sufficiency", "flip (median)"),
            tuple(
                (row.name, *map(estimate_cell, (figures.comprehensiveness, figures.sufficiency, figures.flip)))
                for row in found.rankings
                for figures in [row.removals[way]]
            ),
        )
    yield _measured(found.rankings, "Kendall's τ with leave-one-out", agreement="signed", agreement_of_sizes="sizes")
    if found.num_rationales:
        title = f"Words that people marked, in {found.num_rationales:,} of the texts"
        yield _measured(found.rankings, title, average_precision="AUPRC", token_f1="token F1")


def _measured(rankings: Sequence[Ranking], title: str, **columns: str) -> Table:
    """A table of figures of `Ranking`, by name."""
    rows = tuple((row.name, *(estimate_cell(getattr(row, figure)) for figure in columns)) for row in rankings)
    return Table(title, ("ranking", *columns.values()), rows)


def estimate_cell(estimate: Estimate | None) -> str:
    """A figure with its interval: .53 (.50 to .57); a dash for none."""
    if estimate is None:
        return "–"
    return f"{_number(estimate.value)} ({_number(estimate.low)} to {_number(estimate.high)})"


def _number(value: float) -> str:
    """Two digits, without the zero before the point: .53, −.06, 1.00."""
    return re.sub(r"\b0\.", ".", f"{value:.2f}".replace("-0.00", "0.00")).replace("-", "−")
