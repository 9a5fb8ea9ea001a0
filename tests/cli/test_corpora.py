"""Corpora of all kinds at the command line, good and bad: one line says what is wrong, and the exit code is 1."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.samples import BAD, GOOD, Run, assert_one_error

ROWS = [(GOOD, "5"), (BAD, "1"), (GOOD, "4"), (BAD, "2"), ("A film of two hours.", "3")]
LISTS = ("--positive", "4, 5", "--negative", "1", "--negative", "2")


def as_csv(rows: list[tuple[str, str]]) -> bytes:
    return "".join(f'"{text}",{label}\n' for text, label in [("review", "stars"), *rows]).encode()


def as_parquet(rows: list[tuple[str, str]]) -> bytes:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    sink = pyarrow.BufferOutputStream()
    parquet.write_table(pyarrow.table({"review": [row[0] for row in rows], "stars": [row[1] for row in rows]}), sink)
    return bytes(sink.getvalue())


@pytest.mark.parametrize(
    ("name", "writer"),
    [
        ("a.csv", as_csv),
        ("a.csv.gz", lambda rows: gzip.compress(as_csv(rows))),
        ("a.tsv", lambda rows: as_csv(rows).replace(b'",', b'"\t')),
        ("a.parquet", as_parquet),
        ("a.csv", lambda rows: as_csv(rows).decode().encode("utf-16")),
    ],
)
def test_stars_become_classes_whatever_the_file(
    run: Run, tmp_path: Path, name: str, writer: Callable[[list[tuple[str, str]]], bytes]
) -> None:
    path = tmp_path / name
    path.write_bytes(writer(ROWS))
    result = run("evaluate", path, "--format", "json", *LISTS)
    assert result.exit_code == 0, result.stderr
    assert "text from column 'review', label from column 'stars' (guessed" in result.stderr
    assert "1 row with another label dropped (row " in result.stderr
    assert json.loads(result.stdout)["num_examples"] == 4


def test_a_label_may_hold_a_comma(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv([(GOOD, '"yes, very"'), (BAD, "not"), (GOOD, "yes"), (BAD, "not")]))
    result = run("evaluate", path, "--format", "json", "--positive", '"yes, very",yes', "--negative", "not")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["num_examples"] == 4


@pytest.mark.parametrize("written", ["", "4,,5", ",", '"4', "4\n5"])
def test_what_is_no_list_of_labels_is_wrong_usage(run: Run, tmp_path: Path, written: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv(ROWS))
    result = run("evaluate", path, "--positive", written, "--negative", "1")
    assert result.exit_code == 2
    assert "is no list of labels, such as 4,5" in " ".join(result.stderr.split())


def table(*labels: str) -> bytes:
    return as_csv([(GOOD, label) for label in labels])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", table(*map(str, range(40))), ("two classes are supported", "and 32 more", "--positive")),
        ("a.csv", table("NaN", "NaN"), ("in 2 rows", "a label")),
        ("a.csv", table("1", "pos", "1"), ("two classes are supported", "'1' (2), 'pos' (1)")),
        ("a.csv", as_csv([(" ", "pos"), ("", "neg")]), ("in 2 rows", "a text")),
        ("a.csv", f"{GOOD},pos\n{GOOD},pos\n".encode(), ("looks like data", "put a line above it", "2 columns")),
        ("a.csv", f"review\n{GOOD}\n".encode(), ("no label column; the columns are 'review'", "--label-column")),
        ("a.csv", b"", ("a.csv", "is empty", "name the columns")),
        ("a.csv.gz", table("pos", "neg"), ("a.csv.gz", "Not a gzipped file", "get it again")),
        ("a.csv.gz", gzip.compress(table("pos", "neg"), mtime=0)[:-4], ("a.csv.gz", "after line 3", "get it again")),
        ("a.parquet", table("pos", "neg"), ("a.parquet", "no Parquet file")),
        ("a.xlsx", b"PK\x03\x04", ("a.xlsx", "cannot be read", "damaged")),
        ("a.csv", b"PK\x03\x04", ("a.csv", "a zip archive or spreadsheet", "save it as UTF-8")),
        ("a.csv/b/c.txt", b"text", ("no folders pos and neg in it", "'b'")),
    ],
)
def test_what_cannot_be_read_is_one_error(
    run: Run, tmp_path: Path, name: str, content: bytes, words: tuple[str, ...]
) -> None:
    if name in ("a.parquet", "a.xlsx"):
        pytest.importorskip("pyarrow" if name == "a.parquet" else "python_calamine")
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(content)
    result = run("evaluate", tmp_path / name.split("/")[0])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert_one_error(result.stderr, *words)


def test_half_a_parquet_file(run: Run, tmp_path: Path) -> None:
    content = as_parquet(ROWS)
    (tmp_path / "a.parquet").write_bytes(content[: len(content) // 2])
    result = run("classify", "-i", tmp_path / "a.parquet")
    assert result.exit_code == 1
    assert_one_error(result.stderr, "a.parquet", "damaged, incomplete")


def test_rows_before_the_damage_are_answered(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(as_csv(ROWS))[:-4])
    result = run("classify", "-i", tmp_path / "a.csv.gz", "--format", "jsonl")
    assert result.exit_code == 1
    assert_one_error(result.stderr, "a.csv.gz", "cannot be read on after line 6")
    assert len(result.stdout.splitlines()) in (0, 5)  # classified in one batch: all of it or none


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that opens and cannot be read")
def test_a_disk_that_fails(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to("/proc/self/mem")
    result = run("evaluate", tmp_path / "a.csv")
    assert result.exit_code == 1
    assert_one_error(result.stderr, "a.csv: cannot be read (Input/output error)")


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root may read everything")
@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.parquet"])
def test_what_may_not_be_read(run: Run, tmp_path: Path, name: str) -> None:
    if name in ("a.parquet", "a.xlsx"):
        pytest.importorskip("pyarrow" if name == "a.parquet" else "python_calamine")
    (tmp_path / name).touch(mode=0o000)
    result = run("evaluate", tmp_path / name)
    assert result.exit_code == 1
    assert_one_error(result.stderr, f"{name}: cannot be read (Permission denied)")


def test_one_class_is_measured_but_not_learnt(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("keras")
    (tmp_path / "a.csv").write_bytes(table("pos", "pos"))
    result = run("train", tmp_path / "a.csv", "-o", tmp_path / "model")
    assert result.exit_code == 1
    assert_one_error(result.stderr, "one class only", "of 2 labelled texts none is negative", "--negative")
    assert not (tmp_path / "model").exists()
    assert run("evaluate", tmp_path / "a.csv").exit_code == 0
