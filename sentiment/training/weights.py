"""A network's weights under plain names: from Keras to disk and back."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sentiment.errors import BundleCorruptError
from sentiment.training.calibration import Calibration
from sentiment.training.model import Network, ProjectedEmbedding

Weights = Mapping[str, NDArray[Any]]

# Layer to the names of its weights, in the order Keras keeps them.
_NAMES = {
    "embedding": ("embeddings",),  # [vocabulary, embedding]
    "forward": ("kernel", "recurrent_kernel", "bias"),  # [embedding, 4 * units], [units, 4 * units], [4 * units]
    "backward": ("kernel", "recurrent_kernel", "bias"),
    "attention": ("kernel", "bias", "context"),  # [2 * units, attention], [attention], [attention, 1]
    "output": ("kernel", "bias"),  # [2 * units, 1], [1]
}


def get_weights(network: Network) -> dict[str, NDArray[Any]]:
    """Return all weights, named `layer/weight`.

    An LSTM's gates are in Keras's order: input, forget, cell, output. A projected embedding is folded into one matrix.
    """
    weights: dict[str, NDArray[Any]] = {}
    for name, kinds in _NAMES.items():
        layer = network.classifier.get_layer(name)
        values = [layer.folded()] if isinstance(layer, ProjectedEmbedding) else layer.get_weights()
        weights.update({f"{name}/{kind}": value for kind, value in zip(kinds, values, strict=True)})
    return weights


def set_weights(network: Network, weights: Weights) -> None:
    """Set all weights, or those of some layers, of a network of the same sizes with a plain embedding."""
    for layer in dict.fromkeys(name.partition("/")[0] for name in weights):  # in the same order in every process
        names = _NAMES[layer]
        network.classifier.get_layer(layer).set_weights([weights[f"{layer}/{name}"] for name in names])


def calibrated(weights: Weights, calibration: Calibration) -> dict[str, NDArray[Any]]:
    """Return the weights with the calibration folded into the output unit."""
    scale, shift = np.float32(1 / calibration.temperature), np.float32(calibration.shift)
    kernel, bias = weights["output/kernel"] * scale, weights["output/bias"] * scale + shift
    return {**weights, "output/kernel": kernel, "output/bias": bias}


def to_safetensors(weights: Weights) -> bytes:
    """Serialize the weights: arrays in half precision, single numbers in float32."""
    from safetensors.numpy import save

    return bytes(save({name: _halved(value) for name, value in weights.items()}))


def _halved(value: NDArray[Any]) -> NDArray[Any]:
    return value.astype(np.float16) if value.dtype == np.float32 and value.size > 1 else value


def from_safetensors(content: bytes) -> dict[str, NDArray[Any]]:
    """Read what `to_safetensors` wrote.

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
