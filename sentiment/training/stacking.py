"""How much each of two readers of a text is worth (stacked generalization: Wolpert 1992)."""

import numpy as np
from numpy.typing import NDArray

_SMALLEST, _LARGEST = 0.05, 20.0
_FURTHEST = 10.0  # log-odds
_SHIFT_COUNTS = 5.0


def fit_scales(logits: NDArray[np.float32], labels: NDArray[np.int8]) -> tuple[tuple[float, ...], float]:
    """The scales s, from .05 to 20, and the shift b, for which sigmoid(b + Σ s · logit) has the least log loss.

    Of a single reader this is Platt scaling (1999): it calibrates as it weighs. Few texts say little of a scale, and
    where all of them are right the best would have no bound; so scales are drawn to an equal share, by their squared
    distance from it, which counts as much as one text, and the shift to 0, which counts as five.

    Args:
        logits: Of each reader, of texts that none of them has learnt from.  # [readers, texts]
        labels: 0 or 1.  # [texts]

    Returns:
        The scale of each reader, and the shift.
    """
    from scipy.optimize import minimize

    readers = len(logits)
    side = np.where(labels == 1, 1.0, -1.0)
    terms = np.vstack([logits, np.ones(len(labels))])  # [readers + 1, texts]
    expected = np.array([1 / readers] * readers + [0.0])
    counts = np.array([1.0] * readers + [_SHIFT_COUNTS])

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin, away = side * (values @ terms), values - expected
        wrong = np.exp(-np.logaddexp(0.0, margin))  # 1 - p of the label
        nats = np.logaddexp(0.0, -margin).sum() + counts @ away**2
        slope = 2 * counts * away - (terms * (side * wrong)).sum(axis=1)
        return float(nats) / len(labels), slope / len(labels)

    bounds = [(_SMALLEST, _LARGEST)] * readers + [(-_FURTHEST, _FURTHEST)]
    *scales, shift = minimize(loss, expected, jac=True, bounds=bounds, method="L-BFGS-B").x
    return tuple(float(scale) for scale in scales), float(shift)
