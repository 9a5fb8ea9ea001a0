"""A text that is "nan" or "NULL" has a warning on its row, in every verb that answers texts."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.samples import GOOD, Run


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """What a data frame with missing texts writes."""
    path = tmp_path / "export.csv"
    path.write_text(f'id,text\na,nan\nb,"{GOOD}"\nc,NULL\n')
    return path


def test_classify_warns_on_the_row_in_every_format(run: Run, export: Path) -> None:
    rows = [json.loads(line) for line in run("classify", "-i", export, "--format", "jsonl").stdout.splitlines()]
    assert ["missing value" in str(row.get("warnings")) for row in rows] == [True, False, True]
    table = list(csv.DictReader(run("classify", "-i", export, "--format", "csv").stdout.splitlines()))
    assert ["missing value" in row["warnings"] for row in table] == [True, False, True]
    lines = run("classify", "-i", export, "--format", "text").stdout.splitlines()
    assert ["missing value" in line for line in lines] == [True, False, True]
    explained = run("classify", "-i", export, "--format", "text", "--explain").stdout
    assert explained.count("a missing value") == 2


def test_a_report_warns_on_the_row(run: Run, export: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run("report", export, "-o", page).exit_code == 0
    assert page.read_text(encoding="utf-8").count("a missing value and not an opinion") == 2


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl", "out.parquet"])
def test_score_warns_on_the_row(run: Run, export: Path, tmp_path: Path, name: str) -> None:
    output = tmp_path / name
    assert run("score", export, "-o", output).exit_code == 0
    if name == "out.csv":
        with output.open(newline="", encoding="utf-8") as file:
            warnings = [row["warnings"] for row in csv.DictReader(file)]
    elif name == "out.jsonl":
        warnings = [json.loads(line)["warnings"] for line in output.read_text().splitlines()]
        assert warnings[1] is None
        assert isinstance(warnings[0], list)
    else:
        parquet = pytest.importorskip("pyarrow.parquet")
        warnings = parquet.read_table(output)["warnings"].to_pylist()
    assert ["missing value" in str(warning) for warning in warnings] == [True, False, True]
