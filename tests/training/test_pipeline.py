"""The whole way: a corpus in, a model out."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sentiment.classifier import Classifier
from sentiment.corpus import Examples
from sentiment.errors import OutputError, TrainingError
from sentiment.training import TrainConfig
from sentiment.training.manifest import Inputs, Refit
from sentiment.training.pipeline import train
from tests.training.conftest import made_up_examples


def test_a_corpus_becomes_a_model(examples: Examples, config: TrainConfig, tmp_path: Path) -> None:
    notes: list[str] = []
    unlabeled = made_up_examples(60, seed=5).texts
    inputs = Inputs(examples=examples, unlabeled=unlabeled, corpus="made up", unlabeled_corpus="more of it")
    config = replace(config, patience=0)
    manifest = train(inputs, tmp_path / "model", config, note=notes.append)
    assert {"teachers", "fit"} <= set(manifest.training["seconds"])
    assert manifest.metrics["accuracy"] > 0.9
    assert manifest.metrics["num_examples"] == manifest.training["num_held_out"] > 20
    assert manifest.training["num_labelled"] + manifest.training["num_held_out"] == len(examples)
    assert set(manifest.training["inputs_sha256"]) == {"labelled", "unlabelled"}
    assert not (tmp_path / "model.run").exists()

    classifier = Classifier.load(tmp_path / "model")
    assert classifier.verify().passed
    good = classifier.classify("the film was superb , the end .")
    assert good.label == "positive"
    assert max(good.words, key=lambda word: word.contribution).text == "superb"
    assert classifier.classify("the film was dreadful , the end .").label == "negative"

    refit = train(inputs, tmp_path / "all", config, refit=Refit(lambda: manifest))
    assert refit.temperature == manifest.temperature
    assert refit.training["num_labelled"] == len(examples)
    assert len(refit.training["epochs"]) == config.epochs
    assert refit.metrics == {"abstaining": manifest.metrics["abstaining"]}
    assert "made in the same way without them" in refit.card["how_good"]


def test_groups_stay_on_one_side(examples: Examples, config: TrainConfig, tmp_path: Path) -> None:
    groups = [f"film {index // 12}" for index in range(len(examples))]
    grouped = replace(examples, groups=groups)
    manifest = train(Inputs(examples=grouped, corpus="x"), tmp_path / "model", replace(config, epochs=1))
    assert manifest.training["num_held_out"] % 12 == 0


def test_unlabelled_texts_that_are_held_out_are_left_aside(
    examples: Examples, config: TrainConfig, tmp_path: Path
) -> None:
    notes: list[str] = []
    inputs = Inputs(examples=examples, unlabeled=examples.texts, corpus="x", unlabeled_corpus="the same")
    manifest = train(inputs, tmp_path / "model", replace(config, epochs=1), note=notes.append)
    assert manifest.training["num_unlabelled"] == manifest.training["num_labelled"]
    assert any(f"{manifest.training['num_held_out']} unlabelled texts are held out, too" in note for note in notes)


def test_a_refit_repeats_the_configuration(examples: Examples, config: TrainConfig, tmp_path: Path) -> None:
    inputs = Inputs(examples=examples, corpus="x")
    config = replace(config, patience=0)
    manifest = train(inputs, tmp_path / "model", replace(config, epochs=1))
    with pytest.raises(TrainingError, match="another configuration or other texts"):
        train(inputs, tmp_path / "all", replace(config, epochs=2), refit=Refit(lambda: manifest))


def test_a_refit_takes_as_many_epochs_as_were_best(examples: Examples, config: TrainConfig, tmp_path: Path) -> None:
    inputs = Inputs(examples=examples, corpus="x")
    config = replace(config, epochs=3)
    source = train(inputs, tmp_path / "model", config)
    source = replace(source, training={**source.training, "best_epoch": 2})
    refit = train(inputs, tmp_path / "all", config, refit=Refit(lambda: source, {"told": 1}))
    assert len(refit.training["epochs"]) == 2
    assert refit.metrics["told"] == 1


def test_stopped_and_resumed(
    examples: Examples, config: TrainConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = Inputs(examples=examples, corpus="made up")
    output = tmp_path / "model"

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("sentiment.training.schedule.learn_vectors", stop)
        with pytest.raises(KeyboardInterrupt, match="--resume"):
            train(inputs, output, config)
    assert not output.exists()
    with pytest.raises(OutputError, match="--resume"):
        train(inputs, output, config)
    with pytest.raises(TrainingError, match="another configuration"):
        train(inputs, output, replace(config, seed=5), resume=True)
    groups = [f"film {index // 12}" for index in range(len(examples))]
    with pytest.raises(TrainingError, match="other texts"):  # another split: what was held out has been seen
        train(replace(inputs, examples=replace(examples, groups=groups)), output, config, resume=True)
    assert train(inputs, output, config, resume=True).metrics["accuracy"] > 0.9


def test_stopped_after_its_last_step(
    examples: Examples, config: TrainConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs, output = Inputs(examples=examples, corpus="made up", command="sentiment train made-up.csv"), tmp_path / "m"
    config = replace(config, epochs=1)
    with monkeypatch.context() as patch:
        patch.setattr("sentiment.training.stages.Run.finish", lambda run: run._lock.release())
        manifest = train(inputs, output, config)
    assert (tmp_path / "m.run" / "run.json").exists()
    with pytest.raises(OutputError, match="with another configuration or from other texts"):
        train(inputs, output, replace(config, seed=5), resume=True)
    assert train(inputs, output, config, resume=True) == manifest
    assert [entry.name for entry in tmp_path.iterdir()] == ["m"]
    assert manifest.training["command"] == "sentiment train made-up.csv"
    other = train(inputs, tmp_path / "n", config)  # in all that the clock does not say, the same again
    assert other.files == manifest.files
    assert other.metrics == manifest.metrics


def test_existing_output_is_refused_before_any_work(examples: Examples, config: TrainConfig, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(OutputError, match="is not a model"):
        train(Inputs(examples=examples, corpus="x"), tmp_path, config, force=True)
    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("number", "labels"), [(2, [0, 1]), (100, [1] * 100), (0, [])], ids=["two", "one class", "none"]
)
def test_too_little_is_refused(number: int, labels: list[int], config: TrainConfig, tmp_path: Path) -> None:
    examples = Examples([f"text {i}" for i in range(number)], np.array(labels, np.int8), list(range(number)))
    with pytest.raises(TrainingError, match="too little to learn from"):
        train(Inputs(examples=examples, corpus="x"), tmp_path / "model", config)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.jax
def test_trains_under_jax(tmp_path: Path) -> None:
    """The same code with another backend, in a process of its own."""
    pytest.importorskip("jax")
    program = """
import sys
from pathlib import Path
import keras
from sentiment.training import TrainConfig
from sentiment.training.manifest import Inputs
from sentiment.training.pipeline import train
from tests.training.conftest import made_up_examples

assert keras.backend.backend() == "jax"
config = TrainConfig(vocabulary_size=200, embedding_size=16, units=8, attention_units=8, max_tokens=40, vector_epochs=1,
                     epochs=6, batch_size=16, learning_rate=2e-2, ema=0.8, word_dropout=0.05, embedding_dropout=0.1)
manifest = train(Inputs(examples=made_up_examples(240), corpus="made up"), Path(sys.argv[1]), config)
assert manifest.training["backend"] == "jax"
assert manifest.metrics["accuracy"] > 0.9, manifest.metrics
"""
    environment = {**os.environ, "KERAS_BACKEND": "jax", "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "model")], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert Classifier.load(tmp_path / "model").verify().passed
