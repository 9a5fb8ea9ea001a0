"""Compression and encoding under every reader of text: what was written comes back, damage is said where it is met."""

import csv
import gzip
import io
import json
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sentiment.corpus import Columns, load_examples, open_corpus
from sentiment.corpus.opening import kind_of
from sentiment.errors import CorpusError, MissingExtraError

COMPRESSED = ("", ".gz", ".zst")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-32")
CONTENT = b"text,label\n" + b"good,pos\nbad,neg\n" * 5000


def pack(content: bytes, compression: str) -> bytes:
    if compression == ".gz":
        return gzip.compress(content, mtime=0)
    if compression == ".zst":
        pyarrow = pytest.importorskip("pyarrow")
        sink = pyarrow.BufferOutputStream()
        with pyarrow.CompressedOutputStream(sink, "zstd") as stream:
            stream.write(content)
        return bytes(sink.getvalue())
    return content


def write(folder: Path, name: str, content: bytes) -> str:
    (folder / name).write_bytes(content)
    return str(folder / name)


def as_table(rows: list[tuple[str, str, str]], delimiter: str) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["text", "id", "label"])
    writer.writerows(rows)
    return buffer.getvalue()


def as_lines(rows: list[tuple[str, str, str]]) -> str:
    return "".join(json.dumps({"text": text, "id": name, "label": label}) + "\n" for text, name, label in rows)


WRITERS: dict[str, Callable[[list[tuple[str, str, str]]], str]] = {
    ".csv": lambda rows: as_table(rows, ","),
    ".tsv": lambda rows: as_table(rows, "\t"),
    ".jsonl": as_lines,
    ".ndjson": as_lines,
}
ROWS = st.lists(
    st.tuples(
        st.text(st.characters(codec="utf-8"), max_size=12),
        st.text(st.characters(codec="utf-8"), min_size=1, max_size=4),
        st.sampled_from(["neg", "pos", ""]),
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.hostile
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=ROWS,
    kind=st.sampled_from(sorted(WRITERS)),
    compression=st.sampled_from(COMPRESSED),
    encoding=st.sampled_from(ENCODINGS),
)
def test_what_is_written_comes_back(
    tmp_path: Path, rows: list[tuple[str, str, str]], kind: str, compression: str, encoding: str
) -> None:
    content = pack(WRITERS[kind](rows).encode(encoding), compression)
    if not compression and encoding == "utf-8" and content.count(0) * 8 > len(content):
        return  # full of NUL: no text
    found = list(open_corpus(write(tmp_path, f"r{kind}{compression}", content), labelled=True))
    classes = {"neg": 0, "pos": 1, "": None}
    assert [(row.number, row.text, row.id, row.label, row.error) for row in found] == [
        (number, text, name, classes[label], None) for number, (text, name, label) in enumerate(rows, start=1)
    ]


@pytest.mark.parametrize("compression", COMPRESSED)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_lines_of_plain_text_come_back(tmp_path: Path, compression: str, encoding: str) -> None:
    content = "one\r\n\ncafé\u2028\x85same line\nno end".encode(encoding)
    rows = list(open_corpus(write(tmp_path, f"a.txt{compression}", pack(content, compression))))
    assert [row.text for row in rows] == ["one", "", "café\u2028\x85same line", "no end"]


@pytest.mark.parametrize("compression", COMPRESSED)
@pytest.mark.parametrize(("kind", "delimiter"), [(".csv", ","), (".tsv", "\t")])
def test_ragged_rows_have_their_line_whatever_the_packing(
    tmp_path: Path, compression: str, kind: str, delimiter: str
) -> None:
    content = 'text,label\n"a\nb",1\nno label\nx,y,1\nlast,0\n'.replace(",", delimiter).encode()
    rows = list(open_corpus(write(tmp_path, f"a{kind}{compression}", pack(content, compression))))
    assert [(row.text, (row.error or "").partition(":")[0]) for row in rows] == [
        ("a\nb", ""),
        ("no label", ""),
        (None, "line 5"),
        ("last", ""),
    ]


def damage(content: bytes, kind: str) -> bytes:
    if kind == "truncated":
        return content[: len(content) // 2]
    if kind == "end missing":
        return content[:-2]
    if kind == "checksum":
        return content[:-6] + bytes([content[-6] ^ 1]) + content[-5:]
    return content + b"something else"


@pytest.mark.parametrize(
    ("compression", "kind"),
    [
        *((".gz", kind) for kind in ("truncated", "end missing", "checksum", "more after the end")),
        *((".zst", kind) for kind in ("truncated", "end missing", "more after the end")),
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.txt"])
def test_damage_is_said_with_the_line_and_after_the_rows_before_it(
    tmp_path: Path, compression: str, kind: str, name: str
) -> None:
    lines = [f'{{"text": "row {number}"}}' if name == "a.jsonl" else f"row {number}" for number in range(40_000)]
    content = "\n".join(["text", *lines] if name == "a.csv" else lines).encode()
    rows = open_corpus(write(tmp_path, name + compression, damage(pack(content, compression), kind)))
    read: list[str | None] = []
    with pytest.raises(CorpusError, match=r"cannot be read on after line [0-9,]+ .*damaged, incomplete") as caught:
        read.extend(row.text for row in rows)
    assert read == [f"row {number}" for number in range(len(read))]
    assert read
    assert f"{name}{compression}: " in str(caught.value)
    assert f"after line {len(read) + (name == 'a.csv'):,} " in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv.gz", CONTENT, r"a\.csv\.gz: cannot be read \(Not a gzipped file"),
        ("a.csv.zst", CONTENT, r"a\.csv\.zst: cannot be read \(ZSTD"),
        ("a.csv", pack(CONTENT, ".gz"), r"this is gzip data, not text; add \.gz to its name"),
        ("a.csv", b"PAR1 and so on", r"this is a Parquet file, not text; name it \.parquet"),
        ("a.parquet.gz", b"", r"\.parquet is compressed within .* unpack it"),
        ("a.gz", b"", r"what is packed in it\? Name it by that, such as a\.csv\.gz"),
        ("a.csv.gz", b"", "the file is empty; the first line should name the columns"),
        ("a.docx.gz", b"", r"\.docx is not supported; a corpus is \.csv"),
        ("a.csv.bz2", b"", r"\.bz2 is not supported; a corpus is \.csv"),
    ],
)
def test_what_its_name_does_not_say_is_refused(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    if name.endswith(".zst"):
        pytest.importorskip("pyarrow")
    with pytest.raises(CorpusError, match=message) as caught:
        list(open_corpus(write(tmp_path, name, content)))
    assert "\n" not in str(caught.value)


def test_several_members_are_one_file(tmp_path: Path) -> None:
    content = pack(b"text,label\na,pos\n", ".gz") + pack(b"b,neg\n", ".gz")
    assert load_examples(write(tmp_path, "A.CSV.GZ", content)).texts == ["a", "b"]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl.gz", "a.txt.zst"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, name: str) -> None:
    kind, compression = kind_of(Path(name))
    text = "é" * 2000
    line = (json.dumps({"text": text}, ensure_ascii=False) if kind == ".jsonl" else text).encode() + b"\n"
    peaks = []
    for num_rows in (1000, 3000):  # of 4 and 12 MB
        source = write(tmp_path, name, pack(b"text\n" * (kind == ".csv") + line * num_rows, compression))
        tracemalloc.start()
        try:
            assert sum(row.error is None for row in open_corpus(source)) == num_rows
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert peaks[1] < peaks[0] + 2**19


def test_zstd_without_pyarrow_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"reading a\.csv\.zst \(zstd\) needs the extra 'data'.*\.\[data\]"):
        open_corpus(write(tmp_path, "a.csv.zst", b"any"))


def test_kinds() -> None:
    names = {"a.CSV": (".csv", ""), "b.tsv.Gz": (".tsv", ".gz"), "c.zst": ("", ".zst"), "d": ("", "")}
    assert {name: kind_of(Path(name)) for name in names} == names


def test_the_columns_may_be_named_through_compression(tmp_path: Path) -> None:
    source = write(tmp_path, "a.tsv.gz", pack(b"body\tstars\nfine\t5\npoor\t1\nso so\t3\n", ".gz"))
    columns = Columns(text="body", label="stars", positive=("4", "5"), negative=("1", "2"))
    assert load_examples(source, columns).labels.tolist() == [1, 0]
