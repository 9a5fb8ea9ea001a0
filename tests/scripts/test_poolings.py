"""The other poolings, against NumPy by hand, and on the network."""

from typing import Any

import numpy as np
import pytest

from scripts.poolings import POOLINGS, SHARES, build_pooled
from sentiment.training import TrainConfig  # noqa: TID253
from sentiment.training.batches import pad  # noqa: TID253

LENGTHS = (5, 1, 3)
TEXTS = [np.arange(2, 2 + length, dtype=np.int32) for length in LENGTHS]
CONFIG = TrainConfig(embedding_size=6, units=5, attention_units=4, seed=3)


def by_hand(pooling: str, states: np.ndarray) -> np.ndarray:
    """The context of one text without padding.  # [length, features] -> [features]"""
    half = states.shape[1] // 2
    contexts: dict[str, np.ndarray] = {
        "last": np.concatenate([states[-1, :half], states[0, half:]]),
        "mean": states.mean(axis=0),
        "max": states.max(axis=0),
    }
    return contexts[pooling]


@pytest.mark.parametrize("pooling", SHARES)
def test_contexts_are_those_of_numpy_and_padding_counts_for_nothing(pooling: str) -> None:
    states = np.random.default_rng(0).standard_normal((3, 5, 4)).astype(np.float32)
    mask = np.arange(5) < np.array(LENGTHS)[:, None]
    states[~mask] = 1e6
    shares = np.broadcast_to(np.asarray(SHARES[pooling](states, mask)), states.shape)
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-6)
    assert (shares[~mask] == 0).all()
    for row, length in enumerate(LENGTHS):
        expected = by_hand(pooling, states[row, :length])
        np.testing.assert_allclose((shares[row] * states[row]).sum(axis=0), expected, rtol=1e-5)


def test_equal_maxima_share_a_feature() -> None:
    shares = np.asarray(SHARES["max"](np.array([[[2.0], [1.0], [2.0]]], np.float32), np.ones((1, 3), bool)))
    np.testing.assert_array_equal(shares[0, :, 0], [0.5, 0, 0.5])


@pytest.mark.parametrize("pooling", POOLINGS)
def test_contributions_add_up_for_every_pooling(pooling: str) -> None:
    network = build_pooled(pooling, CONFIG, 20)
    batch = pad(TEXTS)
    logit, share, contribution = (np.asarray(value) for value in network.explainer.predict_on_batch(batch))
    np.testing.assert_allclose(np.asarray(network.classifier.predict_on_batch(batch))[:, 0], logit, atol=1e-6)
    bias = network.classifier.get_layer("output").get_weights()[1][0]
    np.testing.assert_allclose(contribution.sum(axis=1) + bias, logit, atol=1e-6)
    np.testing.assert_allclose(share.sum(axis=1), 1, atol=1e-6)
    for row, length in enumerate(LENGTHS):
        assert (share[row, length:] == 0).all()


def test_every_pooling_starts_from_one_encoder() -> None:
    def encoder(pooling: str) -> list[np.ndarray[Any, Any]]:
        model = build_pooled(pooling, CONFIG, 20).classifier
        return [w for name in ("embedding", "forward", "backward") for w in model.get_layer(name).get_weights()]

    expected = encoder("attention")
    assert len(expected) == 7
    for pooling in SHARES:
        for one, other in zip(encoder(pooling), expected, strict=True):
            np.testing.assert_array_equal(one, other)
