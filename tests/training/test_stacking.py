"""Scales of readers, against answers that are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment import metrics
from sentiment.training.stacking import fit_scales


def drawn(number: int = 20_000) -> tuple[np.ndarray, np.ndarray]:
    """True log-odds, and labels drawn by them."""
    random = np.random.default_rng(0)
    logits = random.normal(scale=2.0, size=number)
    return logits, (random.random(number) < metrics.sigmoid(logits)).astype(np.int8)


@pytest.mark.parametrize("temperature", [0.75, 1.0, 3.0])
def test_an_overconfident_reader_is_made_humbler(temperature: float) -> None:
    logits, labels = drawn()
    (scale,), _ = fit_scales((logits * temperature)[None].astype(np.float32), labels)
    assert scale == pytest.approx(1 / temperature, rel=0.05)


def test_two_that_know_different_things_are_added() -> None:
    random = np.random.default_rng(1)
    parts = random.normal(scale=1.5, size=(2, 20_000))
    labels = (random.random(20_000) < metrics.sigmoid(parts.sum(axis=0))).astype(np.int8)
    scales, _ = fit_scales((parts * [[2.0], [0.8]]).astype(np.float32), labels)
    assert scales == pytest.approx((0.5, 1.25), rel=0.06)


def test_one_that_knows_nothing_or_less_is_not_heard() -> None:
    logits, labels = drawn()
    noise = np.random.default_rng(2).normal(size=(2, len(logits)))
    (right, wrong), _ = fit_scales(np.stack([logits + noise[0], -logits + noise[1]]).astype(np.float32), labels)
    assert wrong == 0.05
    assert right > 0.5
    silent, _ = fit_scales(np.stack([logits, np.zeros_like(logits)]).astype(np.float32), labels)
    assert silent[0] == pytest.approx(1, rel=0.05)


def test_the_scale_is_where_the_loss_is_least() -> None:
    logits, labels = drawn(500)
    (best,), shift = fit_scales(logits[None].astype(np.float32), labels)

    def loss(scale: float, shift: float) -> float:
        away = (scale - 1) ** 2 + 5 * shift**2
        return metrics.log_loss(labels, metrics.sigmoid(logits * scale + shift)) + away / len(labels)

    assert loss(best, shift) <= min(loss(best * 1.01, shift), loss(best / 1.01, shift))
    assert loss(best, shift) <= min(loss(best, shift + 0.01), loss(best, shift - 0.01))


def test_a_rarer_class_is_expected_less() -> None:
    logits, labels = drawn()
    kept = (labels == 0) | (np.random.default_rng(3).random(len(labels)) < 0.25)  # of four positive texts, one
    (scale,), shift = fit_scales(logits[None, kept].astype(np.float32), labels[kept])
    assert shift == pytest.approx(np.log(0.25), abs=0.1)
    assert scale == pytest.approx(1, rel=0.05)


def test_few_texts_shift_little() -> None:
    _, shift = fit_scales(np.zeros((1, 2), np.float32), np.array([0, 0], np.int8))
    assert -0.2 < shift < 0


def test_a_reader_that_is_too_humble_is_made_bolder() -> None:
    logits, labels = drawn()
    (scale,), _ = fit_scales((logits / 4)[None].astype(np.float32), labels)
    assert scale == pytest.approx(4, rel=0.05)


@given(
    st.integers(2, 12).flatmap(
        lambda number: st.tuples(
            st.lists(st.tuples(*[st.floats(-8, 8, width=32)] * 2), min_size=number, max_size=number),
            st.lists(st.integers(0, 1), min_size=number, max_size=number),
        )
    )
)
def test_few_texts_leave_both_heard_and_none_certain(case: tuple[list[tuple[float, float]], list[int]]) -> None:
    logits, labels = np.array(case[0], np.float32).T, np.array(case[1], np.int8)
    scales, _ = fit_scales(logits, labels)
    assert all(0.05 <= scale < 5 for scale in scales)


def test_certainty_has_a_bound() -> None:
    (scale,), _ = fit_scales(np.array([[3.0, -3.0]], np.float32), np.array([1, 0], np.int8))
    assert 1 < scale < 2
