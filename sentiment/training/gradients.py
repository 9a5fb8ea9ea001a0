"""Gradients of functions by their argument, and functions compiled: what Keras leaves to the backend."""

from collections.abc import Callable
from typing import Any

import keras

from sentiment.errors import TrainingError


def gradient(function: Callable[[Any], Any], at: Any) -> Any:
    """The derivative of a number by a tensor, in the tensor's shape.

    What the function's own weights contribute to a gradient of this gradient is the caller's to cut off.

    Args:
        function: Tensor to number, of `keras.ops` and layers that change no variable.
        at: The tensor.

    Raises:
        TrainingError: The backend is neither TensorFlow nor JAX.
    """
    backend = keras.backend.backend()
    if backend == "tensorflow":
        import tensorflow as tf

        with tf.GradientTape() as tape:
            tape.watch(at)
            value = function(at)
        return tape.gradient(value, at)
    if backend == "jax":
        import jax

        return jax.grad(function)(at)
    raise _unsupported(backend)


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same function of tensors, compiled when it is first called with arguments of a shape.

    Args:
        function: Of `keras.ops` and layers that change no variable; all of its arguments are tensors.

    Raises:
        TrainingError: The backend is neither TensorFlow nor JAX.
    """
    backend = keras.backend.backend()
    if backend == "tensorflow":
        import tensorflow as tf

        return tf.function(function, reduce_retracing=True)  # type: ignore[no-any-return]
    if backend == "jax":
        import jax

        return jax.jit(function)  # type: ignore[no-any-return]
    raise _unsupported(backend)


def _unsupported(backend: str) -> TrainingError:
    return TrainingError(f"gradients need the backend tensorflow or jax, received {backend!r}: set KERAS_BACKEND")
