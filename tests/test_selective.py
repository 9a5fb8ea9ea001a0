"""The curve against its definition, worked out the slow way."""

import json
import math
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment import metrics
from sentiment.selective import COLUMNS, Band, look_up, risk_coverage

Pairs = list[tuple[int, float]]
# A few probabilities come often, so that many texts are equally sure.
PAIRS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from((0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)) | st.floats(0, 1)),
    min_size=1,
    max_size=30,
)
BOUNDS = st.sampled_from((0.5, 0.7, 0.9)) | st.floats(0.5, 1)
# Wrong at .55 and at .8.
LABELS = [1, 0, 1, 0, 1, 1, 0, 1]
PROBABILITIES = [0.99, 0.05, 0.9, 0.8, 0.7, 0.6, 0.55, 0.52]


def answered(pairs: Pairs, bound: float) -> Pairs:
    return [(label, p) for label, p in pairs if max(p, 1 - p) >= bound]


def share_right(pairs: Pairs) -> float:
    return sum((p >= 0.5) == bool(label) for label, p in pairs) / len(pairs)


@given(PAIRS)
def test_all_answered_the_risk_is_the_error(pairs: Pairs) -> None:
    labels, probabilities = zip(*pairs, strict=True)
    curve = risk_coverage(labels, probabilities)
    assert curve.coverage[-1] == 1
    assert curve.risk[-1] == pytest.approx(1 - metrics.accuracy(labels, probabilities))
    assert curve.band(0.5).coverage == 1


@given(PAIRS)
def test_each_confidence_that_occurs_is_one_point_surest_first(pairs: Pairs) -> None:
    curve = risk_coverage(*zip(*pairs, strict=True))
    assert curve.confidence.tolist() == sorted({max(p, 1 - p) for _, p in pairs}, reverse=True)
    assert (np.diff(curve.coverage) > 0).all()
    for confidence, coverage, risk in zip(curve.confidence, curve.coverage, curve.risk, strict=True):
        kept = answered(pairs, confidence)
        assert coverage == pytest.approx(len(kept) / len(pairs))
        assert risk == pytest.approx(1 - share_right(kept))


@given(PAIRS, st.randoms())
def test_the_order_of_the_texts_does_not_matter(pairs: Pairs, random: Random) -> None:
    shuffled = pairs.copy()
    random.shuffle(shuffled)
    one, other = (risk_coverage(*zip(*some, strict=True)) for some in (pairs, shuffled))
    assert one.risk.tolist() == other.risk.tolist()
    assert one.area == other.area


@given(PAIRS, BOUNDS)
def test_a_band_is_what_is_left_from_its_bound_on(pairs: Pairs, bound: float) -> None:
    band = risk_coverage(*zip(*pairs, strict=True)).band(bound)
    kept = answered(pairs, bound)
    assert band.confidence == bound
    assert band.coverage == len(kept) / len(pairs)
    assert band.accuracy == pytest.approx(share_right(kept)) if kept else math.isnan(band.accuracy)


@given(PAIRS, st.sampled_from((0.0, 0.05, 0.25, 0.5)))
def test_the_least_band_is_the_first_bound_that_keeps_the_promise(pairs: Pairs, risk: float) -> None:
    curve = risk_coverage(*zip(*pairs, strict=True))
    band = curve.least_band(risk)
    bounds = [number / 1000 for number in range(500, 1000)]
    kept = ((bound, answered(pairs, bound)) for bound in bounds)
    first = next((bound for bound, some in kept if some and share_right(some) >= 1 - risk - 1e-12), None)
    assert (band and band.confidence) == first
    assert band is None or band == curve.band(band.confidence)


def test_a_known_case() -> None:
    curve = risk_coverage(LABELS, PROBABILITIES)
    assert curve.risk.tolist() == pytest.approx([0, 0, 0, 1 / 4, 1 / 5, 1 / 6, 2 / 7, 2 / 8])
    assert curve.area == pytest.approx((1 / 4 + 1 / 5 + 1 / 6 + 2 / 7 + 2 / 8) / 8)  # no ties: the mean over the texts
    assert curve.least_band(0.25) == Band(0.5, 1.0, 0.75)
    assert curve.least_band(0.2) == Band(0.551, 6 / 8, 1 - 1 / 6)
    assert curve.least_band(0.0) == Band(0.801, 3 / 8, 1.0)
    assert risk_coverage([1, 0], [0.1, 0.9]).least_band(0.5) is None


def test_a_share_asked_for_is_met_when_it_is_met_exactly() -> None:
    assert risk_coverage([1] * 19 + [0], [0.9] * 20).least_band(0.05) == Band(0.5, 1.0, 0.95)


def test_the_table_is_kept_as_json_and_looked_up() -> None:
    table = json.loads(json.dumps(risk_coverage(LABELS, PROBABILITIES).table(), allow_nan=False))
    assert list(table) == list(COLUMNS)
    assert look_up(table, 0.5) == Band(0.5, 1.0, 0.75)
    assert look_up(table, 0.84) == Band(0.8, 0.5, 0.75)  # the next smaller bound that is in the table
    assert look_up(table, 0.9999) == Band(0.99, 1 / 8, 1.0)
    assert look_up(table, 0.4) is None
    unsure = risk_coverage([0, 1], [0.6, 0.6]).table()
    assert max(unsure["confidence"]) == 0.6  # from there on nothing is answered


@pytest.mark.parametrize(
    "table", [{}, {"confidence": [0.5]}, dict.fromkeys(COLUMNS, 1), dict.fromkeys(COLUMNS, "x"), 0.5]
)
def test_what_is_no_table_is_refused(table: object) -> None:
    with pytest.raises(ValueError, match="coverage"):
        look_up(table, 0.8)  # type: ignore[arg-type]


def test_what_cannot_be_measured_is_refused() -> None:
    with pytest.raises(ValueError, match="label"):
        risk_coverage([], [])
