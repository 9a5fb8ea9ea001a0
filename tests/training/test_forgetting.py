"""Forget gates in the loss: against NumPy by hand, and in training."""

from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from sentiment.training import TrainConfig
from sentiment.training.batches import LabelledRows, pad
from sentiment.training.forgetting import DIRECTIONS, forget_gates, trained_view
from sentiment.training.model import Network, build_network
from sentiment.training.trainer import Checkpoints, fit
from tests.training.padded import LENGTHS, LONG, MASK, TEXTS

CONFIG = TrainConfig(
    embedding_size=6, units=3, attention_units=4, ngrams=50, epochs=1, batch_size=2, forget_penalty=1.0, seed=3
)


def sigmoid(values: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-values)))


def test_forget_gates_are_those_of_the_network() -> None:
    """Read step by step in NumPy, from the states that the LSTM gives."""
    lstm = build_network(CONFIG, 20).classifier.get_layer("forward")
    vectors = np.random.default_rng(3).standard_normal((3, 5, 6)).astype(np.float32)
    vectors[~MASK] = 3
    states = np.asarray(lstm(vectors))
    kernel, recurrent, bias = (weights[..., 3:6] for weights in lstm.get_weights())
    expected = []
    for row, length in enumerate(LENGTHS):
        before = np.vstack([np.zeros((1, 3)), states[row, : length - 1]])
        expected.append(sigmoid(vectors[row, :length] @ kernel + before @ recurrent + bias).mean())
    found = forget_gates(vectors, states, MASK, lstm.get_weights())
    np.testing.assert_allclose(np.asarray(found), expected, rtol=1e-5)


@pytest.mark.parametrize(("penalty", "bias", "gate"), [(0.3, 0.0, 0.5), (0.0, 1.0, 0.731)])
def test_forget_gates_that_are_held_down_start_half_open(penalty: float, bias: float, gate: float) -> None:
    network = build_network(replace(CONFIG, forget_penalty=penalty), 20)
    for direction in DIRECTIONS:
        lstm = network.classifier.get_layer(direction)
        assert lstm.get_weights()[2][3:6].tolist() == [bias] * 3
        nothing = np.zeros((1, 1, 6), np.float32)
        found = forget_gates(nothing, nothing[..., :3], np.array([[True]]), lstm.get_weights())
        np.testing.assert_allclose(np.asarray(found), [gate], atol=1e-3)


def added(network: Network, config: TrainConfig, texts: list[np.ndarray]) -> float:
    """What the penalty adds to the loss."""
    model = trained_view(network, config)
    model(pad(texts))
    return float(sum(model.losses))


def test_the_penalty_is_the_mean_of_both_directions_and_of_the_texts() -> None:
    """Padding counts for nothing."""
    network = build_network(CONFIG, 20)
    embedding = network.classifier.get_layer("embedding")
    alone = []
    for text in (*TEXTS, LONG):
        gates = []
        for direction, order in zip(DIRECTIONS, (1, -1), strict=True):
            lstm = network.classifier.get_layer(direction)
            vectors = np.asarray(embedding(text[None, ::order]))
            real = np.ones((1, len(text)), dtype=bool)
            gates.append(float(forget_gates(vectors, np.asarray(lstm(vectors)), real, lstm.get_weights())[0]))
        alone.append(np.mean(gates))
    assert added(network, CONFIG, TEXTS) == pytest.approx(np.mean(alone[:3]), rel=1e-5)
    assert added(network, CONFIG, [*TEXTS, LONG]) == pytest.approx(np.mean(alone), rel=1e-5)
    filled = trained_view(network, CONFIG)
    filled(np.pad(pad(TEXTS), [(0, 2), (0, 0)]))  # rows of padding alone
    assert float(sum(filled.losses)) == pytest.approx(np.mean(alone[:3]), rel=1e-5)
    assert added(network, replace(CONFIG, forget_penalty=0.5), TEXTS) == pytest.approx(np.mean(alone[:3]) / 2, rel=1e-5)


def test_without_a_penalty_the_classifier_itself_is_trained() -> None:
    network = build_network(CONFIG, 20)
    assert trained_view(network, replace(CONFIG, forget_penalty=0.0)) is network.classifier


def fitted(penalty: float, folder: Path) -> tuple[list[np.ndarray], float]:
    """The weights after a few steps, dropout and all, and the mean forget gate of the texts."""
    folder.mkdir()
    texts = LabelledRows(TEXTS * 2, np.array([0, 1, 1] * 2, dtype=np.float32))
    config = replace(CONFIG, forget_penalty=penalty, learning_rate=0.05, ema=0.0)
    network = build_network(CONFIG, 20)
    fit(trained_view(network, config), texts, None, config, Checkpoints(folder))
    return network.classifier.get_weights(), added(network, CONFIG, TEXTS)


def test_training_holds_the_gates_down(tmp_path: Path) -> None:
    assert fitted(5.0, tmp_path / "held")[1] < fitted(0.0, tmp_path / "free")[1] - 0.02


def test_a_penalty_that_weighs_next_to_nothing_leaves_training_as_it_is(tmp_path: Path) -> None:
    """Dropout of each layer among it, which the trainer seeds by the layer's place."""
    base, _ = fitted(0.0, tmp_path / "base")
    same, _ = fitted(1e-12, tmp_path / "same")
    for one, two in zip(base, same, strict=True):
        np.testing.assert_allclose(one, two, atol=1e-5)


def test_the_penalty_comes_after_the_layers_of_the_network() -> None:
    network = build_network(CONFIG, 20)
    places = {layer: place for place, layer in enumerate(network.classifier.layers) if hasattr(layer, "seed_generator")}
    assert places
    model: keras.Model = trained_view(network, CONFIG)
    assert all(model.layers[place] is layer for layer, place in places.items())
