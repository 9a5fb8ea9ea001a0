"""Deletion audits, on a network whose answer is known: the sum of its tokens' values."""

import math

import keras  # noqa: TID253
import numpy as np
import pytest

from scripts.deletion import audit, top
from sentiment.training.model import Network  # noqa: TID253

VALUES = np.array([0.0, 0.0, 3.0, -1.0, 0.5, -0.25, 2.0, 1.0], np.float32)  # by token id
TEXT = np.array([4, 2, 3, 5, 7, 6, 7, 4, 5, 4], np.int32)  # their sum is 7: positive


def sigmoid(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))


@pytest.fixture(scope="module")
def network() -> Network:
    """Contribution: a token's value. Share: equal to its place, which has nothing to do with the answer."""
    ids = keras.Input((None,), dtype="int32")
    embedding = keras.layers.Embedding(len(VALUES), 1)
    values = keras.ops.squeeze(embedding(ids), -1)
    embedding.set_weights([VALUES[:, None]])
    logit = keras.ops.sum(values, axis=1)
    place = keras.ops.cumsum(keras.ops.ones_like(values), axis=1)
    return Network(
        keras.Model(ids, keras.ops.expand_dims(logit, -1)), keras.Model(ids, [logit, place, values], name="explainer")
    )


def test_figures_of_a_sum(network: Network) -> None:
    contrary = np.array([3, 3, 3, 4, 3], np.int32)  # -3.5: negative
    contribution, share, one_by_one, random = audit(
        network, [TEXT, contrary], highlights=("contribution", "share"), seed=0
    )
    whole, other = float(VALUES[TEXT].sum()), float(-VALUES[contrary].sum())
    assert [whole, other] == [7.0, 3.5]
    # The top fifth of TEXT are the values 3 and 2; of the other text, one of -1.
    expected = [sigmoid(7) - sigmoid(2), sigmoid(3.5) - sigmoid(2.5)]
    assert contribution.comprehensiveness == pytest.approx(expected, abs=1e-4)
    assert contribution.sufficiency == pytest.approx([sigmoid(7) - sigmoid(5), sigmoid(3.5) - sigmoid(1)], abs=1e-4)
    assert contribution.flips == 0
    assert contribution.agreement == pytest.approx(1)
    assert one_by_one.comprehensiveness == pytest.approx(expected, abs=1e-4)
    # The last fifth of TEXT are the values -0.25 and 0.5; of the other text, -1.
    assert share.comprehensiveness == pytest.approx([sigmoid(7) - sigmoid(6.75), expected[1]], abs=1e-4)
    assert share.agreement is not None
    assert share.agreement < 0.5
    assert random.agreement is None
    assert [one.highlight for one in (contribution, share, one_by_one, random)] == [
        "contribution",
        "share",
        "leave-one-out",
        "random",
    ]


def test_a_deletion_that_flips(network: Network) -> None:
    text = np.array([2, 3, 3, 5, 5], np.int32)  # 3 - 2 - .5: without the 3, negative
    (contribution, *_) = audit(network, [text, text], highlights=("contribution",), seed=0)
    assert contribution.flips == 1


def test_the_top_fifth() -> None:
    assert np.flatnonzero(top(np.array([0.1, 0.9, 0.9, 0.3, -5, 0, 0, 0, 0, 0.9]))).tolist() == [1, 2]
    assert np.flatnonzero(top(np.array([-2.0, -1.0]))).tolist() == [1]
