"""Files made to break their readers: each is rows, or rows and one line of error, within bounds."""

import gzip
import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sentiment.corpus import Columns, Row, open_corpus
from sentiment.errors import CorpusError
from tests.hostile import bounded, damaged, soup

pa: Any = pytest.importorskip("pyarrow")

CSV = (
    b'text,label,id\n"A superb, moving film.",pos,1\nDull.,neg,2\n"caf\xc3\xa9 ""so-so""\n",pos,3\n',
    b"review;stars\nA superb film;5\nDull;1\n",
    b"a superb film,pos\nand a dull one,neg\n",
    "text,label\nСкучно,neg\nСмешно,pos\n".encode("cp1251"),
    "\ufefftext\tlabel\nDull\t0\nSuperb\t1\n".encode("utf-16"),
)
JSON_LINES = (
    b'{"text": "A superb film.", "label": 1, "id": 7}\n{"text": "Dull.", "label": 0, "group": "x"}\n',
    b'{"review": "caf\xc3\xa9", "rationales": [[0, 2]], "more": {"a": [1, 2.5, null, "\\ud83d\\ude00"]}}\n\n{}\n',
    '{"text": "映画", "label": "pos"}\n'.encode("utf-16"),
)
TEXT = (b"A superb film.\n\nDull.\r\nno end", "Скучно\nСмешно\n".encode("cp1251"), "映画\n".encode("utf-32"))


def zstd(content: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(content)
    return bytes(sink.getvalue())


def parquet(columns: dict[str, Any], **options: Any) -> bytes:
    from pyarrow.parquet import write_table

    file = io.BytesIO()
    write_table(pa.table(columns), file, **options)
    return file.getvalue()


def parquets() -> tuple[bytes, ...]:
    texts = ["A superb film.", None, "Dull.", "A superb film."]
    plain = {"text": texts, "label": [1, 0, None, 1], "id": [1, 2, 3, 2**62]}
    odd = {
        "text": pa.array(texts, pa.large_string()).dictionary_encode(),
        "at": pa.array([0, 1, None, 2**62], pa.timestamp("ns")),
        "when": [datetime(2026, 1, 2), None, None, None],
        "more": [[1.5], [], None, [2.0]],
        "raw": [b"\xff", b"", None, b"x"],
    }
    return (
        parquet(plain, row_group_size=2, compression="none"),
        parquet(plain, use_dictionary=False, write_page_checksum=True),
        parquet(odd, compression="zstd"),
    )


SEEDS = {".csv": CSV, ".tsv": tuple(seed.replace(b",", b"\t") for seed in CSV), ".jsonl": JSON_LINES, ".txt": TEXT}
PACKED = {".gz": lambda content: gzip.compress(content, 1, mtime=0), ".zst": zstd}
COLUMNS = st.sampled_from([Columns(), Columns(cells=True), Columns(text="text", cells=True)])


def contents(name: str) -> st.SearchStrategy[bytes]:
    """Soup, damaged files, and what is damaged before it is packed or after."""
    if name.endswith(".parquet"):
        return st.sampled_from(parquets()).flatmap(damaged)
    kind, _, compression = name.removeprefix("a").rpartition(".") if name.count(".") == 2 else (name[1:], "", "")
    inside = st.sampled_from(SEEDS[kind]).flatmap(damaged) | soup
    if not compression:
        return inside
    pack = PACKED[f".{compression}"]
    return inside.map(pack) | st.sampled_from([pack(seed) for seed in SEEDS[kind]]).flatmap(damaged)


def read(path: Path, columns: Columns, *, labelled: bool) -> tuple[list[Row], list[str], str | None]:
    """Rows, notes, and the error that ended them."""
    rows: list[Row] = []
    notes: list[str] = []
    try:
        rows.extend(open_corpus(str(path), columns, note=notes.append, labelled=labelled))
    except CorpusError as error:
        return rows, notes, str(error)
    return rows, notes, None


@pytest.mark.hostile
@pytest.mark.parametrize(
    "name", ["a.csv", "a.tsv", "a.jsonl", "a.txt", "a.csv.gz", "a.jsonl.gz", "a.csv.zst", "a.jsonl.zst", "a.parquet"]
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), columns=COLUMNS, labelled=st.booleans())
def test_any_file_is_rows_or_an_error(
    tmp_path: Path, name: str, data: st.DataObject, columns: Columns, labelled: bool
) -> None:
    path = tmp_path / name
    path.write_bytes(data.draw(contents(name)))
    with bounded():
        rows, notes, error = read(path, columns, labelled=labelled and not name.endswith(".txt"))
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert all((row.text is None) == (row.error is not None) for row in rows)
    assert all(type(row.text) is str for row in rows if row.error is None)
    assert all(type(row.id) in (str, int, type(None)) and row.label in (0, 1, None) for row in rows)
    assert all(note.startswith(str(path)) for note in notes)
    assert error is None or error.startswith(str(path))


@pytest.mark.hostile
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=soup | st.sampled_from(TEXT[:1]).flatmap(damaged))
def test_a_text_file_has_a_row_for_each_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"utf-8 " + content)  # no byte order mark
    rows, notes, error = read(path, Columns(), labelled=False)
    lines = (b"utf-8 " + content).split(b"\n")
    if error is None and not notes:
        assert len(rows) == len(lines) - (lines[-1] == b"")
        for row, line in zip(rows, lines, strict=False):
            assert row.error or (row.text or "").encode() == line.removesuffix(b"\r")
