"""The losses, against numbers worked out by hand."""

from pathlib import Path

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sentiment.training.objectives import SoftCrossEntropy, divergence
from tests.training.other_backend import passes_under_jax

LOGIT_OF_NINE_TENTHS = 2.1972246


def loss_of(target: float, logit: float, weight: float) -> float:
    loss = SoftCrossEntropy(weight)
    return float(keras.ops.convert_to_numpy(loss(np.array([[target]], np.float32), np.array([[logit]], np.float32))))


@pytest.mark.parametrize(
    ("target", "logit", "weight", "expected"),
    [
        (1.0, 0.0, 0.0, 0.693147),  # log 2
        (1.0, 0.0, 0.5, 1.039721),  # 1.5 log 2
        (0.0, LOGIT_OF_NINE_TENTHS, 0.0, 2.302585),  # -log .1
        (0.25, LOGIT_OF_NINE_TENTHS, 0.0, 1.753279),  # -.25 log .9 - .75 log .1
        (0.25, LOGIT_OF_NINE_TENTHS, 1.0, 2.078362),  # and the entropy of .9: .325083
    ],
)
def test_known_answers(target: float, logit: float, weight: float, expected: float) -> None:
    assert loss_of(target, logit, weight) == pytest.approx(expected, abs=1e-5)


def test_is_the_mean_over_texts() -> None:
    targets, logits = np.array([[1.0], [0.0]], np.float32), np.array([[0.0], [LOGIT_OF_NINE_TENTHS]], np.float32)
    loss = float(keras.ops.convert_to_numpy(SoftCrossEntropy()(targets, logits)))
    assert loss == pytest.approx((0.693147 + 2.302585) / 2, abs=1e-5)


def test_is_made_anew_from_its_configuration() -> None:
    again = keras.losses.deserialize(keras.losses.serialize(SoftCrossEntropy(0.3)))
    assert again.entropy_weight == 0.3


@settings(deadline=None)  # the first call compiles
@given(st.floats(-100, 100), st.floats(-100, 100))
def test_divergence_is_exact_at_all_ends(logit: float, other: float) -> None:
    """Against long arithmetic; 0 only where both are the same."""
    found = float(keras.ops.convert_to_numpy(divergence(np.float32(logit), np.float32(other))))
    one, two = np.longdouble(np.float32(logit)), np.longdouble(np.float32(other))
    p = 1 / (1 + np.exp(-one))
    log = [np.logaddexp(0, -sign * two) - np.logaddexp(0, -sign * one) for sign in (1, -1)]
    assert found == pytest.approx(float(p * log[0] + (1 - p) * log[1]), rel=1e-4, abs=2e-5)


@pytest.mark.jax
@pytest.mark.skipif("keras.backend.backend() == 'jax'", reason="is run by itself")
def test_the_same_under_jax() -> None:
    passes_under_jax(Path(__file__), "known or divergence")
