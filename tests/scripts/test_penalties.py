"""The penalties, against NumPy by hand, and in training."""

from pathlib import Path
from typing import Any

import keras  # noqa: TID253
import numpy as np
import pytest

from scripts.penalties import Adversary, cone, conicity, distance, divergence, penalized
from sentiment.training import TrainConfig  # noqa: TID253
from sentiment.training.batches import LabelledRows, pad  # noqa: TID253
from sentiment.training.gradients import gradient  # noqa: TID253
from sentiment.training.model import build_network  # noqa: TID253
from sentiment.training.trainer import Checkpoints, fit  # noqa: TID253
from tests.training.padded import LENGTHS, LONG, MASK, TEXTS

CONFIG = TrainConfig(
    embedding_size=6, units=3, attention_units=4, ngrams=50, epochs=1, batch_size=2, forget_penalty=0.0, seed=3
)
NAMES = ("conicity", "tied", "adversarial")


def drawn(*shape: int) -> np.ndarray:
    """Numbers of every sign, so large at padding that none may come through."""
    values = np.random.default_rng(len(shape)).standard_normal(shape).astype(np.float32)
    values[~MASK] = 1e6
    return values


def test_conicity_is_that_of_numpy() -> None:
    states = drawn(3, 5, 4)
    expected = []
    for row, length in enumerate(LENGTHS):
        real = states[row, :length]
        mean = real.mean(axis=0)
        expected.append(np.mean(real @ mean / np.linalg.norm(real, axis=1) / np.linalg.norm(mean)))
    np.testing.assert_allclose(np.asarray(conicity(states, MASK)), expected, rtol=1e-4)


def test_conicity_of_known_states() -> None:
    alike, apart = [[1.0, 2.0], [2.0, 4.0], [9.0, -9.0]], [[1.0, 0.0], [0.0, 1.0], [9.0, -9.0]]
    opposite = [[1.0, 0.0], [-1.0, 0.0], [9.0, -9.0]]
    states = np.array([alike, apart, opposite], dtype=np.float32)
    found = conicity(states, np.array([[True, True, False]] * 3))
    np.testing.assert_allclose(np.asarray(found), [1, np.sqrt(0.5), 0], atol=1e-5)


def test_a_cone_that_a_long_state_hides_counts_nothing() -> None:
    states = np.array([[[-1.0, 0.0]] * 3 + [[10.0, 0.0]], [[1.0, 0.0]] * 4], dtype=np.float32)
    mask = np.ones((2, 4), dtype=bool)
    np.testing.assert_allclose(np.asarray(conicity(states, mask)), [-0.5, 1], atol=1e-5)
    np.testing.assert_allclose(np.asarray(cone(states, mask)), [0, 1], atol=1e-5)


def test_distance_is_the_mean_of_squares_over_real_tokens() -> None:
    states = np.array([[[3.0, 4.0], [0.0, 1.0], [7.0, 7.0]]], dtype=np.float32)
    found = distance(states, np.zeros_like(states), np.array([[True, True, False]]))
    assert np.asarray(found).tolist() == [6.5]


def test_divergence_is_that_of_two_coins() -> None:
    p, q = np.array([0.5, 0.9, 0.2]), np.array([0.5, 0.6, 0.999])
    expected = p * np.log(p / q) + (1 - p) * np.log((1 - p) / (1 - q))
    found = divergence(*(np.log(share / (1 - share)).astype(np.float32) for share in (p, q)))
    np.testing.assert_allclose(np.asarray(found), expected, atol=1e-5)


def test_an_adversary_of_a_sum_goes_straight_for_the_boundary() -> None:
    """A model whose logit is w · Σ e_t: of a text of 4 tokens every embedding moves along w."""
    ids = keras.Input((4,), dtype="int32")
    embedded = keras.layers.Embedding(9, 3, name="embedding")(ids)
    real = keras.ops.cast(keras.ops.not_equal(ids, 0), "float32")[:, :, None]
    output = keras.layers.Dense(1, use_bias=False)
    model = keras.Model(ids, output(keras.ops.sum(real * embedded, axis=1)))
    weights = np.array([2.0, -1.0, 2.0], dtype=np.float32)
    output.set_weights([weights[:, None]])
    texts = keras.ops.convert_to_tensor(np.random.default_rng(2).integers(1, 9, (5, 4)).astype(np.int32))
    vectors = model.get_layer("embedding")(texts)
    values = np.asarray(vectors)
    logits = (values @ weights).sum(axis=1)
    # each of the 4 moves by ε σ / √4 along w, whose length is 3: the logit by 4 · ε σ / 2 · 3
    step = -np.sign(logits) * Adversary.EPSILON * values.std(axis=(1, 2))
    moved = logits + 6 * step
    found = Adversary(model)(texts, vectors, mask=texts > 0)
    np.testing.assert_allclose(np.asarray(found), np.asarray(divergence(logits, moved)), rtol=1e-4)

    # The answer that is to stay is a target, and the way it moves is given: ∂KL / ∂moved = q - p.
    def total(at: Any) -> Any:
        return keras.ops.sum(Adversary(model)(texts, at, mask=texts > 0))

    slope = (1 / (1 + np.exp(-moved)) - 1 / (1 + np.exp(-logits)))[:, None]
    by_vectors = gradient(total, vectors)
    np.testing.assert_allclose(np.asarray(by_vectors), np.tile((slope * weights)[:, None], (4, 1)), rtol=1e-3)

    def with_kernel(kernel: Any) -> Any:
        with keras.StatelessScope(state_mapping=[(output.kernel, kernel)]):
            return total(vectors)

    by_kernel = gradient(with_kernel, keras.ops.convert_to_tensor(weights[:, None]))
    moved_vectors = values.sum(axis=1) + 2 * step[:, None] * weights / 3
    np.testing.assert_allclose(np.asarray(by_kernel)[:, 0], (slope * moved_vectors).sum(axis=0), rtol=1e-3)


@pytest.mark.parametrize("name", NAMES)
def test_padding_alone_costs_nothing(name: str) -> None:
    """Rows of it fill up a batch that several devices share."""
    network = build_network(CONFIG, 20)
    model = penalized(network, name, 1.0)
    expected = losses(model, TEXTS)
    model(np.pad(pad(TEXTS), [(0, 2), (0, 0)]))
    assert float(sum(model.losses)) == pytest.approx(expected, rel=1e-5)


def losses(model: keras.Model, texts: list[np.ndarray]) -> float:
    """What the penalty adds to the loss."""
    model(pad(texts))
    return float(sum(model.losses))


@pytest.mark.parametrize("name", NAMES)
def test_a_penalty_is_weighed_and_padding_counts_for_nothing(name: str) -> None:
    network = build_network(CONFIG, 20)
    model = penalized(network, name, 1.0)
    alone = [losses(model, [text]) for text in TEXTS]
    assert all(value > 0 for value in alone)
    assert losses(model, TEXTS) == pytest.approx(np.mean(alone), rel=1e-5)
    alone.append(losses(model, [LONG]))
    assert losses(model, [*TEXTS, LONG]) == pytest.approx(np.mean(alone), rel=1e-5)
    assert losses(penalized(network, name, 0.5), TEXTS) == pytest.approx(np.mean(alone[:3]) / 2, rel=1e-5)


def fitted(name: str | None, folder: Path) -> tuple[list[np.ndarray], float]:
    """The weights after a few steps with a penalty of weight 0, dropout and all, and the training loss."""
    folder.mkdir()
    texts = LabelledRows(TEXTS * 2, np.array([0, 1, 1] * 2, dtype=np.float32))
    network = build_network(CONFIG, 20)
    model = penalized(network, name, 0.0) if name else network.classifier
    history = fit(model, texts, None, CONFIG, Checkpoints(folder))
    return network.classifier.get_weights(), history[-1].loss


def test_with_weight_0_training_is_that_of_the_product(tmp_path: Path) -> None:
    base, base_loss = fitted(None, tmp_path / "base")
    same, same_loss = fitted("tied", tmp_path / "same")
    assert same_loss == pytest.approx(base_loss, rel=1e-6)
    for one, two in zip(base, same, strict=True):
        np.testing.assert_allclose(one, two, atol=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_a_penalty_comes_after_the_layers_of_the_product(name: str) -> None:
    """The trainer seeds each layer's dropout by its place."""
    network = build_network(CONFIG, 20)
    places = {layer: place for place, layer in enumerate(network.classifier.layers) if hasattr(layer, "seed_generator")}
    assert places
    model = penalized(network, name, 1.0)
    assert all(model.layers[place] is layer for layer, place in places.items())
