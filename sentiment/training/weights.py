"""A network's weights under plain names: out of Keras, onto disk, back into Keras."""

from collections.abc import Iterable, Mapping

import keras
import numpy as np
from numpy.typing import NDArray

from sentiment.errors import BundleCorruptError
from sentiment.training.model import Network

Weights = Mapping[str, NDArray[np.float32]]

# Layer to the names of its weights, in the order Keras keeps them.
_NAMES = {
    "embedding": ("embeddings",),  # [vocabulary, embedding]
    "forward": ("kernel", "recurrent_kernel", "bias"),  # [embedding, 4 * units], [units, 4 * units], [4 * units]
    "backward": ("kernel", "recurrent_kernel", "bias"),
    "attention": ("kernel", "bias", "context"),  # [2 * units, attention], [attention], [attention, 1]
    "output": ("kernel", "bias"),  # [2 * units, 1], [1]
}


def get_weights(network: Network) -> dict[str, NDArray[np.float32]]:
    """All weights, named `layer/weight`; an LSTM's gates are in Keras's order: input, forget, cell, output."""
    return get_layer_weights(network.classifier, _NAMES)


def get_layer_weights(model: keras.Model, layers: Iterable[str]) -> dict[str, NDArray[np.float32]]:
    """The same of some layers, of any model that has layers of these names."""
    weights = {}
    for layer in layers:
        values = model.get_layer(layer).get_weights()
        weights.update({f"{layer}/{name}": value for name, value in zip(_NAMES[layer], values, strict=True)})
    return weights


def set_weights(network: Network, weights: Weights) -> None:
    """Puts all weights, or those of some layers, into a network of the same sizes."""
    for layer in {name.partition("/")[0] for name in weights}:
        names = _NAMES[layer]
        network.classifier.get_layer(layer).set_weights([weights[f"{layer}/{name}"] for name in names])


def calibrated(weights: Weights, temperature: float) -> dict[str, NDArray[np.float32]]:
    """Weights whose logit is divided by the temperature (Guo et al. 2017): folded into the output unit."""
    folded = {name: weights[name] / np.float32(temperature) for name in ("output/kernel", "output/bias")}
    return {**weights, **folded}


def to_safetensors(weights: Weights) -> bytes:
    """The weights in half precision."""
    from safetensors.numpy import save

    return bytes(save({name: value.astype(np.float16) for name, value in weights.items()}))


def from_safetensors(content: bytes, layers: Iterable[str] = tuple(_NAMES)) -> dict[str, NDArray[np.float32]]:
    """Back from `to_safetensors`.

    Args:
        content: What it made.
        layers: The layers whose weights it was given.

    Raises:
        BundleCorruptError: The content is not a set of weights.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        weights = {name: value.astype(np.float32) for name, value in load(content).items()}
    except SafetensorError as error:
        raise BundleCorruptError(f"weights.safetensors cannot be read: {error}") from error
    expected = {f"{layer}/{name}" for layer in layers for name in _NAMES[layer]}
    if set(weights) != expected:
        raise BundleCorruptError(f"weights.safetensors holds {sorted(weights)}, expected {sorted(expected)}")
    return weights
