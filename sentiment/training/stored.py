"""The network of a bundle, in Keras: how it was made, and its weights."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from sentiment.bundle import TOKENIZER, WEIGHTS, Manifest, read_bundle
from sentiment.errors import BundleCorruptError, TrainingError
from sentiment.tokenizer import Tokenizer
from sentiment.training.config import TrainConfig
from sentiment.training.model import Network, build_network, set_is_word
from sentiment.training.weights import Weights, from_safetensors, set_weights


def load_network(path: Path) -> Network:
    """The network of a bundle, from its weights in half precision.

    Raises:
        BundleError: There is none, or it was altered.
        TrainingError: It says nothing usable of how it was made.
    """
    config, weights = read_stored(path, read_bundle(path).manifest)
    network = build_network(config, len(weights["embedding/embeddings"]))
    set_is_word(network, ~Tokenizer((path / TOKENIZER).read_bytes()).punctuation)
    set_weights(network, weights)
    return network


def read_stored(path: Path, manifest: Manifest) -> tuple[TrainConfig, Weights]:
    """How a bundle was made, and its weights, which have the sizes that this says.

    Args:
        path: The bundle, the hashes of whose files hold.
        manifest: Its manifest.

    Raises:
        BundleCorruptError: The weights cannot be read, or have other sizes.
        TrainingError: It says nothing usable of how it was made.
    """
    made = manifest.training.get("config")
    if not isinstance(made, Mapping):
        raise TrainingError(f"{str(path)!r} does not say how it was made: its network cannot be made anew in Keras")
    config = TrainConfig.from_dict(made)
    weights = from_safetensors((path / WEIGHTS).read_bytes())
    for name, (shape, dtype) in _expected(config, manifest.sizes["vocabulary"]).items():
        found = weights[name]
        if found.shape != shape or found.dtype != dtype:
            is_, expected = f"{found.dtype} {list(found.shape)}", f"{np.dtype(dtype)} {list(shape)}"
            raise BundleCorruptError(
                f"{WEIGHTS} holds {name} as {is_}, expected {expected}: reinstall or re-download the model"
            )
    return config, weights


def _expected(config: TrainConfig, num_tokens: int) -> dict[str, tuple[tuple[int, ...], Any]]:
    """Shape and type of each weight."""
    size, gates, states, hidden = config.embedding_size, 4 * config.units, 2 * config.units, config.attention_units
    lstm = {"kernel": (size, gates), "recurrent_kernel": (config.units, gates), "bias": (gates,)}
    learnt = {
        "embedding/embeddings": (num_tokens, size),
        **{f"{direction}/{name}": shape for direction in ("forward", "backward") for name, shape in lstm.items()},
        "attention/kernel": (states, hidden),
        "attention/bias": (hidden,),
        "attention/context": (hidden, 1),
        "output/kernel": (states, 1),
        "output/bias": (1,),
    }
    return {name: (shape, np.float32) for name, shape in learnt.items()}
