"""`sentiment compare`: the shipped model beside itself, and beside one that calls everything positive."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sentiment.bundle import MODEL, TOKENIZER, WEIGHTS, file_hashes, find_bundle, read_bundle, write_bundle
from tests.cli.samples import BAD, GOOD, Run, assert_one_error


@pytest.fixture(scope="module")
def rosy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped model with so large a bias that every text is positive."""
    onnx = pytest.importorskip("onnx")
    shipped = find_bundle()
    bundle = read_bundle(shipped)
    graph = onnx.load_from_string(bundle.model)
    [bias] = [tensor for tensor in graph.graph.initializer if tensor.name == "output_bias"]
    bias.CopyFrom(onnx.numpy_helper.from_array(onnx.numpy_helper.to_array(bias) + 9, "output_bias"))
    files = {MODEL: graph.SerializeToString(), TOKENIZER: bundle.tokenizer, WEIGHTS: (shipped / WEIGHTS).read_bytes()}
    path = tmp_path_factory.mktemp("models") / "rosy"
    write_bundle(path, replace(bundle.manifest, name="rosy", files=file_hashes(files)), files)
    return path


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Ten texts of each class, a row with a blank text and one without a label."""
    path = tmp_path / "many.csv"
    rows = [f'{number},"{text}",{label}' for number in range(10) for text, label in ((GOOD, "pos"), (BAD, "neg"))]
    path.write_text("\n".join(["id,text,label", *rows, 'gap," ",pos', f'none,"{BAD}",']) + "\n")
    return path


def test_a_model_beside_itself_is_no_different(run: Run, reviews: Path) -> None:
    result = run("compare", "imdb", "imdb", "--on", reviews, "--fail-if-worse")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["schema"] == 1
    assert (found["both_right"], found["only_a"], found["only_b"], found["both_wrong"]) == (4, 0, 0, 0)
    assert (found["p_value"], found["verdict"], found["disagreements"]) == (1, "undecided", [])
    assert found["log_loss_difference"] == {"value": 0, "low": 0, "high": 0}


def test_a_worse_model_is_worse_and_the_other_way_round_better(run: Run, many: Path, rosy: Path) -> None:
    result = run("compare", "imdb", rosy, "--on", many, "--fail-if-worse")
    assert result.exit_code == 4, result.output
    assert "B is worse than A" in result.stderr
    assert "; 1 row has no label (row 22)" in result.stderr
    assert "error: 1 of 22 rows failed (row 21; " in result.stderr
    found = json.loads(result.stdout)
    assert (found["only_a"], found["only_b"], found["num_failed"]) == (10, 0, 1)
    assert found["accuracy_difference"]["value"] == -0.5
    assert found["p_value"] == 2 / 2**10
    assert len(found["disagreements"]) == 10
    assert found["disagreements"][0]["label"] == "negative"
    result = run("compare", rosy, "imdb", "--on", many, "--fail-if-worse")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["verdict"] == "better"


def test_a_person_gets_the_verdict_and_a_few_texts(run: Run, many: Path, rosy: Path) -> None:
    shown = run("compare", "imdb", rosy, "--on", many, "--format", "text").stdout
    assert "B is worse: only B is right on 0 texts, only A on 10; p = 0.0020." in shown
    assert "-50.0 points" in shown.replace("\u2212", "-")
    assert shown.count(BAD[:30]) == 5
    assert max(map(len, shown.splitlines())) <= 110
    assert "only A on" in run("compare", "imdb", rosy, "--on", many, "--format", "markdown").stdout


def test_the_page_has_each_text_as_both_read_it(run: Run, many: Path, rosy: Path, tmp_path: Path) -> None:
    page = tmp_path / "differ.html"
    arguments = ["compare", "imdb", rosy, "--on", many, "--disagreements", page, "--num-disagreements", "3"]
    result = run(*arguments)
    assert result.exit_code == 3
    assert "3 of 10 texts" in result.stderr
    assert page.read_text().count("<article ") == 6
    again = run(*arguments)
    assert again.exit_code == 1
    assert_one_error(again.stderr, "--force")


def test_what_cannot_be_compared_is_one_line(run: Run, tmp_path: Path, reviews: Path) -> None:
    result = run("compare", "imdb", "no_such_model", "--on", reviews)
    assert result.exit_code == 1
    assert_one_error(result.stderr, "no_such_model")
    empty = tmp_path / "empty.csv"
    empty.write_text('text,label\n" ",pos\n')
    result = run("compare", "imdb", "imdb", "--on", empty)
    assert result.exit_code == 1
    assert_one_error(result.stderr, "in 1 row:")
    assert result.stdout == ""
