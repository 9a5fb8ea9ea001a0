"""How good predicted probabilities are, and how far a figure can be trusted. NumPy only.

Everywhere `labels` are 0 (negative) or 1 (positive) and `probabilities` are P(positive); an example counts as
predicted positive from .5 on, as everywhere in this package.
"""

import math
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sentiment.rankings import average_precision

THRESHOLD = 0.5
NUM_BINS = 15
LEVEL = 0.05
"""A difference that chance alone brings about with less than this probability is one."""
Floats = NDArray[np.float64]
Truth = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Confusion:
    """How many examples of each class were predicted as which."""

    true_negative: int
    false_positive: int
    false_negative: int
    true_positive: int

    @property
    def num_examples(self) -> int:
        """All four together."""
        return self.true_negative + self.false_positive + self.false_negative + self.true_positive


@dataclass(frozen=True, slots=True)
class Interval:
    """A range that a figure lies in with the stated confidence."""

    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Reliability:
    """Predicted against observed frequency, in bins of equal width over [0, 1]; an empty bin is NaN, with count 0.

    Attributes:
        edges: Borders of the bins; each bin holds its lower border, the last one both.  # [num_bins + 1]
        count: Examples in each bin.  # [num_bins] int64
        predicted: Mean P(positive) of each bin.  # [num_bins]
        observed: Share of positive examples in each bin.  # [num_bins]
    """

    edges: Floats
    count: NDArray[np.int64]
    predicted: Floats
    observed: Floats


@dataclass(frozen=True, slots=True)
class Metrics:
    """What `measure` found; `auc` is NaN where all examples are of one class.

    Attributes:
        num_examples: Examples measured.
        accuracy: Share predicted right.
        accuracy_low: Lower end of its 95 % interval (Wilson).
        accuracy_high: Upper end.
        balanced_accuracy: Mean of the shares predicted right in each class.
        f1: Harmonic mean of precision and recall of the positive class.
        matthews: Matthews correlation of labels and predictions, in [-1, 1]; 0 is a coin.
        auc: P(a positive example gets a higher probability than a negative one).
        average_precision: Area under the precision-recall curve; NaN where no example is positive.
        brier: Mean squared difference of probability and label; .25 is a coin.
        log_loss: Mean negative log-likelihood, in nats; .693 is a coin.
        ece: Expected calibration error.
        confusion: The four counts.
    """

    num_examples: int
    accuracy: float
    accuracy_low: float
    accuracy_high: float
    balanced_accuracy: float
    f1: float
    matthews: float
    auc: float
    average_precision: float
    brier: float
    log_loss: float
    ece: float
    confusion: Confusion

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values; NaN becomes None."""
        return {k: None if isinstance(v, float) and math.isnan(v) else v for k, v in asdict(self).items()}


def measure(labels: ArrayLike, probabilities: ArrayLike) -> Metrics:
    """All figures at once.

    Raises:
        ValueError: nothing to measure, different lengths, labels other than 0 and 1, or not probabilities.
    """
    truth, predicted = checked(labels, probabilities)
    counts = confusion_counts(truth, predicted)
    interval = wilson_interval(counts.true_negative + counts.true_positive, counts.num_examples)
    return Metrics(
        num_examples=counts.num_examples,
        accuracy=accuracy(truth, predicted),
        accuracy_low=interval.low,
        accuracy_high=interval.high,
        balanced_accuracy=balanced_accuracy(truth, predicted),
        f1=f1(truth, predicted),
        matthews=matthews(truth, predicted),
        auc=roc_auc(truth, predicted),
        average_precision=average_precision(truth, predicted),
        brier=brier_score(truth, predicted),
        log_loss=log_loss(truth, predicted),
        ece=expected_calibration_error(truth, predicted),
        confusion=counts,
    )


def sigmoid(logits: ArrayLike) -> Floats:
    """Log-odds to probabilities, 1 / (1 + exp(-x)), without overflow."""
    found: Floats = np.exp(-np.logaddexp(0.0, -np.asarray(logits, dtype=np.float64)))
    return found


def confusion_counts(labels: ArrayLike, probabilities: ArrayLike) -> Confusion:
    """The four counts of right and wrong."""
    truth, predicted = checked(labels, probabilities)
    positive = predicted >= THRESHOLD
    return Confusion(
        true_negative=int(np.sum(~truth & ~positive)),
        false_positive=int(np.sum(~truth & positive)),
        false_negative=int(np.sum(truth & ~positive)),
        true_positive=int(np.sum(truth & positive)),
    )


def accuracy(labels: ArrayLike, probabilities: ArrayLike) -> float:
    """(TP + TN) / N."""
    counts = confusion_counts(labels, probabilities)
    return (counts.true_positive + counts.true_negative) / counts.num_examples


def balanced_accuracy(labels: ArrayLike, probabilities: ArrayLike) -> float:
    """(TP / P + TN / N) / 2; with one class only, the share of that class predicted right."""
    c = confusion_counts(labels, probabilities)
    classes = ((c.true_positive, c.false_negative), (c.true_negative, c.false_positive))
    return float(np.mean([right / (right + wrong) for right, wrong in classes if right + wrong]))


def f1(labels: ArrayLike, probabilities: ArrayLike) -> float:
    """2 TP / (2 TP + FP + FN); 0 where there is no positive example, real or predicted."""
    c = confusion_counts(labels, probabilities)
    denominator = 2 * c.true_positive + c.false_positive + c.false_negative
    return 2 * c.true_positive / denominator if denominator else 0.0


def matthews(labels: ArrayLike, probabilities: ArrayLike) -> float:
    """(TP TN - FP FN) / √((TP + FP) (TP + FN) (TN + FP) (TN + FN)); 0 where that is no number (Matthews 1975)."""
    c = confusion_counts(labels, probabilities)
    tp, fp, fn, tn = c.true_positive, c.false_positive, c.false_negative, c.true_negative
    denominator = math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
    return (tp * tn - fp * fn) / denominator if denominator else 0.0


def roc_auc(labels: ArrayLike, probabilities: ArrayLike) -> float:
    """Area under the ROC curve: (sum of the positives' ranks - P (P + 1) / 2) / (P N); NaN with one class only.

    Equal probabilities share the mean of their ranks (Mann & Whitney 1947).
    """
    truth, predicted = checked(labels, probabilities)
    num_positive = int(truth.sum())
    num_negative = truth.size - num_positive
    if not num_positive or not num_negative:
        return math.nan
    _, inverse, counts = np.unique(predicted, return_inverse=True, return_counts=True)
    last_rank = np.cumsum(counts)
    ranks = (last_rank - (counts - 1) / 2)[inverse]  # [num_examples]
    return float((ranks[truth].sum() - num_positive * (num_positive + 1) / 2) / (num_positive * num_negative))


def brier_score(labels: ArrayLike, probabilities: ArrayLike) -> float:
    """Mean of (p - y)² (Brier 1950)."""
    truth, predicted = checked(labels, probabilities)
    return float(np.mean((predicted - truth) ** 2))


def log_loss(labels: ArrayLike, probabilities: ArrayLike) -> float:
    """Mean of `log_losses`."""
    return float(np.mean(log_losses(labels, probabilities)))


def log_losses(labels: ArrayLike, probabilities: ArrayLike) -> Floats:
    """-log P(true class) of each example, in nats; probabilities are kept 1e-15 away from 0.  # [num_examples]."""
    truth, predicted = checked(labels, probabilities)
    losses: Floats = -np.log(np.clip(np.where(truth, predicted, 1 - predicted), 1e-15, 1.0))
    return losses


def reliability(labels: ArrayLike, probabilities: ArrayLike, *, num_bins: int = NUM_BINS) -> Reliability:
    """The reliability diagram: P(positive) in bins of equal width against the share of positive examples."""
    truth, predicted = checked(labels, probabilities)
    place = np.minimum((predicted * num_bins).astype(np.int64), num_bins - 1)  # [num_examples]
    count = np.bincount(place, minlength=num_bins)
    with np.errstate(invalid="ignore"):
        return Reliability(
            edges=np.linspace(0.0, 1.0, num_bins + 1),
            count=count.astype(np.int64),
            predicted=np.bincount(place, weights=predicted, minlength=num_bins) / count,
            observed=np.bincount(place, weights=truth, minlength=num_bins) / count,
        )


def expected_calibration_error(labels: ArrayLike, probabilities: ArrayLike, *, num_bins: int = NUM_BINS) -> float:
    """Σ over bins of (examples in the bin / all) · |observed - predicted|.

    Naeini et al. 2015, over the bins of `reliability`, of P(positive), as a reader of the diagram expects.
    """
    bins = reliability(labels, probabilities, num_bins=num_bins)
    return float(np.nansum(bins.count * np.abs(bins.observed - bins.predicted)) / bins.count.sum())


def wilson_interval(num_successes: int, num_trials: int, *, z: float = 1.959964) -> Interval:
    """The score interval of a proportion (Wilson 1927); `z` 1.96 is 95 %.

    Centre (p + z²/2n) / (1 + z²/n), half width z √(p(1-p)/n + z²/4n²) / (1 + z²/n). Stays inside [0, 1].

    Raises:
        ValueError: no trials, or not 0 to `num_trials` successes.
    """
    if num_trials < 1 or not 0 <= num_successes <= num_trials:
        raise ValueError(f"{num_successes} successes in {num_trials} trials")
    share, spread = num_successes / num_trials, z * z / num_trials
    centre = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / num_trials + spread / (4 * num_trials)) / (1 + spread)
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def bootstrap_interval(
    values: ArrayLike, statistic: Callable[[Floats], Any] = np.mean, *, seed: int, num_draws: int = 1000
) -> Interval:
    """The 95 % interval of a statistic by the percentiles of draws with replacement (Efron 1979).

    Args:
        values: One for each example; NaN is drawn like any other value.  # [num_examples]
        statistic: Array to number, such as `np.median`.
        seed: Of the draws.
        num_draws: How many.

    Raises:
        ValueError: no values.
    """
    drawn = np.asarray(values, dtype=np.float64)
    if not drawn.size:
        raise ValueError("no values to draw from")
    random = np.random.default_rng(seed)
    found = [statistic(drawn[random.integers(drawn.size, size=drawn.size)]) for _ in range(num_draws)]
    low, high = np.quantile(found, (0.025, 0.975))
    return Interval(float(low), float(high))


def checked(labels: ArrayLike, probabilities: ArrayLike) -> tuple[Truth, Floats]:
    """Both as arrays, one value an example.

    Raises:
        ValueError: nothing to measure, different lengths, labels other than 0 and 1, or not probabilities.
    """
    values, predicted = np.asarray(labels), np.asarray(probabilities, dtype=np.float64)
    if values.ndim != 1 or values.shape != predicted.shape or not values.size:
        raise ValueError(f"one label and one probability an example, got {values.shape} and {predicted.shape}")
    if not np.isin(values, (0, 1)).all():
        raise ValueError(f"labels are 0 or 1, got {np.unique(values)[:5]}")
    if not ((predicted >= 0) & (predicted <= 1)).all():
        raise ValueError("probabilities lie between 0 and 1")
    return values.astype(np.bool_), predicted
