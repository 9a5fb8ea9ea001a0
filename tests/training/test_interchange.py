"""What others load answers as the runtime does, on real reviews and on hostile texts."""

import json
import math
import os
import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from sentiment.bundle import TOKENIZER, Bundle, file_hashes, read_bundle, write_bundle
from sentiment.classifier import Classifier
from sentiment.errors import BundleCorruptError, OutputError, TextError
from sentiment.tokenizer import Tokenizer, well_formed
from sentiment.training import TrainConfig
from sentiment.training.batches import pad
from sentiment.training.calibration import Calibration
from sentiment.training.export import export
from sentiment.training.interchange import write_keras, write_onnx
from sentiment.training.model import build_network, set_is_word
from sentiment.training.vocabulary import learn_vocabulary
from sentiment.training.weights import calibrated, get_weights, set_weights
from tests.small_bundle import make_manifest
from tests.texts import HOSTILE
from tests.training.conftest import made_up_examples, needs_imdb

ROOT = Path(__file__).parents[2]
TOLERANCE = 1e-5  # of a probability


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory, config: TrainConfig) -> Bundle:
    """A small model with random weights."""
    definition = learn_vocabulary([*made_up_examples(50).texts, *map(well_formed, HOSTILE * 2)], size=300)
    network = build_network(config, len(json.loads(definition)["model"]["vocab"]))
    set_is_word(network, ~Tokenizer(definition).punctuation)
    set_weights(network, calibrated(get_weights(network), Calibration(temperature=1 / 3, shift=0.0)))
    files, golden = export(network, definition, seed=0)
    manifest = make_manifest(
        files=file_hashes(files),
        golden=golden,
        bias=float(get_weights(network)["output/bias"][0]),
        sizes={"vocabulary": len(json.loads(definition)["model"]["vocab"])},
        training={"config": config.to_dict()},
    )
    path = tmp_path_factory.mktemp("bundle") / "small"
    write_bundle(path, manifest, files)
    return read_bundle(path)


@pytest.fixture(scope="module")
def exact(bundle: Bundle) -> Classifier:
    """The bundle as exported to ONNX, read anew."""
    output = bundle.path.with_name("exact")
    assert write_onnx(bundle, output, force=False).max_logit_difference < 0.01
    return Classifier.load(output)


@pytest.fixture(scope="module")
def keras_file(bundle: Bundle) -> Path:
    output = bundle.path.with_name("small.keras")
    assert write_keras(bundle, output) < 0.01
    return output


@pytest.fixture(scope="module")
def model(keras_file: Path) -> keras.Model:
    return keras.models.load_model(keras_file)


def probabilities(model: keras.Model, classifier: Classifier, texts: list[str]) -> list[float]:
    """What Keras answers to the ids of texts; NaN for a blank one."""
    found = []
    for text in texts:
        try:
            found.append(float(model.predict_on_batch(pad([classifier.token_ids(text)]))[0, 0]))
        except TextError:
            found.append(math.nan)
    return found


def expected(classifier: Classifier, text: str) -> float:
    try:
        return classifier.classify(text).probability
    except TextError:  # blank
        return math.nan


def test_the_exact_model_is_nearer_to_keras_than_the_small_one(bundle: Bundle, exact: Classifier) -> None:
    assert exact.verify().passed
    assert exact.verify().max_logit_difference < Classifier(bundle).verify().max_logit_difference


def test_the_same_probabilities_on_hostile_texts(model: keras.Model, exact: Classifier) -> None:
    texts = [*HOSTILE, "", " \t\u00a0<br />", "the film was superb , . " * 30]
    answers = [expected(exact, text) for text in texts]
    assert np.nanmax(answers) - np.nanmin(answers) > 0.1
    np.testing.assert_allclose(probabilities(model, exact, texts), answers, rtol=0, atol=TOLERANCE)


def test_it_loads_in_a_fresh_process(keras_file: Path, exact: Classifier) -> None:
    """One import is all that loading needs."""
    code = (
        "import sys, keras, numpy as np\n"
        "import sentiment.training\n"
        "model = keras.models.load_model(sys.argv[1])\n"
        "ids = np.array([eval(sys.argv[2])], dtype=np.int32)\n"
        "print(float(model.predict(ids, verbose=0)[0, 0]))"
    )
    text = "the film was superb , the end ."
    done = subprocess.run(
        [sys.executable, "-c", code, str(keras_file), str(exact.token_ids(text).tolist())],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) == pytest.approx(expected(exact, text), abs=TOLERANCE)


def test_a_disk_that_fills_up_leaves_nothing(bundle: Bundle, tmp_path: Path) -> None:
    (tmp_path / "old.keras").write_text("old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, before[1]))
    try:
        with pytest.raises(OutputError, match=r"old\.keras"):
            write_keras(bundle, tmp_path / "old.keras")
        with pytest.raises(OutputError, match="exact"):
            write_onnx(bundle, tmp_path / "exact", force=False)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [path.name for path in tmp_path.iterdir()] == ["old.keras"]
    assert (tmp_path / "old.keras").read_text() == "old"


def test_what_answers_otherwise_is_not_written(bundle: Bundle, tmp_path: Path) -> None:
    golden = [replace(example, logit=example.logit + 2) for example in bundle.manifest.golden]
    other = replace(bundle, manifest=replace(bundle.manifest, golden=golden))
    with pytest.raises(BundleCorruptError, match="golden"):
        write_keras(other, tmp_path / "model.keras")
    with pytest.raises(BundleCorruptError, match="golden"):
        write_onnx(other, tmp_path / "exact", force=False)
    assert list(tmp_path.iterdir()) == []


@needs_imdb
@pytest.mark.real_data
def test_the_shipped_model_on_two_hundred_reviews(bundle_path: Path, tmp_path: Path) -> None:
    from sentiment.corpus import load_texts

    shipped = read_bundle(bundle_path)
    write_keras(shipped, tmp_path / "imdb.keras")
    write_onnx(shipped, tmp_path / "exact", force=False)
    assert (tmp_path / "exact" / TOKENIZER).is_file()
    texts = load_texts("tfds:imdb_reviews:train[:200]")
    exact = Classifier.load(tmp_path / "exact")
    found = probabilities(keras.models.load_model(tmp_path / "imdb.keras"), exact, list(texts))
    np.testing.assert_allclose(found, [expected(exact, text) for text in texts], rtol=0, atol=TOLERANCE)
