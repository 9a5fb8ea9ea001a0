"""Accuracy by kind of text, and the page of the worst errors."""

import json
from pathlib import Path

import pytest

from tests.cli.samples import BAD, GOOD, Run, assert_one_error


@pytest.fixture
def by_shop(tmp_path: Path) -> Path:
    """Reviews from two shops, the labels of one of which are all wrong; two rows have no shop."""
    path = tmp_path / "shops.csv"
    rows = [(GOOD, "pos", "right"), (BAD, "neg", "right"), (f"{GOOD} Not dull.", "neg", "wrong"), (BAD, "pos", "wrong")]
    lines = [f'"{text}",{label},{shop}' for text, label, shop in rows * 6]
    path.write_text("\n".join(["text,label,shop", *lines, f'"{GOOD}",pos,', f'"{BAD}",neg,']) + "\n")
    return path


def test_every_text_is_in_one_slice_of_each_kind(run: Run, by_shop: Path) -> None:
    found = json.loads(run("evaluate", by_shop, "--slice", "shop").stdout)
    kinds = ["label", "length", "negation (English)", "unknown words", "shop"]
    assert list(dict.fromkeys(row["by"] for row in found["slices"])) == kinds
    for kind in kinds:
        rows = [row for row in found["slices"] if row["by"] == kind]
        assert sum(row["num_examples"] for row in rows) == found["num_examples"] == 26
        assert sum(row["num_examples"] * row["accuracy"] for row in rows) == pytest.approx(26 * found["accuracy"])
    shops = {row["value"]: row for row in found["slices"] if row["by"] == "shop"}
    assert {name: row["accuracy"] for name, row in shops.items()} == {"right": 1, "wrong": 0, "(none)": 1}
    assert [name for name, row in shops.items() if row["is_worse"]] == ["wrong"]
    negations = {row["value"]: row for row in found["slices"] if row["by"].startswith("negation")}
    assert negations["with one or more"]["num_examples"] == 6


def test_a_person_is_told_which_slice_is_worse(run: Run, by_shop: Path) -> None:
    result = run("evaluate", by_shop, "--slice", "shop", "--format", "text")
    assert "too narrow" in result.stderr  # there are few texts
    lines = result.stdout.splitlines()
    marked = [line.split()[0] for line in lines[lines.index("By shop") :] if "worse than the rest" in line]
    assert marked == ["wrong"]
    assert "| wrong | 12 | 0.0% |" in run("evaluate", by_shop, "--slice", "shop", "--format", "markdown").stdout


def test_a_column_with_many_values_shows_the_worse_ones(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "films.csv"
    lines = [f'"{GOOD}",pos,film {number}' for number in range(30) for _ in range(2)]
    lines += [f'"{BAD}",pos,the odd one', f'"{BAD}",pos,the odd one']
    path.write_text("\n".join(["text,label,film", *lines]) + "\n")
    shown = run("evaluate", path, "--slice", "film", "--format", "text").stdout
    assert "By film, 12 of 31" in shown
    assert "the odd one" in shown
    assert len(json.loads(run("evaluate", path, "--slice", "film").stdout)["slices"]) > 31


def test_texts_are_sliced_by_any_number_of_columns(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "shops.jsonl"
    rows = [(GOOD, "pos", "a", 2024), (BAD, "neg", "b", None), (GOOD, "pos", "a", 2024.5), (BAD, "neg", "b", 2024)]
    keys = ("text", "label", "shop", "year")
    path.write_text("".join(json.dumps(dict(zip(keys, row, strict=True))) + "\n" for row in rows))
    arguments = ("--slice", "year", "--slice", "shop", "--slice", "year", "--group-column", "shop")
    found = json.loads(run("evaluate", path, *arguments).stdout)["slices"]
    sliced = [(row["by"], row["value"], row["num_examples"]) for row in found][-5:]
    assert sliced == [
        ("year", "2024", 2),
        ("year", "(none)", 1),
        ("year", "2024.5", 1),
        ("shop", "a", 2),
        ("shop", "b", 2),
    ]


def test_a_column_that_is_not_there_is_one_line(run: Run, by_shop: Path, tmp_path: Path) -> None:
    result = run("evaluate", by_shop, "--slice", "charm")
    assert result.exit_code == 1
    assert_one_error(result.stderr, "no column 'charm'", "'shop'", "--slice")
    for place in ("pos", "neg"):
        (tmp_path / "folder" / place).mkdir(parents=True)
        (tmp_path / "folder" / place / "1.txt").write_text(GOOD)
    result = run("evaluate", tmp_path / "folder", "--slice", "charm")
    assert result.exit_code == 1
    assert_one_error(result.stderr, "no column 'charm'; it has no columns; leave out --slice")


def test_the_page_of_errors_has_wrong_answers_alone(run: Run, by_shop: Path, tmp_path: Path) -> None:
    page = tmp_path / "errors.html"
    result = run("evaluate", by_shop, "--errors", page, "--num-errors", "3")
    assert result.exit_code == 0, result.output
    assert "3 of 12 wrong answers" in result.stderr
    html = page.read_text()
    assert html.count("<article ") == 3
    assert "Worst errors on shops.csv" in html
    assert "(labelled " in html
    again = run("evaluate", by_shop, "--errors", page)
    assert again.exit_code == 1
    assert_one_error(again.stderr, "--force")


def test_without_errors_there_is_an_empty_page(run: Run, reviews: Path, tmp_path: Path) -> None:
    page = tmp_path / "errors.html"
    result = run("evaluate", reviews, "--errors", page)
    assert result.exit_code == 0, result.output
    assert "0 of 0 wrong answers" in result.stderr
    assert "<article " not in page.read_text()
