"""How much each of two readers of a text is worth (stacked generalization: Wolpert 1992)."""

import numpy as np
from numpy.typing import NDArray

_SMALLEST, _LARGEST = 0.05, 20.0


def fit_scales(logits: NDArray[np.float32], labels: NDArray[np.int8]) -> tuple[float, ...]:
    """The scales s, from .05 to 20, for which sigmoid(Σ s · logit) has the least log loss.

    Of a single reader it is one over the temperature of Guo et al. (2017): it calibrates as it weighs. Few texts say
    little of a scale, and where all of them are right the best would have no bound; so it is drawn to an equal share,
    by its squared distance from it, which counts as much as one text.

    Args:
        logits: Of each reader, of texts that none of them has learnt from.  # [readers, texts]
        labels: 0 or 1.  # [texts]
    """
    from scipy.optimize import minimize

    side = np.where(labels == 1, 1.0, -1.0)

    share = np.full(len(logits), 1 / len(logits))

    def loss(scales: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin, away = side * (scales @ logits), scales - share
        wrong = np.exp(-np.logaddexp(0.0, margin))  # 1 - p of the label
        nats = np.logaddexp(0.0, -margin).sum() + away @ away
        slope = 2 * away - (logits * (side * wrong)).sum(axis=1)
        return float(nats) / len(labels), slope / len(labels)

    found = minimize(loss, share, jac=True, bounds=[(_SMALLEST, _LARGEST)] * len(logits), method="L-BFGS-B")
    return tuple(float(scale) for scale in found.x)
