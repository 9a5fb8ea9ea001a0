"""What `sentiment evaluate` found, as JSON-ready values, for a person on a terminal, and as Markdown."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sentiment.faithfulness import Faithfulness
from sentiment.metrics import Interval, Metrics
from sentiment.plurals import many
from sentiment.report.tables import Escape, Table, faithfulness_tables, markdown_text, terminal_text
from sentiment.selective import COLUMNS, NAME, Band, RiskCoverage
from sentiment.slices import Slice, Slicing

_RISKS = (0.05, 0.03, 0.01)  # shares of wrong answers that a person may ask for
_MOST_SLICES = 12  # of one column, that a person is shown
_WORSE = "worse than the rest"

# Name, attribute, digits (as a share, or as it is) and meaning of each figure.
_FIGURES = (
    ("accuracy", "accuracy", ".1%", ""),
    ("balanced accuracy", "balanced_accuracy", ".1%", ""),
    ("F1", "f1", ".3f", ""),
    ("Matthews correlation", "matthews", ".3f", "0 is a coin"),
    ("AUC (ROC)", "auc", ".3f", "0.5 is a coin"),
    ("AUC (precision-recall)", "average_precision", ".3f", ""),
    ("calibration error", "ece", ".3f", "ECE; 0 is best"),
    ("Brier score", "brier", ".3f", "0 is best, 0.25 a coin"),
    ("log loss", "log_loss", ".3f", "0 is best, 0.693 a coin"),
)


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """A model on a corpus.

    Attributes:
        model: Its name.
        labels: Names of its negative and positive class.
        corpus: As the user named it.
        num_failed: Rows that could not be classified.
        metrics: Over all others that have a label.
        intervals: Of each figure but the accuracy, by name (`bootstrap.FIGURES`).
        curve: What abstaining brings.
        slicings: The same texts by kind.
        explanations: None unless asked for.
    """

    model: str
    labels: tuple[str, str]
    corpus: str
    num_failed: int
    metrics: Metrics
    intervals: Mapping[str, Interval]
    curve: RiskCoverage
    slicings: tuple[Slicing, ...]
    explanations: Faithfulness | None = None

    @property
    def bands(self) -> dict[float, Band | None]:
        """From which confidence on answers have no more errors than that; None where no bound reaches it."""
        return {risk: self.curve.least_band(risk) for risk in _RISKS}

    def to_dict(self) -> dict[str, Any]:
        """All figures as JSON-ready values (schema 1)."""
        found = {"schema": 1, "model": self.model, "corpus": self.corpus, "num_failed": self.num_failed}
        found |= {**self.metrics.to_dict(), "aurc": self.curve.area}
        for name, interval in self.intervals.items():
            exists = not math.isnan(interval.low)
            found[f"{name}_low"], found[f"{name}_high"] = (interval.low, interval.high) if exists else (None, None)
        found[NAME] = [
            {"risk": risk, **{name: getattr(band, name, None) for name in COLUMNS}} for risk, band in self.bands.items()
        ]
        found["slices"] = [row for slicing in self.slicings for row in slicing.to_dicts()]
        if self.explanations is not None:
            found["explanations"] = self.explanations.to_dict()
        return found

    def lines(self) -> Iterator[str]:
        """The figures for a person."""
        for number, table in enumerate(self._tables(terminal_text)):
            if number:
                yield ""
            yield from table.lines()
        if self.explanations is not None:
            yield ""
            yield _examined(self.explanations)
            for table in faithfulness_tables(self.explanations):
                yield from (f"  {line}" for line in table.lines())

    def markdown(self) -> str:
        """The figures as Markdown tables."""
        parts = [table.markdown() for table in self._tables(markdown_text)]
        if self.explanations is not None:
            parts.append(f"{_examined(self.explanations)}.")
            parts += [table.markdown() for table in faithfulness_tables(self.explanations)]
        return "\n\n".join(parts) + "\n"

    def _tables(self, escape: Escape) -> Iterator[Table]:
        counts = self.metrics.confusion
        negative, positive = map(escape, self.labels)
        title = f"{escape(self.model)} on {many(self.metrics.num_examples, 'text')}"
        yield Table(title, ("figure", "value", "95% interval", ""), tuple(self._figures()))
        yield Table(
            "Answers",
            ("actual \\ predicted", negative, positive),
            (
                (negative, f"{counts.true_negative:,}", f"{counts.false_positive:,}"),
                (positive, f"{counts.false_negative:,}", f"{counts.true_positive:,}"),
            ),
        )
        bands = (
            (f"{band.confidence:.3f}", f"{band.coverage:.1%}", f"{band.accuracy:.1%}") if band else ("–", "–", "–")
            for band in self.bands.values()
        )
        rows = (("up to " + format(risk, ".0%"), *cells) for risk, cells in zip(self.bands, bands, strict=True))
        yield Table("Abstaining (– is not reached)", ("errors", "--abstain", "answered", "right"), tuple(rows))
        for slicing in self.slicings:
            yield _slices(slicing, escape)

    def _figures(self) -> Iterator[tuple[str, str, str, str]]:
        accuracy = Interval(self.metrics.accuracy_low, self.metrics.accuracy_high)
        intervals = {"accuracy": accuracy, **self.intervals}
        for name, key, form, meaning in _FIGURES:
            value = getattr(self.metrics, key)
            if math.isnan(value):
                yield name, "–", "–", "with one class there is none"
            else:
                yield name, format(value, form), f"{intervals[key].low:{form}} to {intervals[key].high:{form}}", meaning


def _slices(slicing: Slicing, escape: Escape) -> Table:
    """Those that are worse than the rest before the others where there are too many to show."""
    shown, more = list(slicing.slices), ""
    if len(shown) > _MOST_SLICES:
        shown = sorted(shown, key=lambda one: not one.is_worse)[:_MOST_SLICES]
        more = f", {len(shown)} of {len(slicing.slices):,} (--format json has all)"
    rows = tuple(_slice(one, escape) for one in shown)
    return Table(f"By {escape(slicing.by)}{more}", ("", "texts", "right", "95% interval", ""), rows)


def _slice(one: Slice, escape: Escape) -> tuple[str, ...]:
    interval = f"{one.accuracy_low:.1%} to {one.accuracy_high:.1%}"
    mark = _WORSE if one.is_worse else ""
    return escape(one.value), f"{one.num_examples:,}", f"{one.accuracy:.1%}", interval, mark


def _examined(found: Faithfulness) -> str:
    size = f"{many(found.num_texts, 'text')} of {found.mean_words:.0f} words on average"
    return f"explanations of {size}: how rankings of their words stand removal, with 95% intervals"
