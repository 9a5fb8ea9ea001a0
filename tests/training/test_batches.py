"""Batches: every text once an epoch, like lengths together, the order a function of seed and epoch."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment.training.batches import (
    LONGEST_EXTRACT,
    Extracts,
    LabelledRows,
    TrainingBatches,
    class_weighted,
    pad,
    shorten,
)


def rows_of(lengths: list[int]) -> list[np.ndarray]:
    return [np.full(length, index + 1, dtype=np.int32) for index, length in enumerate(lengths)]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=60), st.integers(1, 9), st.integers(0, 3))
def test_every_text_once_an_epoch(lengths: list[int], batch_size: int, seed: int) -> None:
    rows = rows_of(lengths)
    targets = np.arange(len(rows), dtype=np.float32)
    batches = TrainingBatches(LabelledRows(rows, targets), batch_size=batch_size, seed=seed)
    seen = []
    for index in range(len(batches)):
        ids, labels = batches[index]
        assert ids.shape[0] == labels.shape[0] <= batch_size
        for row, label in zip(ids, labels[:, 0], strict=True):
            assert row[: lengths[int(label)]].tolist() == rows[int(label)].tolist()
            assert not row[lengths[int(label)] :].any()
            seen.append(int(label))
    assert sorted(seen) == list(range(len(rows)))


def test_a_batch_holds_no_more_tokens_than_asked() -> None:
    lengths = np.random.default_rng(0).integers(1, 400, size=500).tolist()
    texts = LabelledRows(rows_of(lengths), np.arange(500, dtype=np.float32))
    batches = TrainingBatches(texts, batch_size=64, batch_tokens=2_000, seed=0)
    found = [batches[index] for index in range(len(batches))]
    assert all(ids.size <= 2_000 or index == 0 for index, (ids, _) in enumerate(found))
    assert sorted(label for _, labels in found for label in labels[:, 0].tolist()) == list(range(500))


def order(batches: TrainingBatches) -> list[float]:
    return [float(label) for index in range(len(batches)) for label in batches[index][1][:, 0]]


def test_order_changes_each_epoch_and_is_found_again() -> None:
    rows, targets = rows_of([5] * 50), np.arange(50, dtype=np.float32)
    batches = TrainingBatches(LabelledRows(rows, targets), batch_size=4, seed=1)
    first = order(batches)
    batches.on_epoch_end()
    second = order(batches)
    assert first != second
    assert order(TrainingBatches(LabelledRows(rows, targets), batch_size=4, seed=1, epoch=1)) == second


def test_little_padding() -> None:
    lengths = np.random.default_rng(0).integers(1, 400, size=2000).tolist()
    batches = TrainingBatches(LabelledRows(rows_of(lengths), np.zeros(2000, np.float32)), batch_size=32, seed=0)
    size = sum(batches[index][0].size for index in range(len(batches)))
    assert sum(lengths) / size > 0.85


def test_pad_rounds_up_to_few_lengths() -> None:
    assert {pad(rows_of([length])).shape[1] for length in range(1, 100)} == {32, 64, 96, 128}


@given(st.lists(st.integers(1, 100), min_size=6, max_size=30), st.integers(0, 9))
def test_first_batches_never_share_a_length(lengths: list[int], seed: int) -> None:
    """Keras would take it for the length of all batches."""
    texts = LabelledRows(rows_of(lengths), np.zeros(len(lengths), np.float32))
    batches = TrainingBatches(texts, batch_size=4, seed=seed)
    assert batches[0][0].shape[1] != batches[1][0].shape[1]


@given(st.integers(0, 500), st.integers(8, 100))
def test_shorten_keeps_head_and_tail(length: int, limit: int) -> None:
    ids = np.arange(length, dtype=np.int32)
    kept = shorten(ids, limit)
    assert len(kept) == min(length, limit)
    if length > limit:
        head = limit // 4
        assert kept[:head].tolist() == ids[:head].tolist()
        assert kept[head:].tolist() == ids[-(limit - head) :].tolist()


ENDER = 9


@given(st.lists(st.integers(1, ENDER), min_size=1, max_size=300), st.integers(0, 5))
def test_an_extract_is_a_run_of_whole_sentences(ids: list[int], seed: int) -> None:
    row = np.array(ids, dtype=np.int32)
    extract = Extracts(0.5, [ENDER]).draw(row, np.random.default_rng(seed)).tolist()
    assert 1 <= len(extract) <= LONGEST_EXTRACT

    def is_whole(first: int) -> bool:
        end = first + len(extract)
        starts = ids[first:end] == extract and (first == 0 or ids[first - 1] == ENDER)
        return starts and (len(extract) == LONGEST_EXTRACT or end == len(ids) or ids[end - 1] == ENDER)

    assert any(map(is_whole, range(len(ids))))


def test_extracts_of_one_to_three_sentences_all_occur() -> None:
    row = np.array([1, ENDER, 2, ENDER, 3, ENDER, 4, 5], dtype=np.int32)
    random = np.random.default_rng(0)
    drawn = {tuple(Extracts(1, [ENDER]).draw(row, random).tolist()) for _ in range(500)}
    # Every sentence alone, every two and every three neighbours: 4 + 3 + 2.
    assert drawn == {
        (1, ENDER), (2, ENDER), (3, ENDER), (4, 5),
        (1, ENDER, 2, ENDER), (2, ENDER, 3, ENDER), (3, ENDER, 4, 5),
        (1, ENDER, 2, ENDER, 3, ENDER), (2, ENDER, 3, ENDER, 4, 5),
    }  # fmt: skip


def test_extracts_stand_beside_the_texts_under_their_labels() -> None:
    rows = [np.array([index + 10, index + 10, ENDER] * 3, dtype=np.int32) for index in range(40)]
    texts = LabelledRows(rows, np.arange(40, dtype=np.float32))
    batches = TrainingBatches(texts, batch_size=8, seed=0, extracts=Extracts(0.5, [ENDER]))
    seen = [(row, label) for index in range(len(batches)) for row, label in zip(*batches[index], strict=True)]
    assert len(seen) == 60
    assert all(row[0] == label[0] + 10 for row, label in seen)
    assert sum((row > 0).sum() == 9 for row, _ in seen) >= 40


@given(st.lists(st.integers(0, 1), min_size=1, max_size=60))
def test_both_classes_weigh_the_same_together(labels: list[int]) -> None:
    targets = np.array(labels, dtype=np.float32)
    weighted = class_weighted(LabelledRows(rows_of([3] * len(labels)), targets))
    weights = np.ones(len(labels)) if weighted.weights is None else weighted.weights
    assert weights.mean() == pytest.approx(1)
    if 0 < sum(labels) < len(labels):
        assert weights[targets == 1].sum() == pytest.approx(weights[targets == 0].sum(), rel=1e-5)


def test_texts_without_a_weight_of_their_own_count_as_one() -> None:
    rare = class_weighted(LabelledRows(rows_of([3] * 10), np.array([1] + [0] * 9, np.float32)))
    soft = LabelledRows(rows_of([2, 2]), np.array([0.3, 0.9], np.float32))
    both = rare + soft
    assert both.weights is not None
    assert both.weights.tolist() == pytest.approx([5] + [5 / 9] * 9 + [1, 1])
    assert both.targets[-2:].tolist() == pytest.approx([0.3, 0.9])
    taken = both.take(np.array([0, 11]))
    assert taken.weights is not None
    assert taken.weights.tolist() == [5, 1]
    assert (soft + soft).weights is None


def test_extracts_and_batches_keep_the_weights_of_their_texts() -> None:
    rows = [np.array([index + 10, index + 10, ENDER] * 3, dtype=np.int32) for index in range(40)]
    weights = np.arange(0, 4, 0.1, dtype=np.float32)
    texts = LabelledRows(rows, np.arange(40, dtype=np.float32), weights)
    batches = TrainingBatches(texts, batch_size=8, seed=0, extracts=Extracts(0.5, [ENDER]))
    for _ in range(2):
        seen = [
            (row, label, weight)
            for index in range(len(batches))
            for row, label, weight in zip(*batches[index], strict=True)
        ]
        assert len(seen) == 60
        assert all(row[0] == label[0] + 10 and weight == weights[int(label[0])] for row, label, weight in seen)
        batches.on_epoch_end()
