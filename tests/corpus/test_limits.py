"""What is too large is refused by the limit's name, and never held in memory."""

import gzip
import json
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from sentiment.corpus import Row, dialect, folder, open_corpus, opening
from sentiment.corpus.columns import COLUMN_LIMIT
from sentiment.errors import CorpusError

ROOT = Path(__file__).parents[2]


def rows(path: Path) -> list[Row]:
    return list(open_corpus(str(path)))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> int:
    for module in (opening, folder):
        monkeypatch.setattr(module, "LINE_LIMIT", 1000)
    return 1000


@pytest.mark.parametrize(
    ("name", "head", "row"),
    [
        ("a.txt", "", "{}\n"),
        ("a.csv", "text\n", "{}\n"),
        ("a.jsonl", "", '{{"text": "{}"}}\n'),
    ],
)
def test_a_line_of_the_limit_is_read_and_a_longer_one_refused(
    tmp_path: Path, small: int, name: str, head: str, row: str
) -> None:
    path = tmp_path / name
    room = small - len(row.format(""))
    path.write_text(head + row.format("x" * room))
    assert [row.text for row in rows(path)] == ["x" * room]
    path.write_text(head + row.format("x") + row.format("x" * (room + 1)))
    with pytest.raises(CorpusError, match="longer than 1,000 characters, the limit of a row"):
        rows(path)


def test_a_row_of_many_lines_is_bounded(tmp_path: Path, small: int) -> None:
    path = tmp_path / "a.csv"
    line = "x" * 99 + "\n"
    path.write_text(f'text\n"{line * 9}"\n"{line * 9}"\n')
    assert [row.text for row in rows(path)] == [line * 9] * 2
    path.write_text(f'text\na\n"{line * 11}"\n')
    with pytest.raises(CorpusError, match="longer than 1,000 characters"):
        rows(path)
    path.write_text("a,text\n" + '"' + line * 5 + '","' + line * 6 + '"\n')
    with pytest.raises(CorpusError, match="longer than 1,000 characters"):
        rows(path)


def test_a_quote_that_is_never_closed_is_still_one_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialect, "CELL_LIMIT", 500)
    path = tmp_path / "a.csv"
    path.write_text('text\n"a, quoted"\n' + '"a"\n' * 20 + '"b\n' + "c\n" * 600)
    found = rows(path)
    assert len(found) == 622
    assert [row.number for row in found if row.error] == [22]


def test_a_file_of_a_folder_is_bounded(tmp_path: Path, small: int) -> None:
    (tmp_path / "a.txt").write_text("x" * small)
    (tmp_path / "b.txt").write_text("x" * (small + 1))
    good, bad = rows(tmp_path)
    assert good.text == "x" * small
    assert bad.error == "b.txt: larger than 1,000 bytes, the limit of a text"


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_columns_are_bounded(tmp_path: Path, name: str) -> None:
    names = ["text", *(f"c{number}" for number in range(COLUMN_LIMIT))]
    path = tmp_path / name
    if name == "a.csv":
        path.write_text(",".join(names) + "\n" + ",".join("x" for _ in names) + "\n")
    else:
        path.write_text(json.dumps(dict.fromkeys(names, "x")) + "\n")
    with pytest.raises(CorpusError, match=f"10,001 columns, more than the limit of {COLUMN_LIMIT:,}"):
        rows(path)


def test_new_keys_in_every_row_are_refused_before_they_are_looked_up_in_every_other(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows_of_keys = ({"text": "a", **{f"{row}.{key}": 0 for key in range(1000)}} for row in range(100))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows_of_keys))
    tracemalloc.start()
    try:
        with pytest.raises(CorpusError, match="100,001 columns"):
            rows(path)
        assert tracemalloc.get_traced_memory()[1] < 50 * 2**20  # a value for each would be 80 MB and more
    finally:
        tracemalloc.stop()


MEASURE = """
import resource, sys
from sentiment.corpus import open_corpus
from sentiment.errors import CorpusError
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    for row in open_corpus(sys.argv[1]):
        pass
except CorpusError as error:
    print(error, file=sys.stderr)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize("name", ["a.csv.gz", "a.jsonl.gz"])
def test_a_gzip_bomb_is_refused_and_not_unpacked_into_memory(tmp_path: Path, name: str) -> None:
    """One line of 512 MiB, packed to half of one: memory stays that of the limit, a few bytes for a character."""
    path = tmp_path / name
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(b"text\n" if ".csv" in name else b'{"text": "')
        for _ in range(512):
            file.write(b"x" * 2**20)
    result = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert "67,108,864 characters, the limit" in result.stderr
    assert int(result.stdout) < 400  # MiB
