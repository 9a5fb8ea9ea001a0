import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment.curves import curve
from sentiment.metrics import roc_auc
from sentiment.rankings import average_precision

LABELS = [0, 0, 0, 1, 1, 1, 1, 0]
PROBABILITIES = [0.1, 0.4, 0.6, 0.5, 0.9, 0.4, 1.0, 0.0]


def test_against_scikit_learn() -> None:
    sklearn = pytest.importorskip("sklearn.metrics")
    found = curve(LABELS, PROBABILITIES)
    assert found is not None
    falsely, recall, threshold = sklearn.roc_curve(LABELS, PROBABILITIES, drop_intermediate=False)
    np.testing.assert_allclose(found.false_positive_rate, falsely)
    np.testing.assert_allclose(found.recall, recall)
    np.testing.assert_allclose(found.threshold, threshold)
    precision, recall, _ = sklearn.precision_recall_curve(LABELS, PROBABILITIES)
    np.testing.assert_allclose(found.precision[:0:-1], precision[:-1])
    np.testing.assert_allclose(found.recall[:0:-1], recall[:-1])


def test_the_point_of_the_answers() -> None:
    found = curve(LABELS, PROBABILITIES)
    assert found is not None
    assert found.threshold[found.answered] == 0.5
    assert found.recall[found.answered] == 3 / 4
    assert found.false_positive_rate[found.answered] == 1 / 4
    assert found.base_rate == 0.5
    unsure = curve([0, 1], [0.1, 0.2])  # nothing is called positive
    assert unsure is not None
    assert unsure.answered == unsure.recall[unsure.answered] == 0


@given(st.lists(st.tuples(st.integers(0, 1), st.floats(0, 1)), min_size=1, max_size=30))
def test_the_areas_are_the_figures(pairs: list[tuple[int, float]]) -> None:
    labels, probabilities = [y for y, _ in pairs], [p for _, p in pairs]
    found = curve(labels, probabilities)
    if len(set(labels)) == 1:
        assert found is None
        return
    assert found is not None
    assert np.trapezoid(found.recall, found.false_positive_rate) == pytest.approx(roc_auc(labels, probabilities))
    area = float(np.sum(np.diff(found.recall) * found.precision[1:]))
    assert area == pytest.approx(average_precision(labels, probabilities))
