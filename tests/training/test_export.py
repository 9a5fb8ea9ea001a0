"""Export: nothing leaves that the runtime would read in another way than Keras."""

import json

import numpy as np
import pytest

from sentiment.errors import BundleCorruptError, TrainingError
from sentiment.session import Session
from sentiment.training import TrainConfig, export
from sentiment.training.calibration import Calibration
from sentiment.training.model import Network, build_network
from sentiment.training.onnx_graph import half_model
from sentiment.training.vocabulary import learn_vocabulary
from sentiment.training.weights import calibrated, from_safetensors, get_weights, set_weights, to_safetensors
from tests.training.conftest import made_up_examples


@pytest.fixture(scope="module")
def definition() -> bytes:
    return learn_vocabulary(made_up_examples(100).texts, size=200)


@pytest.fixture
def network(definition: bytes, config: TrainConfig) -> Network:
    return build_network(config, len(json.loads(definition)["model"]["vocab"]))


def test_golden_examples_are_what_keras_says(network: Network, definition: bytes) -> None:
    files, golden = export.export(network, definition, seed=0)
    assert set(files) == {"tokenizer.json", "model.onnx", "weights.safetensors"}
    assert len(golden) == 8
    for example in golden:
        logit, attention, _ = network.explainer.predict_on_batch(np.array([example.ids], dtype=np.int32))
        assert float(np.asarray(logit)[0]) == pytest.approx(example.logit, abs=1e-5)
        np.testing.assert_allclose(np.asarray(attention)[0], example.attention, atol=1e-5)
        bias = float(network.classifier.get_layer("output").get_weights()[1][0])
        assert sum(example.contribution) + bias == pytest.approx(example.logit, abs=1e-5)


def test_what_int8_cannot_hold_is_stored_in_half_precision(
    network: Network, definition: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One enormous feature takes int8's whole range, so that nothing is left for the others."""
    weights = get_weights(network)
    table = weights["embedding/embeddings"] * 30
    table[:, 0] = 2000
    kernels = {name: weights[name].copy() for name in ("forward/kernel", "backward/kernel")}
    for kernel in kernels.values():
        kernel[0] = 0
    set_weights(network, {**weights, **kernels, "embedding/embeddings": table})
    files, golden = export.export(network, definition, seed=0)
    session = Session(files["model.onnx"])
    for example in golden:
        assert session.read(np.array(example.ids, np.int32)).logit == pytest.approx(example.logit, abs=0.05)
    assert files["model.onnx"] == half_model(get_weights(network), np.ones(len(table), dtype=bool)).SerializeToString()


def test_a_wrong_graph_is_not_exported(network: Network, definition: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """The gates in Keras's order instead of ONNX's: a mistake that still runs."""
    monkeypatch.setattr("sentiment.training.onnx_graph._gates", lambda kernel: kernel)
    with pytest.raises(TrainingError, match="exact model"):
        export.export(network, definition, seed=0)


def test_the_calibration_scales_and_shifts_the_logit(network: Network) -> None:
    ids = np.array([[3, 4, 5]], dtype=np.int32)
    before = [np.asarray(value) for value in network.explainer.predict_on_batch(ids)]
    set_weights(network, calibrated(get_weights(network), Calibration(temperature=2.0, shift=0.25)))
    after = [np.asarray(value) for value in network.explainer.predict_on_batch(ids)]
    np.testing.assert_allclose(after[0], before[0] / 2 + 0.25, atol=1e-6)
    np.testing.assert_allclose(after[1], before[1], atol=1e-6)
    np.testing.assert_allclose(after[2], before[2] / 2, atol=1e-6)


def test_weights_round_trip_in_half_precision(network: Network) -> None:
    weights = get_weights(network)
    again = from_safetensors(to_safetensors(weights))
    assert set(again) == set(weights)
    for name, value in weights.items():
        np.testing.assert_allclose(again[name], value, rtol=1e-3, atol=1e-4)
    set_weights(network, again)


def test_broken_weights_are_refused(network: Network) -> None:
    content = to_safetensors(get_weights(network))
    with pytest.raises(BundleCorruptError, match="cannot be read"):
        from_safetensors(content[:100])
