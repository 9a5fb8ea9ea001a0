"""Parquet: one row out for each row in, whatever the types; what is no Parquet is refused."""

import sys
import tracemalloc
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sentiment.corpus import Columns, load_examples, open_corpus, read_rationales
from sentiment.errors import CorpusError, MissingExtraError

pa: Any = pytest.importorskip("pyarrow")


def write(folder: Path, columns: dict[str, Any], **options: Any) -> str:
    from pyarrow import parquet

    path = folder / "reviews.parquet"
    parquet.write_table(pa.table(columns), path, **options)
    return str(path)


@pytest.mark.hostile
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8"), max_size=12),
            st.none() | st.integers(-(2**63), 2**63 - 1),
            st.sampled_from([None, "neg", "pos"]),
        ),
        max_size=8,
    ),
    kind=st.sampled_from(["string", "large_string", "string_view", "dictionary"]),
    group_rows=st.integers(1, 5),
)
def test_what_is_written_comes_back(
    tmp_path: Path, rows: list[tuple[str, int | None, str | None]], kind: str, group_rows: int
) -> None:
    kinds = {
        "string": pa.string(),
        "large_string": pa.large_string(),
        "string_view": pa.string_view(),
        "dictionary": pa.dictionary(pa.int32(), pa.string()),
    }
    texts, ids, labels = ([row[place] for row in rows] for place in range(3))
    columns = {
        "id": pa.array(ids, pa.int64()),
        "text": pa.array(texts, pa.string()).cast(kinds[kind]),
        "label": pa.array(labels, pa.string()).cast(kinds[kind]),
    }
    source = write(tmp_path, columns, row_group_size=group_rows)
    classes = {"neg": 0, "pos": 1, None: None}
    found = [(row.number, row.text, row.id, row.label, row.error) for row in open_corpus(source, labelled=True)]
    assert found == [(n, text, name, classes[label], None) for n, (text, name, label) in enumerate(rows, start=1)]


@pytest.mark.parametrize(
    "labels",
    [
        pa.array([1, 0], pa.int8()),
        pa.array([1, 0], pa.uint64()),
        pa.array([True, False]),
        pa.array([1.0, 0.0], pa.float32()),
        pa.array(["1", "-1"]),
        pa.array(["pos", "neg"]).dictionary_encode(),
        pa.array([Decimal("1.00"), Decimal("0.00")]),
    ],
    ids=lambda labels: str(labels.type),
)
def test_labels_of_all_types(tmp_path: Path, labels: Any) -> None:
    examples = load_examples(write(tmp_path, {"text": ["a", "b"], "label": labels}))
    assert examples.labels.tolist() == [1, 0]


def test_nulls_and_nan_are_no_labels_and_a_null_text_is_an_error(tmp_path: Path) -> None:
    source = write(tmp_path, {"text": ["a", None, "c"], "label": pa.array([1.0, None, float("nan")])})
    rows = list(open_corpus(source, labelled=True))
    assert [(row.text, row.label) for row in rows] == [("a", 1), (None, None), ("c", None)]
    assert rows[1].error == "row 2: 'text' is null, not a string"


def test_columns_are_guessed_by_type_and_content(tmp_path: Path) -> None:
    texts = ["Works well.", "Broke after a day."]
    columns = {"n": [1, 2], "parts": [[1], [2, 3]], "what": texts, "ok": [True, False], "raw": [b"\xff" * 50, b"\x00"]}
    notes: list[str] = []
    examples = load_examples(write(tmp_path, columns), note=notes.append)
    assert (examples.texts, examples.labels.tolist(), examples.ids) == (texts, [1, 0], [1, 2])
    assert "text from column 'what', label from column 'ok', which has 'false' and 'true'" in notes[0]


def test_groups_ids_and_rationales_are_read(tmp_path: Path) -> None:
    columns = {
        "rationales": pa.array([[[2, 8]], None], pa.list_(pa.list_(pa.int64()))),
        "movie": [7, None],
        "review_id": ["a", "b"],
        "review": ["A superb film.", "dull"],
        "a.b": [1, 2],
    }
    rows = list(open_corpus(write(tmp_path, columns)))
    assert [(row.id, row.group) for row in rows] == [("a", "7"), ("b", None)]
    assert [read_rationales(row.rationales, row.text or "") for row in rows] == [((2, 8),), None]


@pytest.mark.parametrize(
    ("columns", "options", "message"),
    [
        ({"text": [1, 2]}, Columns(), "column 'text' holds int64, not strings; name another with --text-column"),
        ({"text": [b"a"]}, Columns(), "column 'text' holds binary, not strings"),
        ({"text": [["a"]]}, Columns(), "column 'text' holds list<"),
        ({"text": ["a"], "n": [1]}, Columns(text="body"), "no column 'body'; the columns are 'text', 'n'"),
        ({"n": [1], "m": [2]}, Columns(), "cannot tell which column holds the text"),
        ({}, Columns(), "cannot tell which column holds the text"),
    ],
)
def test_columns_that_do_not_fit_are_refused(
    tmp_path: Path, columns: dict[str, Any], options: Columns, message: str
) -> None:
    with pytest.raises(CorpusError, match=r"reviews\.parquet: ") as caught:
        list(open_corpus(write(tmp_path, columns), options))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_column_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    from pyarrow import parquet

    table = pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["text", "text"])
    parquet.write_table(table, tmp_path / "a.parquet")
    with pytest.raises(CorpusError, match="column 'text' is there 2 times"):
        open_corpus(str(tmp_path / "a.parquet"))


def test_bytes_that_are_not_utf8_are_errors_of_their_rows(tmp_path: Path) -> None:
    lengths = pa.array([b"fine", b"caf\xe9", None, b"fine too"], pa.binary())
    texts = pa.Array.from_buffers(pa.string(), 4, lengths.buffers())
    for column in (texts, texts.dictionary_encode()):
        rows = list(open_corpus(write(tmp_path, {"text": column, "id": [1, 2, 3, 4]})))
        assert [row.text for row in rows] == ["fine", None, None, "fine too"]
        assert (rows[1].error or "").startswith("row 2: 'text': not UTF-8 (byte 0xe9 at position 3")
        assert (rows[1].error or "").endswith("write the file anew with strings in UTF-8, as Parquet has them")


@pytest.mark.parametrize("keep", [0, 4, 50, 0.5, -1])
def test_a_part_of_a_file_is_refused(tmp_path: Path, keep: float) -> None:
    source = write(tmp_path, {"text": [f"text {number}" for number in range(999)]})
    content = Path(source).read_bytes()
    Path(source).write_bytes(content[: int(keep * len(content)) if keep == 0.5 else int(keep)])
    with pytest.raises(CorpusError, match=r"cannot be read \(.*; the file is damaged, incomplete or no Parquet file"):
        open_corpus(source)


def test_no_damage_passes_in_silence(tmp_path: Path) -> None:
    texts = [f"text number {number} of many" for number in range(300)]
    source = write(tmp_path, {"text": texts}, write_page_checksum=True, use_dictionary=False)
    content = Path(source).read_bytes()
    num_refused = 0
    for place in range(0, len(content), 5):
        Path(source).write_bytes(content[:place] + bytes([content[place] ^ 0x40]) + content[place + 1 :])
        try:
            assert [row.text for row in open_corpus(source)] == texts  # of a byte without meaning, such as a version
        except CorpusError:
            num_refused += 1
    assert num_refused > len(content) / 5 / 2


def test_damage_further_on_is_met_after_the_rows_before_it(tmp_path: Path) -> None:
    texts = [f"text number {number} of many" for number in range(20_000)]
    source = write(tmp_path, {"text": texts}, row_group_size=5000, write_page_checksum=True, use_dictionary=False)
    content = bytearray(Path(source).read_bytes())
    content[len(content) // 2] ^= 0x40
    Path(source).write_bytes(content)
    read: list[str | None] = []
    with pytest.raises(CorpusError, match=r"cannot be read on after row [0-9,]+ \("):
        read.extend(row.text for row in open_corpus(source))
    assert read
    assert read == texts[: len(read)]


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    peaks = []
    for num_rows in (4000, 12_000):
        source = write(tmp_path, {"text": [f"{number} " + "x" * 1000 for number in range(num_rows)]})
        before = pa.total_allocated_bytes()
        tracemalloc.start()
        highest = 0
        try:
            for number, _ in enumerate(open_corpus(source)):
                if number % 500 == 0:
                    highest = max(highest, pa.total_allocated_bytes() - before)
            peaks.append(highest + tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert peaks[1] < peaks[0] + 2**20


def test_without_pyarrow_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write(tmp_path, {"text": ["a"]})
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"reading reviews\.parquet \(Parquet\) needs the extra 'data'"):
        open_corpus(source)


def test_times_that_python_has_no_form_for_are_text(tmp_path: Path) -> None:
    columns = {
        "text": ["a", "b", "c"],
        "day": pa.array([10**7, 0, None], pa.date32()),
        "at": pa.array([-(2**56), 0, None], pa.timestamp("us", "UTC")),
        "took": pa.array([2**62, 1, None], pa.duration("s")),
    }
    rows = list(open_corpus(write(tmp_path, columns), Columns(cells=True)))
    assert [row.text for row in rows] == ["a", "b", "c"]
    cells = [row.cells or {} for row in rows]
    assert [cells[0][name] for name in ("day", "took")] == ["29349-01-26", str(2**62)]
    assert isinstance(cells[0]["at"], str)
    assert [str(cells[1][name]) for name in ("day", "at")] == ["1970-01-01", "1970-01-01 00:00:00+00:00"]
    assert not any(cells[2][name] for name in ("day", "at", "took"))


def test_times_within_lists_beyond_pythons_are_one_line(tmp_path: Path) -> None:
    columns = {"text": ["a"], "at": pa.array([[2**62]], pa.list_(pa.timestamp("us")))}
    assert [row.text for row in open_corpus(write(tmp_path, columns))] == ["a"]
    with pytest.raises(
        CorpusError, match=r"column 'at' \(list<.*>\) has a value that cannot be read .* leave the column out"
    ):
        list(open_corpus(write(tmp_path, columns), Columns(cells=True)))


ZONED = pa.timestamp("us", "Mars/Olympus")


@pytest.mark.parametrize(
    "kind",
    [
        ZONED,
        pa.timestamp("ns", "Mars/Olympus"),
        pa.list_(ZONED),
        pa.map_(pa.string(), ZONED),
        pa.struct([("number", pa.int8()), ("inner", pa.list_(pa.struct([("at", ZONED)])))]),
    ],
    ids=str,
)
def test_a_time_zone_that_is_unknown_is_named(tmp_path: Path, kind: Any) -> None:
    source = write(tmp_path, {"text": ["A superb film.", "dull"], "at": pa.nulls(2, kind)})
    with pytest.raises(CorpusError, match=r"'at' has times of the zone 'Mars/Olympus', .* UTC, .*pip install tzdata"):
        open_corpus(source, Columns(cells=True))
    assert [row.text for row in open_corpus(source)] == [
        "A superb film.",
        "dull",
    ]  # who does not ask for it is not told


@pytest.mark.parametrize("zone", ["UTC", "+02:00", "Europe/Berlin"])
@pytest.mark.parametrize("unit", ["s", "ns"])
def test_times_of_known_zones_are_read(tmp_path: Path, zone: str, unit: str) -> None:
    source = write(tmp_path, {"text": ["a"], "at": pa.array([0], pa.timestamp(unit, zone))})
    [row] = open_corpus(source, Columns(cells=True))
    assert str((row.cells or {})["at"]).startswith("1970-01-01 0")


@pytest.mark.parametrize("zone", ["\x1b[31m", "../../etc/passwd", "Europe", "x" * 300, "/", "]"])
def test_a_time_zone_that_is_none_is_one_line(tmp_path: Path, zone: str) -> None:
    source = write(tmp_path, {"text": ["a"], "at": pa.array([0], pa.timestamp("us", zone))})
    with pytest.raises(CorpusError, match="which is not known here"):
        open_corpus(source, Columns(cells=True))
