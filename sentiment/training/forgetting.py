"""LSTMs that forget early, so that a state knows most of the words about it: highlights that hold.

A highlight belongs to a position, whose state has read all other words (docs/explanations.md). Forget gates (Gers et
al. 2000) decide how far: they start half open (`model.py`), and in training their mean is added to the loss. What far
words have to say is then said at their own positions. The network that is shipped has the same parts as without.
"""

from collections.abc import Sequence
from typing import Any

import keras
from keras import ops

from sentiment.training.config import TrainConfig
from sentiment.training.model import Network
from sentiment.training.penalty import text_means, with_penalty

DIRECTIONS = ("forward", "backward")


def trained_view(network: Network, config: TrainConfig) -> keras.Model:
    """What is trained of a network: its classifier, on the same weights, with its forget gates in the loss.

    Args:
        network: Any.
        config: Where its `forget_penalty` is 0, the classifier itself is trained.
    """
    if not config.forget_penalty:
        return network.classifier
    lstms = [network.classifier.get_layer(direction) for direction in DIRECTIONS]

    def measure(*read: Any, mask: Any) -> Any:
        gates = [
            forget_gates(vectors, states, mask, (lstm.cell.kernel, lstm.cell.recurrent_kernel, lstm.cell.bias))
            for lstm, vectors, states in zip(lstms, read[::2], read[1::2], strict=True)
        ]
        return (gates[0] + gates[1]) / 2

    # each reads the real positions first
    read = [tensor for lstm in lstms for tensor in (lstm.input, lstm.output)]
    return with_penalty(network.classifier, read, measure, config.forget_penalty)


def forget_gates(vectors: Any, states: Any, mask: Any, weights: Sequence[Any]) -> Any:
    """Mean forget gate of an LSTM, in [0, 1]: what a cell keeps from one token to the next.

    Args:
        vectors: What the LSTM read, in its own order.  # [batch, length, embedding]
        states: What it made of these.  # [batch, length, units]
        mask: True on real positions, padding on the right.  # [batch, length]
        weights: Its kernel [embedding, 4 * units], recurrent kernel [units, 4 * units] and bias [4 * units].

    Returns:
        One mean a text, over its real positions; 0 where it has none.  # [batch]
    """
    units = states.shape[-1]
    kernel, recurrent, bias = (weight[..., units : 2 * units] for weight in weights)
    before = ops.pad(states[:, :-1], [[0, 0], [1, 0], [0, 0]])
    gates = ops.sigmoid(ops.matmul(vectors, kernel) + ops.matmul(before, recurrent) + bias)  # [batch, length, units]
    return text_means(ops.mean(gates, axis=-1), mask)
