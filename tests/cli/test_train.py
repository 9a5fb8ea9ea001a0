"""`sentiment train`: what it refuses, what it says without its extra; that it trains is tested in tests/training."""

import shutil
from pathlib import Path

import pytest

from tests.cli.samples import BAD, GOOD, Run, Spawn, assert_one_error


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
    root = Path(__file__).parents[2]
    result = spawn("train", corpus, "-o", tmp_path / "model", PYTHONPATH=f"{blocked}:{root}")
    assert result.returncode == 1
    assert_one_error(result.stderr.decode(), "train", "pip install")
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("text,label\n", ("no labelled texts",)),
        (f'text,label\n"{GOOD}",positive\n"A film.",neutral\n"{BAD}",negative\n', ("neutral", "--positive")),
        (f'text,label\n"{GOOD}",positive\n" ",negative\n', ("too little",)),
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
