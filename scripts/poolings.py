"""Other ways to pool the states than attention, for `scripts/attention_claims`; the product has none of them.

Each is a weighted sum, like attention: context_f = Σ_t share_tf h_tf, where the shares of a feature f add up to 1. So
the one linear unit on top splits exactly into Σ_f w_f share_tf h_tf for each position t, whatever the pooling.

Arguments: states h [batch, length, features], mask [batch, length], True on real positions, of which each row has one
or more, padding on the right. Returns shares that broadcast to the states' shape, exactly 0 on padding.
"""

from typing import Any

import keras
from keras import ops

from sentiment.training import TrainConfig
from sentiment.training.model import PAD, Evidence, Network, build_network, encode


def last_state(states: Any, mask: Any) -> Any:
    """The first half of the features from the last real token, the second half (read backward) from the first."""
    count = ops.cumsum(ops.cast(mask, "int32"), axis=1)  # [batch, length]
    last = ops.logical_and(mask, ops.equal(count, ops.max(count, axis=1, keepdims=True)))
    first = ops.logical_and(mask, ops.equal(count, 1))
    forward = ops.arange(states.shape[-1]) < states.shape[-1] // 2  # [features]
    return ops.cast(ops.where(forward, ops.expand_dims(last, -1), ops.expand_dims(first, -1)), states.dtype)


def mean(states: Any, mask: Any) -> Any:
    """The same share for each position."""
    real = ops.expand_dims(ops.cast(mask, states.dtype), -1)  # [batch, length, 1]
    return real / ops.sum(real, axis=1, keepdims=True)


def maximum(states: Any, mask: Any) -> Any:
    """For each feature, the position where it is largest; several that are equal share it."""
    real = ops.expand_dims(mask, -1)  # [batch, length, 1]
    highest = ops.max(ops.where(real, states, -1e9), axis=1, keepdims=True)  # [batch, 1, features]
    wins = ops.cast(ops.logical_and(real, ops.equal(states, highest)), states.dtype)
    return wins / ops.sum(wins, axis=1, keepdims=True)


SHARES = {"last": last_state, "mean": mean, "max": maximum}
POOLINGS = (*SHARES, "attention")


def build_pooled(pooling: str, config: TrainConfig, num_tokens: int) -> Network:
    """The product's network, with the states pooled in another way.

    The encoder starts with the same weights for every pooling. The explainer's second output is a position's share,
    averaged over the features: with "attention" the attention, with "max" the part of the features it wins.

    Args:
        pooling: One of `POOLINGS`.
        config: Sizes, dropout rates and seed.
        num_tokens: Size of the vocabulary.
    """
    if pooling == "attention":
        return build_network(config, num_tokens)
    keras.utils.set_random_seed(config.seed)
    ids = keras.Input((None,), dtype="int32", name="token_ids")
    states = encode(ids, config, num_tokens)
    shares = SHARES[pooling](states, ops.not_equal(ids, PAD))
    parts = shares * states  # [batch, length, features]
    output = keras.layers.Dense(1, name="output")
    logit = output(ops.sum(parts, axis=1))  # [batch, 1]
    explained = [ops.squeeze(logit, -1), ops.mean(shares, axis=-1), Evidence(output)(parts)]
    return Network(keras.Model(ids, logit, name="classifier"), keras.Model(ids, explained, name="explainer"))
