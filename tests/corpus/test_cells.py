"""All columns of a row, where they are asked for."""

import json
from pathlib import Path

import pytest

from sentiment.corpus import Columns, Row, open_corpus
from sentiment.errors import CorpusError

ALL = Columns(cells=True)


def rows(path: Path, columns: Columns = ALL) -> list[Row]:
    return list(open_corpus(str(path), columns))


def test_a_csv_row_has_its_cells_as_written(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'id,text,stars,\n1,"a, ""b""\r\nc",05,\xc3\xa9\xc3\xa9\xc3\xa9\n2,b\n3,d,\xff,x\n')
    good, ragged, wrong = rows(path)
    assert good.cells == {"id": "1", "text": 'a, "b"\r\nc', "stars": "05", "": "ééé"}
    assert ragged.cells == {"id": "2", "text": "b", "stars": "", "": ""}
    assert ragged.error is None
    assert wrong.cells is None
    assert wrong.text is None
    assert wrong.error is not None
    assert "line 5: 'stars': not UTF-8 (byte 0xff" in wrong.error
    assert rows(path, Columns())[2].error is None  # a column that nobody reads


def test_a_json_row_has_its_values(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    values = [{"text": "a", "stars": 5, "tags": ["x", None], "n": {"m": 1.5}}, {"text": None, "late": True}]
    path.write_text("\n".join(map(json.dumps, values)) + "\n[]\n")
    found = rows(path)
    assert [row.cells for row in found] == [*values, None]
    assert [row.error is None for row in found] == [True, False, False]


def test_a_parquet_row_has_its_values(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    path = tmp_path / "a.parquet"
    values = [{"text": "a", "stars": 5, "tags": ["x", None]}, {"text": None, "stars": None, "tags": None}]
    parquet.write_table(pyarrow.Table.from_pylist(values), path)
    assert [row.cells for row in rows(path)] == values


def test_a_time_in_nanoseconds_is_text(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    path = tmp_path / "a.parquet"
    parquet.write_table(pyarrow.table({"text": ["a"], "at": pyarrow.array([1], pyarrow.timestamp("ns"))}), path)
    assert rows(path)[0].cells == {"text": "a", "at": "1970-01-01 00:00:00.000000001"}


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_cells_cost_nothing_unless_asked_for(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("text,x\na,1\n" if name == "a.csv" else '{"text": "a", "x": 1}\n')
    assert [row.cells for row in rows(path, Columns())] == [None]


def test_columns_of_one_name_cannot_be_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,x,x\na,1,2\n")
    assert len(rows(path, Columns())) == 1
    with pytest.raises(CorpusError, match="column 'x' is there 2 times"):
        rows(path)


def test_a_source_without_columns_has_no_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a\nb\n")
    assert [row.cells for row in rows(path)] == [None, None]
