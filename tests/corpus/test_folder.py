"""Folders like aclImdb, and plain ones."""

from pathlib import Path

import pytest

from sentiment.corpus import load_examples, load_texts, open_corpus
from sentiment.errors import CorpusError


@pytest.fixture
def acl(tmp_path: Path) -> Path:
    for folder, names in {"pos": ("0_9", "1_10"), "neg": ("0_1",), "unsup": ("0_0",)}.items():
        (tmp_path / "train" / folder).mkdir(parents=True)
        for name in names:
            (tmp_path / "train" / folder / f"{name}.txt").write_text(f"{folder} {name}\nmore", encoding="utf-8")
    (tmp_path / "train" / "urls_pos.txt").write_text("http://…\n", encoding="utf-8")
    return tmp_path / "train"


def test_folders_are_labels(acl: Path) -> None:
    notes: list[str] = []
    examples = load_examples(str(acl), note=notes.append)
    assert examples.ids == ["neg/0_1.txt", "pos/0_9.txt", "pos/1_10.txt"]
    assert examples.labels.tolist() == [0, 1, 1]
    assert examples.texts[0] == "neg 0_1\nmore"
    assert notes[0].endswith("texts from the folders neg, pos")


def test_without_labels_the_unlabelled_texts_are_read_too(acl: Path) -> None:
    assert len(load_texts(str(acl))) == 4
    assert load_texts(str(acl / "unsup")) == ["unsup 0_0\nmore"]


def test_an_unreadable_file_is_an_error_of_its_row(acl: Path) -> None:
    (acl / "pos" / "2_7.txt").write_bytes(b"caf\xe9")
    rows = list(open_corpus(str(acl), labelled=True))
    assert [row.error for row in rows[:3]] == [None] * 3
    assert (rows[3].error or "").startswith("pos/2_7.txt: not UTF-8 (byte 0xe9")


def test_a_folder_without_texts_says_what_is_in_it(acl: Path) -> None:
    with pytest.raises(CorpusError, match=r"no folders pos and neg in it, .* are 'train'"):
        open_corpus(str(acl.parent), labelled=True)
    with pytest.raises(CorpusError, match=r"no \.txt files in it; its folders are 'train'"):
        open_corpus(str(acl.parent))
