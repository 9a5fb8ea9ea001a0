"""Agreement of rankings, against pairs counted one by one and the libraries that users know."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sentiment.rankings import average_precision, kendall, top_f1

THINGS = st.lists(st.tuples(st.booleans(), st.integers(-3, 3)), min_size=1, max_size=20)


def test_kendall_by_hand() -> None:
    order = np.array([1.0, 2.0, 3.0, 4.0])
    assert kendall(order, order**3) == pytest.approx(1)
    assert kendall(order, -order) == pytest.approx(-1)
    assert kendall(order, np.array([1.0, 2.0, 4.0, 3.0])) == pytest.approx(4 / 6)  # 5 pairs agree, 1 does not
    # With ties: 5 pairs agree, 1 is tied in one of the two.
    assert kendall(order, np.array([1.0, 2.0, 3.0, 3.0])) == pytest.approx(5 / math.sqrt(6 * 5))
    assert math.isnan(kendall(order, np.ones(4)))


@settings(deadline=None)  # the first one imports
@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), min_size=2, max_size=20))
def test_kendall_is_scipys(pairs: list[tuple[int, int]]) -> None:
    stats = pytest.importorskip("scipy.stats")
    one, other = np.array(pairs).T
    expected = stats.kendalltau(one, other).statistic
    assert kendall(one, other) == pytest.approx(expected, nan_ok=True)


def test_average_precision_by_hand() -> None:
    wanted = [True, False, True, False]
    assert average_precision(wanted, [9, 7, 8, 1]) == 1
    assert average_precision(wanted, [9, 8, 7, 1]) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(wanted, [0, 0, 0, 0]) == 0.5  # all found at once: the share of what is wanted
    assert math.isnan(average_precision([False, False], [1, 2]))


@given(THINGS)
def test_average_precision_is_scikit_learns(things: list[tuple[bool, int]]) -> None:
    sklearn = pytest.importorskip("sklearn.metrics")
    wanted, scores = zip(*things, strict=True)
    if any(wanted):
        assert average_precision(wanted, scores) == pytest.approx(sklearn.average_precision_score(wanted, scores))


def test_f1_takes_as_many_as_are_wanted() -> None:
    assert top_f1([True, True, False, False], [4, 1, 3, 2]) == 0.5
    assert top_f1([False, True], [1, 1]) == 0  # of equal ones the first
    assert math.isnan(top_f1([False, False], [1, 2]))
