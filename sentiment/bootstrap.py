"""How far the figures of `sentiment.metrics` can be trusted: 95 % intervals by the bootstrap (Efron 1979). NumPy only.

Examples are drawn with replacement. Of some ten examples, or where a figure is at its end (nothing wrong), such an
interval is too narrow; accuracy, a plain proportion, has `metrics.wilson_interval`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sentiment.metrics import NUM_BINS, THRESHOLD, Floats, Interval, bootstrap_interval, checked, log_losses

FIGURES = ("balanced_accuracy", "f1", "matthews", "auc", "average_precision", "ece", "brier", "log_loss")
"""Those of `metrics.Metrics` that have an interval here."""

_NUM_DRAWS = 500
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure over texts, with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


def estimate(values: ArrayLike, statistic: Callable[[Floats], Any] = np.mean, *, seed: int) -> Estimate:
    """A statistic of one value for each text, as `metrics.bootstrap_interval` has it.

    Raises:
        ValueError: no values.
    """
    found = np.asarray(values, dtype=np.float64)
    interval = bootstrap_interval(found, statistic, seed=seed)
    return Estimate(float(statistic(found)), interval.low, interval.high)


def metric_intervals(
    labels: ArrayLike, probabilities: ArrayLike, *, seed: int, num_draws: int = _NUM_DRAWS
) -> dict[str, Interval]:
    """The interval of each of `FIGURES`, all from the same draws.

    By the percentiles of the draws; for the calibration error, which is larger in a draw than in what is drawn from,
    by the basic bootstrap, 2θ - q (Davison & Hinkley 1997, 5.2). A draw in which a figure does not exist, as an AUC
    with one class only, is left out; where that is all, the interval is NaN.

    Args:
        labels: 0 or 1.  # [num_examples]
        probabilities: P(positive).  # [num_examples]
        seed: Of the draws.
        num_draws: How many.

    Raises:
        ValueError: As `metrics.measure`.
    """
    truth, predicted = checked(labels, probabilities)
    values, place = np.unique(predicted, return_inverse=True)  # [num_values], [num_examples]
    cell = 2 * place + truth  # of each example: its probability and its label
    num_cells = 2 * values.size
    measure = _Measure(values)
    random = np.random.default_rng(seed)
    drawn = np.array(
        [
            measure(np.bincount(cell[random.integers(cell.size, size=cell.size)], minlength=num_cells))
            for _ in range(num_draws)
        ]
    )  # [num_draws, num_figures]
    found = dict(zip(FIGURES, measure(np.bincount(cell, minlength=num_cells)), strict=True))
    intervals = {}
    for name, column in zip(FIGURES, drawn.T, strict=True):
        known = column[~np.isnan(column)]
        low, high = np.quantile(known, (0.025, 0.975)).tolist() if known.size else (np.nan, np.nan)
        if name == "ece":
            value = found[name]
            low, high = max(0.0, min(value, 2 * value - high)), max(value, 2 * value - low)
        intervals[name] = Interval(low, high)
    return intervals


class _Measure:
    """All figures of examples that are given as counts: of each probability, how many are negative and positive.

    Args:
        values: The probabilities that occur, rising.  # [num_values]
    """

    def __init__(self, values: Floats) -> None:
        self.values = values
        self._first_positive = int(np.searchsorted(values, THRESHOLD))
        self._bins = np.minimum((values * NUM_BINS).astype(np.int64), NUM_BINS - 1)
        ones = np.ones(values.size)
        self._squares = values**2, (1 - values) ** 2  # by label  # [num_values] each
        self._losses = log_losses(1 - ones, values), log_losses(ones, values)  # by label  # [num_values] each

    def __call__(self, counts: Counts) -> tuple[float, ...]:
        """The figures in the order of `FIGURES`; NaN where one does not exist.

        Args:
            counts: Negative and positive examples of each value, in turn.  # [2 * num_values]
        """
        negative, positive = counts[::2].astype(np.float64), counts[1::2].astype(np.float64)  # [num_values]
        num_negative, num_positive = int(negative.sum()), int(positive.sum())
        num_examples = num_negative + num_positive
        fp, tp = int(negative[self._first_positive :].sum()), int(positive[self._first_positive :].sum())
        fn, tn = num_positive - tp, num_negative - fp
        shares = [right / total for right, total in ((tp, num_positive), (tn, num_negative)) if total]
        product = float(tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
        below = np.cumsum(negative) - negative / 2  # negative examples ranked below each value; equal ones half
        found = np.cumsum(positive[::-1])
        precision = found / np.maximum(1, np.cumsum((negative + positive)[::-1]))
        gaps = np.bincount(self._bins, weights=positive - (negative + positive) * self.values)
        return (
            float(np.mean(shares)),
            2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0,
            (tp * tn - fp * fn) / product**0.5 if product else 0.0,
            float(positive @ below) / (num_positive * num_negative) if num_positive and num_negative else np.nan,
            float(positive[::-1] @ precision) / num_positive if num_positive else np.nan,
            float(np.abs(gaps).sum()) / num_examples,
            float(negative @ self._squares[0] + positive @ self._squares[1]) / num_examples,
            float(negative @ self._losses[0] + positive @ self._losses[1]) / num_examples,
        )
