"""Scored rows as files: what is written is read again, exactly."""

import csv
import datetime
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sentiment.errors import OutputError
from sentiment.scoring.formats import Csv, Format, JsonLines, parquet_format

texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(list('\r\n\t",; \0\ufeff\u2028')))


def joined(form: Format, parts: list[list[dict[str, Any]]], folder: Path) -> bytes:
    paths = []
    for number, rows in enumerate(parts):
        paths.append(folder / str(number))
        paths[-1].write_bytes(form.part(rows))
    buffer = io.BytesIO()
    form.join(paths, buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("packed", [False, True])
@settings(max_examples=60)
@given(
    rows=st.lists(st.tuples(texts, texts), max_size=5),
    cut=st.integers(0, 5),
    delimiter=st.sampled_from(list(",;\t|")),
    mark=st.booleans(),
)
def test_csv_holds_any_text(
    tmp_path_factory: pytest.TempPathFactory,
    packed: bool,
    rows: list[tuple[str, str]],
    cut: int,
    delimiter: str,
    mark: bool,
) -> None:
    values = [dict(zip(("a,b", "text"), row, strict=True)) for row in rows]
    form = Csv(("a,b", "text"), packed, delimiter=delimiter, mark=mark)
    raw = joined(form, [values[:cut], values[cut:]], tmp_path_factory.mktemp("csv"))
    made = (gzip.decompress(raw) if packed else raw).decode()
    assert made.startswith("\ufeff") == mark
    lines = io.StringIO(made.removeprefix("\ufeff"), newline="")
    assert [tuple(row) for row in csv.reader(lines, delimiter=delimiter, strict=True)] == [("a,b", "text"), *rows]


@settings(max_examples=60)
@given(
    rows=st.lists(st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text(), max_size=3)),
    packed=st.booleans(),
)
def test_json_lines_hold_anything(rows: list[dict[str, Any]], packed: bool) -> None:
    raw = JsonLines(packed).part(rows)
    lines = (gzip.decompress(raw) if packed else raw).decode().split("\n")
    assert [json.loads(line) for line in lines[:-1]] == json.loads(json.dumps(rows))


def test_what_is_no_text_in_csv() -> None:
    columns = ("null", "yes", "float", "list", "day", "bytes")
    row = dict(zip(columns, (None, True, 1e-9, ["ä", None], datetime.date(2020, 1, 2), b"\xff"), strict=True))
    assert Csv(columns).part([row]) == ',true,1e-09,"[""ä"", null]",2020-01-02,/w==\r\n'.encode()


def test_json_has_no_word_for_what_is_no_number() -> None:
    row = {"x": float("nan"), "inner": [{"y": -float("inf")}, 1.5], "half": "\ud800"}
    [line] = JsonLines().part([row]).decode().splitlines()
    found = json.loads(line, parse_constant=pytest.fail)
    assert found == {"x": None, "inner": [{"y": None}, 1.5], "half": "\ud800"}
    assert Csv(tuple(row)).part([{**row, "half": 1e400}]) == b'nan,"[{""y"": null}, 1.5]",inf\r\n'


def test_parquet_has_the_kinds_of_its_columns(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    kinds = {"s": "string", "i": "integer", "n": "number", "b": "boolean", "m": "mixed"}
    rows: list[dict[str, Any]] = [
        {"s": "a\r\n\0", "i": 2**63 - 1, "n": 1, "b": True, "m": {"x": [1]}},
        {"m": "plain", "n": 0.5},
        {},
    ]
    path = tmp_path / "out.parquet"
    path.write_bytes(joined(parquet_format(kinds, None), [rows[:2], rows[2:]], tmp_path))
    table = parquet.read_table(path)
    assert [str(field.type) for field in table.schema] == ["string", "int64", "double", "bool", "string"]
    nothing = dict.fromkeys(kinds)
    assert table.to_pylist() == [
        {**rows[0], "n": 1.0, "m": '{"x": [1]}'},
        {**nothing, **rows[1]},
        nothing,
    ]


def test_parquet_of_parquet_keeps_its_types(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    from sentiment.corpus import Columns, open_corpus

    table = pyarrow.table(
        {
            "text": ["a", "b"],
            "day": pyarrow.array([datetime.date(2020, 1, 2), None]),
            "at": pyarrow.array([1, 2], pyarrow.timestamp("us", "UTC")),
            "raw": pyarrow.array([b"\xff", None]),
            "tags": pyarrow.array([[{"x": 1}], None]),
            "small": pyarrow.array([1, None], pyarrow.int8()),
            "kind": pyarrow.array(["u", "v"]).dictionary_encode(),
            "exact": pyarrow.array([1, 2], pyarrow.timestamp("ns")),
        }
    )
    source = tmp_path / "in.parquet"
    parquet.write_table(table, source)
    rows = [dict(row.cells or {}) for row in open_corpus(str(source), Columns(text="text", cells=True))]
    path = tmp_path / "out.parquet"
    kinds = {**dict.fromkeys(table.column_names, "mixed"), "label": "string"}
    path.write_bytes(joined(parquet_format(kinds, source), [rows], tmp_path))
    found = parquet.read_table(path)
    for name in ("text", "day", "at", "raw", "tags", "small"):
        assert found[name].equals(table[name]), name
    assert found["kind"].to_pylist() == ["u", "v"]
    assert found["exact"].to_pylist() == ["1970-01-01 00:00:00.000000001", "1970-01-01 00:00:00.000000002"]
    assert found["label"].to_pylist() == [None, None]


def test_a_value_that_does_not_fit_is_one_line() -> None:
    pytest.importorskip("pyarrow")
    form = parquet_format({"stars": "integer"}, None)
    with pytest.raises(OutputError, match=r"column 'stars' holds 'five', which Parquet cannot hold as int64: give"):
        form.part([{"stars": None}, {"stars": 5}, {"stars": "five"}])


def test_row_groups_are_of_bounded_size(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    part = [{"i": number} for number in range(2**15)]
    path = tmp_path / "out.parquet"
    path.write_bytes(joined(parquet_format({"i": "integer"}, None), [part] * 5, tmp_path))
    file = parquet.ParquetFile(path)
    assert [file.metadata.row_group(i).num_rows for i in range(file.num_row_groups)] == [2**16, 2**16, 2**15]
