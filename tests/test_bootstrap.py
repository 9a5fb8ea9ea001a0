"""Intervals of figures: against the figures themselves, and against what is known of them."""

import math
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sentiment import bootstrap, metrics

PAIRS = st.lists(st.tuples(st.integers(0, 1), st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.7, 0.9, 1.0])), min_size=1)


@given(PAIRS)
def test_all_draws_of_one_example_give_its_figures(pairs: list[tuple[int, float]]) -> None:
    label, probability = pairs[0]
    measured = metrics.measure([label] * 3, [probability] * 3)
    intervals = bootstrap.metric_intervals([label] * 3, [probability] * 3, seed=0, num_draws=2)
    for name in bootstrap.FIGURES:
        value = getattr(measured, name)
        assert (intervals[name].low, intervals[name].high) == pytest.approx((value, value), nan_ok=True), name


@settings(max_examples=40)
@given(PAIRS, st.integers(0, 2**32))
def test_a_draw_has_the_figures_of_its_examples(pairs: list[tuple[int, float]], seed: int) -> None:
    labels, probabilities = (np.array(column) for column in zip(*pairs, strict=True))
    drawn = np.random.default_rng(seed).integers(len(pairs), size=len(pairs))  # as the first draw is made
    measured = metrics.measure(labels[drawn], probabilities[drawn])
    intervals = bootstrap.metric_intervals(labels, probabilities, seed=seed, num_draws=1)
    for name in bootstrap.FIGURES:
        if name != "ece":  # which is turned around
            value = getattr(measured, name)
            assert intervals[name].low == pytest.approx(value, nan_ok=True), name


def test_the_intervals_are_as_wide_as_theory_says() -> None:
    random = np.random.default_rng(5)
    probabilities = random.random(2000)
    labels = random.random(2000) < probabilities
    measured = metrics.measure(labels, probabilities)
    intervals = bootstrap.metric_intervals(labels, probabilities, seed=0)
    error = float(np.std((probabilities - labels) ** 2)) / math.sqrt(2000)
    assert intervals["brier"].high - intervals["brier"].low == pytest.approx(2 * 1.96 * error, rel=0.15)
    positive, negative = probabilities[labels], probabilities[~labels]
    above = (np.array([np.mean(negative < p) for p in positive]), np.array([np.mean(positive > n) for n in negative]))
    error = math.sqrt(sum(np.var(part) / part.size for part in above))  # DeLong et al. 1988
    assert intervals["auc"].high - intervals["auc"].low == pytest.approx(2 * 1.96 * error, rel=0.15)
    for name in bootstrap.FIGURES:
        assert intervals[name].low - 1e-9 <= getattr(measured, name) <= intervals[name].high + 1e-9, name


def test_the_interval_of_the_calibration_error_is_not_lifted_by_the_noise_of_the_draws() -> None:
    random = np.random.default_rng(1)
    probabilities = random.beta(0.6, 0.6, 3000)
    labels = random.random(3000) < 1 / (1 + (1 / probabilities - 1) ** 0.7)  # overconfident: an ECE of .05
    interval = bootstrap.metric_intervals(labels, probabilities, seed=0)["ece"]
    assert interval.low < 0.0507 < interval.high
    assert interval.high < 0.08


def test_what_does_not_exist_is_nan() -> None:
    intervals = bootstrap.metric_intervals([1, 1, 1], [0.2, 0.9, 0.7], seed=0)
    assert math.isnan(intervals["auc"].low)
    assert intervals["average_precision"].low == 1
    assert math.isnan(bootstrap.metric_intervals([0, 0], [0.2, 0.9], seed=0)["average_precision"].high)


def test_the_seed_decides() -> None:
    labels, probabilities = [0, 1, 1, 0, 1], [0.1, 0.6, 0.4, 0.7, 0.9]
    one = bootstrap.metric_intervals(labels, probabilities, seed=3)
    assert one == bootstrap.metric_intervals(labels, probabilities, seed=3)
    assert set(one) == set(bootstrap.FIGURES)


def test_many_texts_take_seconds() -> None:
    random = np.random.default_rng(0)
    probabilities = random.random(25_000)
    started = time.process_time()
    bootstrap.metric_intervals(random.random(25_000) < probabilities, probabilities, seed=0)
    assert time.process_time() - started < 30  # with room for a busy machine


def test_an_estimate_is_a_statistic_and_its_interval() -> None:
    found = bootstrap.estimate([1.0, 2.0, 6.0], np.median, seed=0)
    assert (found.value, found.low, found.high) == (2, 1, 6)
    assert bootstrap.estimate([1.0, 2.0, 6.0], seed=0).value == 3
