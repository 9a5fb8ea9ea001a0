"""Penalties in training, for `scripts/faithful_training`; the product has none of these.

Arguments, unless said otherwise: states h [batch, length, features], mask [batch, length], True on real positions,
padding on the right. Each measure returns one number a text [batch]; padding does not count, and alone is 0.
"""

from typing import Any

import keras
from keras import ops

from sentiment.training.gradients import gradient
from sentiment.training.model import Network
from sentiment.training.penalty import text_means, with_penalty

_TINY = 1e-6


def conicity(states: Any, mask: Any) -> Any:
    """Mean cosine between a state and the mean of all states of its text, in [-1, 1] (Mohankumar et al. 2020)."""
    real = ops.expand_dims(ops.cast(mask, states.dtype), -1)
    total = ops.sum(real * states, axis=1, keepdims=True)  # [batch, 1, features], in the direction of the mean
    cosines = ops.sum(_unit(states) * _unit(total), axis=-1)  # [batch, length]
    return text_means(cosines, mask)


def cone(states: Any, mask: Any) -> Any:
    """Conicity, and 0 where it is negative: a few long states that point away from the others can make it so."""
    return ops.relu(conicity(states, mask))


def distance(states: Any, embedded: Any, mask: Any) -> Any:
    """Mean squared difference of a state's features from its token's embedding (Tutek & Šnajder 2020).

    That is ‖h_t - e_t‖² over the number of features. Of IMDB's word vectors ‖e_t‖² is about 29 over the tokens of the
    texts: the plain sum would outweigh the log loss 50 times, the mean begins at a third of it.

    Args:
        states: [batch, length, features].
        embedded: [batch, length, features]; as many features.
        mask: [batch, length].
    """
    return text_means(ops.mean(ops.square(states - embedded), axis=-1), mask)


class Adversary:
    """Virtual adversarial training (Miyato et al. 2017): an answer that stays when the embeddings move.

    How far the answer p goes, as KL(p ‖ q) in nats, when a text's embeddings move by EPSILON of their standard
    deviations (L2 norm over the whole text) in the direction that changes it most. The paper looks for that direction
    by a step of the power method; with one logit it is the logit's gradient, and of the two signs that of the boundary.
    No label is asked for. Both answers are without dropout of features, and of the words that word dropout has left.

    Args:
        classifier: From token ids to a logit, with one layer `embedding`.
    """

    EPSILON = 1.0

    def __init__(self, classifier: keras.Model) -> None:
        self.tensors = [classifier.input, classifier.get_layer("embedding").output]
        self._rest = keras.Model(self.tensors, classifier.output)

    def __call__(self, ids: Any, embedded: Any, mask: Any) -> Any:
        """ids: [batch, length]; embedded: [batch, length, size]."""
        still = ops.stop_gradient(embedded)
        slope = ops.stop_gradient(gradient(lambda at: ops.sum(self._logit(ids, at)), still))  # 0 on padding
        logit = ops.stop_gradient(self._logit(ids, still))  # [batch]
        step = self.EPSILON * _deviation(still, mask) * ops.where(logit > 0, -1.0, 1.0)  # [batch]
        moved = embedded + step[:, None, None] * slope * ops.rsqrt(_squares(slope) + _TINY**2)[:, None, None]
        return divergence(logit, self._logit(ids, moved))

    def _logit(self, ids: Any, embedded: Any) -> Any:
        return ops.squeeze(self._rest([ids, embedded], training=False), -1)


def divergence(logit: Any, other: Any) -> Any:
    """Kullback-Leibler divergence KL(p ‖ q), in nats, of the answers p and q whose logits these are."""
    positive = ops.sigmoid(logit) * (ops.log_sigmoid(logit) - ops.log_sigmoid(other))
    return positive + ops.sigmoid(-logit) * (ops.log_sigmoid(-logit) - ops.log_sigmoid(-other))


def penalized(network: Network, name: str, weight: float) -> keras.Model:
    """The network's classifier, on the same weights, with a penalty in its loss.

    Args:
        network: The product's.
        name: "conicity", "tied" (states to embeddings) or "adversarial".
        weight: Of the penalty, beside the log loss in nats.
    """
    classifier = network.classifier
    states = classifier.get_layer("states").input  # before dropout
    if name == "conicity":
        return with_penalty(classifier, [states], cone, weight)
    if name == "adversarial":
        adversary = Adversary(classifier)
        return with_penalty(classifier, adversary.tensors, adversary, weight)
    return with_penalty(classifier, [states, classifier.get_layer("embedding").output], distance, weight)


def _deviation(vectors: Any, mask: Any) -> Any:
    """Of all numbers of a text's vectors: [batch, length, features] to [batch]."""
    mean = text_means(ops.mean(vectors, axis=-1), mask)[:, None, None]
    return ops.sqrt(text_means(ops.mean(ops.square(vectors - mean), axis=-1), mask))


def _squares(values: Any) -> Any:
    return ops.sum(ops.square(values), axis=(1, 2))


def _unit(vectors: Any) -> Any:
    return vectors * ops.rsqrt(ops.sum(ops.square(vectors), axis=-1, keepdims=True) + _TINY**2)
