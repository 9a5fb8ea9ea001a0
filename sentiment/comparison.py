"""Whether one model is better than another on the same texts: paired tests. NumPy only.

Which test: Dror et al. 2018, "The Hitchhiker's Guide to Testing Statistical Significance in NLP". Labels and
probabilities are those of `sentiment.metrics`.
"""

import math
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from sentiment.bootstrap import Estimate, estimate
from sentiment.metrics import LEVEL, THRESHOLD, checked, log_losses

Verdict = Literal["better", "worse", "undecided"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two models, A and B, on the same examples; every difference is B - A, with its paired bootstrap interval.

    Attributes:
        both_right: Examples that both predict right.
        only_a: Examples that A alone predicts right.
        only_b: Examples that B alone predicts right.
        both_wrong: Examples that neither predicts right.
        accuracy_difference: Of the shares predicted right, in [-1, 1]; above 0 B is better.
        log_loss_a: Mean negative log-likelihood of A, in nats.
        log_loss_b: That of B.
        log_loss_difference: In nats; below 0 B is better.
        p_value: Of McNemar's exact test: how probable it is that examples which one model alone predicts right fall
            to A and B at least as unevenly, if each falls to either with probability 1/2.
    """

    both_right: int
    only_a: int
    only_b: int
    both_wrong: int
    accuracy_difference: Estimate
    log_loss_a: float
    log_loss_b: float
    log_loss_difference: Estimate
    p_value: float

    @property
    def num_examples(self) -> int:
        """All four counts together."""
        return self.both_right + self.only_a + self.only_b + self.both_wrong

    @property
    def accuracy_a(self) -> float:
        """Share that A predicts right."""
        return (self.both_right + self.only_a) / self.num_examples

    @property
    def accuracy_b(self) -> float:
        """Share that B predicts right."""
        return (self.both_right + self.only_b) / self.num_examples

    @property
    def verdict(self) -> Verdict:
        """What B is, beside A, by McNemar's test at the level .05."""
        if self.p_value >= LEVEL:
            return "undecided"
        return "better" if self.only_b > self.only_a else "worse"

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        shares = {"accuracy_a": self.accuracy_a, "accuracy_b": self.accuracy_b}
        return {"num_examples": self.num_examples, **shares, **asdict(self), "verdict": self.verdict}


def compare(labels: ArrayLike, a: ArrayLike, b: ArrayLike, *, seed: int) -> Comparison:
    """Holds the probabilities of two models against the labels.

    Args:
        labels: 0 or 1.  # [num_examples]
        a: P(positive) by the first model.  # [num_examples]
        b: P(positive) by the second.  # [num_examples]
        seed: Of the bootstrap.

    Raises:
        ValueError: As `metrics.measure`.
    """
    truth, by_a = checked(labels, a)
    _, by_b = checked(labels, b)
    right_a, right_b = (truth == (predicted >= THRESHOLD) for predicted in (by_a, by_b))
    only_a, only_b = int(np.sum(right_a & ~right_b)), int(np.sum(right_b & ~right_a))
    loss_a, loss_b = log_losses(truth, by_a), log_losses(truth, by_b)
    return Comparison(
        both_right=int(np.sum(right_a & right_b)),
        only_a=only_a,
        only_b=only_b,
        both_wrong=int(np.sum(~right_a & ~right_b)),
        accuracy_difference=estimate(right_b.astype(np.float64) - right_a, seed=seed),
        log_loss_a=float(loss_a.mean()),
        log_loss_b=float(loss_b.mean()),
        log_loss_difference=estimate(loss_b - loss_a, seed=seed),
        p_value=mcnemar(only_a, only_b),
    )


def mcnemar(only_a: int, only_b: int) -> float:
    """The exact two-sided p-value of McNemar 1947: 2 P(X ≤ min(a, b)), X ~ Binomial(a + b, 1/2), 1 at most.

    Args:
        only_a: Examples that A alone predicts right.
        only_b: Examples that B alone predicts right.
    """
    number = only_a + only_b
    drawn = np.arange(min(only_a, only_b), dtype=np.float64)
    logs = np.concatenate([[0.0], np.cumsum(np.log((number - drawn) / (drawn + 1)))])  # of C(number, 0), …
    return min(1.0, 2 * float(np.exp(logs - number * math.log(2)).sum()))
