"""`sentiment evaluate`, on the shipped model."""

import json
from pathlib import Path

import pytest

from tests.cli.samples import BAD, GOOD, Run, assert_one_error


@pytest.fixture
def half_right(tmp_path: Path) -> Path:
    """Four rows, of which every model that is any good gets two wrong."""
    path = tmp_path / "half.csv"
    path.write_text(f'text,label\n"{GOOD}",positive\n"{GOOD}",negative\n"{BAD}",negative\n"{BAD}",positive\n')
    return path


def test_json_has_every_figure(run: Run, reviews: Path) -> None:
    result = run("evaluate", reviews, "--format", "json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["num_examples"] == 4
    assert found["accuracy"] == found["f1"] == found["auc"] == 1
    assert found["accuracy_low"] < 1
    assert found["confusion"]["true_positive"] == 2
    assert {"ece", "brier", "accuracy_high"} <= set(found)


def test_piped_it_is_one_line_of_json(run: Run, reviews: Path) -> None:
    result = run("evaluate", reviews)
    assert len(result.stdout.splitlines()) == 1
    assert json.loads(result.stdout)["model"] == "imdb"


def test_text_has_every_figure(run: Run, half_right: Path) -> None:
    result = run("evaluate", half_right, "--format", "text")
    assert result.exit_code == 0
    for word in ("accuracy", "50.0%", "95% interval", "F1", "AUC", "ECE", "Brier", "negative", "positive"):
        assert word in result.stdout


def test_a_missed_gate_is_exit_code_4(run: Run, half_right: Path) -> None:
    result = run("evaluate", half_right, "--fail-under", "accuracy=0.93", "--fail-under", "f1=0.5")
    assert result.exit_code == 4
    assert_one_error(result.stderr, "accuracy", "0.5", "0.93")
    assert json.loads(result.stdout)["accuracy"] == 0.5
    assert run("evaluate", half_right, "--fail-under", "accuracy=0.5").exit_code == 0


def test_a_gate_on_an_auc_that_does_not_exist_is_missed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "one_class.csv"
    path.write_text(f'text,label\n"{GOOD}",positive\n"{GOOD} Yes.",positive\n')
    assert run("evaluate", path, "--fail-under", "auc=0.1").exit_code == 4


def test_a_text_that_fails_is_left_out_and_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "gap.csv"
    path.write_text(f'text,label\n"{GOOD}",positive\n" ",positive\n"{BAD}",negative\n')
    result = run("evaluate", path)
    assert result.exit_code == 3
    found = json.loads(result.stdout)
    assert (found["num_examples"], found["num_failed"]) == (2, 1)
    assert_one_error(result.stderr, "1 of 3")


def test_other_names_of_the_classes(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "thumbs.csv"
    path.write_text(f'comment,verdict\n"{GOOD}",up\n"{BAD}",down\n"{BAD}",sideways\n')
    columns = ["--text-column", "comment", "--label-column", "verdict"]
    result = run("evaluate", path, *columns, "--positive", "up", "--negative", "down")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["num_examples"] == 2
    assert "1 row" in result.stderr


def test_three_classes_are_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "three.csv"
    path.write_text(f'text,label\n"{GOOD}",positive\n"{BAD}",negative\n"A film.",neutral\n')
    result = run("evaluate", path)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert_one_error(result.stderr, "neutral", "--positive")


def test_a_corpus_without_labels_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "raw.csv"
    path.write_text(f'text\n"{GOOD}"\n')
    result = run("evaluate", path)
    assert result.exit_code == 1
    assert_one_error(result.stderr, "--label-column")


def test_plots(run: Run, half_right: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    folder = tmp_path / "plots" / "deep"
    result = run("evaluate", half_right, "--plots", folder)
    assert result.exit_code == 0, result.output
    assert {path.name for path in folder.iterdir()} == {"confusion.png", "reliability.png"}
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in folder.iterdir())
    result = run("evaluate", half_right, "--plots", folder)
    assert result.exit_code == 1
    assert_one_error(result.stderr, "--force")
    assert run("evaluate", half_right, "--plots", folder, "--force").exit_code == 0
