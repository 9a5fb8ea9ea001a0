"""Virtual adversarial training: an answer that stays when the embeddings move in the direction that changes it most.

Miyato et al. 2017, "Adversarial Training Methods for Semi-Supervised Text Classification". It asks for no label, so
every text of a batch takes part.

The paper looks for the perturbation r of length ε with the greatest divergence KL(p(s) ‖ p(s + r)) from the embeddings
s of a text, by a step of the power method on the divergence's second derivative. With one logit f that matrix is
p (1 - p) ∇f ∇fᵀ, of rank one: its dominant direction is ∇f itself, the limit of the paper's step, and needs neither
a random start nor finite differences. Of the two signs the greater divergence is that towards the boundary.
"""

from typing import Any

import keras
from keras import ops

from sentiment.training.gradients import gradient
from sentiment.training.model import PAD
from sentiment.training.objectives import divergence

_TINY = 1e-12  # what the length of a gradient of zero is taken for


class Adversarial(keras.Model):
    """A classifier that adds the virtual adversarial loss, with weight 1, to its own in training.

    It has the layers, and so the weights and the files of weights, of the model it is made from, and in inference it
    is that model. All passes over a batch share the words and features that are dropped.

    Args:
        model: A functional model, token ids [batch, length] to logit [batch, 1], with one layer `embedding`.
        epsilon: L2 norm of the perturbation of a whole text, in standard deviations of the embeddings, above 0.
    """

    def __init__(self, model: keras.Model, epsilon: float) -> None:
        super().__init__(model.inputs[0], model.outputs[0], name=model.name)
        self._adversary = _Adversary(model, epsilon)

    def call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:
        """inputs: token ids [batch, length]; returns logits [batch, 1]."""
        if not training:
            return super().call(inputs, training=training, mask=mask)
        logit, loss = self._adversary.attack(ops.convert_to_tensor(inputs))
        keras.layers.Layer.add_loss(self, loss)  # a functional model's own refuses: it knows of none but its graph
        return logit


class _Adversary:
    """A model split at its embedding. Not a layer: Keras would take the two halves for more of the model's layers."""

    def __init__(self, model: keras.Model, epsilon: float) -> None:
        vectors = model.get_layer("embedding").output
        self.embed = keras.Model(model.inputs[0], vectors)
        self.rest = keras.Model([model.inputs[0], vectors], model.outputs[0])
        self.epsilon = epsilon

    def attack(self, ids: Any) -> tuple[Any, Any]:
        """Logits [batch, 1] of texts, with dropout, and their mean virtual adversarial loss in nats."""
        vectors = self.embed(ids, training=True)  # [batch, length, size]
        weights = [variable.value for variable in self.rest.trainable_variables]
        dropout = [variable.value * 1 for variable in self.rest.non_trainable_variables]  # copies: its state goes on
        frozen = [ops.stop_gradient(weight) for weight in weights]  # so no second derivative is ever formed

        def logit_of(vectors: Any, weights: list[Any]) -> Any:
            return self.rest.stateless_call(weights, dropout, [ids, vectors], training=True)[0]

        logit = self.rest([ids, vectors], training=True)
        fixed, still = ops.stop_gradient(logit), ops.stop_gradient(vectors)
        slope = gradient(lambda at: ops.sum(logit_of(at, frozen)), still)  # [batch, length, size], 0 on padding
        size = ops.sqrt(ops.sum(ops.square(slope), axis=(1, 2), keepdims=True))  # [batch, 1, 1]
        direction = slope / ops.maximum(size, _TINY)
        towards = ops.where(fixed > 0, -1.0, 1.0)[:, :, None]  # the boundary
        length = self.epsilon * _deviation(still, ops.not_equal(ids, PAD))
        perturbed = logit_of(vectors + ops.stop_gradient(length * towards * direction), weights)
        return logit, ops.mean(divergence(fixed, perturbed))


def _deviation(vectors: Any, real: Any) -> Any:
    """Standard deviation of the embeddings of a batch, each word as often as it occurs.

    In the paper embeddings are normalized to a deviation of 1, lest they outgrow the perturbation; this comes to the
    same.

    Args:
        vectors: Embeddings.  # [batch, length, size]
        real: False on padding.  # [batch, length]
    """
    weight = ops.cast(real, vectors.dtype)[:, :, None]
    count = ops.maximum(ops.sum(weight), 1.0)
    mean = ops.sum(weight * vectors, axis=(0, 1)) / count  # [size]
    return ops.sqrt(ops.sum(weight * ops.square(vectors - mean)) / (count * vectors.shape[-1]))
