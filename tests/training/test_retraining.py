"""From a corpus to a model that is known to be good: what is written, what is seen, and going on after a stop."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sentiment.bundle import SHIPPED, read_bundle
from sentiment.classifier import Classifier
from sentiment.corpus import Examples, Split, stratified_split
from sentiment.errors import OutputError, TrainingError
from sentiment.metrics import roc_auc, sigmoid
from sentiment.training import TrainConfig
from sentiment.training.baselines import classified
from sentiment.training.manifest import Inputs
from sentiment.training.pipeline import identity, without_measured
from sentiment.training.retraining import MEASURED, Retrained, pages_folder, retrain
from sentiment.training.transfer import Origin, read_origin, rehearsal
from tests.training.conftest import made_up_examples, other_examples

OTHERS = ("the most frequent class", "tf-idf + logistic regression", f"{SHIPPED}, as it is", "films, as it is")
PAGES = {MEASURED, "training.png", "confusion.png", "reliability.png", "worst_errors.html"}


@pytest.fixture(scope="session")
def steps(config: TrainConfig) -> TrainConfig:
    """To go on from the small model."""
    return replace(config, epochs=4, vector_epochs=0, patience=2)


@pytest.fixture(scope="session")
def inputs(origin: Origin) -> Inputs:
    """Texts of another domain, one of which cannot be read, is blank to the tokenizer, and is held out."""
    examples = other_examples(160)
    held_out = stratified_split(examples, seed=0).held_out
    examples.texts[int(np.flatnonzero(held_out)[0])] = "\u200b"
    return Inputs(examples=examples, split=Split(held_out, "a fifth"), origin=origin, corpus="furniture")


@dataclass(frozen=True)
class Done:
    """A retraining, and where it was."""

    made: Retrained
    output: Path
    notes: list[str]


@pytest.fixture(scope="session")
def plain(inputs: Inputs, steps: TrainConfig, tmp_path_factory: pytest.TempPathFactory) -> Done:
    """Without replay; the measured model is the model."""
    output = tmp_path_factory.mktemp("plain") / "model"
    notes: list[str] = []
    facts: dict[str, Any] = {"checked": {"findings": []}}
    return Done(retrain(inputs, output, replace(steps, patience=0), facts=facts, note=notes.append), output, notes)


@pytest.fixture(scope="session")
def replaying(inputs: Inputs) -> Inputs:
    return replace(inputs, replay=made_up_examples(240, seed=9), replay_corpus="films")


def stopping_at(words: str, notes: list[str]) -> Callable[[str], None]:
    """A person who presses Ctrl-C when these words are said."""

    def note(message: str) -> None:
        notes.append(message)
        if words in message:
            raise KeyboardInterrupt

    return note


@pytest.fixture(scope="session")
def stopped(replaying: Inputs, steps: TrainConfig, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a retraining was stopped when the first model had been written and the pages had not."""
    output = tmp_path_factory.mktemp("stopped") / "model"
    with pytest.raises(KeyboardInterrupt, match="--resume"):
        retrain(replaying, output, replace(steps, refit=True), note=stopping_at("beside others", []))
    assert {path.name for path in output.parent.iterdir()} == {"model-report"}
    return output


@pytest.fixture(scope="session")
def resumed(stopped: Path, replaying: Inputs, steps: TrainConfig) -> Done:
    """Gone on with after three stops: before the pages, after them, in the second training."""
    pages, config = pages_folder(stopped), replace(steps, refit=True)
    made_at = (pages / MEASURED / "manifest.json").stat().st_mtime_ns
    for words in ("from all texts", "exporting"):
        with pytest.raises(KeyboardInterrupt):
            retrain(replaying, stopped, config, resume=True, note=stopping_at(words, []))
        (pages / "confusion.png").unlink()
        (pages / ".partial-12-worst_errors.html").write_text("<half")
    assert (stopped.parent / "model.run" / "fit" / "history.json").exists()
    notes: list[str] = []
    made = retrain(replaying, stopped, config, resume=True, note=notes.append)
    assert (pages / MEASURED / "manifest.json").stat().st_mtime_ns == made_at, "it was not trained again"
    return Done(made, stopped, notes)


def test_the_measured_model_is_adopted(plain: Done) -> None:
    pages = pages_folder(plain.output)
    assert plain.made.pages == pages
    assert {path.name for path in pages.iterdir()} == PAGES
    assert {path.name for path in plain.output.parent.iterdir()} == {"model", "model-report"}
    found, measured = (read_bundle(path).manifest for path in (plain.output, pages / MEASURED))
    assert found.files == measured.files
    assert (found.name, measured.name) == ("model", MEASURED)
    assert found.metrics.items() > measured.metrics.items()
    assert found.metrics["checked"] == {"findings": []}
    assert found.training["origin"] == "films"
    assert "started from films" in found.card["learnt_from"]


def test_beside_others_on_the_same_texts(plain: Done, inputs: Inputs, origin: Origin) -> None:
    beside = {other.name: other for other in plain.made.beside}
    assert tuple(beside) == OTHERS
    assert inputs.split
    held_out = inputs.examples.take(inputs.split.held_out)
    readable = held_out.take(np.array([text != "\u200b" for text in held_out.texts]))
    assert beside["films, as it is"].accuracy == np.mean(
        classified(origin.classifier, readable.texts) == readable.labels
    )
    assert read_bundle(plain.output).manifest.metrics["beside"].keys() == set(OTHERS)


def test_before_and_after_are_measured(plain: Done, resumed: Done) -> None:
    metrics = plain.made.measured.metrics
    assert metrics["new_domain"]["num_examples"] == metrics["num_examples"]
    assert metrics["new_domain"]["before"] < metrics["new_domain"]["after"]
    assert "old_domain" not in metrics
    old = resumed.made.measured.metrics["old_domain"]
    assert old["num_examples"] == len(rehearsal(made_up_examples(240, seed=9)).measured)
    assert old["before"] > 0.95


def test_replay_keeps_from_forgetting(plain: Done, resumed: Done) -> None:
    old = made_up_examples(200, seed=77)

    def remembered(done: Done) -> float:
        logits = read_origin(done.made.pages / MEASURED).logits(old.texts)
        return roc_auc(old.labels, sigmoid(logits))

    assert remembered(resumed) > remembered(plain) + 0.1


def test_a_refit_has_learnt_from_all_texts(resumed: Done, inputs: Inputs) -> None:
    assert {path.name for path in pages_folder(resumed.output).iterdir()} == PAGES, "nothing half-written is left"
    assert {path.name for path in resumed.output.parent.iterdir()} == {"model", "model-report"}
    manifest, measured = read_bundle(resumed.output).manifest, resumed.made.measured
    assert manifest.training["num_labelled"] == len(inputs.examples) > measured.training["num_labelled"]
    assert manifest.training["num_held_out"] == 0
    assert manifest.temperature == measured.temperature
    assert len(manifest.training["epochs"]) == measured.training["best_epoch"]
    assert set(manifest.metrics) == {"abstaining", "beside"}
    assert "this one has learnt from them too" in manifest.card["how_good"]
    assert "which also chose the epoch and the calibration" in manifest.card["how_good"]
    assert "with films against forgetting" in manifest.card["learnt_from"]
    assert Classifier.load(resumed.output).verify().passed


@pytest.fixture
def copied(stopped: Path, resumed: Done, tmp_path: Path) -> Path:
    """A place where a first model is and the second is not."""
    shutil.copytree(pages_folder(stopped) / MEASURED, tmp_path / "model-report" / MEASURED)
    return tmp_path / "model"


@pytest.mark.parametrize(
    "changed",
    [
        {"examples": other_examples(160, seed=5)},
        {"split": Split(np.arange(160) % 5 == 1, "others")},
        {"origin": None, "replay": None},
        {"replay": made_up_examples(240, seed=10)},
        {"unlabeled": ["more texts of the kind"]},
    ],
    ids=["corpus", "split", "origin", "replay", "unlabelled"],
)
def test_a_first_model_of_another_run_is_not_gone_on_with(
    changed: dict[str, Any], copied: Path, replaying: Inputs, steps: TrainConfig
) -> None:
    with pytest.raises(OutputError, match="--force"):
        retrain(replace(replaying, **changed), copied, replace(steps, refit=True), resume=True)
    assert not copied.exists()


def test_a_first_model_of_another_configuration_is_not_gone_on_with(
    copied: Path, replaying: Inputs, steps: TrainConfig
) -> None:
    with pytest.raises(OutputError, match="another configuration"):
        retrain(replaying, copied, replace(steps, refit=True, seed=3), resume=True)


def test_a_first_model_is_neither_lost_nor_used_unasked(copied: Path, replaying: Inputs, steps: TrainConfig) -> None:
    with pytest.raises(OutputError, match="--resume"):
        retrain(replaying, copied, steps)
    assert (copied.parent / "model-report" / MEASURED / "manifest.json").exists()


def test_what_is_measured_on_is_seen_nowhere(inputs: Inputs) -> None:
    assert inputs.split
    corpus = replace(inputs.examples, groups=None)
    films = made_up_examples(100, seed=9)
    both = Examples(
        films.texts + [f"  {text}\n" for text in corpus.texts],
        np.concatenate([films.labels, corpus.labels]),
        list(range(260)),
    )
    measured = rehearsal(films).measured.texts
    notes: list[str] = []
    unlabeled = [*corpus.texts, *measured, "a text of its own"]
    kept = without_measured(replace(inputs, replay=both, unlabeled=unlabeled), inputs.split.held_out, notes.append)
    assert kept.replay
    assert kept.replay.texts == films.texts
    learnt = inputs.examples.take(~inputs.split.held_out).texts
    assert kept.unlabeled == [*learnt, "a text of its own"]
    assert len(notes) == 2
    again = without_measured(kept, inputs.split.held_out, notes.append)
    assert (again.unlabeled, len(notes)) == (kept.unlabeled, 2)


@pytest.mark.parametrize("part", ["examples", "replay"])
def test_texts_that_the_origin_has_learnt_from_are_pointed_out(
    part: str, examples: Examples, inputs: Inputs, steps: TrainConfig, tmp_path: Path
) -> None:
    changed: dict[str, Any] = {part: examples, "split": None}
    notes: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        retrain(replace(inputs, **changed), tmp_path / "model", steps, note=stopping_at("films has learnt from", notes))
    assert notes[-1].startswith("warning: ")


def test_a_corpus_cannot_be_replayed_against_itself(inputs: Inputs, steps: TrainConfig, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="too little to replay"):
        retrain(replace(inputs, replay=inputs.examples), tmp_path / "model", steps)
    assert list(tmp_path.iterdir()) == []


def test_identity_tells_groups_apart(inputs: Inputs, steps: TrainConfig) -> None:
    assert inputs.split
    other = Split(~inputs.split.held_out, "the others")
    assert identity(inputs, other, steps) != identity(inputs, inputs.split, steps)
    assert identity(inputs, Split(inputs.split.held_out.copy(), "again"), steps) == identity(
        inputs, inputs.split, steps
    )


def test_the_folder_of_pages_is_not_taken_from_anyone(inputs: Inputs, steps: TrainConfig, tmp_path: Path) -> None:
    pages = pages_folder(tmp_path / "model")
    pages.mkdir()
    (pages / "notes.txt").write_text("mine")
    with pytest.raises(OutputError, match=r"holds 'notes\.txt'"):
        retrain(inputs, tmp_path / "model", steps, force=True)
    assert [entry.name for entry in tmp_path.iterdir()] == [pages.name]
