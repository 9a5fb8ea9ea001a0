"""Each figure against its definition, worked out the slow way."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment import metrics
from sentiment.rankings import average_precision

LABELS = [0, 0, 0, 1, 1, 1, 1, 0]
PROBABILITIES = [0.1, 0.4, 0.6, 0.5, 0.9, 0.3, 1.0, 0.0]
Pairs = list[tuple[int, float]]
PAIRS = st.lists(st.tuples(st.integers(0, 1), st.floats(0, 1)), min_size=1, max_size=30)


def test_the_counted_figures() -> None:
    assert metrics.confusion_counts(LABELS, PROBABILITIES) == metrics.Confusion(3, 1, 1, 3)
    assert metrics.accuracy(LABELS, PROBABILITIES) == 6 / 8
    assert metrics.balanced_accuracy([0, 0, 0, 1], [0.1, 0.2, 0.9, 0.8]) == pytest.approx((2 / 3 + 1) / 2)
    assert metrics.balanced_accuracy([1, 1], [0.1, 0.9]) == 0.5
    assert metrics.f1(LABELS, PROBABILITIES) == pytest.approx(6 / 8)
    assert metrics.f1([0, 0], [0.1, 0.2]) == 0.0


@given(PAIRS)
def test_matthews_is_the_correlation_of_labels_and_predictions(pairs: Pairs) -> None:
    labels, predicted = np.array([y for y, _ in pairs]), np.array([p >= 0.5 for _, p in pairs])
    found = metrics.matthews(labels, [p for _, p in pairs])
    if labels.std() and predicted.std():
        assert found == pytest.approx(np.corrcoef(labels, predicted)[0, 1])
    else:
        assert found == 0


@given(PAIRS)
def test_auc_is_the_share_of_pairs_in_order(pairs: Pairs) -> None:
    positive = [p for y, p in pairs if y]
    negative = [p for y, p in pairs if not y]
    auc = metrics.roc_auc([y for y, _ in pairs], [p for _, p in pairs])
    if not positive or not negative:
        assert math.isnan(auc)
    else:
        assert auc == pytest.approx(np.mean([(p > n) + (p == n) / 2 for p in positive for n in negative]))


@given(PAIRS)
def test_the_bins_hold_everything_and_ece_is_their_mean_gap(pairs: Pairs) -> None:
    labels, probabilities = [y for y, _ in pairs], [p for _, p in pairs]
    bins = metrics.reliability(labels, probabilities)
    assert bins.count.sum() == len(pairs)
    assert len(bins.edges) == len(bins.count) + 1 == 16
    gap = sum(n * abs(o - p) for n, o, p in zip(bins.count, bins.observed, bins.predicted, strict=True) if n) / len(
        pairs
    )
    ece = metrics.expected_calibration_error(labels, probabilities)
    assert ece == pytest.approx(gap)
    assert 0 <= ece <= 1


def test_ece_of_a_known_case() -> None:
    assert metrics.expected_calibration_error([1, 0, 1, 1], [0.75] * 4) == pytest.approx(0.0)
    assert metrics.expected_calibration_error([0, 0], [0.9, 0.7]) == pytest.approx(0.8)


def test_brier_and_log_loss() -> None:
    assert metrics.brier_score([0, 1], [0.5, 0.5]) == 0.25
    assert metrics.log_loss([0, 1], [0.5, 0.5]) == pytest.approx(math.log(2))
    assert math.isfinite(metrics.log_loss([0, 1], [1.0, 0.0]))


def test_wilson_interval_against_published_values() -> None:
    interval = metrics.wilson_interval(15, 148)  # Newcombe 1998, table I: 15/148 is .0624 to .1605
    assert (interval.low, interval.high) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert metrics.wilson_interval(0, 20).low == 0.0
    assert metrics.wilson_interval(20, 20).high == 1.0
    with pytest.raises(ValueError, match="3 successes in 2 trials"):
        metrics.wilson_interval(3, 2)


def test_measure_is_all_of_them_and_fits_into_json() -> None:
    measured = metrics.measure(LABELS, PROBABILITIES)
    assert measured.num_examples == 8
    assert measured.accuracy_low < measured.accuracy < measured.accuracy_high
    values = json.loads(json.dumps(measured.to_dict(), allow_nan=False))
    assert values["confusion"]["true_positive"] == 3
    assert values["average_precision"] == pytest.approx(average_precision(LABELS, PROBABILITIES))
    assert values["matthews"] == 0.5
    assert metrics.measure([1, 1], [0.2, 0.9]).to_dict()["auc"] is None


@pytest.mark.parametrize(
    ("labels", "probabilities"),
    [([], []), ([0, 1], [0.5]), ([0, 2], [0.5, 0.5]), ([0, 1], [0.5, 1.5]), ([0, 1], [0.5, math.nan])],
)
def test_what_cannot_be_measured_is_refused(labels: list[int], probabilities: list[float]) -> None:
    with pytest.raises(ValueError, match=r"label|probabilities"):
        metrics.measure(labels, probabilities)


def test_the_bootstrap_interval_of_a_mean_is_about_two_standard_errors_wide() -> None:
    values = np.random.default_rng(1).normal(3, 2, size=400)
    interval = metrics.bootstrap_interval(values, seed=0)
    error = values.std() / 20
    assert interval.low == pytest.approx(values.mean() - 1.96 * error, abs=0.2 * error)
    assert interval.high == pytest.approx(values.mean() + 1.96 * error, abs=0.2 * error)
    assert metrics.bootstrap_interval(values, seed=0) == interval
    assert metrics.bootstrap_interval(values, seed=1) != interval


def test_the_bootstrap_takes_any_statistic() -> None:
    interval = metrics.bootstrap_interval([1.0] * 9 + [100.0], np.median, seed=0)
    assert (interval.low, interval.high) == (1, 1)
    with pytest.raises(ValueError, match="no values"):
        metrics.bootstrap_interval([], seed=0)
