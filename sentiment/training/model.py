"""The network: embedding, bidirectional LSTM, additive attention, one linear unit; beside it, n-grams.

Texts are padded on the right. No mask goes into the LSTM: the forward direction never sees the padding before the
text's end, and the backward direction runs over the text reversed within its own length. So the fast kernels apply
on every backend, and only the attention is masked.

The n-grams' weights (`ngrams.py`) are learnt apart from the network and added when it is calibrated; until then, in
training, they weigh nothing.
"""

from dataclasses import dataclass
from typing import Any

import keras
from keras import ops

from sentiment.training.attention import AttentionPooling
from sentiment.training.config import TrainConfig
from sentiment.training.ngrams import BUCKETS_EACH, LONGEST, hashes

PAD, UNKNOWN = 0, 1


@keras.saving.register_keras_serializable(package="sentiment")
class WordDropout(keras.layers.Layer):
    """Replaces a random share of token ids by the unknown token in training (Dai & Le 2015)."""

    def __init__(self, rate: float, *, seed: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rate, self.seed = rate, seed
        self.seed_generator = keras.random.SeedGenerator(seed)

    def call(self, ids: Any, training: bool | None = None) -> Any:
        """ids: [batch, length] whole numbers; padding stays as it is."""
        if not training or not self.rate:
            return ids
        drop = keras.random.uniform(ops.shape(ids), seed=self.seed_generator) < self.rate
        return ops.where(ops.logical_and(drop, ops.not_equal(ids, PAD)), ops.full_like(ids, UNKNOWN), ids)

    def get_config(self) -> dict[str, Any]:
        """What is needed to make the layer anew."""
        return {**super().get_config(), "rate": self.rate, "seed": self.seed}


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


def encode(ids: Any, config: TrainConfig, num_tokens: int) -> Any:
    """The part of the network below the pooling: one state for each token, in its context.

    Args:
        ids: Input of token ids [batch, length].
        config: Sizes, dropout rates and seed.
        num_tokens: Size of the vocabulary.

    Returns:
        States [batch, length, 2 * units], the forward direction's first; those at padding mean nothing.
    """
    kept = WordDropout(config.word_dropout, seed=config.seed)(ids)
    order = ReverseOrder()(ids)
    embedded = keras.layers.Embedding(num_tokens, config.embedding_size, name="embedding")(kept)
    reverse = Reorder(name="reverse")
    directions = []
    for name, vectors in (("forward", embedded), ("backward", reverse(embedded, order))):
        dropped = keras.layers.SpatialDropout1D(config.embedding_dropout, seed=config.seed)(vectors)
        # Forget gates that are to be held down start at .5; Keras has them start at about .73 (a bias of 1).
        lstm = keras.layers.LSTM(
            config.units, return_sequences=True, unit_forget_bias=not config.forget_penalty, name=name
        )
        directions.append(lstm(dropped))
    forward, backward = directions[0], reverse(directions[1], order)
    states = keras.layers.Concatenate()([forward, backward])  # [batch, length, 2 * units]
    return keras.layers.SpatialDropout1D(config.state_dropout, seed=config.seed, name="states")(states)


def build_network(config: TrainConfig, num_tokens: int) -> Network:
    """Makes the network with fresh weights.

    Args:
        config: Its sizes, dropout rates and seed.
        num_tokens: Size of the vocabulary.
    """
    keras.utils.set_random_seed(config.seed)
    ids = keras.Input((None,), dtype="int32", name="token_ids")
    states = encode(ids, config, num_tokens)
    attend = AttentionPooling(config.attention_units, return_attention=True, name="attention")
    context, attention = attend(states, mask=ops.not_equal(ids, PAD))
    output = keras.layers.Dense(1, name="output")
    phrases = NgramEvidence(BUCKETS_EACH * config.ngrams, name="ngrams")(ids)  # [batch, length]
    logit = output(context) + ops.sum(phrases, axis=1, keepdims=True)  # [batch, 1]
    evidence = Evidence(output)(states)  # [batch, length]
    explained = [ops.squeeze(logit, -1), attention, attention * evidence + phrases]
    return Network(keras.Model(ids, logit, name="classifier"), keras.Model(ids, explained, name="explainer"))


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
        """What is needed to make the layer anew, on the same output unit."""
        return {**super().get_config(), "output": keras.saving.serialize_keras_object(self.output_unit)}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> "Evidence":
        """Back from `get_config`."""
        return cls(**{**config, "output": keras.saving.deserialize_keras_object(config["output"])})


@keras.saving.register_keras_serializable(package="sentiment")
class NgramEvidence(keras.layers.Layer):
    """What each token has to say as a part of 1- to 3-grams: of each n-gram's weight, one n-th.

    Args:
        num_buckets: Size of the hash table, see `ngrams.Ngrams`; an empty one at first.
    """

    def __init__(self, num_buckets: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.num_buckets = num_buckets
        shape = (num_buckets,)
        self.table = self.add_weight(shape=shape, dtype="int8", initializer="zeros", trainable=False, name="weights")
        self.fingerprints = self.add_weight(
            shape=shape, dtype="uint8", initializer="zeros", trainable=False, name="fingerprints"
        )
        self.step = self.add_weight(shape=(1,), initializer="zeros", trainable=False, name="step")

    def call(self, ids: Any) -> Any:
        """ids: [batch, length]; returns log-odds [batch, length]."""
        # A text shorter than an n-gram has none: it is made longer first, and cut again at the end.
        margin = LONGEST - 1
        ids = ops.pad(ids, [[0, 0], [0, margin]], constant_values=PAD)
        total = ops.zeros_like(ids, dtype="float32")
        for length, (bucket, mark) in enumerate(hashes(ids, self.num_buckets), start=1):
            own = ops.equal(ops.cast(ops.take(self.fingerprints, bucket), "int32"), mark)
            real = ops.not_equal(ids[..., length - 1 :], PAD)
            weight = ops.cast(ops.take(self.table, bucket), "float32") * ops.cast(ops.logical_and(own, real), "float32")
            for place in range(length):
                total = total + ops.pad(weight / length, [[0, 0], [place, length - 1 - place]])
        return total[:, :-margin] * self.step

    def get_config(self) -> dict[str, Any]:
        """What is needed to make the layer anew."""
        return {**super().get_config(), "num_buckets": self.num_buckets}
