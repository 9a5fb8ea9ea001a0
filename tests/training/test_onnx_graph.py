"""The ONNX graphs, against Keras."""

import numpy as np
import onnxruntime
import pytest

from sentiment.session import Session
from sentiment.training import TrainConfig
from sentiment.training.batches import pad
from sentiment.training.model import Network, build_network, set_is_word
from sentiment.training.onnx_graph import float_model, half_model, small_model
from sentiment.training.weights import get_weights, set_weights

NUM_TOKENS = 50
IS_WORD = np.arange(NUM_TOKENS) % 5 > 0  # every fifth token is punctuation


@pytest.fixture(scope="module")
def network() -> Network:
    network = build_network(TrainConfig(embedding_size=16, units=12, attention_units=8, seed=1), NUM_TOKENS)
    set_is_word(network, IS_WORD)
    random = np.random.default_rng(0)
    weights = {name: _random(random, value) for name, value in get_weights(network).items()}
    set_weights(network, weights)
    return network


def _random(random: np.random.Generator, like: np.ndarray) -> np.ndarray:
    return random.normal(0, 0.4, like.shape).astype(np.float32)


@pytest.fixture(scope="module")
def texts() -> list[np.ndarray]:
    random = np.random.default_rng(1)
    return [random.integers(1, NUM_TOKENS, size=length).astype(np.int32) for length in (1, 2, 9, 33, 150)] + [
        np.array([5, 10, 5], dtype=np.int32)  # punctuation alone
    ]


def test_exact_model_agrees_with_keras_in_batches(network: Network, texts: list[np.ndarray]) -> None:
    model = onnxruntime.InferenceSession(float_model(get_weights(network), IS_WORD).SerializeToString())
    batch = pad(texts)
    lengths = np.array([len(text) for text in texts], dtype=np.int32)
    given = model.run(["logit", "attention", "contribution"], {"token_ids": batch, "lengths": lengths})
    expected = [np.asarray(value) for value in network.explainer.predict_on_batch(batch)]
    for one, other in zip(given, expected, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)
    assert (given[1][0, 1:] == 0).all()


def test_small_model_is_close(network: Network, texts: list[np.ndarray]) -> None:
    small, exact = (
        Session(make(get_weights(network), IS_WORD).SerializeToString()) for make in (small_model, float_model)
    )
    for text in texts:
        one, other = small.read(text), exact.read(text)
        assert one.logit == pytest.approx(other.logit, abs=0.05)
        np.testing.assert_allclose(one.attention, other.attention, atol=0.05)
        assert one.attention.sum() == pytest.approx(1, abs=1e-5)
        bias = float(network.classifier.get_layer("output").get_weights()[1][0])
        assert one.contribution.sum() + bias == pytest.approx(one.logit, abs=1e-5)


def test_half_model_is_closer(network: Network, texts: list[np.ndarray]) -> None:
    half, exact = (
        Session(make(get_weights(network), IS_WORD).SerializeToString()) for make in (half_model, float_model)
    )
    for text in texts:
        assert half.read(text).logit == pytest.approx(exact.read(text).logit, abs=2e-3)


def test_small_model_is_small(network: Network) -> None:
    table = NUM_TOKENS * 16
    sizes = [len(make(get_weights(network), IS_WORD).SerializeToString()) for make in (small_model, float_model)]
    assert sizes[0] < sizes[1] - 2.5 * table
