"""The teacher: n-grams that tell, on texts it has not seen."""

import numpy as np
import pytest

from sentiment.training.teacher import soft_labels


def texts(number: int, *, seed: int) -> tuple[list[np.ndarray], np.ndarray]:
    """Noise in which only the order of tokens 5 and 6 tells: unigrams alone know nothing."""
    random = np.random.default_rng(seed)
    labels = (np.arange(number) % 2).astype(np.int8)
    rows = []
    for label in labels:
        row = random.integers(7, 40, size=12).astype(np.int32)
        row[4:6] = (5, 6) if label else (6, 5)
        rows.append(row)
    return rows, labels


def test_knows_what_only_word_order_tells() -> None:
    labelled, labels = texts(300, seed=0)
    others, truth = texts(100, seed=1)
    seen: list[int] = []
    taught = soft_labels(labelled, labels, others, seed=0, tick=seen.append)
    assert taught.dtype == np.float32
    assert ((taught > 0.5) == truth).all()
    assert sum(seen) == 400
    assert ((taught > 0) & (taught < 1)).all()


def test_knows_nothing_of_words_it_never_saw() -> None:
    labelled, labels = texts(300, seed=0)
    taught = soft_labels(labelled, labels, [np.array([90, 91, 92], np.int32)], seed=0)
    assert taught[0] == pytest.approx(0.5, abs=0.1)
