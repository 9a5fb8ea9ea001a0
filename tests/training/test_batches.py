"""Batches: every text once an epoch, like lengths together, the order a function of seed and epoch."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sentiment.training.batches import TrainingBatches, pad, shorten


def rows_of(lengths: list[int]) -> list[np.ndarray]:
    return [np.full(length, index + 1, dtype=np.int32) for index, length in enumerate(lengths)]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=60), st.integers(1, 9), st.integers(0, 3))
def test_every_text_once_an_epoch(lengths: list[int], batch_size: int, seed: int) -> None:
    rows = rows_of(lengths)
    targets = np.arange(len(rows), dtype=np.float32)
    batches = TrainingBatches(rows, targets, batch_size=batch_size, seed=seed)
    seen = []
    for index in range(len(batches)):
        ids, labels = batches[index]
        assert ids.shape[0] == labels.shape[0] <= batch_size
        for row, label in zip(ids, labels[:, 0], strict=True):
            assert row[: lengths[int(label)]].tolist() == rows[int(label)].tolist()
            assert not row[lengths[int(label)] :].any()
            seen.append(int(label))
    assert sorted(seen) == list(range(len(rows)))


def order(batches: TrainingBatches) -> list[float]:
    return [float(label) for index in range(len(batches)) for label in batches[index][1][:, 0]]


def test_order_changes_each_epoch_and_is_found_again() -> None:
    rows, targets = rows_of([5] * 50), np.arange(50, dtype=np.float32)
    batches = TrainingBatches(rows, targets, batch_size=4, seed=1)
    first = order(batches)
    batches.on_epoch_end()
    second = order(batches)
    assert first != second
    assert order(TrainingBatches(rows, targets, batch_size=4, seed=1, epoch=1)) == second


def test_little_padding() -> None:
    lengths = np.random.default_rng(0).integers(1, 400, size=2000).tolist()
    batches = TrainingBatches(rows_of(lengths), np.zeros(2000, np.float32), batch_size=32, seed=0)
    size = sum(batches[index][0].size for index in range(len(batches)))
    assert sum(lengths) / size > 0.85


def test_pad_rounds_up_to_few_lengths() -> None:
    assert {pad(rows_of([length])).shape[1] for length in range(1, 100)} == {32, 64, 96, 128}


def test_first_batches_never_share_a_length() -> None:
    """Keras would take it for the length of all batches."""
    batches = TrainingBatches(rows_of([5] * 40), np.zeros(40, np.float32), batch_size=8, seed=0)
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
