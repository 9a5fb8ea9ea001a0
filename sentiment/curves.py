"""What an answer of "positive" is worth at every bound of the probability: ROC and precision-recall curve. NumPy only.

Labels and probabilities are those of `sentiment.metrics`. Examples of equal probability are called positive together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sentiment.metrics import THRESHOLD, Floats, checked


@dataclass(frozen=True, eq=False)
class Curve:
    """A curve over bounds: examples from this probability on are called positive.

    Attributes:
        threshold: Each probability that occurs, falling; before it, for "nothing is called positive", infinity.
            # [num_points]
        false_positive_rate: Share of the negative examples that is called positive.  # [num_points]
        recall: Share of the positive examples that is called positive: the true positive rate.  # [num_points]
        precision: Share of those called positive that is positive; where nothing is, that of the next point.
            # [num_points]
        base_rate: Share of all examples that is positive.
    """

    threshold: Floats
    false_positive_rate: Floats
    recall: Floats
    precision: Floats
    base_rate: float

    @property
    def answered(self) -> int:
        """The point of the answers that the model gives: the last one from .5 on."""
        return int(np.searchsorted(-self.threshold, -THRESHOLD, side="right")) - 1


def curve(labels: ArrayLike, probabilities: ArrayLike) -> Curve | None:
    """Both curves, one point for each probability that occurs; None with one class only: there are none.

    Raises:
        ValueError: As `metrics.measure`.
    """
    truth, predicted = checked(labels, probabilities)
    if truth.all() or not truth.any():
        return None
    order = np.argsort(-predicted)
    last = np.flatnonzero(np.diff(predicted[order], append=-1.0))  # of each run of equal ones  # [num_values]
    num_found = np.cumsum(truth[order])[last]  # [num_values]
    precision = num_found / (last + 1)
    num_positive = int(truth.sum())
    return Curve(
        threshold=np.concatenate([[np.inf], predicted[order][last]]),
        false_positive_rate=np.concatenate([[0.0], (last + 1 - num_found) / (truth.size - num_positive)]),
        recall=np.concatenate([[0.0], num_found / num_positive]),
        precision=np.concatenate([precision[:1], precision]),
        base_rate=num_positive / truth.size,
    )
