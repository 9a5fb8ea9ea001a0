"""Calibration on held-out texts: Platt scaling (1999) of the logit, kept near "as it is" where texts are few."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SMALLEST, _LARGEST = 0.05, 20.0
_FURTHEST = 10.0  # log-odds
_SCALE_COUNTS, _SHIFT_COUNTS = 1.0, 5.0  # texts that the starting point counts as


@dataclass(frozen=True)
class Calibration:
    """How a raw logit becomes a calibrated one: logit / `temperature` + `shift`.

    Attributes:
        temperature: Above 1 makes answers less sure (Guo et al. 2017).
        shift: Log-odds.
    """

    temperature: float
    shift: float


def calibrate(logits: NDArray[np.float32], labels: NDArray[np.int8]) -> Calibration:
    """Fit the calibration with the least log loss.

    The scale is drawn to 1 by its squared distance, which counts as much as one text, and the shift to 0, which
    counts as five: few texts say little, and where all of them are right the best scale would have no bound.

    Args:
        logits: Logits of texts that the model has not learned from.  # [texts]
        labels: 0 or 1.  # [texts]
    """
    from scipy.optimize import minimize

    side = np.where(labels == 1, 1.0, -1.0)
    terms = np.vstack([logits, np.ones(len(labels))])  # [2, texts]
    start, counts = np.array([1.0, 0.0]), np.array([_SCALE_COUNTS, _SHIFT_COUNTS])

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin, away = side * (values @ terms), values - start
        wrong = np.exp(-np.logaddexp(0.0, margin))  # 1 - p of the label
        nats = np.logaddexp(0.0, -margin).sum() + counts @ away**2
        slope = 2 * counts * away - (terms * (side * wrong)).sum(axis=1)
        return float(nats) / len(labels), slope / len(labels)

    bounds = [(_SMALLEST, _LARGEST), (-_FURTHEST, _FURTHEST)]
    scale, shift = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x
    return Calibration(1 / float(scale), float(shift))
