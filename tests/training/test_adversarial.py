"""Virtual adversarial training, against its equations."""

from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest
from numpy.typing import NDArray

from sentiment.errors import TrainingError
from sentiment.training import TrainConfig
from sentiment.training.adversarial import Adversarial
from sentiment.training.batches import LabelledRows
from sentiment.training.gradients import gradient
from sentiment.training.model import build_network
from sentiment.training.trainer import Checkpoints, fit
from tests.training.other_backend import passes_under_jax

NUM_TOKENS, SIZE = 9, 4
IDS = np.array([[3, 4, 5, 5], [8, 7, 6, 3]], dtype=np.int32)


def linear_model(table: NDArray[np.float32], unit: NDArray[np.float32]) -> keras.Model:
    """Logit = w · Σ_t e_t."""
    ids = keras.Input((None,), dtype="int32")
    vectors = keras.layers.Embedding(*table.shape, name="embedding")(ids)
    total = keras.layers.Lambda(lambda value: keras.ops.sum(value, axis=1))(vectors)
    model = keras.Model(ids, keras.layers.Dense(1, use_bias=False)(total))
    model.set_weights([table, unit])
    return model


def loss_of(model: keras.Model, ids: NDArray[np.int32]) -> float:
    model(ids, training=True)
    return float(keras.ops.convert_to_numpy(model.losses[0]))


def sigmoid(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-values))


def kl(p: NDArray[np.float64], q: NDArray[np.float64]) -> float:
    return float(np.mean(p * np.log(p / q) + (1 - p) * np.log((1 - p) / (1 - q))))


@pytest.mark.parametrize("epsilon", [0.5, 5.0])
def test_of_a_linear_model_it_is_the_step_along_its_weights(epsilon: float) -> None:
    """r_t = ∓ ε σ w / |(w, w, …)|, so that the logit moves by ε σ √length |w| towards 0."""
    random = np.random.default_rng(0)
    table = random.normal(0, 0.25, (NUM_TOKENS, SIZE)).astype(np.float32)
    unit = random.normal(size=(SIZE, 1)).astype(np.float32)
    embedded = table[IDS].astype(np.float64)
    logits = embedded.sum(1) @ unit[:, 0]
    assert logits.min() < 0 < logits.max()  # both signs
    deviation = np.sqrt(np.mean((embedded - embedded.mean((0, 1))) ** 2))
    step = epsilon * deviation * np.sqrt(IDS.shape[1]) * np.linalg.norm(unit)
    expected = kl(sigmoid(logits), sigmoid(logits - np.sign(logits) * step))
    assert loss_of(Adversarial(linear_model(table, unit), epsilon), IDS) == pytest.approx(expected, rel=1e-4)


def test_no_step_no_loss_and_a_small_one_little() -> None:
    random = np.random.default_rng(1)
    table, unit = random.normal(size=(NUM_TOKENS, SIZE)), random.normal(size=(SIZE, 1))
    model = linear_model(table.astype(np.float32), unit.astype(np.float32))
    losses = [loss_of(Adversarial(model, epsilon), IDS) for epsilon in (0.0, 0.01, 0.1)]
    assert losses[0] == 0
    assert 0 < losses[1] < losses[2]


@pytest.fixture
def network(config: TrainConfig) -> keras.Model:
    """With a spread of answers, and no dropout."""
    still = replace(config, word_dropout=0.0, embedding_dropout=0.0, state_dropout=0.0)
    model = build_network(still, NUM_TOKENS).classifier
    random = np.random.default_rng(2)
    model.set_weights([random.normal(0, 0.4, value.shape).astype(np.float32) for value in model.get_weights()])
    return model


def test_the_papers_power_iteration_finds_the_same_direction(network: keras.Model) -> None:
    """One step with ξ = .1 from a random start, as in the paper: its direction is ± the slope of the logit."""
    ids = keras.ops.convert_to_tensor(np.array([[3, 4, 5, 6, 7, 0, 0, 0]], dtype=np.int32))
    vectors = network.get_layer("embedding")(ids)
    rest = keras.Model([network.inputs[0], network.get_layer("embedding").output], network.outputs[0])
    slope = np.asarray(gradient(lambda at: keras.ops.sum(rest([ids, at])), vectors)).ravel()
    start = np.random.default_rng(3).normal(size=vectors.shape).astype(np.float32)
    start[:, 5:] = 0
    start *= 0.1 / np.linalg.norm(start)
    clean = float(np.asarray(rest([ids, vectors]))[0, 0])
    p = 1 / (1 + np.exp(-clean))

    def diverges(at: object) -> object:
        logit = rest([ids, at])
        return -keras.ops.sum(p * keras.ops.log_sigmoid(logit) + (1 - p) * keras.ops.log_sigmoid(-logit))

    step = np.asarray(gradient(diverges, vectors + start)).ravel()
    cosine = step @ slope / np.linalg.norm(step) / np.linalg.norm(slope)
    assert abs(cosine) > 0.99
    assert not slope.reshape(8, -1)[5:].any()  # nothing for padding


def test_it_finds_more_than_chance(network: keras.Model) -> None:
    """Against a thousand random perturbations of the same length."""
    ids = np.array([[3, 4, 5, 6, 7, 8, 3, 4]], dtype=np.int32)
    adversary = Adversarial(network, 1.0)
    vectors = np.asarray(network.get_layer("embedding")(ids))
    length = np.sqrt(np.mean((vectors - vectors.mean((0, 1))) ** 2))
    noise = np.random.default_rng(4).normal(size=(1000, *vectors.shape[1:])).astype(np.float32)
    noise *= length / np.linalg.norm(noise, axis=(1, 2), keepdims=True)
    rest = keras.Model([network.inputs[0], network.get_layer("embedding").output], network.outputs[0])
    clean = sigmoid(np.asarray(rest([ids, vectors])).astype(np.float64))
    others = sigmoid(np.asarray(rest([np.repeat(ids, 1000, 0), vectors + noise])).astype(np.float64))
    assert loss_of(adversary, ids) > max(kl(clean, other) for other in others)


def test_all_passes_drop_the_same(config: TrainConfig) -> None:
    """With ε all but 0 the loss is all but 0, however much is dropped; and the next step drops other things."""
    model = build_network(replace(config, word_dropout=0.3, embedding_dropout=0.5, state_dropout=0.5), NUM_TOKENS)
    adversary = Adversarial(model.classifier, 1e-6)
    first, second = (np.asarray(adversary(IDS, training=True)) for _ in range(2))
    assert abs(first - second).max() > 1e-3
    assert loss_of(adversary, IDS) < 1e-7  # with other drops in each pass about 1e-4
    for _ in range(3):
        np.testing.assert_array_equal(np.asarray(adversary(IDS)), np.asarray(model.classifier(IDS)))


def test_shares_layers_weights_and_files(config: TrainConfig, tmp_path: Path) -> None:
    model = build_network(config, NUM_TOKENS).classifier
    adversary = Adversarial(model, 5.0)
    assert adversary.layers == model.layers
    adversary.save_weights(tmp_path / "adversary.weights.h5")
    other = build_network(replace(config, seed=5), NUM_TOKENS).classifier
    other.load_weights(tmp_path / "adversary.weights.h5")
    np.testing.assert_array_equal(np.asarray(other(IDS)), np.asarray(model(IDS)))


def noise(number: int) -> LabelledRows:
    random = np.random.default_rng(0)
    texts = [random.integers(2, NUM_TOKENS, size=random.integers(3, 9)).astype(np.int32) for _ in range(number)]
    return LabelledRows(texts, random.integers(0, 2, number).astype(np.float32))


def test_fit_lowers_it(config: TrainConfig, tmp_path: Path) -> None:
    """On labels that are noise the plain model keeps its slope, the adversarial one levels out."""
    random = np.random.default_rng(5)
    table, unit = (random.normal(0, 0.3, shape).astype(np.float32) for shape in ((NUM_TOKENS, SIZE), (SIZE, 1)))
    losses = {}
    for epsilon in (0.0, 5.0):
        (folder := tmp_path / str(epsilon)).mkdir()
        model = linear_model(table, unit)
        fit(model, noise(120), None, replace(config, vat_epsilon=epsilon, epochs=6), Checkpoints(folder))
        losses[epsilon] = loss_of(Adversarial(model, 5.0), IDS)
    assert losses[5.0] < losses[0.0] / 2


def test_resumed_run_ends_at_the_same_weights(config: TrainConfig, tmp_path: Path) -> None:
    config = replace(config, vat_epsilon=2.0, epochs=2)
    for name in ("whole", "stopped"):
        (tmp_path / name).mkdir()
    whole, stopped, resumed = (build_network(config, NUM_TOKENS).classifier for _ in range(3))
    fit(whole, noise(40), None, config, Checkpoints(tmp_path / "whole"))

    def stop(epoch: int, _: object) -> None:
        if epoch == 1:
            raise KeyboardInterrupt

    told = keras.callbacks.LambdaCallback(on_epoch_begin=stop)
    with pytest.raises(KeyboardInterrupt):
        fit(stopped, noise(40), None, config, Checkpoints(tmp_path / "stopped"), callbacks=[told])
    fit(resumed, noise(40), None, config, Checkpoints(tmp_path / "stopped"))
    for one, other in zip(resumed.get_weights(), whole.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)


def test_another_backend_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keras.backend, "backend", lambda: "torch")
    with pytest.raises(TrainingError, match="set KERAS_BACKEND"):
        gradient(keras.ops.sum, keras.ops.zeros((2,)))


@pytest.mark.jax
@pytest.mark.skipif("keras.backend.backend() == 'jax'", reason="is run by itself")
def test_the_same_under_jax() -> None:
    passes_under_jax(Path(__file__), "linear or no_step or fit_lowers")
