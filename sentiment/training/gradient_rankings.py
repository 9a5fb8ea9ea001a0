"""Gradient rankings: how much each token matters by the gradient of the logit, to compare with contributions.

Gradient × input (Denil et al. 2014, "Extraction of Salient Sentences from Labelled Documents") and integrated
gradients (Sundararajan et al. 2017, "Axiomatic Attribution for Deep Networks").
"""

from typing import Any

import keras
import numpy as np
from keras import ops
from numpy.typing import NDArray

from sentiment.training.batches import pad
from sentiment.training.gradients import compiled, gradient
from sentiment.training.model import Network

# Steps of the integral, midpoints of equal steps of √α: close together near α = 0, where gates and attention turn most.
# With as many equal steps of α, the sum of the scores misses several times as much.
_ROOTS = (np.arange(32) + 0.5) / 32
Ids = NDArray[np.int32]
Floats = NDArray[np.float64]


class GradientRankings:
    """Scores the tokens of one text at a time; the scores are log-odds toward the positive class.

    Args:
        network: As `stored.load_network` makes it.
    """

    def __init__(self, network: Network) -> None:
        model = network.classifier
        ids, vectors = model.inputs[0], model.get_layer("embedding").output
        self._embed = keras.Model(ids, vectors)
        self._rest = keras.Model([ids, vectors], model.outputs[0])
        self._score = compiled(self._by_mean_gradient)

    def gradient_input(self, ids: Ids) -> Floats:
        """Return the embedding times the gradient at it, summed over features.

        Args:
            ids: Token ids of a text, one at least.  # [tokens]

        Returns:
            A score for each token.  # [tokens]
        """
        return self._scored(ids, np.ones(1), np.ones(1))

    def integrated_gradients(self, ids: Ids) -> Floats:
        """Return the embedding times the mean gradient on the way to it from zeros.

        The scores add up to logit − logit of zero embeddings, up to the error of 32 steps.

        Args:
            ids: Token ids of a text, one at least.  # [tokens]

        Returns:
            A score for each token.  # [tokens]
        """
        return self._scored(ids, _ROOTS**2, 2 * _ROOTS / len(_ROOTS))

    def _scored(self, ids: Ids, steps: Floats, weights: Floats) -> Floats:
        tensors = (ops.convert_to_tensor(value.astype(np.float32)) for value in (steps, weights))
        scores = self._score(ops.convert_to_tensor(pad([ids])), *tensors)
        return np.asarray(ops.convert_to_numpy(scores), dtype=np.float64)[: len(ids)]

    def _by_mean_gradient(self, ids: Any, steps: Any, weights: Any) -> Any:
        """Scores [length] of ids [1, length], by the weighted gradients at these shares of the embeddings [steps]."""
        vectors = self._embed(ids)  # [1, length, size]
        repeated = ops.repeat(ids, ops.shape(steps)[0], axis=0)  # [steps, length]
        slope = gradient(lambda at: ops.sum(self._rest([repeated, at])), steps[:, None, None] * vectors)
        return ops.sum(vectors[0] * ops.sum(weights[:, None, None] * slope, axis=0), axis=-1)
