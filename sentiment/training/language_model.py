"""A language model over all texts, labelled or not: where embedding and LSTMs start.

Dai & Le 2015, "Semi-supervised Sequence Learning". The forward LSTM predicts the next token, the backward one, which
reads the text from its end, the previous one. The output is tied to the embedding (Press & Wolf 2017):

    P(token | state) ∝ frequency(token) · exp(embedding(token) · projection(state))

A sum over a large vocabulary is estimated from a sample of it (Jean et al. 2015): candidates are drawn by frequency,
the same for a whole batch, so that frequency and probability of being drawn cancel.
"""

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
from keras import ops
from numpy.typing import NDArray

from sentiment.errors import TrainingError
from sentiment.training.batches import LabelledRows, TrainingBatches
from sentiment.training.config import TrainConfig
from sentiment.training.distribution import alone
from sentiment.training.model import PAD, Reorder, ReverseOrder
from sentiment.training.progress import Progress
from sentiment.training.weights import get_layer_weights

PRETRAINED = ("embedding", "forward", "backward")  # of the classifier, that start from here

_WINDOW = 128  # tokens a text is cut into, at most
_CANDIDATES = 1024  # tokens of the sample; a vocabulary that is not larger is summed over whole
_BATCH_SIZE = 64
_LEARNING_RATE = 1e-3
_WARM_UP = 0.05  # share of the steps
_NEVER = -1e9  # logarithm of the weight of a candidate that does not count


@alone()  # its candidates are no part of a batch, and all devices need all of them
def learn_language(
    rows: Sequence[NDArray[np.int32]],
    config: TrainConfig,
    *,
    num_tokens: int,
    vectors: NDArray[np.float32] | None = None,
) -> dict[str, NDArray[np.float32]]:
    """Learns to predict each token of the texts from those before it, and from those after it.

    Args:
        rows: Token ids of each text.
        config: Its sizes, passes and seed.
        num_tokens: Size of the vocabulary.
        vectors: Where the embedding starts; without them at random.  # [num_tokens, embedding]

    Returns:
        Weights of `PRETRAINED` under the names of `weights.py`.
    """
    keras.utils.set_random_seed(config.seed)
    windows = _windows(rows)
    if not windows:
        raise TrainingError("no text has two words in a row for a language model to learn from: set lm_epochs to 0")
    counts = 1 + np.bincount(np.concatenate(windows), minlength=num_tokens)
    frequency = counts / counts.sum()  # [num_tokens]
    model = _build(config, np.log(frequency).astype(np.float32))
    if vectors is not None:
        model.get_layer("embedding").set_weights([vectors])
    batches = _Windows(windows, frequency, config.seed)
    steps = len(batches) * config.lm_epochs
    warm_up = max(1, round(_WARM_UP * steps))
    schedule = keras.optimizers.schedules.CosineDecay(
        0.0, max(1, steps - warm_up), warmup_target=_LEARNING_RATE, warmup_steps=warm_up
    )
    model.compile(
        optimizer=keras.optimizers.Adam(schedule, global_clipnorm=config.gradient_norm),
        loss=mean_nats,
        jit_compile=keras.backend.backend() != "tensorflow",  # as in `trainer.py`
    )
    progress = Progress("language model", total=len(windows) * config.lm_epochs, unit="windows")
    try:
        model.fit(batches, epochs=config.lm_epochs, callbacks=[_Ticking(progress)], shuffle=False, verbose=0)
    finally:
        progress.close()
    return get_layer_weights(model, PRETRAINED)


class TiedSoftmax(keras.layers.Layer):
    """How surprising each token of a text is, from the states of an LSTM up to the token before it.

    Args:
        log_frequency: Logarithm of each token's share of all tokens.  # [vocabulary]
    """

    def __init__(self, log_frequency: NDArray[np.float32], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.log_frequency = log_frequency

    def build(self, states_shape: Any, vectors_shape: Any) -> None:
        """Creates the projection [units, embedding]."""
        self.kernel = self.add_weight(shape=(states_shape[-1], vectors_shape[-1]), name="kernel")

    def call(self, ids: Any, states: Any, vectors: Any, candidates: Any, candidate_vectors: Any) -> Any:
        """Returns nats [batch, length - 1].

        Args:
            ids: Tokens as the LSTM reads them.  # [batch, length]
            states: What it makes of them.  # [batch, length, units]
            vectors: Their embeddings.  # [batch, length, embedding]
            candidates: Tokens drawn by frequency, or all.  # [candidates]
            candidate_vectors: Their embeddings.  # [candidates, embedding]
        """
        targets = ids[:, 1:]
        frequency = ops.convert_to_tensor(self.log_frequency)
        projected = ops.matmul(states[:, :-1], self.kernel)  # [batch, length - 1, embedding]
        own = ops.sum(projected * vectors[:, 1:], axis=-1) + ops.take(frequency, targets)  # [batch, length - 1]
        others = ops.matmul(projected, ops.transpose(candidate_vectors))  # [batch, length - 1, candidates]
        if len(self.log_frequency) <= _CANDIDATES:
            others = others + ops.take(frequency, candidates)
        else:
            others = others - float(np.log(_CANDIDATES))
        others = ops.where(ops.equal(targets[:, :, None], candidates), _NEVER, others)  # the target counts once
        return ops.logaddexp(ops.logsumexp(others, axis=-1), own) - own


def mean_nats(real: Any, nats: Any) -> Any:
    """Mean of nats over real targets; both [batch, length - 1]."""
    return ops.sum(real * nats) / ops.maximum(ops.sum(real), 1.0)


def _build(config: TrainConfig, log_frequency: NDArray[np.float32]) -> keras.Model:
    """Token ids [batch, length] and candidates to nats [batch, length - 1], the mean of both directions."""
    ids = keras.Input((None,), dtype="int32", name="token_ids")
    candidates = keras.Input(batch_shape=(None,), dtype="int32", name="candidates")
    embedding = keras.layers.Embedding(len(log_frequency), config.embedding_size, name="embedding")
    candidate_vectors = embedding(candidates)
    reverse = Reorder()
    nats = []
    for name, tokens in (("forward", ids), ("backward", reverse(ids, ReverseOrder()(ids)))):
        vectors = embedding(tokens)
        states = keras.layers.LSTM(config.units, return_sequences=True, name=name)(vectors)
        tied = TiedSoftmax(log_frequency, name=f"{name}_output")
        nats.append(tied(tokens, states, vectors, candidates, candidate_vectors))
    return keras.Model([ids, candidates], keras.layers.Average()(nats), name="language_model")


def _windows(rows: Sequence[NDArray[np.int32]]) -> list[NDArray[np.int32]]:
    """Texts in pieces of about the same length; what is too short to predict anything is left out."""
    pieces = [piece for row in rows for piece in np.array_split(row, -(-len(row) // _WINDOW))]
    return [piece for piece in pieces if len(piece) > 1]


class _Windows(TrainingBatches):
    """Batches of windows with their candidates; the targets are 1 where there is a token to predict."""

    def __init__(self, windows: Sequence[NDArray[np.int32]], frequency: NDArray[np.float64], seed: int) -> None:
        nothing = np.zeros(len(windows), dtype=np.float32)
        super().__init__(LabelledRows(windows, nothing), batch_size=_BATCH_SIZE, seed=seed)
        self.cumulative = np.cumsum(frequency)

    def __getitem__(self, index: int) -> Any:
        ids, _ = super().__getitem__(index)
        num_tokens = len(self.cumulative)
        if num_tokens <= _CANDIDATES:
            candidates = np.arange(num_tokens, dtype=np.int32)
        else:
            draws = np.random.default_rng((self.seed, self.epoch, index)).random(_CANDIDATES)
            candidates = np.searchsorted(self.cumulative[:-1], draws).astype(np.int32)
        return (ids, candidates), (ids[:, 1:] != PAD).astype(np.float32)


class _Ticking(keras.callbacks.Callback):
    """Moves the progress bar."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        self.progress.advance(_BATCH_SIZE, perplexity=f"{np.exp(float((logs or {})['loss'])):.1f}")
