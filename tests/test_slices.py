import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment.slices import (
    LENGTH_NAMES,
    NEGATION_NAMES,
    UNKNOWN_NAMES,
    length_name,
    negation_name,
    slice_by,
    unknown_name,
)


def test_each_text_has_a_length() -> None:
    assert [length_name(number) for number in (1, 10, 11, 20, 21, 50, 51, 200, 201, 500, 501, 20_000)] == [
        LENGTH_NAMES[place] for place in (0, 0, 1, 1, 2, 2, 3, 4, 5, 5, 6, 6)
    ]


def test_each_text_has_a_share_of_unknown_words() -> None:
    assert [unknown_name(share) for share in (0, 0.01, 0.05, 0.07, 0.2, 1 / 3, 0.34, 1)] == [
        UNKNOWN_NAMES[place] for place in (0, 1, 1, 2, 3, 3, 4, 4)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Not bad.",
        "I can't",
        "it isn’t",
        "does n 't play",
        "dont buy",
        "NEVER again",
        "without end",
        "I cannot",
        "wo n't",
    ],
)
def test_a_negation_is_found(text: str) -> None:
    assert negation_name(text) == NEGATION_NAMES[1]


@pytest.mark.parametrize("text", ["A notable knot.", "Nora noticed", "went, want, cant", "innocent", "5 t", "", "nice"])
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert negation_name(text) == NEGATION_NAMES[0 if text != "went, want, cant" else 1]


def test_p_values_are_fishers_and_the_worse_half_is_marked() -> None:
    scipy = pytest.importorskip("scipy.stats")
    values = ["a"] * 60 + ["b"] * 200
    right = np.array([True] * 40 + [False] * 20 + [True] * 180 + [False] * 20)
    a, b = slice_by("letter", values, right, order=("a", "b")).slices
    for one, table in ((a, [[40, 20], [180, 20]]), (b, [[180, 20], [40, 20]])):
        assert one.p_value == pytest.approx(scipy.fisher_exact(table, alternative="less").pvalue)
    assert (a.is_worse, b.is_worse) == (True, False)
    assert a.num_examples == 60
    assert a.accuracy == pytest.approx(2 / 3)
    assert a.accuracy_low < a.accuracy < a.accuracy_high


def test_chance_is_not_marked_however_many_kinds_there_are() -> None:
    random = np.random.default_rng(0)
    values = [str(value) for value in random.integers(200, size=6000)]
    slicing = slice_by("film", values, random.random(6000) < 0.9)
    assert min(one.p_value for one in slicing.slices) < 0.05  # one by one, some would be
    assert not any(one.is_worse for one in slicing.slices)


def test_the_order_is_as_given_then_by_number_of_texts() -> None:
    values = ["rare", "often", "often", "often", "mid", "mid", "last"]
    slicing = slice_by("how", values, np.ones(7, dtype=bool), order=("never", "last"))
    assert [one.value for one in slicing.slices] == ["last", "often", "mid", "rare"]
    assert slicing.to_dicts()[0]["by"] == "how"


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.booleans()), min_size=1, max_size=60))
def test_slices_are_all_texts_once(pairs: list[tuple[str, bool]]) -> None:
    right = np.array([is_right for _, is_right in pairs])
    slices = slice_by("letter", [value for value, _ in pairs], right).slices
    assert sum(one.num_examples for one in slices) == len(pairs)
    assert sum(one.num_examples * one.accuracy for one in slices) == pytest.approx(right.sum())
    assert all(0 <= one.p_value <= 1 for one in slices)
    if len(slices) == 1:
        assert not slices[0].is_worse
