"""Soft labels come back as they were written; hostile files are refused."""

import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sentiment.errors import OutputError, TrainingError
from sentiment.training import soft_labels
from sentiment.training.soft_labels import HIGHEST, read_soft_labels, write_soft_labels


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.text(), st.floats(-40, 40, width=32)), st.lists(st.text()))
def test_round_trip(tmp_path: Path, labels: dict[str, float], others: list[str]) -> None:
    path = tmp_path / "soft.npz"
    write_soft_labels(path, list(labels), list(labels.values()))
    read = read_soft_labels(path)
    assert len(read) == len(labels)
    logits, found = read.lookup(list(labels))
    assert found.all()
    assert logits == pytest.approx(np.clip(list(labels.values()), -HIGHEST, HIGHEST), abs=0.01)
    logits, found = read.lookup(others)
    assert found.tolist() == [text in labels for text in others]
    assert not logits[~found].any()


def test_of_equal_texts_the_first_counts(tmp_path: Path) -> None:
    write_soft_labels(tmp_path / "soft.npz", ["a", "b", "a"], [1.0, 2.0, 3.0])
    logits, _ = read_soft_labels(tmp_path / "soft.npz").lookup(["a", "b", "a"])
    assert logits.tolist() == [1.0, 2.0, 1.0]


def test_file_is_small_and_the_same_each_time(tmp_path: Path) -> None:
    texts = [f"text {index}" for index in range(20_000)]
    logits = np.random.default_rng(0).normal(scale=3, size=len(texts))
    write_soft_labels(tmp_path / "one.npz", texts, logits)
    write_soft_labels(tmp_path / "two.npz", texts[::-1], logits[::-1])
    content = (tmp_path / "one.npz").read_bytes()
    assert content == (tmp_path / "two.npz").read_bytes()
    assert len(content) < 6 * len(texts)


def test_texts_whose_short_hashes_are_equal_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def digests(texts: list[str]) -> Any:
        return np.array([int(text, 16) for text in texts], dtype=np.uint64)

    monkeypatch.setattr(soft_labels, "_digests", digests)
    texts = ["aabbccdd00000000", "aabbccdd01000000", "1000000000000000"]
    for width, more in ((5, []), (7, ["aabbccdd00000100"]), (8, ["aabbccdd00000001"])):
        write_soft_labels(tmp_path / "soft.npz", [*texts, *more], np.arange(len(texts) + len(more)))
        read = read_soft_labels(tmp_path / "soft.npz")
        assert read.width == width
        assert read.lookup([*texts, *more])[0].tolist() == list(range(len(texts) + len(more)))
    write_soft_labels(tmp_path / "soft.npz", texts[1:], [1, 2])
    assert read_soft_labels(tmp_path / "soft.npz").width == 4


@pytest.mark.parametrize(
    ("logits", "reason"),
    [([1.0], "one logit per text"), ([[1.0], [2.0]], "one logit per text"), ([1.0, np.nan], "text 2 is not a finite")],
)
def test_logits_that_do_not_fit_are_refused(tmp_path: Path, logits: Any, reason: str) -> None:
    with pytest.raises(TrainingError, match=reason):
        write_soft_labels(tmp_path / "soft.npz", ["a", "b"], logits)
    assert not list(tmp_path.iterdir())


def test_place_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        write_soft_labels(tmp_path / "missing" / "soft.npz", ["a"], [1.0])


def npy(array: Any, *, pickled: bool = False) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=pickled)
    return buffer.getvalue()


HASHES = npy(np.array([[0, 1], [0, 0], [0, 0], [0, 0]], dtype=np.uint8))
LOGITS = npy(np.zeros(2, dtype=np.float16))
HOSTILE = {
    "a file is missing": {"logits.npy": LOGITS},
    "another file": {"hashes.npy": HASHES, "logits.npy": LOGITS, "x.npy": LOGITS},
    "no array": {"hashes.npy": b"", "logits.npy": LOGITS},
    "cut": {"hashes.npy": HASHES[:-1], "logits.npy": LOGITS},
    "claims to be larger": {"hashes.npy": HASHES.replace(b"(4, 2)", b"(4, 9)"), "logits.npy": LOGITS},
    "pickle": {"hashes.npy": HASHES, "logits.npy": npy(np.array([{}, {}]), pickled=True)},
    "other type": {"hashes.npy": HASHES, "logits.npy": npy(np.zeros(2))},
    "other length": {"hashes.npy": HASHES, "logits.npy": npy(np.zeros(3, np.float16))},
    "other shape": {"hashes.npy": HASHES, "logits.npy": npy(np.zeros((1, 2), np.float16))},
    "hashes too short": {"hashes.npy": npy(np.zeros((3, 2), np.uint8)), "logits.npy": LOGITS},
    "hashes too long": {"hashes.npy": npy(np.zeros((9, 2), np.uint8)), "logits.npy": LOGITS},
    "by column": {"hashes.npy": npy(np.asfortranarray(np.eye(4, 2, dtype=np.uint8))), "logits.npy": LOGITS},
    "not in order": {"hashes.npy": npy(np.zeros((4, 2), np.uint8)), "logits.npy": LOGITS},
    "not finite": {"hashes.npy": HASHES, "logits.npy": npy(np.array([0, np.inf], np.float16))},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files(tmp_path: Path, name: str) -> None:
    path = tmp_path / "soft.npz"
    with zipfile.ZipFile(path, "w") as archive:
        for file, content in HOSTILE[name].items():
            archive.writestr(file, content)
    with pytest.raises(TrainingError, match="not a valid file of soft labels"):
        read_soft_labels(path)


def test_more_than_memory_holds_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soft_labels, "_LARGEST", 100)
    write_soft_labels(tmp_path / "soft.npz", ["a"], [1.0])
    with pytest.raises(TrainingError, match="unpacks to more than"):
        read_soft_labels(tmp_path / "soft.npz")


def test_damaged_and_missing_files(tmp_path: Path) -> None:
    path = tmp_path / "soft.npz"
    write_soft_labels(path, [str(index) for index in range(50)], np.zeros(50))
    whole = path.read_bytes()
    for start in range(0, len(whole), 7):  # any damage is either found or without effect
        path.write_bytes(whole[:start] + bytes([whole[start] ^ 0xFF]) + whole[start + 1 :])
        try:
            read = read_soft_labels(path)
        except TrainingError:
            continue
        assert read.lookup(["1"])[1].all()
    path.write_bytes(whole[:-30])
    with pytest.raises(TrainingError, match="not a valid file"):
        read_soft_labels(path)
    with pytest.raises(TrainingError, match="cannot be read: No such file"):
        read_soft_labels(tmp_path / "none.npz")
