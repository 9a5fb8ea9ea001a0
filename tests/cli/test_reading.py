"""Files as people have them, through the command: answers for the texts, and a note on what was guessed."""

import csv
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from sentiment.corpus import open_corpus
from tests.cli.samples import BAD, GOOD, Run, assert_one_error
from tests.corpus.write_workbook import write_workbook

TABLE = f'id,text,stars\r\na,"{GOOD}",5\r\nb,"{BAD}",1\r\n'


def labels(output: str) -> list[tuple[Any, str | None]]:
    return [(row["id"], row.get("label")) for row in map(json.loads, output.splitlines())]


def test_a_table_on_standard_input_is_read_as_one(run: Run) -> None:
    result = run("classify", stdin=TABLE)
    assert labels(result.stdout) == [("a", "positive"), ("b", "negative")]
    assert "standard input: read as CSV, judging by its first lines; --input-format decides otherwise" in result.stderr
    result = run("classify", "--input-format", "text", stdin=TABLE)
    assert [row for row, _ in labels(result.stdout)] == [1, 2, 3]


def test_json_lines_on_standard_input_are_read_as_such(run: Run) -> None:
    lines = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in (("a", GOOD), ("b", BAD)))
    result = run("classify", "-i", "-", stdin=lines)
    assert labels(result.stdout) == [("a", "positive"), ("b", "negative")]
    assert "read as JSON Lines" in result.stderr


def test_windows_csv_is_cp1252(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'id,text\r\n1,"I didn\x92t like it"\r\n')
    result = run("classify", "-i", path, "--explain")
    [row] = map(json.loads, result.stdout.splitlines())
    assert "read as CP1252" in result.stderr
    assert "didn’t" in "".join(word["text"] for word in row["words"]) or row["words"]
    assert "didnít" not in result.stdout


def test_a_spreadsheet_is_read(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("python_calamine")
    source = write_workbook(tmp_path / "a.xlsx", {"One": [["id", "text"], ["a", GOOD]], "Two": [["text"], [BAD]]})
    result = run("classify", "-i", source)
    assert labels(result.stdout) == [("a", "positive")]
    assert "sheet 'One'" in result.stderr
    assert labels(run("classify", "-i", source, "--sheet", "Two").stdout) == [(1, "negative")]


def test_uneven_rows_are_classified_and_counted(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'id,text,label\n1,{GOOD},1,\n2,"{BAD}"\n3,{GOOD},1\n')
    result = run("classify", "-i", path)
    assert result.exit_code == 0
    assert [label for _, label in labels(result.stdout)] == ["positive", "negative", "positive"]
    assert "1 row has fewer cells than the 3 columns of the header (row 2)" in result.stderr
    assert "1 row has more cells than the 3 columns of the header (row 1): these are empty" in result.stderr
    assert run("report", path, "-o", tmp_path / "a.html").exit_code == 0


@pytest.mark.parametrize("header", ["id,text,stars,,", "id,text,stars"])
def test_score_keeps_the_columns_of_uneven_rows(run: Run, tmp_path: Path, header: str) -> None:
    path, output = tmp_path / "a.csv", tmp_path / "b.csv"
    path.write_text(f'{header}\n1,{GOOD},5,,\n2,"{BAD}"\n')
    result = run("score", path, "-o", output)
    assert result.exit_code == 0, result.stderr
    with output.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["id"], row["text"], row["stars"], row["label"]) for row in rows] == [
        ("1", GOOD, "5", "positive"),
        ("2", BAD, "", "negative"),
    ]
    assert (header == "id,text,stars") or {"column 4", "column 5"} <= rows[0].keys()


def test_score_refuses_a_table_that_it_could_read_only_once(run: Run, tmp_path: Path) -> None:
    result = run("score", "-", "-o", tmp_path / "b.csv", stdin=TABLE)
    assert result.exit_code == 1
    assert_one_error(result.stderr, "standard input: this is CSV", "write it to a file")
    assert run("score", "-", "-o", tmp_path / "c.csv", "--input-format", "text", stdin=TABLE).exit_code == 0
    assert len((tmp_path / "c.csv").read_text(encoding="utf-8").splitlines()) == 4


@pytest.mark.skipif(os.name == "nt", reason="no pipes of this kind there")
@pytest.mark.parametrize(
    ("lines", "texts"),
    [
        ([f"{GOOD}\n", f"{BAD}\n"], [GOOD, BAD]),
        (["A text, with commas\n", "id,text\n"], ["A text, with commas", "id,text"]),
        ([json.dumps({"text": GOOD}) + "\n", json.dumps({"text": BAD}) + "\n"], [GOOD, BAD]),
        ([f"__label__1 {GOOD}\n", f"__label__0 {BAD}\n"], [GOOD, BAD]),
    ],
)
def test_each_line_of_a_pipe_is_a_row_before_the_next_is_written(
    monkeypatch: pytest.MonkeyPatch, lines: list[str], texts: list[str]
) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading) as stdin, os.fdopen(writing, "wb", buffering=0) as pipe:
        monkeypatch.setattr(sys, "stdin", stdin)
        rows = open_corpus("-")
        for line, text in zip(lines, texts, strict=True):
            pipe.write(line.encode())
            assert next(rows).text == text
        pipe.close()
        assert next(rows, None) is None
