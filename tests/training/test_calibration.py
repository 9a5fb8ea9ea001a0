"""Calibration, against answers that are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment import metrics
from sentiment.training.calibration import calibrate


def drawn(number: int = 20_000) -> tuple[np.ndarray, np.ndarray]:
    """True log-odds, and labels drawn by them."""
    random = np.random.default_rng(0)
    logits = random.normal(scale=2.0, size=number)
    return logits, (random.random(number) < metrics.sigmoid(logits)).astype(np.int8)


@pytest.mark.parametrize("factor", [0.25, 0.75, 1.0, 3.0])
def test_the_temperature_is_how_overconfident_the_logits_are(factor: float) -> None:
    logits, labels = drawn()
    assert calibrate((logits * factor).astype(np.float32), labels).temperature == pytest.approx(factor, rel=0.05)


def test_the_loss_is_least_at_the_fit() -> None:
    logits, labels = drawn(500)
    fit = calibrate(logits.astype(np.float32), labels)
    best = 1 / fit.temperature

    def loss(scale: float, shift: float) -> float:
        away = (scale - 1) ** 2 + 5 * shift**2
        return metrics.log_loss(labels, metrics.sigmoid(logits * scale + shift)) + away / len(labels)

    assert loss(best, fit.shift) <= min(loss(best * 1.01, fit.shift), loss(best / 1.01, fit.shift))
    assert loss(best, fit.shift) <= min(loss(best, fit.shift + 0.01), loss(best, fit.shift - 0.01))


def test_a_rarer_class_is_expected_less() -> None:
    logits, labels = drawn()
    kept = (labels == 0) | (np.random.default_rng(3).random(len(labels)) < 0.25)  # one of four positive texts
    fit = calibrate(logits[kept].astype(np.float32), labels[kept])
    assert fit.shift == pytest.approx(np.log(0.25), abs=0.1)
    assert fit.temperature == pytest.approx(1, rel=0.05)


def test_few_texts_shift_little() -> None:
    assert -0.2 < calibrate(np.zeros(2, np.float32), np.array([0, 0], np.int8)).shift < 0


def test_few_right_answers_do_not_make_it_certain() -> None:
    fit = calibrate(np.array([3.0, -3.0], np.float32), np.array([1, 0], np.int8))
    assert 0.5 < fit.temperature < 1


@given(st.lists(st.tuples(st.floats(-8, 8, width=32), st.integers(0, 1)), min_size=2, max_size=12))
def test_any_few_texts_give_a_bounded_scale(case: list[tuple[float, int]]) -> None:
    logits, labels = np.array([c[0] for c in case], np.float32), np.array([c[1] for c in case], np.int8)
    assert 0.2 < calibrate(logits, labels).temperature <= 20
