"""Gradient rankings, against differences and sums."""

from pathlib import Path

import keras
import numpy as np
import pytest
from numpy.typing import NDArray

from sentiment.classifier import Classifier
from sentiment.training import TrainConfig
from sentiment.training.gradient_rankings import GradientRankings
from sentiment.training.model import Network, build_network
from sentiment.training.stored import load_network
from tests.training.other_backend import passes_under_jax

IDS = np.array([3, 9, 4, 11, 5, 9], dtype=np.int32)
NUM_TOKENS = 12


@pytest.fixture(scope="module")
def network() -> Network:
    """Small, with random weights."""
    network = build_network(TrainConfig(embedding_size=4, units=3, attention_units=3), NUM_TOKENS)
    random = np.random.default_rng(0)
    embedding = network.classifier.get_layer("embedding")
    embedding.set_weights([random.normal(size=(NUM_TOKENS, 4)).astype(np.float32)])
    return network


def logit(network: Network, vectors: NDArray[np.float32]) -> float:
    """Logit of these embeddings."""
    model = network.classifier
    rest = keras.Model([model.inputs[0], model.get_layer("embedding").output], model.outputs[0])
    return float(keras.ops.convert_to_numpy(rest([IDS[None], vectors[None]]))[0, 0])


def test_gradient_times_input_is_what_a_small_step_along_a_token_changes(network: Network) -> None:
    (table,) = network.classifier.get_layer("embedding").get_weights()
    expected = []
    for place in range(len(IDS)):
        more, less = table[IDS].copy(), table[IDS].copy()
        more[place] *= 1.05
        less[place] *= 0.95
        expected.append((logit(network, more) - logit(network, less)) / 0.1)
    found = GradientRankings(network).gradient_input(IDS)
    assert found.shape == IDS.shape  # padding left out
    assert found == pytest.approx(np.array(expected), abs=2e-3)


def test_integrated_gradients_add_up(network: Network) -> None:
    (table,) = network.classifier.get_layer("embedding").get_weights()
    total = logit(network, table[IDS]) - logit(network, np.zeros_like(table[IDS]))
    found = GradientRankings(network).integrated_gradients(IDS)
    assert found.sum() == pytest.approx(total, abs=2e-3)
    assert np.abs(found - GradientRankings(network).gradient_input(IDS)).max() > 0.01


def test_the_network_of_the_shipped_bundle_answers_as_the_bundle(bundle_path: Path, classifier: Classifier) -> None:
    network = load_network(bundle_path)
    ids = classifier.token_ids("A superb film, and not a dull minute in it.")
    found = network.classifier.predict_on_batch(ids[None])[0, 0]
    assert found == pytest.approx(classifier.logit(ids), abs=classifier.manifest.tolerance)


@pytest.mark.jax
def test_the_same_under_jax() -> None:
    passes_under_jax(Path(__file__), "add_up or small_step")
