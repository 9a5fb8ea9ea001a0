"""What `sentiment evaluate` found, as JSON-ready values, for a person on a terminal, and as Markdown."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sentiment.faithfulness import Faithfulness
from sentiment.metrics import Metrics
from sentiment.report.safe import one_line
from sentiment.report.tables import Table, faithfulness_tables, markdown_text
from sentiment.selective import COLUMNS, NAME, Band, RiskCoverage

_RISKS = (0.05, 0.03, 0.01)  # shares of wrong answers that a person may ask for


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """A model on a corpus.

    Attributes:
        model: Its name.
        labels: Names of its negative and positive class.
        corpus: As the user named it.
        num_failed: Rows that could not be classified.
        metrics: Over all others that have a label.
        curve: What abstaining brings.
        explanations: None unless asked for.
    """

    model: str
    labels: tuple[str, str]
    corpus: str
    num_failed: int
    metrics: Metrics
    curve: RiskCoverage
    explanations: Faithfulness | None = None

    @property
    def bands(self) -> dict[float, Band | None]:
        """From which confidence on answers have no more errors than that; None where no bound reaches it."""
        return {risk: self.curve.least_band(risk) for risk in _RISKS}

    def to_dict(self) -> dict[str, Any]:
        """All figures as JSON-ready values (schema 1)."""
        found = {"schema": 1, "model": self.model, "corpus": self.corpus, "num_failed": self.num_failed}
        found |= {**self.metrics.to_dict(), "aurc": self.curve.area}
        found[NAME] = [
            {"risk": risk, **{name: getattr(band, name, None) for name in COLUMNS}} for risk, band in self.bands.items()
        ]
        if self.explanations is not None:
            found["explanations"] = self.explanations.to_dict()
        return found

    def lines(self) -> Iterator[str]:
        """The figures for a person."""
        metrics, counts = self.metrics, self.metrics.confusion
        low, high = metrics.accuracy_low, metrics.accuracy_high
        labels = one_line(self.labels[0]), one_line(self.labels[1])
        yield f"{one_line(self.model)} on {metrics.num_examples:,} texts"
        yield f"  accuracy           {metrics.accuracy:6.1%}  (95% interval {low:.1%} to {high:.1%})"
        for name, shown, meaning in _figures(metrics):
            yield f"  {name:<18} {shown:>6}  {meaning}".rstrip()
        negative, positive = (f"{label:>12.12}" for label in labels)
        yield f"  actual \\ predicted {negative} {positive}"
        yield f"  {labels[0]:<18.18} {counts.true_negative:12,} {counts.false_positive:12,}"
        yield f"  {labels[1]:<18.18} {counts.false_negative:12,} {counts.true_positive:12,}"
        yield "  errors    --abstain answered  right"
        for risk, band in self.bands.items():
            reached = f"{band.confidence:9.3f} {band.coverage:8.1%} {band.accuracy:6.1%}" if band else "not reached"
            yield f"  up to {risk:3.0%} {reached}"
        if self.explanations is not None:
            yield _examined(self.explanations)
            for table in faithfulness_tables(self.explanations):
                yield from (f"  {line}" for line in table.lines())

    def markdown(self) -> str:
        """The figures as Markdown tables."""
        metrics, counts = self.metrics, self.metrics.confusion
        accuracy = f"{metrics.accuracy:.1%} (95% interval {metrics.accuracy_low:.1%} to {metrics.accuracy_high:.1%})"
        rows = [
            ("accuracy", accuracy),
            *((name, f"{shown} {note}".rstrip()) for name, shown, note in _figures(metrics)),
        ]
        negative, positive = map(markdown_text, self.labels)
        bands = [
            (
                f"up to {risk:.0%}",
                *(
                    (f"{band.confidence:.3f}", f"{band.coverage:.1%}", f"{band.accuracy:.1%}")
                    if band
                    else ("not reached", "–", "–")
                ),
            )
            for risk, band in self.bands.items()
        ]
        tables = [
            Table(f"{markdown_text(self.model)} on {metrics.num_examples:,} texts", ("figure", "value"), tuple(rows)),
            Table(
                "Confusion",
                ("actual \\ predicted", negative, positive),
                (
                    (negative, f"{counts.true_negative:,}", f"{counts.false_positive:,}"),
                    (positive, f"{counts.false_negative:,}", f"{counts.true_positive:,}"),
                ),
            ),
            Table("Abstaining", ("errors", "--abstain", "answered", "right"), tuple(bands)),
        ]
        parts = [table.markdown() for table in tables]
        if self.explanations is not None:
            parts.append(f"{_examined(self.explanations)}.")
            parts += [table.markdown() for table in faithfulness_tables(self.explanations)]
        return "\n\n".join(parts) + "\n"


def _figures(metrics: Metrics) -> Iterator[tuple[str, str, str]]:
    """Name, value and meaning of each figure below the accuracy."""
    yield "balanced accuracy", f"{metrics.balanced_accuracy:.1%}", ""
    yield "F1", f"{metrics.f1:.3f}", ""
    yield "AUC", f"{metrics.auc:.3f}", ""
    yield "calibration error", f"{metrics.ece:.3f}", "(ECE; 0 is best)"
    yield "Brier score", f"{metrics.brier:.3f}", "(0 is best, 0.25 a coin)"
    yield "log loss", f"{metrics.log_loss:.3f}", "(0 is best, 0.693 a coin)"


def _examined(found: Faithfulness) -> str:
    size = f"{found.num_texts:,} texts of {found.mean_words:.0f} words on average"
    return f"explanations of {size}: how rankings of their words stand removal, with 95% intervals"
