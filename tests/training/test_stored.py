"""The network of a bundle is what the bundle says, or nothing."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load, save

from sentiment.bundle import FILES, WEIGHTS, file_hashes, read_bundle, write_bundle
from sentiment.errors import BundleCorruptError, TrainingError
from sentiment.training.batches import predict_logits
from sentiment.training.stored import load_network, read_stored
from sentiment.training.transfer import Origin, read_origin


def rewritten(
    origin: Origin,
    folder: Path,
    *,
    config: dict[str, object] | None = None,
    weights: dict[str, np.ndarray] | None = None,
) -> Path:
    """The origin's bundle with other weights or another configuration, its hashes made anew."""
    source = origin.classifier.path
    manifest = read_bundle(source).manifest
    files = {name: (source / name).read_bytes() for name in FILES}
    if weights:
        files[WEIGHTS] = save({**load(files[WEIGHTS]), **weights})
    training = {**manifest.training, "config": {**manifest.training["config"], **(config or {})}}
    write_bundle(folder / "model", replace(manifest, training=training, files=file_hashes(files)), files)
    return folder / "model"


def test_the_network_answers_as_the_bundle(origin: Origin) -> None:
    text = "the film was superb , the end was dull"
    found = predict_logits(load_network(origin.classifier.path).classifier, [origin.classifier.token_ids(text)])
    assert float(found[0]) == pytest.approx(origin.classifier.classify(text).logit, abs=0.05)


@pytest.mark.parametrize(("field", "value"), [("units", 7), ("embedding_size", 10**9), ("attention_units", 3)])
def test_sizes_that_are_not_those_of_the_weights_are_refused(
    origin: Origin, tmp_path: Path, field: str, value: int
) -> None:
    path = rewritten(origin, tmp_path, config={field: value})
    with pytest.raises(BundleCorruptError, match=r"weights.safetensors holds .* expected"):
        load_network(path)
    with pytest.raises(BundleCorruptError, match=r"weights.safetensors holds .* expected"):
        read_origin(path)


@pytest.mark.parametrize(("field", "value"), [("units", 1.5), ("learning_rate", "fast"), ("epochs", 0)])
def test_a_configuration_that_is_none_is_refused(origin: Origin, tmp_path: Path, field: str, value: object) -> None:
    with pytest.raises(TrainingError, match=f"{field} must be .*, received"):
        read_origin(rewritten(origin, tmp_path, config={field: value}))


@pytest.mark.parametrize(
    "weights",
    [
        {"output/bias": np.zeros((2,), np.float32)},
        {"embedding/embeddings": np.zeros((3, 3), np.float32)},
        {"output/kernel": np.zeros((16, 1), np.int64)},
    ],
)
def test_weights_of_another_shape_or_type_are_refused(
    origin: Origin, tmp_path: Path, weights: dict[str, np.ndarray]
) -> None:
    path = rewritten(origin, tmp_path, weights=weights)
    with pytest.raises(BundleCorruptError, match=f"holds {next(iter(weights))} as"):
        read_stored(path, read_bundle(path).manifest)
