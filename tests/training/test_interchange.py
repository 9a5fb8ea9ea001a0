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
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from sentiment.bundle import TOKENIZER, Bundle, file_hashes, read_bundle, write_bundle
from sentiment.classifier import Classifier
from sentiment.errors import BundleCorruptError, OutputError, TextError
from sentiment.tokenizer import MAX_TOKENS, well_formed
from sentiment.training import TrainConfig
from sentiment.training.export import export
from sentiment.training.interchange import write_keras, write_onnx
from sentiment.training.model import build_network
from sentiment.training.ngrams import MARKS, Ngrams
from sentiment.training.vocabulary import learn_vocabulary
from sentiment.training.weights import get_weights, joined, set_weights
from tests.small_bundle import make_manifest
from tests.texts import HOSTILE, any_text
from tests.training.conftest import made_up_examples, needs_imdb

ROOT = Path(__file__).parents[2]
TOLERANCE = 1e-5  # of a probability


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory, config: TrainConfig) -> Bundle:
    """A small model with random weights, n-grams too."""
    definition = learn_vocabulary([*made_up_examples(50).texts, *map(well_formed, HOSTILE * 2)], size=300)
    network = build_network(config, len(json.loads(definition)["model"]["vocab"]))
    weights = get_weights(network)
    random = np.random.default_rng(0)
    buckets = len(weights["ngrams/weights"])
    table = random.integers(-127, 127, buckets, dtype=np.int8)
    ngrams = Ngrams(table, random.integers(1, MARKS, buckets, dtype=np.uint8, endpoint=True), 0.02)
    set_weights(network, joined(weights, ngrams, (3.0, 1.0)))
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


def probabilities(model: keras.Model, texts: list[str]) -> list[float]:
    texts = [well_formed(text) for text in texts]
    return [float(value) for value in model.predict(tf.constant(texts), verbose=0, batch_size=8)]


def expected(classifier: Classifier, text: str) -> float:
    try:
        return classifier.classify(text).probability
    except TextError:  # blank
        return math.nan


def test_the_exact_model_is_nearer_to_keras_than_the_small_one(bundle: Bundle, exact: Classifier) -> None:
    assert exact.verify().passed
    assert exact.verify().max_logit_difference < Classifier(bundle).verify().max_logit_difference


@settings(max_examples=50)
@given(st.lists(any_text, min_size=1, max_size=8))
def test_the_same_ids_on_any_text(model: keras.Model, exact: Classifier, texts: list[str]) -> None:
    found = np.asarray(model.get_layer("token_ids")(tf.constant([well_formed(text) for text in texts])))
    for ids, text in zip(found, texts, strict=True):
        try:
            expected = exact.token_ids(text).tolist()
        except TextError:  # blank
            expected = []
        assert ids[: len(expected)].tolist() == expected
        assert not ids[len(expected) :].any()


def test_a_very_long_text_is_cut_as_at_run_time(model: keras.Model, exact: Classifier) -> None:
    begins, ends = "superb film , " * (MAX_TOKENS // 6 + 5), "dull film . " * (MAX_TOKENS // 6 + 5)
    ids = np.asarray(model.get_layer("token_ids")(tf.constant([f"{begins} [ & ] {ends}", "dull"])))
    np.testing.assert_array_equal(ids[0, :-2], exact.token_ids(f"{begins} [ & ] {ends}"))
    assert ids.shape == (2, MAX_TOKENS + 2)


def test_bytes_that_are_no_utf8_are_read_as_the_replacement_character(model: keras.Model) -> None:
    ids = model.get_layer("token_ids")(tf.constant([b"film \xff dull", "film \ufffd dull".encode()]))
    np.testing.assert_array_equal(ids[0], ids[1])


def test_its_parts_explain(model: keras.Model, exact: Classifier) -> None:
    text = "the film was superb , the end ."
    ids = model.get_layer("token_ids")(tf.constant([text]))
    logit, attention, contribution = (np.asarray(value)[0] for value in model.get_layer("explainer")(ids))
    prediction = exact.classify(text)
    length = prediction.num_tokens_read
    assert float(logit) == pytest.approx(prediction.logit, abs=TOLERANCE)
    np.testing.assert_allclose(attention[:length], prediction.attention, atol=TOLERANCE)
    np.testing.assert_allclose(contribution[:length], prediction.contribution, atol=TOLERANCE)
    vocabulary = model.get_layer("token_ids").vocabulary
    assert [vocabulary[id] for id in np.asarray(ids)[0, :3]] == ["the", "film", "was"]


def test_the_same_probabilities_on_hostile_texts_in_a_fresh_process(keras_file: Path, exact: Classifier) -> None:
    """One import is all that loading needs."""
    code = (
        "import json, sys, keras, tensorflow as tf\n"
        "import sentiment.training.raw_text_model\n"
        "texts = json.load(sys.stdin)\n"
        "model = keras.models.load_model(sys.argv[1])\n"
        "print(json.dumps(model.predict(tf.constant(texts), verbose=0).tolist()))"
    )
    texts = [well_formed(text) for text in (*HOSTILE, "", " \t\u00a0<br />", "the film was superb , . " * 30)]
    done = subprocess.run(
        [sys.executable, "-c", code, str(keras_file)],
        input=json.dumps(texts),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers = [expected(exact, text) for text in texts]
    assert np.isnan(answers).sum() == 2
    assert np.nanmax(answers) - np.nanmin(answers) > 0.1
    np.testing.assert_allclose(json.loads(done.stdout), answers, rtol=0, atol=TOLERANCE)


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
    found = probabilities(keras.models.load_model(tmp_path / "imdb.keras"), list(texts))
    np.testing.assert_allclose(found, [expected(exact, text) for text in texts], rtol=0, atol=TOLERANCE)
