"""Folds: none sees what it predicts, and what belongs together stays together."""

import numpy as np

from sentiment.doctor.cross_validation import out_of_fold
from sentiment.doctor.ngram_counts import count_ngrams
from tests.doctor.corpora import reviews

HONEST = reviews(200)
COUNTS = count_ngrams(HONEST.texts)


def test_honest_labels_are_predicted() -> None:
    assert COUNTS is not None
    found = out_of_fold(COUNTS, HONEST.labels, np.arange(200), seed=0)
    assert found is not None
    assert np.mean((found >= 0.5) == HONEST.labels) > 0.85
    again = out_of_fold(COUNTS, HONEST.labels, np.arange(200), seed=0)
    np.testing.assert_array_equal(found, again)


def test_a_label_is_not_learnt_from_a_copy_of_its_text() -> None:
    labels = np.random.default_rng(0).integers(2, size=100).astype(np.int8)  # to be known by heart only
    copied = count_ngrams(HONEST.texts[:100] * 2)
    assert copied is not None
    labels = np.tile(labels, 2)
    together = out_of_fold(copied, labels, np.tile(np.arange(100), 2), seed=0)
    apart = out_of_fold(copied, labels, np.arange(200), seed=0)
    assert together is not None
    assert apart is not None
    assert np.mean((together >= 0.5) == labels) < 0.65 < 0.75 < np.mean((apart >= 0.5) == labels)


def test_what_cannot_be_divided_is_not() -> None:
    assert COUNTS is not None
    assert out_of_fold(COUNTS, HONEST.labels, np.arange(200) % 4, seed=0) is None, "four groups"
    assert out_of_fold(COUNTS, HONEST.labels, HONEST.labels.astype(np.int64), seed=0) is None
    lonely = np.where(HONEST.labels == 1, 0, np.arange(200))  # all of a class in one group
    assert out_of_fold(COUNTS, HONEST.labels, lonely, seed=0) is None
    assert out_of_fold(COUNTS, np.zeros(200, dtype=np.int8), np.arange(200), seed=0) is None


def test_nothing_in_two_texts_is_nothing_to_count() -> None:
    assert count_ngrams([f"word{i}" for i in range(9)]) is None
    assert count_ngrams(["", " "]) is None
