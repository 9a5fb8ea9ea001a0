"""What names a corpus, and what does not."""

from pathlib import Path

import numpy as np
import pytest

from sentiment.corpus import Columns, load_examples, open_corpus
from sentiment.errors import CorpusError


@pytest.mark.parametrize("name", ["reviews.csv.bz2", "reviews.docx", "reviews"])
def test_other_formats_are_refused_with_those_supported(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"data")
    with pytest.raises(CorpusError, match=r"is not supported; a corpus is \.csv, \.tsv, \.jsonl"):
        open_corpus(str(tmp_path / name))


def test_what_is_not_there_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such file or folder"):
        open_corpus(str(tmp_path / "nowhere.csv"))


def test_examples_have_the_shapes_they_promise(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,label,movie\na,neg,m1\nb,pos,\n", encoding="utf-8")
    examples = load_examples(str(path))
    assert len(examples) == 2
    assert examples.labels.dtype == np.int8
    assert examples.groups is not None
    assert examples.groups[0] == "m1"
    assert len(examples.groups[1]) == 64  # no movie: a group of its own


def test_a_row_without_label_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,label\na,neg\nb,\nc,\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"2 of 3 rows cannot be used \(the first: row 2: no label\)"):
        load_examples(str(path))


def test_blank_texts_are_dropped_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,label\na,neg\n  ,pos\n,neg\nb,pos\n", encoding="utf-8")
    notes: list[str] = []
    examples = load_examples(str(path), note=notes.append)
    assert (examples.texts, examples.ids) == (["a", "b"], [1, 4])
    assert notes[-1].endswith("2 of 4 rows dropped (rows 2, 3): the text is empty")


@pytest.mark.parametrize("rows", ["", " ,pos\n"])
def test_a_corpus_with_nothing_in_it_is_refused(tmp_path: Path, rows: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,label\n" + rows, encoding="utf-8")
    with pytest.raises(CorpusError, match="no labelled texts"):
        load_examples(str(path))


@pytest.mark.parametrize(("label", "other"), [("pos", "negative"), ("0", "positive")])
def test_one_class_teaches_nothing_but_can_be_measured(tmp_path: Path, label: str, other: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"text,label\na,{label}\nb,{label}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=f"one class only, of 2 labelled texts none is {other}; .*--positive"):
        load_examples(str(path))
    assert len({row.label for row in open_corpus(str(path), labelled=True)}) == 1


def test_rows_with_no_label_are_counted_where_the_user_named_the_classes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,stars\na,5\nb,1\nc,\nd,NaN\ne,3\n", encoding="utf-8")
    notes: list[str] = []
    assert len(load_examples(str(path), Columns(positive=("5",), negative=("1",)), note=notes.append)) == 2
    assert notes[-1].endswith("; 1 row with another label dropped (row 5): '3' (1); 2 rows have no label (rows 3, 4)")


def test_without_labels_wanted_labels_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,label\na,mixed\nb,pos\nc,neutral\n", encoding="utf-8")
    assert [row.label for row in open_corpus(str(path), Columns(label="label"))] == [None] * 3


def test_a_corpus_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,label\n" + "good,pos\n" * 20_000 + "so so,neutral\n", encoding="utf-8")
    rows = open_corpus(str(path), labelled=True)
    assert next(rows).label == 1  # long before the third class
    with pytest.raises(CorpusError, match=r"'pos' \(20,000\), 'neutral' \(1\)"):
        list(rows)


@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a.json", "a.xlsx", "a.csv.gz"])
def test_a_file_that_cannot_be_opened_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    if name == "a.xlsx":
        pytest.importorskip("python_calamine")
    path = tmp_path / name
    path.write_text("text\n")

    def refuse(*args: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # whoever runs the tests may be allowed to read everything
    with pytest.raises(CorpusError, match=r"cannot be read \(Permission denied"):
        open_corpus(str(path))
