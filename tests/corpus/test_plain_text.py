"""One text a line, from files and from standard input."""

import io
from pathlib import Path

import pytest

from sentiment.corpus import load_examples, load_texts, open_corpus
from sentiment.errors import CorpusError

CONTENT = b"\xef\xbb\xbfone\r\n\ncaf\xe9\n\xe2\x80\xa8 nul \x00 here, and no other line end"


def test_a_line_is_a_row(tmp_path: Path) -> None:
    (tmp_path / "a.TXT").write_bytes(CONTENT)
    rows = list(open_corpus(str(tmp_path / "a.TXT")))
    assert [row.text for row in rows] == ["one", "", None, "\u2028 nul \x00 here, and no other line end"]
    assert (rows[2].error or "").startswith("line 3: not UTF-8 (byte 0xe9")


def test_standard_input_is_read_the_same_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(CONTENT)))
    assert [row.number for row in open_corpus("-")] == [1, 2, 3, 4]


def test_texts_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one\ntwo\n", encoding="utf-8")
    assert load_texts(str(path)) == ["one", "two"]
    path.write_bytes("çé\n".encode() + b"\xe9\n")
    with pytest.raises(CorpusError, match=r"1 of 2 rows cannot be used \(the first: line 2: not UTF-8"):
        load_texts(str(path))
    path.write_text("", encoding="utf-8")
    with pytest.raises(CorpusError, match="no texts in it"):
        load_texts(str(path))


def test_labels_cannot_be_had_from_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"one\n")))
    (tmp_path / "a.txt").write_text("one\n", encoding="utf-8")
    for source in (str(tmp_path / "a.txt"), "-"):
        with pytest.raises(CorpusError, match="has no labels; use"):
            load_examples(source)
