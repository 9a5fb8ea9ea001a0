"""tensorflow-datasets for real: tiny data sets prepared by its own writer, and IMDB where it is at hand."""

import os
import shutil
import struct
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sentiment.corpus import Columns, load_examples, load_texts, open_corpus
from sentiment.corpus.catalogue import parse_name
from sentiment.corpus.tfrecord import masked_checksum
from sentiment.errors import CorpusError, MissingExtraError

WRITER = Path(__file__).parent / "write_tiny_reviews.py"
IMDB = Path(os.environ.get("TFDS_DATA_DIR", "")) / "imdb_reviews"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("tensorflow_datasets")
    folder = tmp_path_factory.mktemp("tfds")
    result = subprocess.run([sys.executable, str(WRITER), str(folder)], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture
def tiny(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TFDS_DATA_DIR", str(prepared))
    return prepared


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("tfds:imdb_reviews", ("imdb_reviews", "")),
        ("tfds:imdb_reviews:unsupervised", ("imdb_reviews", "unsupervised")),
        ("tfds:imdb_reviews/plain_text:train[:10%]", ("imdb_reviews/plain_text", "train[:10%]")),
        ("tfds:imdb_reviews/plain_text:1.0.0:test", ("imdb_reviews/plain_text:1.0.0", "test")),
    ],
)
def test_names_and_splits(source: str, parts: tuple[str, str]) -> None:
    assert parse_name(source) == parts


def test_a_prepared_data_set_is_read(tiny: Path) -> None:
    notes: list[str] = []
    examples = load_examples("tfds:tiny_reviews/plain", note=notes.append)
    rows = sorted(zip(examples.ids, examples.texts, examples.labels.tolist(), strict=True))
    assert rows == [(10, "good café", 1), (11, "bad", 0), (12, "fine", 1)]
    assert notes[0].endswith("split 'train' (of train, test, unsupervised)")
    assert "text from column 'sentence', label from column 'label', id from column 'idx'" in notes[1]


def test_splits_can_be_sliced_and_joined(tiny: Path) -> None:
    assert len(load_texts("tfds:tiny_reviews/plain:train[1:]+test")) == 3
    assert load_texts("tfds:tiny_reviews/plain:1.0.0:test") == ["awful"]
    assert set(load_texts("tfds:tiny_reviews/plain:train", Columns(text="source"))) == {"web"}


def test_label_minus_one_is_no_label(tiny: Path) -> None:
    rows = list(open_corpus("tfds:tiny_reviews/plain:unsupervised", labelled=True))
    assert [(row.text, row.label) for row in rows] == [("no idea", None)]
    with pytest.raises(CorpusError, match="row 1: no label"):
        load_examples("tfds:tiny_reviews/plain:unsupervised")


def test_three_classes_are_refused_unless_two_are_named(tiny: Path) -> None:
    with pytest.raises(CorpusError, match=r"3 classes \('1', '3', '5'\); two are supported: .*--positive"):
        open_corpus("tfds:tiny_reviews/stars:train", labelled=True)
    examples = load_examples("tfds:tiny_reviews/stars:train", Columns(positive=("3",), negative=("1", "5")))
    assert Counter(examples.labels.tolist()) == {1: 2, 0: 1}


def test_what_is_not_there_is_one_line_with_a_remedy(tiny: Path) -> None:
    with pytest.raises(CorpusError, match="no split 'validation'; the splits here are train, test, unsupervised"):
        open_corpus("tfds:tiny_reviews/plain:validation")
    for name in ("no_such_reviews", "tiny_reviews/nope", "imdb_reviews:9.9.9", "bad name", ""):
        with pytest.raises(CorpusError, match=r"no such data set .* set TFDS_DATA_DIR") as caught:
            open_corpus(f"tfds:{name}")
        assert "\n" not in str(caught.value)


def test_a_download_that_fails_is_one_line_with_a_remedy(tmp_path: Path) -> None:
    pytest.importorskip("tensorflow_datasets")
    code = (
        "import sys, time; time.sleep = lambda seconds: None\n"  # between its ten attempts
        "from sentiment.corpus import open_corpus\n"
        "from sentiment.errors import CorpusError\n"
        "try: open_corpus('tfds:imdb_reviews', note=print)\n"
        "except CorpusError as error: print(error, file=sys.stderr)"
    )
    nowhere = {f"{scheme}_proxy": "http://127.0.0.1:9" for scheme in ("http", "https")}  # whatever network there is
    environment = {**os.environ, **nowhere, "TFDS_DATA_DIR": str(tmp_path)}
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    (note,) = result.stdout.splitlines()
    assert "not prepared in" in note
    (error,) = result.stderr.splitlines()
    assert "cannot be downloaded" in error
    assert "or set TFDS_DATA_DIR" in error


def test_a_truncated_copy_is_refused(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(tiny, copy)
    (shard,) = copy.glob("tiny_reviews/plain/1.0.0/*-train.tfrecord*")
    shard.write_bytes(shard.read_bytes()[:-30])
    monkeypatch.setenv("TFDS_DATA_DIR", str(copy))
    with pytest.raises(CorpusError, match=r"cannot be read .*delete it"):
        load_texts("tfds:tiny_reviews/plain:train")


def damaged(tiny: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The first file of a copy, which is what is read from now on."""
    copy = Path(shutil.copytree(tiny, folder / "copy"))
    monkeypatch.setenv("TFDS_DATA_DIR", str(copy))
    (shard,) = copy.glob("tiny_reviews/plain/1.0.0/*-train.tfrecord*")
    return shard


def test_no_damage_to_a_copy_passes_in_silence(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shard = damaged(tiny, tmp_path, monkeypatch)
    content = shard.read_bytes()
    for place in range(0, len(content), 3):
        changed = bytearray(content)
        changed[place] ^= 0x40
        shard.write_bytes(changed)
        with pytest.raises(CorpusError, match=r"cannot be read .*-train\.tfrecord.*delete it to prepare it anew"):
            load_texts("tfds:tiny_reviews/plain:train")
    (length,) = struct.unpack("<Q", content[:8])
    shard.write_bytes(content[: 12 + length + 4])  # whole records, but too few of them
    with pytest.raises(CorpusError, match="ends before record 1"):
        load_texts("tfds:tiny_reviews/plain:train")
    assert len(load_texts("tfds:tiny_reviews/plain:train[:1]")) == 1


@pytest.mark.parametrize(
    "record", [b"no protocol buffer", b"", bytes.fromhex("0a00"), bytes.fromhex("0affffffff0f"), b"\xff" * 30]
)
def test_records_of_something_else_are_refused(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: bytes
) -> None:
    shard = damaged(tiny, tmp_path, monkeypatch)
    head = struct.pack("<Q", len(record))
    whole = head + struct.pack("<I", masked_checksum(head)) + record + struct.pack("<I", masked_checksum(record))
    shard.write_bytes(whole * 3)
    with pytest.raises(CorpusError, match=r"-train\.tfrecord.*: record 0 is no example .*delete it") as caught:
        load_texts("tfds:tiny_reviews/plain:train")
    assert "\n" not in str(caught.value)


def test_without_the_extra_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tensorflow_datasets", None)
    with pytest.raises(MissingExtraError, match=r"pip install -c constraints.txt '\.\[train\]'"):
        open_corpus("tfds:imdb_reviews")


def test_reading_neither_imports_tensorflow_nor_makes_noise(tiny: Path) -> None:
    code = (
        "import sys; from sentiment.corpus import load_texts; load_texts('tfds:tiny_reviews/plain:train'); "
        "sys.exit('tensorflow' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


@pytest.mark.real_data
@pytest.mark.skipif(not IMDB.is_dir(), reason="TFDS_DATA_DIR holds no imdb_reviews")
def test_imdb_is_read_whole() -> None:
    examples = load_examples("tfds:imdb_reviews:train")
    assert Counter(examples.labels.tolist()) == {0: 12_500, 1: 12_500}
    assert len(set(examples.texts)) == 24_904
    first: Any = next(open_corpus("tfds:imdb_reviews:unsupervised", labelled=True))
    assert first.label is None
    assert len(first.text) > 20
