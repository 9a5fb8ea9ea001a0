"""Additive attention pooling: the layer this project grew from.

Bahdanau et al. 2015, "Neural Machine Translation by Jointly Learning to Align and Translate", in the form of
Yang et al. 2016, "Hierarchical Attention Networks": a learnt context vector takes the place of the decoder state.
"""

from typing import Any

import keras
from keras import ops

# The score of a padded position: exp() of it is exactly 0 in float32, and nothing overflows.
_MASKED = -1e9


@keras.saving.register_keras_serializable(package="sentiment")
class AttentionPooling(keras.layers.Layer):
    """Pools a sequence of states into one context vector, weighing each position.

        score_t   = v · tanh(W h_t + b)             alignment
        α_t       = exp(score_t) / Σ_s exp(score_s)   over real positions; exactly 0 on padding
        context   = Σ_t α_t h_t

    Because the context is a weighted sum, a linear unit on top of it splits into one signed contribution
    α_t (w · h_t) per position, and these add up to its output.

    Args:
        units: Width of the alignment space (rows of W).
        return_attention: Whether to return the weights beside the context.
        kernel_initializer: Initializer of W and v.

    Call arguments:
        states: [batch, length, features] float tensor.
        mask: [batch, length] boolean tensor, True on real positions; without it every position is real. A Keras
            mask from an earlier layer (`Embedding(mask_zero=True)`) is used by itself. A row with no real position
            is pooled over all its positions.

    Returns:
        context [batch, features]; with `return_attention`, (context, attention [batch, length]), attention in
        [0, 1] with sum 1.

    Example:
        >>> import keras
        >>> from sentiment.training import AttentionPooling
        >>> ids = keras.Input((None,), dtype="int32")
        >>> states = keras.layers.Embedding(1000, 16, mask_zero=True)(ids)
        >>> states = keras.layers.Bidirectional(keras.layers.LSTM(8, return_sequences=True))(states)
        >>> context, attention = AttentionPooling(4, return_attention=True)(states)
        >>> model = keras.Model(ids, [keras.layers.Dense(1, activation="sigmoid")(context), attention])
        >>> probability, weights = model.predict(keras.ops.array([[5, 7, 9, 0]]), verbose=0)
        >>> weights.shape, float(weights[0, 3])
        ((1, 4), 0.0)
    """

    def __init__(
        self,
        units: int,
        *,
        return_attention: bool = False,
        kernel_initializer: Any = "glorot_uniform",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if not isinstance(units, int) or units < 1:
            raise ValueError(f"units must be a whole number from 1 on, received {units!r}")
        self.units = units
        self.return_attention = return_attention
        self.kernel_initializer = keras.initializers.get(kernel_initializer)
        self.supports_masking = True

    def build(self, input_shape: tuple[int | None, ...]) -> None:
        """Creates W [features, units], b [units] and v [units]."""
        if len(input_shape) != 3 or input_shape[-1] is None:
            raise ValueError(f"states must have the shape [batch, length, features], received {input_shape}")
        init = self.kernel_initializer
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), initializer=init, name="kernel")
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")
        # A second initializer of the same kind: one seeded instance would draw the same numbers twice.
        again = init.clone() if isinstance(init, keras.initializers.Initializer) else init
        self.context = self.add_weight(shape=(self.units, 1), initializer=again, name="context")

    def call(self, states: Any, mask: Any = None) -> Any:
        """See the class."""
        aligned = ops.tanh(ops.matmul(states, self.kernel) + self.bias)  # [batch, length, units]
        score = ops.squeeze(ops.matmul(aligned, self.context), -1)  # [batch, length]
        score = ops.cast(score, "float32")  # half precision has no number as low as that of padding
        if mask is not None:
            score = ops.where(mask, score, _MASKED)
        attention = ops.cast(ops.softmax(score, axis=-1), states.dtype)  # [batch, length]
        context = ops.squeeze(ops.matmul(ops.expand_dims(attention, 1), states), 1)  # [batch, features]
        return (context, attention) if self.return_attention else context

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> None:
        """Positions are pooled away, and the mask with them."""
        return

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> Any:
        """Shapes of what `call` returns."""
        context = (input_shape[0], input_shape[-1])
        return (context, tuple(input_shape[:2])) if self.return_attention else context

    def get_config(self) -> dict[str, Any]:
        """What is needed to make the layer anew."""
        return {
            **super().get_config(),
            "units": self.units,
            "return_attention": self.return_attention,
            "kernel_initializer": keras.initializers.serialize(self.kernel_initializer),
        }
