"""How much each of two readers of a text is worth (stacked generalization: Wolpert 1992)."""

import numpy as np
from numpy.typing import NDArray

_LARGEST = 2.0  # where all held-out texts are right, the best scale would have no bound: certainty without end


def fit_scales(logits: NDArray[np.float32], labels: NDArray[np.int8]) -> tuple[float, ...]:
    """The scales s, none below 0 or above 2, for which sigmoid(Σ s · logit) has the least log loss.

    Of a single reader it is one over the temperature of Guo et al. (2017): it calibrates as it weighs.

    Args:
        logits: Of each reader, of texts that none of them has learnt from.  # [readers, texts]
        labels: 0 or 1.  # [texts]
    """
    from scipy.optimize import minimize

    side = np.where(labels == 1, 1.0, -1.0)

    def loss(scales: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = side * (scales @ logits)
        wrong = np.exp(-np.logaddexp(0.0, margin))  # 1 - p of the label
        return float(np.logaddexp(0.0, -margin).mean()), -(logits * (side * wrong)).mean(axis=1)

    start = np.full(len(logits), 1 / len(logits))
    found = minimize(loss, start, jac=True, bounds=[(0.0, _LARGEST)] * len(logits), method="L-BFGS-B")
    return tuple(float(scale) for scale in found.x)
