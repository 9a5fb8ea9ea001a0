"""The network with its tokenizer inside, as one Keras model: raw text in, probability out.

To load its file, import this module first: that registers the layers in it.

    import keras, tensorflow as tf
    import sentiment.training.raw_text_model
    model = keras.models.load_model("imdb.keras")
    model.predict(tf.constant(["A superb film.", "A dull film."]))  # probabilities [2]
"""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import keras
from keras import ops

from sentiment.bundle import TOKENIZER
from sentiment.errors import TrainingError
from sentiment.tokenizer import MAX_TOKENS
from sentiment.training.model import PAD, Network
from sentiment.training.vocabulary import KerasTokenizer

_HALF = MAX_TOKENS // 2


@keras.saving.register_keras_serializable(package="sentiment")
class TokenIds(keras.layers.Layer):
    """Texts to token ids, by the word rules of `normalization.py` and keras-nlp's `WordPieceTokenizer`.

    Bytes that are no UTF-8 are read as U+FFFD. A text of more than 20,000 tokens keeps its first and last 10,000. Runs
    on the CPU.

    Args:
        definition: Content of a bundle's `tokenizer.json`; None while a model is loaded, which has it as an asset.

    Raises:
        TrainingError: The backend is not TensorFlow: no other has tensors of strings.
    """

    def __init__(self, definition: bytes | None = None, **kwargs: Any) -> None:
        if (backend := keras.backend.backend()) != "tensorflow":
            raise TrainingError(
                f"a Keras model that reads raw text needs the backend tensorflow, received {backend!r}: "
                "unset KERAS_BACKEND"
            )
        super().__init__(**kwargs)
        self.supports_jit = False  # strings are nothing for XLA
        if definition is not None:
            self._define(definition)

    def _define(self, definition: bytes) -> None:
        self._definition = definition
        self._tokenizer = KerasTokenizer(definition)

    @property
    def vocabulary(self) -> Sequence[str]:
        """Tokens in the order of their ids."""
        return self._tokenizer.vocabulary

    def call(self, texts: Any) -> Any:
        """texts: [batch] strings; returns ids [batch, longest text + 2], padded on the right."""
        import tensorflow as tf

        with tf.device("/CPU:0"):
            texts = tf.strings.unicode_transcode(texts, "UTF-8", "UTF-8", errors="replace")
            rows = self._tokenizer.tokenize(texts)  # ragged [batch, tokens]
            lengths = rows.row_lengths()
            places = tf.ragged.range(lengths)
            kept = tf.logical_or(places < _HALF, places >= tf.expand_dims(lengths, 1) - _HALF)
            ids = tf.ragged.boolean_mask(rows, kept).to_tensor(PAD)
            # A batch of blank texts has a width, too, and Keras warns of a softmax over a single place.
            return tf.pad(ids, [[0, 0], [0, 2]], constant_values=PAD)

    def compute_output_spec(self, texts: Any) -> keras.KerasTensor:
        """Shape and type of what `call` returns."""
        return keras.KerasTensor((texts.shape[0], None), dtype="int32")

    def get_config(self) -> dict[str, Any]:
        """What is needed to make the layer anew, but for its asset."""
        return dict(super().get_config())

    def save_assets(self, folder: str) -> None:
        """Writes `tokenizer.json` into the model's file."""
        (Path(folder) / TOKENIZER).write_bytes(self._definition)

    def load_assets(self, folder: str) -> None:
        """Back from `save_assets`."""
        self._define((Path(folder) / TOKENIZER).read_bytes())


@keras.saving.register_keras_serializable(package="sentiment")
class Probability(keras.layers.Layer):
    """P(positive) of each text; not a number for a blank one, which nobody can classify."""

    def call(self, ids: Any, logit: Any) -> Any:
        """ids: [batch, length]; logit: [batch], calibrated log-odds; returns [batch]."""
        return ops.where(ops.any(ops.not_equal(ids, PAD), axis=1), ops.sigmoid(logit), math.nan)


def raw_text_model(network: Network, definition: bytes) -> keras.Model:
    """Puts a network behind its tokenizer.

    Args:
        network: Trained and calibrated.
        definition: Its `tokenizer.json`.

    Returns:
        A model from texts [batch] to P(positive) [batch]. Its layer `token_ids` is a `TokenIds`, its layer `explainer`
        the network from ids [batch, length] to logit [batch], attention [batch, length], contribution [batch, length].

    Raises:
        TrainingError: The backend is not TensorFlow.
    """
    tokenize = TokenIds(definition, name="token_ids")
    texts = keras.Input((), dtype="string", name="text")
    ids = tokenize(texts)
    logit, _, _ = network.explainer(ids)
    return keras.Model(texts, Probability(name="probability")(ids, logit), name="sentiment")
