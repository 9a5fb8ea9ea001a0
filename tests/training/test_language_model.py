"""The language model: its sum over the vocabulary, what it learns, and where that ends up."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from numpy.typing import NDArray

from sentiment.corpus import Examples
from sentiment.training import TrainConfig
from sentiment.training.language_model import PRETRAINED, TiedSoftmax, learn_language
from sentiment.training.manifest import Inputs
from sentiment.training.pipeline import train
from sentiment.training.weights import from_safetensors
from tests.training.other_backend import passes_under_jax

NEXT = np.array([0, 1, 5, 4, 6, 3, 7, 2])  # each token but padding and unknown determines the next: a ring of six


def ring(number: int) -> list[NDArray[np.int32]]:
    random = np.random.default_rng(0)
    rows = []
    for _ in range(number):
        row = [int(random.integers(2, 8))]
        while len(row) < 20:
            row.append(int(NEXT[row[-1]]))
        rows.append(np.array(row, dtype=np.int32))
    return rows


def test_learns_a_language_without_surprises(
    config: TrainConfig, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sentiment.training.language_model._LEARNING_RATE", 1e-2)  # there are only 125 steps
    config = replace(config, units=32, embedding_size=32, lm_epochs=4)
    vectors = np.random.default_rng(1).normal(0, 0.25, (8, 32)).astype(np.float32)
    weights = learn_language(ring(2000), config, num_tokens=8, vectors=vectors)
    perplexities = [float(number) for number in re.findall(r"perplexity=([\d.]+)", capsys.readouterr().err)]
    assert perplexities[-1] <= 1.1
    shapes = {name: value.shape for name, value in weights.items()}
    assert shapes["embedding/embeddings"] == (8, 32)
    assert shapes["forward/kernel"] == shapes["backward/kernel"] == (32, 128)
    assert abs(weights["embedding/embeddings"] - vectors).max() < 2  # it started there


def surprise(num_tokens: int, candidates: NDArray[np.int32], seed: int = 0) -> tuple[Any, Any]:
    """Nats of three tokens from the layer and from the whole sum in NumPy."""
    random = np.random.default_rng(seed)
    frequency = random.dirichlet(np.ones(num_tokens)).astype(np.float32)
    table = random.normal(size=(num_tokens, 3)).astype(np.float32)
    states = random.normal(size=(1, 4, 2)).astype(np.float32)
    ids = np.array([[1, 2, 2, 4]], dtype=np.int32)
    layer = TiedSoftmax(np.log(frequency))
    tensors = [keras.ops.convert_to_tensor(value) for value in (ids, states, table[ids], candidates, table[candidates])]
    found = keras.ops.convert_to_numpy(layer(*tensors))
    weight = frequency * np.exp(states[0, :3] @ np.asarray(layer.get_weights()[0]) @ table.T)  # [3, tokens]
    return found[0], -np.log(weight / weight.sum(1, keepdims=True))[range(3), ids[0, 1:]]


def test_a_small_vocabulary_is_summed_over_whole() -> None:
    found, expected = surprise(50, np.arange(50, dtype=np.int32))
    np.testing.assert_allclose(found, expected, rtol=1e-4)


def test_a_sample_of_a_large_one_estimates_its_sum() -> None:
    frequency = np.random.default_rng(0).dirichlet(np.ones(3000)).astype(np.float32)  # as `surprise` draws first
    cumulative = np.cumsum(frequency.astype(np.float64))
    found = []
    for seed in range(100):
        draws = np.random.default_rng(seed).random(1024)
        keras.utils.set_random_seed(0)  # the same projection
        nats, expected = surprise(3000, np.searchsorted(cumulative[:-1], draws).astype(np.int32))
        found.append(nats)
    np.testing.assert_allclose(np.exp(np.array(found, np.float64)).mean(0), np.exp(expected), rtol=0.02)


def test_the_classifier_starts_from_it(
    examples: Examples, config: TrainConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a run that was stopped does not learn it again."""
    inputs, config = Inputs(examples=examples, corpus="made up"), replace(config, lm_epochs=1)
    started: list[dict[str, NDArray[np.float32]]] = []

    def stop(model: keras.Model, *_: object, **__: object) -> None:
        started.append({name: model.get_layer(name).get_weights() for name in PRETRAINED})
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("sentiment.training.schedule.fit", stop)
        with pytest.raises(KeyboardInterrupt):
            train(inputs, tmp_path / "model", config)
        patch.setattr("sentiment.training.schedule.learn_language", None)
        with pytest.raises(KeyboardInterrupt):
            train(inputs, tmp_path / "model", config, resume=True)
    learnt = from_safetensors((tmp_path / "model.run" / "language_model.safetensors").read_bytes(), PRETRAINED)
    vectors = np.load(tmp_path / "model.run" / "vectors.npy")
    assert abs(learnt["embedding/embeddings"] - vectors).max() > 1e-3  # it did learn
    for layers in started:
        for layer, values in layers.items():
            expected = [value for name, value in learnt.items() if name.startswith(f"{layer}/")]
            assert sorted(map(np.sum, values)) == sorted(map(np.sum, expected))


@pytest.mark.jax
@pytest.mark.skipif("keras.backend.backend() == 'jax'", reason="is run by itself")
def test_the_same_under_jax() -> None:
    passes_under_jax(Path(__file__), "surprises or vocabulary")
