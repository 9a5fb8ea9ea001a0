"""`sentiment evaluate`, on the shipped model."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sentiment.bootstrap import metric_intervals
from sentiment.cli.evaluate_explanations import Sample
from sentiment.cli.evaluate_shown import Evaluation
from sentiment.corpus import Row
from sentiment.metrics import measure
from sentiment.selective import risk_coverage
from sentiment.slices import slice_by
from tests.cli.samples import BAD, GOOD, Run, assert_one_error

ROOT = Path(__file__).parents[2]


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
    assert {"ece", "brier", "accuracy_high", "auc_low", "ece_high", "log_loss_low", "matthews"} <= set(found)


def test_piped_it_is_one_line_of_json(run: Run, reviews: Path) -> None:
    result = run("evaluate", reviews)
    assert len(result.stdout.splitlines()) == 1
    assert json.loads(result.stdout)["model"] == "imdb"


def test_text_has_every_figure(run: Run, half_right: Path) -> None:
    result = run("evaluate", half_right, "--format", "text")
    assert result.exit_code == 0
    for word in ("accuracy", "50.0%", "95% interval", "F1", "AUC", "ECE", "Brier", "negative", "positive", "By length"):
        assert word in result.stdout
    assert max(map(len, result.stdout.splitlines())) < 80


def test_abstaining_is_bounds_that_reach_an_error_and_what_they_cost(run: Run, reviews: Path, half_right: Path) -> None:
    found = json.loads(run("evaluate", reviews).stdout)
    assert found["schema"] == 1
    assert found["aurc"] == 0
    assert [row["risk"] for row in found["abstaining"]] == [0.05, 0.03, 0.01]
    assert {(row["confidence"], row["coverage"], row["accuracy"]) for row in found["abstaining"]} == {(0.5, 1.0, 1.0)}
    shown = " ".join(run("evaluate", reviews, "--format", "text").stdout.split())
    assert "up to 5% 0.500 100.0% 100.0%" in shown
    unreached = json.loads(run("evaluate", half_right).stdout)["abstaining"]
    assert {(row["confidence"], row["coverage"], row["accuracy"]) for row in unreached} == {(None, None, None)}
    assert " ".join(run("evaluate", half_right, "--format", "text").stdout.split()).count("up to 5% – – –") == 1


def test_a_bound_of_evaluate_is_a_bound_of_classify(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    texts = [(GOOD, "positive"), (BAD, "negative"), ("The film is ninety minutes long.", "positive")]
    texts += [("The film is ninety minutes long.", "negative"), ("It is a film about a man.", "positive")]
    path.write_text("text,label\n" + "".join(f'"{text}",{label}\n' for text, label in texts))
    [row, *_] = json.loads(run("evaluate", path).stdout)["abstaining"]
    assert 0 < row["coverage"] < 1
    answers = run("classify", "-i", path, "--abstain", str(row["confidence"])).stdout.splitlines()
    labels = [json.loads(line)["label"] for line in answers]
    given = [(label, wanted) for label, (_, wanted) in zip(labels, texts, strict=True) if label != "uncertain"]
    assert len(given) / len(texts) == row["coverage"]
    assert sum(label == wanted for label, wanted in given) / len(given) == row["accuracy"]


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
    assert_one_error(result.stderr, "1 of 3 rows failed (row 2; ", "blank")


def test_rows_without_a_label_are_said_once_by_number(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "gap.csv"
    path.write_text(f'text,label\n"{GOOD}",positive\n"{BAD}",\n"{BAD}",negative\n"{GOOD}",n/a\n')
    result = run("evaluate", path, "--format", "text")
    assert result.exit_code == 0
    [said] = [line for line in result.stderr.splitlines() if " row" in line]
    assert said.endswith("; 2 rows have no label (rows 2, 4)")
    assert "imdb on 2 texts" in result.stdout


def test_other_names_of_the_classes(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "thumbs.csv"
    path.write_text(f'comment,verdict\n"{GOOD}",up\n"{BAD}",down\n"{BAD}",sideways\n')
    columns = ["--text-column", "comment", "--label-column", "verdict"]
    result = run("evaluate", path, *columns, "--positive", "up", "--negative", "down")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["num_examples"] == 2
    [said] = [line for line in result.stderr.splitlines() if " row" in line]  # once
    assert said.endswith("; 1 row with another label dropped (row 3): 'sideways' (1)")


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


def test_plots_leave_nothing_behind_where_the_corpus_fails(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    folder = tmp_path / "plots" / "deep"
    assert run("evaluate", tmp_path / "no_such_file.csv", "--plots", folder).exit_code == 1
    assert not (tmp_path / "plots").exists()


def test_plots_that_cannot_be_written_are_refused_at_once(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    (tmp_path / "file").write_text("mine")
    for folder in (tmp_path / "file", tmp_path / "file" / "plots"):
        result = run("evaluate", tmp_path / "no_such_file.csv", "--plots", folder)
        assert result.exit_code == 1
        assert_one_error(result.stderr, str(folder), "no folder")


def test_gates_work_with_an_older_click() -> None:
    code = (
        "import click; click.ParamType.__class_getitem__ = None; "  # as before click 8.3
        "from sentiment.cli.evaluate_gates import AT_LEAST, Gate; "
        "assert Gate(AT_LEAST).convert('f1=0.5', None, None) == ('f1', 0.5)"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_no_name_acts_on_the_terminal_or_is_markup() -> None:
    truth, probabilities = [0, 1, 1], [0.2, 0.7, 0.9]
    found = Evaluation(
        model="my\x1b[2Jmodel",
        labels=("bad\x9b", "<b>|[x](y)"),
        corpus="",
        num_failed=0,
        metrics=measure(truth, probabilities),
        intervals=metric_intervals(truth, probabilities, seed=0),
        slicings=(slice_by("a\x1b|b", ["<i>\x9b", "b", "b"], np.array([True, True, False])),),
        curve=risk_coverage(truth, probabilities),
    )
    assert not {"\x1b", "\x9b"} & set("".join(found.lines()) + found.markdown())
    assert r"\<b\>\|\[x\]\(y\)" in found.markdown()


def test_markdown_has_the_figures_of_the_text(run: Run, half_right: Path) -> None:
    shown = run("evaluate", half_right, "--format", "markdown").stdout
    for row in ("| accuracy | 50.0% | 15.0% to 85.0% |", "| negative | 1 | 1 |", "| up to 5% | – | – | – |"):
        assert row in shown


def test_plots(run: Run, half_right: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    folder = tmp_path / "plots" / "deep"
    result = run("evaluate", half_right, "--plots", folder)
    assert result.exit_code == 0, result.output
    names = {"confusion.png", "reliability.png", "risk_coverage.png", "roc.png", "precision_recall.png"}
    assert {path.name for path in folder.iterdir()} == names
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in folder.iterdir())
    result = run("evaluate", half_right, "--plots", folder)
    assert result.exit_code == 1
    assert_one_error(result.stderr, "--force")
    assert run("evaluate", half_right, "--plots", folder, "--force").exit_code == 0


def test_explanations(run: Run, reviews: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    folder = tmp_path / "plots"
    result = run("evaluate", reviews, "--explanations", "--explanations-texts", "3", "--plots", folder)
    assert result.exit_code == 0, result.output
    assert "3 of 4 texts" in result.stderr
    found = json.loads(result.stdout)["explanations"]
    assert found["num_texts"] == 3
    assert found["num_rationales"] == 0
    assert [ranking["name"] for ranking in found["rankings"]] == [
        "contribution",
        "attention",
        "leave-one-out",
        "random",
    ]
    contribution, *_, random = (ranking["removals"]["deletion"] for ranking in found["rankings"])
    assert contribution["comprehensiveness"]["value"] > random["comprehensiveness"]["value"]
    assert "deletion.png" in {path.name for path in folder.iterdir()}
    assert run("evaluate", reviews, "--explanations", "--plots", folder).exit_code == 1


def test_explanations_for_a_person_and_beside_marked_words(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "marked.csv"
    path.write_text(f'text,label,rationales\n"{GOOD}",positive,"[[2, 8]]"\n"{BAD}",negative,"[[2]]"\n')
    result = run("evaluate", path, "--explanations", "--format", "text")
    assert result.exit_code == 0, result.output
    assert "row 2" in result.stderr
    for word in ("comprehensiveness", "Kendall", "AUPRC", "in 1 of the texts", "leave-one-out"):
        assert word in result.stdout
    assert max(map(len, result.stdout.splitlines()[-20:])) <= 88


def test_options_of_explanations_need_it(run: Run, reviews: Path) -> None:
    for option in (["--gradients"], ["--explanations-texts", "3"]):
        assert run("evaluate", reviews, *option).exit_code == 2


def test_the_sample_depends_on_the_texts_alone() -> None:
    rows = [Row(number, f"text {number}") for number in range(1, 40)]
    drawn = []
    for order in (rows, rows[::-1]):
        sample = Sample(5)
        for row in order:
            sample.offer(row)
        assert sample.num_seen == len(rows)
        drawn.append(sample.rows)
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == 5
    assert [row.number for row in drawn[0]] == sorted(row.number for row in drawn[0])
    assert drawn[0] != rows[:5]


@pytest.mark.parametrize(("names", "reversed_"), [(("neg", "pos"), False), (("pos", "neg"), True)])
def test_labels_that_look_reversed_are_said(run: Run, tmp_path: Path, names: tuple[str, str], reversed_: bool) -> None:
    path = tmp_path / "a.csv"
    lines = [f'"{text} {n}",{names[label]}' for n in range(20) for label, text in ((1, GOOD), (0, BAD))]
    path.write_text("\n".join(["text,label", *lines]) + "\n")
    result = run("evaluate", path)
    assert result.exit_code == 0
    warnings = [line for line in result.stderr.splitlines() if line.startswith("warning: The labels look reversed")]
    assert len(warnings) == reversed_
    assert all("--positive and --negative" in warning for warning in warnings)
    assert json.loads(result.stdout)["num_examples"] == 40
