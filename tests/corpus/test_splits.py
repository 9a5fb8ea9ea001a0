"""Splits depend on names alone and keep together what belongs together."""

from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment.corpus import Examples, fold, held_out_mask, split_keys, stratified_split, text_key


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


rows = st.lists(
    st.tuples(st.sampled_from([f"text {i}" for i in range(30)]), st.integers(0, 8), st.integers(0, 1)), min_size=1
)


def labelled(found: list[tuple[str, int, int]], *, grouped: bool) -> Examples:
    return Examples(
        [text for text, _, _ in found],
        np.array([label for _, _, label in found], np.int8),
        list(range(len(found))),
        [f"group {group}" for _, group, _ in found] if grouped else None,
    )


@given(rows, st.booleans(), st.integers(0, 5))
def test_a_stratified_split_keeps_together_what_belongs_together(
    found: list[tuple[str, int, int]], grouped: bool, seed: int
) -> None:
    data = labelled(found, grouped=grouped)
    held_out = stratified_split(data, seed=seed).held_out
    keys = np.array(split_keys(data))
    assert not set(keys[held_out]) & set(keys[~held_out])
    texts = np.array(data.texts)
    assert not set(texts[held_out]) & set(texts[~held_out])
    np.testing.assert_array_equal(stratified_split(data, seed=seed).held_out, held_out)


@given(st.lists(st.integers(0, 1), min_size=1, max_size=200), st.integers(0, 5), st.sampled_from([0.1, 0.2, 0.5]))
def test_of_each_class_the_share_is_held_out(labels: list[int], seed: int, share: float) -> None:
    data = Examples([f"text {i}" for i in range(len(labels))], np.array(labels, np.int8), list(range(len(labels))))
    held_out = stratified_split(data, seed=seed, share=share).held_out
    for label in (0, 1):
        assert abs(held_out[data.labels == label].sum() - share * labels.count(label)) <= 0.5 + 1e-9


@given(rows, st.integers(0, 5))
def test_no_more_is_held_out_than_half_a_group_too_much(found: list[tuple[str, int, int]], seed: int) -> None:
    data = labelled(found, grouped=True)
    keys, sizes = np.unique(split_keys(data), return_counts=True)
    number = stratified_split(data, seed=seed).held_out.sum()
    assert number <= 0.2 * len(data) + sizes.max()  # half a group of each class
    assert len(keys) > 1 or number == 0


def test_the_seed_draws_another_part_and_names_itself() -> None:
    data = Examples([f"text {i}" for i in range(200)], (np.arange(200) % 2).astype(np.int8), list(range(200)))
    one, other = (stratified_split(data, seed=seed) for seed in (0, 1))
    assert (one.held_out & other.held_out).sum() < 25
    assert "seed 1" in other.rule
    assert one.sha256 != other.sha256
    assert one.sha256 == stratified_split(data, seed=0).sha256


def test_a_split_does_not_depend_on_the_order_of_the_rows() -> None:
    data = Examples([f"text {i}" for i in range(100)], (np.arange(100) % 3 == 0).astype(np.int8), list(range(100)))
    order = np.random.default_rng(0).permutation(100)
    np.testing.assert_array_equal(
        stratified_split(data.take(order), seed=0).held_out, stratified_split(data, seed=0).held_out[order]
    )
