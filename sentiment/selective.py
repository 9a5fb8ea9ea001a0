"""When not to answer: what is left to answer, and how much of it is right, if the least certain texts are left out.

Selective classification by the softmax response (Geifman & El-Yaniv 2017). Labels and probabilities are those of
`sentiment.metrics`; the *confidence* of an answer is the probability of the predicted label, max(p, 1 - p), from .5
to 1. Texts of equal confidence are answered together or not at all. NumPy only.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sentiment.metrics import THRESHOLD, Floats, checked

NAME = "abstaining"
"""Under this name the table of a curve stands among a model's figures."""

COLUMNS = ("confidence", "coverage", "accuracy")
_TABULATED = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99)


@dataclass(frozen=True, slots=True)
class Band:
    """What comes of answering only from some confidence on.

    Attributes:
        confidence: The bound, from .5 to 1; an answer that is less sure is not given.
        coverage: Share of the texts that is answered, in [0, 1].
        accuracy: Share of the answers that is right; NaN where there is none.
    """

    confidence: float
    coverage: float
    accuracy: float


@dataclass(frozen=True, eq=False)
class RiskCoverage:
    """Errors among the texts answered, as more and more of them are answered, the surest first.

    Attributes:
        confidence: Each confidence that occurs, falling.  # [num_points]
        coverage: Share of the texts that are at least as sure, rising to 1.  # [num_points]
        risk: Share of these that is predicted wrong.  # [num_points]
    """

    confidence: Floats
    coverage: Floats
    risk: Floats

    @property
    def area(self) -> float:
        """Area under the curve (AURC): the mean risk over all coverages, in [0, 1], 0 is best (Geifman et al. 2019)."""
        return float(np.sum(self.risk * np.diff(self.coverage, prepend=0.0)))

    def band(self, confidence: float) -> Band:
        """What comes of this bound."""
        num_points = int(np.searchsorted(-self.confidence, -confidence, side="right"))
        if not num_points:
            return Band(confidence, 0.0, math.nan)
        return Band(confidence, float(self.coverage[num_points - 1]), 1 - float(self.risk[num_points - 1]))

    def least_band(self, risk: float) -> Band | None:
        """The smallest bound, in thousandths, that leaves no larger share of errors; None where none does.

        It is chosen on the texts that it is measured on: on others expect a few more errors.
        """
        bands = (self.band(thousandths / 1000) for thousandths in range(500, 1000))
        return next((band for band in bands if band.accuracy >= 1 - risk), None)

    def table(self) -> dict[str, list[float]]:
        """A short table by column, to be kept with a model; bounds that leave nothing to answer are left out."""
        rows = [band for band in map(self.band, _TABULATED) if band.coverage]
        return {name: [getattr(row, name) for row in rows] for name in COLUMNS}


def risk_coverage(labels: ArrayLike, probabilities: ArrayLike) -> RiskCoverage:
    """The curve, one point for each confidence that occurs; at its last point everything is answered.

    Raises:
        ValueError: As `metrics.measure`.
    """
    truth, predicted = checked(labels, probabilities)
    confidence = np.maximum(predicted, 1 - predicted)
    order = np.argsort(-confidence)
    confidence = confidence[order]  # [num_examples]
    num_wrong = np.cumsum((truth != (predicted >= THRESHOLD))[order])  # [num_examples]
    last = np.flatnonzero(np.diff(confidence, append=-1.0))  # of each run of equal confidences  # [num_points]
    num_answered = last + 1
    return RiskCoverage(confidence[last], num_answered / confidence.size, num_wrong[last] / num_answered)


def look_up(table: Mapping[str, Sequence[float]], confidence: float) -> Band | None:
    """The row of a `RiskCoverage.table` at this bound, or at the next smaller one; None where there is none.

    Raises:
        ValueError: It is no such table.
    """
    try:
        rows = [Band(*map(float, row)) for row in zip(*(table[name] for name in COLUMNS), strict=True)]
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"columns {', '.join(COLUMNS)} of numbers are needed, of one length") from error
    return max((row for row in rows if row.confidence <= confidence), key=lambda row: row.confidence, default=None)
