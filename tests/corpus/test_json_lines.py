"""JSON Lines: one row out for each line in."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sentiment.corpus import Columns, load_examples, open_corpus
from sentiment.errors import CorpusError


def write(folder: Path, *lines: object, name: str = "reviews.jsonl") -> str:
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    (folder / name).write_bytes(b"\n".join(raw) + b"\n")
    return str(folder / name)


def test_labels_of_all_json_kinds(tmp_path: Path) -> None:
    source = write(tmp_path, {"text": "a", "label": 1}, {"text": "b", "label": 0.0}, {"text": "c", "label": "1"})
    assert load_examples(source).labels.tolist() == [1, 0, 1]
    source = write(tmp_path, {"text": "a", "label": True}, {"text": "b", "label": False}, name="b.ndjson")
    assert load_examples(source).labels.tolist() == [1, 0]


def test_ids_and_groups_keep_their_values(tmp_path: Path) -> None:
    source = write(tmp_path, {"review": "a", "id": 12, "movie": 5}, {"review": "b", "id": "x", "movie": None})
    rows = list(open_corpus(source))
    assert [(row.id, row.group) for row in rows] == [(12, "5"), ("x", None)]


def test_each_kind_of_bad_line_is_an_error_of_its_row(tmp_path: Path) -> None:
    source = write(
        tmp_path,
        b"{not json",
        {"text": "fine", "id": 1},
        [1, 2],
        {"id": 4},
        '{"text": 5, "id": 5, "note": "é"}'.encode(),
        {"text": None},
        b'{"text": "caf\xe9"}',
        b"",
        b'{"text": "one", "id": 9, "text": "two"}',
        b'{"text": "a", "more": [{"k": 1, "k": 1}]}',
        b"[" * 200_000,
        {"text": "\ud800 alone"},
        b"",
        b"  ",
    )
    rows = list(open_corpus(source))
    assert [row.number for row in rows] == list(range(1, 13))
    assert [row.text for row in rows] == [None, "fine", *[None] * 9, "\ud800 alone"]
    errors = [row.error or "" for row in rows]
    assert errors[0].startswith("line 1: not JSON (")
    assert errors[2] == 'line 3: a JSON object like {"text": "…"} is expected, this is a list'
    assert errors[3] == "line 4: 'text' is missing"
    assert errors[4] == "line 5: 'text' is a number, not a string"
    assert errors[5] == "line 6: 'text' is null, not a string"
    assert "byte 0xe9" in errors[6]
    assert errors[7] == "line 8: the line is empty"
    assert errors[8] == "line 9: the key 'text' is there more than once; give each value its own key"
    assert errors[9].startswith("line 10: the key 'k' is there more than once")
    assert "nested too deeply" in errors[10]
    assert rows[4].id == 5


def test_of_a_long_key_the_beginning_is_told(tmp_path: Path) -> None:
    long = "k" * 9999
    [_, row] = open_corpus(write(tmp_path, {"text": "a"}, f'{{"{long}": 1, "{long}": 2}}'.encode()))
    assert row.error is not None
    assert f"the key '{'k' * 40}'… is there more than once" in row.error
    assert len(row.error) < 150


def test_a_missing_key_names_those_present(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no column 'body'; the columns are 'text', 'n'"):
        open_corpus(write(tmp_path, {"text": "a", "n": 1}), Columns(text="body"))


@pytest.mark.parametrize(
    ("content", "why"), [(b"", ""), (b"\n\n", ""), (b"[]\n", "line 1: .* a list"), (b'{"a":1,"a":2}\n', "the key 'a'")]
)
def test_a_file_without_objects_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "empty.jsonl").write_bytes(content)
    with pytest.raises(CorpusError, match=f"no JSON object .*{why}"):
        list(open_corpus(str(tmp_path / "empty.jsonl")))


@pytest.mark.hostile
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(max_size=20), min_size=1, max_size=8), ascii_only=st.booleans())
def test_what_json_writes_is_read_back_row_by_row(tmp_path: Path, texts: list[str], ascii_only: bool) -> None:
    lines = [json.dumps({"text": text}, ensure_ascii=ascii_only).encode() for text in texts]
    assert [row.text for row in open_corpus(write(tmp_path, *lines))] == texts


def test_what_is_read_can_be_written_again_however_deep(tmp_path: Path) -> None:
    depths = (1, 99, 100, 500, 990, 5000)
    lines = [f'{{"text": "a", "x": {"[" * depth}{"]" * depth}}}'.encode() for depth in depths]
    rows = list(open_corpus(write(tmp_path, {"text": "[{" * 500}, *lines), Columns(cells=True)))
    assert [row.error is None for row in rows] == [True, True, True, False, False, False, False]
    assert all("nested too deeply" in row.error for row in rows if row.error)
