"""Figures as tables, for a terminal and as Markdown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sentiment.erasure import DELETION, UNKNOWN_TOKEN
from sentiment.faithfulness import Estimate, Faithfulness, Ranking
from sentiment.report.safe import one_line

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_WIDTHS = (21, 20)  # characters of the first column, and of each other one


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        title: What it tells.
        header: Names of the columns; that of the first, which names the rows, may be "".
        rows: As many cells each.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def lines(self) -> Iterator[str]:
        """For a terminal: title, header and rows, in columns."""
        yield self.title
        for first, *cells in (self.header, *self.rows):
            yield (f"  {first:<{_WIDTHS[0]}}" + "".join(f"{cell:<{_WIDTHS[1]}}" for cell in cells)).rstrip()

    def markdown(self) -> str:
        """As Markdown, the title above it."""
        rows = (self.header, ("---",) * len(self.header), *self.rows)
        return "\n".join([self.title, "", *(f"| {' | '.join(row)} |" for row in rows)])


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
                (row.name, *map(_cell, (figures.comprehensiveness, figures.sufficiency, figures.flip)))
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
    rows = tuple((row.name, *(_cell(getattr(row, figure)) for figure in columns)) for row in rankings)
    return Table(title, ("ranking", *columns.values()), rows)


def _cell(estimate: Estimate | None) -> str:
    if estimate is None:
        return "–"
    return f"{_number(estimate.value)} ({_number(estimate.low)} to {_number(estimate.high)})"


def _number(value: float) -> str:
    """Two digits, without the zero before the point: .53, −.06, 1.00."""
    return re.sub(r"\b0\.", ".", f"{value:.2f}".replace("-0.00", "0.00")).replace("-", "−")
