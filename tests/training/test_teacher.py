"""The teacher: n-grams that tell, on texts it has not seen."""

import numpy as np
import pytest

from sentiment.training.teacher import NUM_TEACHERS, soft_labels, teach


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
    logits = teach(labelled, labels, others, seed=0, tick=seen.append)
    assert logits.shape == (NUM_TEACHERS, 100)
    assert logits.dtype == np.float32
    assert ((logits[0] > 0) == truth).all()
    assert np.mean((logits[1] > 0) == truth) > 0.95
    assert sum(seen) == 400


def test_knows_nothing_of_words_it_never_saw() -> None:
    labelled, labels = texts(300, seed=0)
    logits = teach(labelled, labels, [np.array([90, 91, 92], np.int32)], seed=0)
    assert logits[0, 0] == pytest.approx(0, abs=0.4)


def test_soft_labels_are_the_mean_of_logits_on_one_scale() -> None:
    logits = np.array([[-1, 1, -1, 1], [-30, -30, 30, 30]], dtype=np.float32)  # deviations 1 and 30
    expected = 1 / (1 + np.exp(-2 * np.array([-1, 0, 0, 1])))
    np.testing.assert_allclose(soft_labels(logits, sharpness=2.0), expected, rtol=1e-6)


def test_soft_labels_of_teachers_that_know_nothing_are_even() -> None:
    np.testing.assert_allclose(soft_labels(np.zeros((2, 3), np.float32), sharpness=4.0), 0.5)
