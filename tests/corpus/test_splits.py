"""Splits depend on names alone and keep together what belongs together."""

from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment.corpus import Examples, fold, held_out_mask, split_keys, text_key


def examples(texts: list[str], groups: list[str] | None = None) -> Examples:
    return Examples(texts, np.zeros(len(texts), np.int8), list(range(len(texts))), groups)


def test_fold_is_the_published_formula() -> None:
    assert fold("tt0453418") == int(sha256(b"tt0453418").hexdigest(), 16) % 5
    assert fold("\ud800", 7) in range(7)


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(["g1", "g2", "g3"])), min_size=1))
def test_equal_texts_and_their_groups_are_on_one_side(rows: list[tuple[str, str]]) -> None:
    texts = [text for text, _ in rows]
    for data in (examples(texts), examples(texts, [group for _, group in rows])):
        mask = held_out_mask(split_keys(data), num_folds=2)
        for text in set(texts):
            assert len({bool(mask[i]) for i, other in enumerate(texts) if other == text}) == 1


def test_each_key_is_held_out_in_one_fold() -> None:
    keys = [text_key(str(number)) for number in range(1_000)]
    masks = np.stack([held_out_mask(keys, fold_index=index) for index in range(5)])  # [num_folds, num_keys]
    assert (masks.sum(axis=0) == 1).all()
    assert (abs(masks.mean(axis=1) - 0.2) < 0.05).all()


def test_outer_white_space_does_not_make_a_text_another() -> None:
    assert split_keys(examples([" a\n", "a"]))[0] == text_key("a")


@pytest.mark.parametrize(("num_folds", "index"), [(1, 0), (5, 5), (5, -1)])
def test_impossible_folds_are_refused(num_folds: int, index: int) -> None:
    with pytest.raises(ValueError, match="folds"):
        held_out_mask(["a"], num_folds=num_folds, fold_index=index)
