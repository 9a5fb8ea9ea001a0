"""JSON files: an array of objects or strings, or JSON Lines under that name."""

import gzip
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sentiment.corpus import Columns, json_lines, load_examples, open_corpus
from sentiment.errors import CorpusError
from tests.hostile import bounded, damaged, soup

ROWS = [{"text": "A superb film.", "label": 1, "id": 7}, {"text": "Dull.", "label": 0, "id": 8}]


def write(folder: Path, content: str | bytes, name: str = "a.json") -> str:
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(folder / name)


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("mark", ["", "\ufeff", "\n "])
def test_an_array_of_objects_is_a_row_each(tmp_path: Path, indent: int | None, mark: str) -> None:
    source = write(tmp_path, mark + json.dumps(ROWS, indent=indent) + "\n")
    rows = list(open_corpus(source, Columns(cells=True), labelled=True))
    assert [(row.text, row.label, row.id) for row in rows] == [("A superb film.", 1, 7), ("Dull.", 0, 8)]
    assert rows[0].cells == ROWS[0]


def test_an_array_of_strings_is_a_text_each(tmp_path: Path) -> None:
    assert [row.text for row in open_corpus(write(tmp_path, '["a, b",\n "c\\nd", ""]'))] == ["a, b", "c\nd", ""]


def test_json_lines_may_be_called_json(tmp_path: Path) -> None:
    lines = "".join(json.dumps(row) + "\n" for row in ROWS)
    assert load_examples(write(tmp_path, lines)).labels.tolist() == [1, 0]
    assert load_examples(write(tmp_path, gzip.compress(lines.encode()), "a.json.gz")).labels.tolist() == [1, 0]
    assert [row.text for row in open_corpus(write(tmp_path, '{"text": "alone"}'))] == ["alone"]


def test_items_that_are_no_rows_are_errors_of_their_own(tmp_path: Path) -> None:
    source = write(tmp_path, '[{"text": "a"}, 5, null, [1], "b", {"text": {"x": 1}}, {"n": 1}]')
    rows = list(open_corpus(source))
    assert [row.text for row in rows] == ["a", None, None, None, "b", None, None]
    assert [row.error for row in rows if row.error] == [
        "item 2: an object or a string is expected, this is a number",
        "item 3: an object or a string is expected, this is null",
        "item 4: an object or a string is expected, this is a list",
        "item 6: 'text' is an object, not a string",
        "item 7: 'text' is missing",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            '{\n  "reviews": [{"text": "a"}]\n}\n',
            "an object a line, is expected; this is one object over several lines",
        ),
        ("text\n", "an array of objects or strings, or an object a line, is expected; this is none"),
        ("", "is expected; this is none"),
        ("[]", "no JSON object that can be read in 0 items"),
        ("[1, 2]", r"no JSON object that can be read in 2 items \(item 1: .* this is a number\)"),
        ('[{"text": "a"}', r"line 1, column 15: it is incomplete"),
        ('[{"text": "a"}\n {"text": "b"}]', "line 2, column 2: a comma or ] should follow the item"),
        ('[\n{"text": "a"},\n{"text" "b"}]', "line 3, column 9: Expecting ':' delimiter"),
        ('[{"text": "a", "text": "b"}]', "the key 'text' is there more than once"),
        ('["a"] and more', "line 1, column 7: something follows the array"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_array_is_told_with_line_and_column(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(CorpusError, match=message) as caught:
        list(open_corpus(write(tmp_path, content)))
    assert "\n" not in str(caught.value)


def test_rows_before_the_damage_come_out(tmp_path: Path) -> None:
    items = ",\n".join(f'{{"text": "row {number}"}}' for number in range(1000))
    rows = open_corpus(write(tmp_path, f"[{items},\n{{"))
    read: list[str | None] = []
    with pytest.raises(CorpusError, match="line 1001, column"):
        read.extend(row.text for row in rows)
    assert read == [f"row {number}" for number in range(1000)]


def test_columns_of_json_lines_are_counted_in_their_own_line(tmp_path: Path) -> None:
    rows = list(open_corpus(write(tmp_path, '{"text": "a"}\n{"text": "a"\n{"text": tru}\n', "a.jsonl")))
    assert rows[1].error == "line 2: not JSON (Expecting ',' delimiter at column 13)"
    assert rows[2].error == "line 3: not JSON (Expecting value at column 10)"


def test_an_object_is_called_so(tmp_path: Path) -> None:
    rows = list(open_corpus(write(tmp_path, '{"text": "a"}\n{"text": {"a": 1}}\n', "a.jsonl")))
    assert rows[1].error == "line 2: 'text' is an object, not a string"


@pytest.mark.parametrize("compact", [True, False])
def test_memory_does_not_grow_with_the_array(tmp_path: Path, compact: bool) -> None:
    peaks = []
    for num_rows in (3000, 9000):
        source = write(tmp_path, json.dumps([{"text": "x" * 2000}] * num_rows, indent=None if compact else 1))
        tracemalloc.start()
        try:
            assert sum(row.error is None for row in open_corpus(source)) == num_rows
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert peaks[1] < peaks[0] + 2**20


@pytest.mark.hostile
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.text(max_size=20), min_size=1, max_size=8),
    indent=st.sampled_from([None, 1]),
    chunk=st.integers(1, 9),
    objects=st.booleans(),
)
def test_what_json_writes_is_read_back_whatever_the_pieces(
    tmp_path: Path, texts: list[str], indent: int | None, chunk: int, objects: bool
) -> None:
    items: list[Any] = [{"text": text, "n": 12345} for text in texts] if objects else texts
    source = write(tmp_path, json.dumps(items, indent=indent))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_lines, "_CHUNK", chunk)
        assert [row.text for row in open_corpus(source)] == texts


@pytest.mark.hostile
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.just(json.dumps(ROWS).encode()).flatmap(damaged) | soup.map(lambda rest: b"[" + rest))
def test_any_damage_is_rows_or_an_error(tmp_path: Path, content: bytes) -> None:
    source = write(tmp_path, content)
    message = ""
    with bounded():
        try:
            rows = list(open_corpus(source, Columns(cells=True)))
        except CorpusError as error:
            rows, message = [], str(error)
    assert message.startswith(source) or not message
    assert all((row.text is None) == (row.error is not None) for row in rows)
