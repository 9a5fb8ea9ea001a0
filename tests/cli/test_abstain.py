"""`--abstain`: a third answer in every format, and what it cost."""

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sentiment.bundle import MANIFEST, Manifest
from tests.cli.samples import BAD, GOOD, Run, assert_one_error

UNSURE = "It is a film about a man. The film is ninety minutes long."
BOUND = "0.9"
FIGURES = {"confidence": [0.5, 0.85, 0.95], "coverage": [1.0, 0.75, 0.5], "accuracy": [0.9, 0.96, 0.99]}


@pytest.fixture
def with_figures(bundle_path: Path, tmp_path: Path) -> Path:
    """A copy of the shipped model that knows what abstaining cost on held-out texts."""
    return with_metrics(bundle_path, tmp_path / "with_figures", {"abstaining": FIGURES})


def with_metrics(bundle: Path, path: Path, metrics: dict[str, Any]) -> Path:
    shutil.copytree(bundle, path)
    manifest = Manifest.from_json((path / MANIFEST).read_bytes())
    (path / MANIFEST).write_bytes(replace(manifest, metrics=metrics).to_json())
    return path


def test_the_third_answer_changes_the_label_and_nothing_else(run: Run) -> None:
    plain, abstaining = (
        [json.loads(line) for line in run("classify", *options, GOOD, UNSURE, BAD).stdout.splitlines()]
        for options in ([], ["--abstain", BOUND])
    )
    assert [row["label"] for row in abstaining] == ["positive", "uncertain", "negative"]
    assert plain[1]["label"] in ("positive", "negative")
    assert [{**row, "label": None} for row in abstaining] == [{**row, "label": None} for row in plain]
    assert 0.1 < plain[1]["probability"] < 0.9


@pytest.mark.parametrize("explain", [[], ["--explain"]])
def test_for_a_person_it_is_a_word_and_the_probability(run: Run, explain: list[str]) -> None:
    result = run("classify", "--format", "text", *explain, "--abstain", BOUND, UNSURE)
    assert result.exit_code == 0
    assert re.match(r"uncertain +\(probability of positive: +\d\d.\d%\)", result.stdout)


def test_in_csv_it_is_the_label(run: Run) -> None:
    shown = run("classify", "--format", "csv", "--abstain", BOUND, UNSURE, " ").stdout
    uncertain, failed = csv.DictReader(io.StringIO(shown))
    assert (uncertain["label"], uncertain["error"]) == ("uncertain", "")
    assert 0.1 < float(uncertain["probability"]) < 0.9
    assert (failed["label"], bool(failed["error"])) == ("", True)


def test_the_coverage_counts_the_texts_that_were_read_and_the_exit_code_stays(run: Run) -> None:
    result = run("classify", "--abstain", BOUND, GOOD, UNSURE, BAD)
    assert result.exit_code == 0
    assert "note: answered 2 of 3 texts, 1 uncertain\n" in result.stderr
    result = run("classify", "--abstain", BOUND, UNSURE, "", GOOD)
    assert result.exit_code == 3
    assert "note: answered 1 of 2 texts, 1 uncertain\n" in result.stderr


def test_held_out_texts_say_what_to_expect(run: Run, with_figures: Path) -> None:
    result = run("classify", "-m", with_figures, "--abstain", BOUND, GOOD)
    assert "75.0% had an answer of confidence 0.85 or more, 96.0% of these right" in result.stderr
    assert "of the held-out texts" not in run("classify", "-m", with_figures, GOOD).stderr


def test_a_model_without_such_figures_says_where_to_get_them(run: Run, bundle_path: Path, tmp_path: Path) -> None:
    path = with_metrics(bundle_path, tmp_path / "without", {})
    result = run("classify", "-m", path, "--abstain", BOUND, GOOD)
    assert result.exit_code == 0
    assert "sentiment evaluate" in result.stderr


@pytest.mark.parametrize("figures", [{"confidence": [0.5]}, 0.5, {name: ["x"] for name in FIGURES}])
def test_figures_that_cannot_be_read_are_one_error(
    run: Run, bundle_path: Path, tmp_path: Path, figures: object
) -> None:
    path = with_metrics(bundle_path, tmp_path / "odd", {"abstaining": figures})
    result = run("classify", "-m", path, "--abstain", BOUND, GOOD)
    assert (result.exit_code, result.stdout) == (1, "")
    assert_one_error(result.stderr, "abstaining")
    assert run("classify", "-m", path, GOOD).exit_code == 0


@pytest.mark.parametrize("bound", ["1", "0.49", "80", "-0.7", "nan", "inf", "high"])
@pytest.mark.parametrize(
    "command", [["classify", GOOD], ["report", "--text", GOOD, "-o", "page.html"]], ids=lambda c: c[0]
)
def test_what_is_no_bound_is_a_usage_error(run: Run, command: list[str], bound: str) -> None:
    result = run(*command, "--abstain", bound)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--abstain" in result.stderr
    assert bound in result.stderr


def test_a_bound_of_a_half_answers_everything(run: Run) -> None:
    assert run("classify", "--abstain", "0.5", UNSURE).stdout == run("classify", UNSURE).stdout


def test_a_report_counts_filters_and_explains_them(run: Run, with_figures: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    options = ["--text", GOOD, "--text", UNSURE, "--text", BAD, "-o", page, "-m", with_figures]
    result = run("report", *options, "--abstain", BOUND)
    assert result.exit_code == 0, result.stderr
    assert "answered 2 of 3 texts, 1 uncertain" in result.stderr
    html = page.read_text(encoding="utf-8")
    assert '<article id=t2 class="uncertain"' in html
    assert '<div class="uncertain"><dt>uncertain</dt><dd>1 ' in html
    assert 'name="side" value="uncertain"' in html
    assert "probability of 0.9 or more; of the held-out texts, 75.0%" in html
    assert run("report", *options, "--force").exit_code == 0
    assert "uncertain</" not in page.read_text(encoding="utf-8")
