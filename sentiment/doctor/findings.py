"""What the data doctor says: findings in plain words, each with counts, a few rows that show it, and what to do."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol, TypeVar

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""Worst first: training would fail or mislead; it may; worth knowing."""

CLASSES = ("negative", "positive")
MOST_CASES = 5
"""Of a finding."""
LONGEST_SHOWN = 80
"""Characters of a text that are shown, at most."""

Item = TypeVar("Item")


class Progress(Protocol):
    """Yields the same items, and may show how far it is."""

    def __call__(self, items: Iterable[Item], what: str = "texts", *, total: int | None = None) -> Iterator[Item]:
        """The same items; `what` they are, and how many come."""


def silent(items: Iterable[Item], what: str = "texts", *, total: int | None = None) -> Iterator[Item]:
    """A `Progress` that shows nothing."""
    return iter(items)


@dataclass(frozen=True, slots=True)
class Case:
    """Rows that show what a finding means.

    Attributes:
        rows: Their ids.
        texts: Their texts, shortened; one for all where they are the same.
        remark: What there is to know of them.
    """

    rows: tuple[str | int, ...]
    texts: tuple[str, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found.

    Attributes:
        name: What it is called by programs.
        severity: See `SEVERITIES`.
        message: What was found, in one sentence.
        advice: What to do about it.
        counts: The figures behind it.
        cases: The most telling ones, at most `MOST_CASES`.
        rows: Ids of all rows concerned, the most telling first; empty where it concerns the corpus as a whole.
    """

    name: str
    severity: Severity
    message: str
    advice: str
    counts: Mapping[str, float] = field(default_factory=dict)
    cases: tuple[Case, ...] = ()
    rows: tuple[str | int, ...] = ()

    def to_dict(self, *, with_texts: bool = True, with_rows: bool = False) -> dict[str, Any]:
        """The finding as JSON-ready values; see `Diagnosis.to_dict`."""
        cases = [
            {"rows": [_short(row) for row in case.rows], "remark": case.remark}
            | ({"texts": list(case.texts)} if with_texts else {})
            for case in self.cases
        ]
        found: dict[str, Any] = {
            "name": self.name,
            "severity": self.severity,
            "message": self.message,
            "advice": self.advice,
            "counts": dict(self.counts),
            "cases": cases,
        }
        return found | ({"rows": list(self.rows)} if with_rows else {})


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """All that was found in a corpus.

    Attributes:
        num_negative: Negative examples.
        num_positive: Positive ones.
        num_groups: Groups; None where the corpus has none.
        num_held_out: Examples of the validation part of the split; None where no split was given.
        num_validation: Examples of the second corpus; None where there is none.
        num_words: Words of a text: the fewest, the quartiles, the most; empty where there are no texts.
        baseline: Accuracy of tf-idf and logistic regression in cross-validation; None where that was not possible.
        findings: The worst first.
    """

    num_negative: int
    num_positive: int
    num_groups: int | None
    num_held_out: int | None
    num_validation: int | None
    num_words: tuple[int, ...]
    baseline: float | None
    findings: tuple[Finding, ...]

    @property
    def num_examples(self) -> int:
        """Examples of both classes."""
        return self.num_negative + self.num_positive

    @property
    def has_errors(self) -> bool:
        """Whether training would fail or mislead."""
        return any(finding.severity == "error" for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """How many findings are of that severity."""
        return sum(finding.severity == severity for finding in self.findings)

    def with_findings(self, findings: Iterable[Finding]) -> "Diagnosis":
        """The same with more findings, those of one severity last."""
        return replace(self, findings=worst_first([*self.findings, *findings]))

    def to_dict(self, *, with_texts: bool = True, with_rows: bool = False) -> dict[str, Any]:
        """The diagnosis as JSON-ready values (schema 1).

        Args:
            with_texts: Whether shortened texts are in it; leave them out of what travels further than the corpus.
            with_rows: Whether the ids of all rows concerned are in it, not only those of the cases.
        """
        return {
            "schema": 1,
            "num_examples": self.num_examples,
            "num_negative": self.num_negative,
            "num_positive": self.num_positive,
            "num_groups": self.num_groups,
            "num_held_out": self.num_held_out,
            "num_validation": self.num_validation,
            "num_words": list(self.num_words),
            "baseline": self.baseline,
            "findings": [finding.to_dict(with_texts=with_texts, with_rows=with_rows) for finding in self.findings],
        }


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by severity; those of one severity as they come."""
    return tuple(sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity)))


def shortened(text: str) -> str:
    """The beginning of a text on one line, at most `LONGEST_SHOWN` characters."""
    line = " ".join(text[: 4 * LONGEST_SHOWN].split())
    is_whole = len(text) <= 4 * LONGEST_SHOWN and len(line) <= LONGEST_SHOWN
    return line if is_whole else line[: LONGEST_SHOWN - 1].rstrip() + "…"


def _short(row: str | int) -> str | int:
    return shortened(row) if isinstance(row, str) else row


def graded(share: float, *, warning: float, error: float = 1.1) -> Severity:
    """The severity of something that grows with the share of texts concerned."""
    return "error" if share >= error else "warning" if share >= warning else "note"


def percent(share: float) -> str:
    """A share for a person: "4.2%"; what is not nothing is never shown as 0.0%."""
    return "under 0.1%" if 0 < share < 0.0005 else f"{share:.1%}"
