"""A network's weights under plain names: out of Keras, onto disk, back into Keras."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from sentiment.errors import BundleCorruptError
from sentiment.training.model import Network
from sentiment.training.ngrams import Ngrams

Weights = Mapping[str, NDArray[Any]]

# Layer to the names of its weights, in the order Keras keeps them.
_NAMES = {
    "embedding": ("embeddings",),  # [vocabulary, embedding]
    "forward": ("kernel", "recurrent_kernel", "bias"),  # [embedding, 4 * units], [units, 4 * units], [4 * units]
    "backward": ("kernel", "recurrent_kernel", "bias"),
    "attention": ("kernel", "bias", "context"),  # [2 * units, attention], [attention], [attention, 1]
    "output": ("kernel", "bias"),  # [2 * units, 1], [1]
    "ngrams": ("weights", "fingerprints", "step"),  # [buckets] int8, [buckets] uint8, [1]
}

LEARNT = tuple(layer for layer in _NAMES if layer != "ngrams")
"""Layers that are trained; the n-grams' table is made."""


def get_weights(network: Network) -> dict[str, NDArray[Any]]:
    """All weights, named `layer/weight`; an LSTM's gates are in Keras's order: input, forget, cell, output."""
    return get_layer_weights(network.classifier, _NAMES)


def get_layer_weights(model: keras.Model, layers: Iterable[str]) -> dict[str, NDArray[Any]]:
    """The same of some layers, of any model that has layers of these names."""
    weights = {}
    for layer in layers:
        values = model.get_layer(layer).get_weights()
        weights.update({f"{layer}/{name}": value for name, value in zip(_NAMES[layer], values, strict=True)})
    return weights


def set_weights(network: Network, weights: Weights) -> None:
    """Puts all weights, or those of some layers, into a network of the same sizes."""
    for layer in dict.fromkeys(name.partition("/")[0] for name in weights):  # in the same order in every process
        names = _NAMES[layer]
        network.classifier.get_layer(layer).set_weights([weights[f"{layer}/{name}"] for name in names])


def joined(weights: Weights, ngrams: Ngrams, scales: Sequence[float], shift: float = 0.0) -> dict[str, NDArray[Any]]:
    """The network's weights with n-grams beside it.

    Args:
        weights: Of a network that was trained alone.
        ngrams: Learnt from the same texts.
        scales: What the network's logit and that of the n-grams are multiplied by (`stacking.py`).
        shift: What is added to their sum.
    """
    network, beside = (np.float32(scale) for scale in scales)
    folded = {
        "output/kernel": weights["output/kernel"] * network,
        "output/bias": weights["output/bias"] * network + np.float32(shift),
    }
    table = {"ngrams/weights": ngrams.weights, "ngrams/fingerprints": ngrams.fingerprints}
    return {**weights, **folded, **table, "ngrams/step": np.array([ngrams.step * beside], dtype=np.float32)}


def to_safetensors(weights: Weights) -> bytes:
    """The weights; those in float32, but for single numbers, in half precision."""
    from safetensors.numpy import save

    return bytes(save({name: _halved(value) for name, value in weights.items()}))


def _halved(value: NDArray[Any]) -> NDArray[Any]:
    return value.astype(np.float16) if value.dtype == np.float32 and value.size > 1 else value


def from_safetensors(content: bytes) -> dict[str, NDArray[Any]]:
    """Back from `to_safetensors`.

    Raises:
        BundleCorruptError: The content is not a set of weights.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        weights = {name: _full(value) for name, value in load(content).items()}
    except SafetensorError as error:
        raise BundleCorruptError(f"weights.safetensors cannot be read: {error}") from error
    expected = {f"{layer}/{name}" for layer in _NAMES for name in _NAMES[layer]}
    if set(weights) != expected:
        raise BundleCorruptError(f"weights.safetensors holds {sorted(weights)}, expected {sorted(expected)}")
    return weights


def _full(value: NDArray[Any]) -> NDArray[Any]:
    return value.astype(np.float32) if value.dtype == np.float16 else value
