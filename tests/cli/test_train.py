"""`sentiment train`: from a file to answers, stopped and gone on with, what it refuses; tests/training has the rest."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.samples import BAD, GOOD, Run, Spawn, assert_one_error

ROOT = Path(__file__).parents[2]


@pytest.fixture
def made_up(tmp_path: Path) -> Path:
    """240 labelled rows of made-up reviews, all different."""
    if find_spec("keras") is None:
        pytest.skip("the train extra is not installed")
    good, bad = ("superb", "wonderful", "moving", "funny"), ("dull", "awful", "boring", "wooden")
    path = tmp_path / "made_up.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "label"])
        for index in range(120):
            for words, label in ((good, "p"), (bad, "n")):
                filler = "the cast , " * (index % 5)
                writer.writerow([f"{filler}the film was {words[index % 4]} , the end . {index}", label])
    return path


def test_a_corpus_becomes_a_model_that_classifies(spawn: Spawn, made_up: Path, tmp_path: Path) -> None:
    model = tmp_path / "model"
    columns = ("--positive", "p", "--negative", "n")
    result = spawn("train", made_up, "-o", model, "--epochs", "2", *columns)
    assert result.returncode == 0, result.stderr.decode()
    notes = result.stderr.decode()
    assert f"wrote {model}, and what it gets wrong: {model}-report" in notes
    assert "  this model   " in notes, "figures stand in columns"
    assert notes.splitlines()[-1] == f"next: sentiment classify -m {model} --explain TEXT"
    assert result.stdout == b""
    result = spawn("classify", "-m", model, "the film was superb , the end .", "the film was dreadful , the end .")
    assert result.returncode == 0, result.stderr.decode()
    answers = [json.loads(line) for line in result.stdout.decode().splitlines()]
    assert all(0 < answer["probability"] < 1 for answer in answers)  # two epochs of so little teach next to nothing
    assert [answer["id"] for answer in answers] == [1, 2]
    assert spawn("inspect", model).returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="signals are different there")
def test_ctrl_c_names_resume_which_finishes(spawn: Spawn, made_up: Path, tmp_path: Path) -> None:
    model = tmp_path / "model"
    command = ["train", str(made_up), "-o", str(model), "--epochs", "2", "--positive", "p", "--negative", "n"]
    process = subprocess.Popen([sys.executable, "-m", "sentiment", *command], cwd=ROOT, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 120
    while not (tmp_path / "model-report" / "measured.run" / "tokenizer.json").exists():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130, stderr.decode()
    assert b"Traceback" not in stderr
    [line] = [line for line in stderr.decode().splitlines() if "stopped: " in line]
    assert "--resume" in line
    assert not model.exists()
    assert_one_error(spawn(*command).stderr.decode(), "--resume")
    result = spawn(*command, "--resume")
    assert result.returncode == 0, result.stderr.decode()
    assert spawn("classify", "-m", model, "the film was superb .").returncode == 0


def test_replay_goes_with_from(run: Run, reviews: Path, tmp_path: Path) -> None:
    result = run("train", reviews, "-o", tmp_path / "model", "--replay", reviews)
    assert result.exit_code == 2
    assert "--replay goes with --from" in result.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--from", "no_such_model"), ("no model at", "no_such_model")),
        (("--from", "imdb", "--replay", "nowhere.csv"), ("nowhere.csv", "no such file")),
        (("--unlabeled", "nowhere.csv"), ("nowhere.csv", "no such file")),
        (("--seed", "4000000000000"), ("too little",)),
    ],
    ids=["no origin", "no replay", "no unlabelled texts", "a large seed"],
)
def test_what_is_missing_is_said_before_any_work(
    run: Run, reviews: Path, tmp_path: Path, options: tuple[str, ...], words: tuple[str, ...]
) -> None:
    pytest.importorskip("keras")
    result = run("train", reviews, "-o", tmp_path / "model", *options)
    assert result.exit_code == 1
    assert_one_error(result.stderr, *words)
    assert {path.name for path in tmp_path.iterdir()} == {"reviews.csv"}


def test_options_of_labels_are_not_for_replay(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("keras")
    stars = tmp_path / "stars.csv"
    stars.write_text("text,label\n" + "".join(f"text {star},{star}\n" for star in (1, 2, 4, 5) * 9))
    labels = ("--positive", "4,5", "--negative", "1,2")
    result = run("train", stars, "-o", tmp_path / "model", "--from", "imdb", "--replay", stars, *labels)
    assert result.exit_code == 1
    assert "those options are for CORPUS: write plain labels into what --replay names" in result.stderr


def test_a_recipe_that_makes_no_difference_is_said(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("keras")
    few = tmp_path / "few.csv"
    few.write_text("text,label\ngood,1\nbad,0\n")
    for options, is_said in (("--recipe", "best"), True), ((), False):
        result = run("train", few, "-o", tmp_path / "model", *options)
        assert ("--recipe best makes no difference here" in result.stderr) is is_said


def test_existing_output_is_refused(run: Run, reviews: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "precious").write_text("mine")
    result = run("train", reviews, "-o", folder)
    assert result.exit_code == 1
    assert_one_error(result.stderr, str(folder))
    assert (folder / "precious").read_text() == "mine"
    assert run("train", reviews, "-o", folder, "--force").exit_code == 1, "what is no model is never replaced"
    assert (folder / "precious").read_text() == "mine"


def test_a_model_is_replaced_only_with_force(run: Run, reviews: Path, bundle_path: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(bundle_path, tmp_path / "model")
    result = run("train", reviews, "-o", folder)
    assert result.exit_code == 1
    assert_one_error(result.stderr, str(folder), "--force")


def test_without_the_extra_it_says_what_to_install(spawn: Spawn, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    for name in ("tensorflow", "keras", "keras_nlp"):
        (blocked / name).mkdir(parents=True)
        (blocked / name / "__init__.py").write_text(f"raise ModuleNotFoundError(\"No module named '{name}'\")")
    corpus = tmp_path / "reviews.csv"
    corpus.write_text("text,label\n" + f'"{GOOD}",positive\n"{BAD}",negative\n' * 20)
    result = spawn("train", corpus, "-o", tmp_path / "model", PYTHONPATH=f"{blocked}:{ROOT}")
    assert result.returncode == 1
    assert_one_error(result.stderr.decode(), "train", "pip install")
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("text,label\n", ("no labelled texts",)),
        (f'text,label\n"{GOOD}",positive\n"A film.",neutral\n"{BAD}",negative\n', ("neutral", "--positive")),
        (f'text,label\n"{GOOD}",positive\n" ",negative\n', ("one class only",)),
        (f'text\n"{GOOD}"\n', ("--label-column",)),
    ],
    ids=["no rows", "three classes", "a blank text", "no labels"],
)
def test_a_corpus_that_cannot_be_learnt_is_refused(run: Run, tmp_path: Path, content: str, words: tuple[str]) -> None:
    pytest.importorskip("keras")
    path = tmp_path / "reviews.csv"
    path.write_text(content)
    result = run("train", path, "-o", tmp_path / "model")
    assert result.exit_code == 1
    assert_one_error(result.stderr, *words)
    assert not (tmp_path / "model").exists()


def test_a_tfds_name_that_does_not_exist(spawn: Spawn, tmp_path: Path) -> None:
    pytest.importorskip("tensorflow_datasets")
    result = spawn("evaluate", "tfds:no_such_data_set", TFDS_DATA_DIR=str(tmp_path))
    assert result.returncode == 1
    assert_one_error(result.stderr.decode(), "no_such_data_set")
