"""Paired tests: known answers, and what must hold for every pair of models."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sentiment import metrics
from sentiment.comparison import compare, mcnemar

TRIPLES = st.lists(st.tuples(st.integers(0, 1), st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=40)
Triples = list[tuple[int, float, float]]


@pytest.mark.parametrize(("only_a", "only_b"), [(0, 0), (0, 1), (5, 5), (0, 6), (2, 11), (40, 61), (1200, 1000)])
def test_mcnemar_is_the_binomial_test(only_a: int, only_b: int) -> None:
    scipy = pytest.importorskip("scipy.stats")
    number = only_a + only_b
    wanted = scipy.binomtest(only_a, number, 0.5).pvalue if number else 1.0
    assert mcnemar(only_a, only_b) == pytest.approx(wanted, rel=1e-9)


def test_a_published_value_and_very_many_texts() -> None:
    assert mcnemar(4, 14) == pytest.approx(0.030884, abs=1e-6)  # 2 Σ C(18, k) / 2^18, k to 4
    assert 0 < mcnemar(500_000, 502_000) < 0.05


def test_the_counts_and_differences() -> None:
    found = compare([1, 1, 1, 0, 0], [0.9, 0.8, 0.4, 0.6, 0.7], [0.9, 0.3, 0.6, 0.2, 0.6], seed=0)
    assert (found.both_right, found.only_a, found.only_b, found.both_wrong) == (1, 1, 2, 1)
    assert found.num_examples == 5
    assert (found.accuracy_a, found.accuracy_b) == (0.4, 0.6)
    assert found.accuracy_difference.value == pytest.approx(0.2)
    assert found.log_loss_difference.value == pytest.approx(found.log_loss_b - found.log_loss_a)
    assert found.p_value == 1
    assert found.verdict == "undecided"


def test_a_clear_difference_is_one_and_has_an_interval_as_wide_as_theory_says() -> None:
    random = np.random.default_rng(0)
    labels = random.integers(2, size=1000)
    a = np.where(random.random(1000) < 0.8, labels, 1 - labels) * 0.8 + 0.1
    b = np.where(random.random(1000) < 0.9, labels, 1 - labels) * 0.8 + 0.1
    found = compare(labels, a, b, seed=0)
    assert found.verdict == "better"
    assert found.to_dict()["verdict"] == "better"
    width = found.accuracy_difference.high - found.accuracy_difference.low
    share = (found.only_a + found.only_b) / 1000
    error = math.sqrt((share - found.accuracy_difference.value**2) / 1000)
    assert width == pytest.approx(2 * 1.96 * error, rel=0.15)
    assert compare(labels, b, a, seed=0).verdict == "worse"


@settings(max_examples=20)
@given(TRIPLES)
def test_swapping_the_models_negates_the_differences(triples: Triples) -> None:
    labels, a, b = zip(*triples, strict=True)
    one, other = compare(labels, a, b, seed=1), compare(labels, b, a, seed=1)
    assert one.p_value == other.p_value
    assert (one.only_a, one.only_b) == (other.only_b, other.only_a)
    for figure in ("accuracy_difference", "log_loss_difference"):
        here, there = getattr(one, figure), getattr(other, figure)
        assert (here.value, here.low, here.high) == pytest.approx((-there.value, -there.high, -there.low), abs=1e-12)
    opposite = {"better": "worse", "worse": "better", "undecided": "undecided"}
    assert one.verdict == opposite[other.verdict]


@settings(max_examples=20)
@given(TRIPLES)
def test_the_figures_of_each_model_are_those_of_metrics(triples: Triples) -> None:
    labels, a, b = zip(*triples, strict=True)
    found = compare(labels, a, b, seed=1)
    assert found.accuracy_a == pytest.approx(metrics.accuracy(labels, a))
    assert found.log_loss_b == pytest.approx(metrics.log_loss(labels, b))
    assert 0 < found.p_value <= 1
    same = compare(labels, a, a, seed=1)
    assert (same.p_value, same.accuracy_difference.low, same.log_loss_difference.high) == (1, 0, 0)


def test_what_cannot_be_measured_is_refused() -> None:
    with pytest.raises(ValueError, match="one label and one probability"):
        compare([1, 0], [0.2, 0.3], [0.2], seed=0)
