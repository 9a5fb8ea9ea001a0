"""What `sentiment compare` found, as JSON-ready values, for a person on a terminal, and as Markdown."""

import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sentiment.bootstrap import Estimate
from sentiment.comparison import Comparison
from sentiment.plurals import many
from sentiment.prediction import Id, Prediction
from sentiment.report.markup import percent, signed
from sentiment.report.safe import cut_to, one_line
from sentiment.report.tables import Escape, Table, markdown_text, terminal_text

_NUM_SHOWN = 5  # texts with different answers, on a terminal
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A text to which two models give different answers; `label` is 0 (negative) or 1 (positive)."""

    id: Id
    label: int
    a: Prediction
    b: Prediction

    @property
    def probabilities(self) -> tuple[float, float]:
        """P(positive) by A and by B."""
        return self.a.probability, self.b.probability


@dataclass(frozen=True, kw_only=True)
class Contrast:
    """Two models, A and B, on a corpus.

    Attributes:
        names: Of the models, as the user named them.
        labels: Names of A's negative and positive class.
        corpus: As the user named it.
        num_failed: Rows that one of the models could not classify.
        comparison: Over all others that have a label.
        disagreements: Some texts with different answers, those first where the two are furthest apart.
    """

    names: tuple[str, str]
    labels: tuple[str, str]
    corpus: str
    num_failed: int
    comparison: Comparison
    disagreements: tuple[Disagreement, ...]

    @property
    def verdict(self) -> str:
        """What to make of it, in words."""
        found = self.comparison
        test = (
            f"only B is right on {many(found.only_b, 'text')}, only A on {found.only_a:,}; {_p_value(found.p_value)}."
        )
        if found.verdict == "undecided":
            said = f"No difference in accuracy can be told from {many(found.num_examples, 'text')}: {test}"
        else:
            said = f"B is {found.verdict}: {test}"
        loss = found.log_loss_difference
        if loss.low <= 0 <= loss.high:
            return said
        return f"{said} B's probabilities are {'better' if loss.high < 0 else 'worse'} (log loss)."

    def to_dict(self) -> dict[str, Any]:
        """All figures as JSON-ready values (schema 1)."""
        a, b = self.names
        head = {"schema": 1, "a": a, "b": b, "corpus": self.corpus, "num_failed": self.num_failed}
        differing = [
            {"id": one.id, "label": self.labels[one.label], "a": one.a.probability, "b": one.b.probability}
            for one in self.disagreements
        ]
        return {**head, **self.comparison.to_dict(), "disagreements": differing}

    def lines(self) -> Iterator[str]:
        """The figures for a person, the verdict last but for the texts with different answers."""
        for table in self._tables(terminal_text):
            yield from table.lines()
            yield ""
        width = max(40, shutil.get_terminal_size().columns)
        yield from textwrap.wrap(self.verdict, width)
        if self.disagreements:
            yield ""
            yield "Where they differ most: probability of " + terminal_text(self.labels[1])
            for one in self.disagreements[:_NUM_SHOWN]:
                a, b = map(percent, one.probabilities)
                yield f"  {one_line(str(one.id))}, labelled {terminal_text(self.labels[one.label])}: A {a}, B {b}"
                yield _INDENT + cut_to(one_line(one.a.text[: 4 * width]), width - len(_INDENT))

    def markdown(self) -> str:
        """The figures as Markdown tables."""
        parts = [table.markdown() for table in self._tables(markdown_text)]
        parts.append(self.verdict)
        if self.disagreements:
            rows = (
                (markdown_text(str(one.id)), markdown_text(self.labels[one.label]), *map(percent, one.probabilities))
                for one in self.disagreements[:_NUM_SHOWN]
            )
            title = f"Where they differ most: probability of {markdown_text(self.labels[1])}"
            parts.append(Table(title, ("text", "labelled", "A", "B"), tuple(rows)).markdown())
        return "\n\n".join(parts) + "\n"

    def _tables(self, escape: Escape) -> Iterator[Table]:
        found = self.comparison
        a, b = map(escape, self.names)
        accuracy, loss = found.accuracy_difference, found.log_loss_difference
        yield Table(
            f"A: {a}, B: {b}, on {many(found.num_examples, 'text')}",
            ("figure", "A", "B", "B − A", "95% interval", ""),
            (
                ("accuracy", f"{found.accuracy_a:.1%}", f"{found.accuracy_b:.1%}", *_difference(accuracy, 100, 1), ""),
                (
                    "log loss",
                    f"{found.log_loss_a:.3f}",
                    f"{found.log_loss_b:.3f}",
                    *_difference(loss, 1, 3),
                    "less is better",
                ),
            ),
        )
        yield Table(
            "Texts",
            ("", "B right", "B wrong"),
            (
                ("A right", f"{found.both_right:,}", f"{found.only_a:,}"),
                ("A wrong", f"{found.only_b:,}", f"{found.both_wrong:,}"),
            ),
        )


def _difference(estimate: Estimate, factor: int, digits: int) -> tuple[str, str]:
    unit = " points" if factor == 100 else ""
    value, low, high = (
        signed(factor * number, digits=digits) for number in (estimate.value, estimate.low, estimate.high)
    )
    return value + unit, f"{low} to {high}"


def _p_value(value: float) -> str:
    return "p < 0.0001" if value < 0.0001 else f"p = {value:.4f}" if value < 0.1 else f"p = {value:.2f}"
