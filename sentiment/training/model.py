"""The network: embedding, bidirectional LSTM, additive attention over words, one linear unit.

Texts are padded on the right. No mask goes into the LSTM: the forward direction never sees the padding before the
text's end, and the backward direction runs over the text reversed within its own length. So the fast kernels apply
on every backend, and only the attention is masked: it skips padding and punctuation.
"""

from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from keras import ops
from numpy.typing import NDArray

from sentiment.training.attention import AttentionPooling
from sentiment.training.config import TrainConfig

PAD, UNKNOWN = 0, 1
_DEVIATION = 0.25


@keras.saving.register_keras_serializable(package="sentiment")
class WordDropout(keras.layers.Layer):
    """Replace a random share of token ids by the unknown token in training (Dai & Le 2015).

    Args:
        rate: Share of the tokens, in [0, 1).
        seed: Random seed.
    """

    def __init__(self, rate: float, *, seed: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rate, self.seed = rate, seed
        self.seed_generator = keras.random.SeedGenerator(seed)

    def call(self, ids: Any, training: bool | None = None) -> Any:
        """Return ids [batch, length] with some tokens replaced; padding stays."""
        if not training or not self.rate:
            return ids
        drop = keras.random.uniform(ops.shape(ids), seed=self.seed_generator) < self.rate
        return ops.where(ops.logical_and(drop, ops.not_equal(ids, PAD)), ops.full_like(ids, UNKNOWN), ids)

    def get_config(self) -> dict[str, Any]:
        """Return the layer's config."""
        return {**super().get_config(), "rate": self.rate, "seed": self.seed}


@keras.saving.register_keras_serializable(package="sentiment")
class ProjectedEmbedding(keras.layers.Layer):
    """Embed tokens as a fixed table times a learned projection, plus a learned difference per token.

    Words that are rare in the training texts, or missing from them, move with the words that the table has near them.
    `folded` gives the equivalent plain embedding.

    Args:
        num_tokens: Size of the vocabulary.
        table_size: Width of the fixed table.
        size: Width of the embedding.
    """

    def __init__(self, num_tokens: int, table_size: int, size: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.num_tokens, self.table_size, self.size = num_tokens, table_size, size
        self.table = self.add_weight(shape=(num_tokens, table_size), initializer="zeros", trainable=False, name="table")
        self.projection = self.add_weight(shape=(table_size, size), initializer="glorot_uniform", name="projection")
        self.difference = self.add_weight(shape=(num_tokens, size), initializer="zeros", name="difference")

    def call(self, ids: Any) -> Any:
        """Return vectors [batch, length, size] of ids [batch, length]."""
        fixed = ops.matmul(ops.take(self.table, ids, axis=0), self.projection)
        return fixed + ops.take(self.difference, ids, axis=0)

    def start_from(self, table: NDArray[np.float32]) -> None:
        """Set the fixed table [num_tokens, table_size]; start the projection at its principal components.

        The embedding starts with a standard deviation of .25, as word vectors do (`vectors.py`).
        """
        centered = table - table.mean(axis=0)
        _, components = np.linalg.eigh(centered.T @ centered)  # ascending
        projection = components[:, ::-1][:, : self.size]
        deviation = float((table @ projection).std()) or 1.0
        self.table.assign(table)
        self.projection.assign(projection * (_DEVIATION / deviation))

    def folded(self) -> NDArray[np.float32]:
        """Return the equivalent embedding matrix [num_tokens, size]."""
        table, projection, difference = (
            ops.convert_to_numpy(w) for w in (self.table, self.projection, self.difference)
        )
        return np.asarray(table @ projection + difference, dtype=np.float32)

    def get_config(self) -> dict[str, Any]:
        """Return the layer's config."""
        sizes = {"num_tokens": self.num_tokens, "table_size": self.table_size, "size": self.size}
        return {**super().get_config(), **sizes}


@keras.saving.register_keras_serializable(package="sentiment")
class WordMask(keras.layers.Layer):
    """Mark the positions that attention may weigh: words, not padding or punctuation.

    A text of nothing but punctuation keeps all its real positions.

    Args:
        num_tokens: Size of the vocabulary.
    """

    def __init__(self, num_tokens: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.num_tokens = num_tokens
        self.is_word = self.add_weight(shape=(num_tokens,), initializer="ones", trainable=False, name="is_word")

    def call(self, ids: Any) -> Any:
        """Return a boolean mask [batch, length] of ids [batch, length]."""
        real = ops.not_equal(ids, PAD)
        words = ops.logical_and(real, ops.take(self.is_word, ids, axis=0) > 0)
        return ops.where(ops.any(words, axis=1, keepdims=True), words, real)

    def get_config(self) -> dict[str, Any]:
        """Return the layer's config."""
        return {**super().get_config(), "num_tokens": self.num_tokens}


@keras.saving.register_keras_serializable(package="sentiment")
class ReverseOrder(keras.layers.Layer):
    """For each row, the positions of its real tokens from last to first, then those of the padding."""

    def call(self, ids: Any) -> Any:
        """ids: [batch, length]; returns positions [batch, length]."""
        positions = ops.expand_dims(ops.arange(ops.shape(ids)[1], dtype="int32"), 0)  # [1, length]
        lengths = ops.sum(ops.cast(ops.not_equal(ids, PAD), "int32"), axis=1, keepdims=True)  # [batch, 1]
        return ops.where(positions < lengths, lengths - 1 - positions, positions)


@keras.saving.register_keras_serializable(package="sentiment")
class Reorder(keras.layers.Layer):
    """Takes values [batch, length, ...] in the order of positions [batch, length]."""

    def call(self, values: Any, order: Any) -> Any:
        """Returns [batch, length, ...]."""
        batch, length = ops.shape(order)[0], ops.shape(order)[1]
        rows = ops.expand_dims(ops.arange(batch, dtype="int32"), 1) * length + order  # [batch, length]
        # Whole rows of a flat table: many times faster than `take_along_axis`, which gathers number by number.
        return ops.take(ops.reshape(values, (batch * length, *values.shape[2:])), rows, axis=0)


@dataclass(frozen=True)
class Network:
    """One set of weights, two views.

    Attributes:
        classifier: token ids [batch, length] to logit [batch, 1]; this one is trained.
        explainer: token ids to (logit [batch], attention [batch, length], contribution [batch, length]).
    """

    classifier: keras.Model
    explainer: keras.Model


def encode(ids: Any, config: TrainConfig, num_tokens: int, *, table_size: int | None = None) -> Any:
    """Return one state per token, in its context: the part of the network below the pooling.

    Args:
        ids: Input of token ids [batch, length].
        config: Sizes, dropout rates and seed.
        num_tokens: Size of the vocabulary.
        table_size: See `build_network`.

    Returns:
        States [batch, length, 2 * units], the forward direction's first; those at padding mean nothing.
    """
    kept = WordDropout(config.word_dropout, seed=config.seed)(ids)
    order = ReverseOrder()(ids)
    if table_size is None:
        embed = keras.layers.Embedding(num_tokens, config.embedding_size, name="embedding")
    else:
        embed = ProjectedEmbedding(num_tokens, table_size, config.embedding_size, name="embedding")
    embedded = embed(kept)
    reverse = Reorder(name="reverse")
    directions = []
    for name, vectors in (("forward", embedded), ("backward", reverse(embedded, order))):
        dropped = keras.layers.SpatialDropout1D(config.embedding_dropout, seed=config.seed)(vectors)
        directions.append(keras.layers.LSTM(config.units, return_sequences=True, name=name)(dropped))
    forward, backward = directions[0], reverse(directions[1], order)
    states = keras.layers.Concatenate()([forward, backward])  # [batch, length, 2 * units]
    return keras.layers.SpatialDropout1D(config.state_dropout, seed=config.seed, name="states")(states)


def build_network(config: TrainConfig, num_tokens: int, *, table_size: int | None = None) -> Network:
    """Build the network with fresh weights.

    Args:
        config: Sizes, dropout rates and seed.
        num_tokens: Size of the vocabulary.
        table_size: Width of a fixed table that the embedding projects (`ProjectedEmbedding`); None for a plain
            embedding.
    """
    keras.utils.set_random_seed(config.seed)
    ids = keras.Input((None,), dtype="int32", name="token_ids")
    states = encode(ids, config, num_tokens, table_size=table_size)
    attend = AttentionPooling(config.attention_units, return_attention=True, name="attention")
    context, attention = attend(states, mask=WordMask(num_tokens, name="words")(ids))
    output = keras.layers.Dense(1, name="output")
    logit = output(context)  # [batch, 1]
    evidence = Evidence(output)(states)  # [batch, length]
    explained = [ops.squeeze(logit, -1), attention, attention * evidence]
    return Network(keras.Model(ids, logit, name="classifier"), keras.Model(ids, explained, name="explainer"))


def set_is_word(network: Network, is_word: NDArray[np.bool_]) -> None:
    """Set which tokens [num_tokens] attention may weigh."""
    network.classifier.get_layer("words").set_weights([is_word.astype(np.float32)])


@keras.saving.register_keras_serializable(package="sentiment")
class Evidence(keras.layers.Layer):
    """w · h_t: what the output unit would make of each state alone, without its bias."""

    def __init__(self, output: keras.layers.Dense, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.output_unit = output

    def call(self, states: Any) -> Any:
        """states: [batch, length, features]; returns [batch, length]."""
        return ops.squeeze(ops.matmul(states, self.output_unit.kernel), -1)

    def get_config(self) -> dict[str, Any]:
        """Return the layer's config, with that of the output unit."""
        return {**super().get_config(), "output": keras.saving.serialize_keras_object(self.output_unit)}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> "Evidence":
        """Create the layer from its config."""
        return cls(**{**config, "output": keras.saving.deserialize_keras_object(config["output"])})
