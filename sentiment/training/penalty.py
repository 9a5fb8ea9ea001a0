"""A penalty on what a network computes on its way: part of the loss in training, and of no network that is shipped."""

from collections.abc import Callable, Sequence
from typing import Any

import keras
from keras import ops

from sentiment.training.model import PAD


def with_penalty(
    classifier: keras.Model, tensors: Sequence[Any], measure: Callable[..., Any], weight: float
) -> keras.Model:
    """The classifier, on the same weights, with a penalty in its loss: the mean of a measure over the texts.

    Args:
        classifier: From token ids, padded on the right, to a logit.
        tensors: What is measured: symbolic tensors of the classifier.
        measure: Called with the tensors' values and `mask`, True on real positions [batch, length]; one number a text
            [batch], 0 for a row of nothing but padding.
        weight: What the mean is multiplied by, beside the log loss in nats.
    """
    return keras.Model(classifier.input, _Penalty(measure, weight)(classifier.output, classifier.input, *tensors))


class _Penalty(keras.layers.Layer):
    """Passes its first input on, and adds to the loss what is measured of the others."""

    def __init__(self, measure: Callable[..., Any], weight: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.measure, self.weight = measure, weight

    def call(self, logit: Any, ids: Any, *tensors: Any) -> Any:
        """ids: [batch, length], for the mask; returns `logit`."""
        mask = ops.not_equal(ids, PAD)
        found = self.measure(*tensors, mask=mask)
        # Rows of nothing but padding fill up a batch that several devices share (`distribution.py`): no texts.
        num_texts = ops.sum(ops.cast(ops.any(mask, axis=1), found.dtype))
        self.add_loss(self.weight * ops.sum(found) / ops.maximum(num_texts, 1.0))
        return logit


def text_means(values: Any, mask: Any) -> Any:
    """Mean of a value over the real positions of each text; 0 where it has none.

    Args:
        values: At padding, anything.  # [batch, length]
        mask: True on real positions.  # [batch, length]

    Returns:
        One mean a text.  # [batch]
    """
    num_real = ops.sum(ops.cast(mask, values.dtype), axis=1)
    return ops.sum(ops.where(mask, values, 0.0), axis=1) / ops.maximum(num_real, 1.0)
