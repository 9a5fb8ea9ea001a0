"""Penalties on the states of the network in training, for `scripts/faithful_training`; the product has none of these.

Arguments: states h [batch, length, features], mask [batch, length], True on real positions, of which each row has one
or more, padding on the right. Each measure returns one number a text [batch]; padding does not count.
"""

from typing import Any

import keras
from keras import ops

from sentiment.training.model import Network
from sentiment.training.penalty import with_penalty

_TINY = 1e-6


def conicity(states: Any, mask: Any) -> Any:
    """Mean cosine between a state and the mean of all states of its text, in [-1, 1] (Mohankumar et al. 2020)."""
    real = _real(states, mask)
    mean = ops.sum(real * states, axis=1, keepdims=True) / ops.sum(real, axis=1, keepdims=True)  # [batch, 1, features]
    cosines = ops.sum(_unit(states) * _unit(mean), axis=-1)  # [batch, length]
    return _mean(cosines, mask)


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
    return _mean(ops.mean(ops.square(states - embedded), axis=-1), mask)


def penalized(network: Network, name: str, weight: float) -> keras.Model:
    """The network's classifier, on the same weights, with a penalty in its loss.

    Args:
        network: The product's.
        name: "conicity" or "tied" (states to embeddings).
        weight: Of the penalty, beside the log loss in nats.
    """
    classifier = network.classifier
    states = classifier.get_layer("states").input  # before dropout
    if name == "conicity":
        return with_penalty(classifier, [states], cone, weight)
    return with_penalty(classifier, [states, classifier.get_layer("embedding").output], distance, weight)


def _real(values: Any, mask: Any) -> Any:
    return ops.expand_dims(ops.cast(mask, values.dtype), -1)


def _unit(vectors: Any) -> Any:
    return vectors * ops.rsqrt(ops.sum(ops.square(vectors), axis=-1, keepdims=True) + _TINY**2)


def _mean(values: Any, mask: Any) -> Any:
    """Over the real positions: [batch, length] to [batch]."""
    real = ops.cast(mask, values.dtype)
    return ops.sum(ops.where(mask, values, 0.0), axis=1) / ops.sum(real, axis=1)
