"""Imports of the training side by verbs that the runtime side does without."""

from collections.abc import Iterator
from contextlib import contextmanager

from sentiment.errors import MissingExtraError, SentimentError, TrainingError


@contextmanager
def training_side(purpose: str) -> Iterator[None]:
    """Imports inside; where a library is not there, the error says how to get it.

    Args:
        purpose: What needs it, such as "exporting".

    Raises:
        MissingExtraError: The extra `train` is not installed.
        TrainingError: The backend that Keras is told to run on is not.
        KeyboardInterrupt: Ctrl-C, whatever the library that was being loaded made of it.
    """
    try:
        yield
    except ImportError as error:
        if isinstance(error, SentimentError) or (error.name or "").startswith("sentiment"):
            raise
        if isinstance(error.__cause__, KeyboardInterrupt):  # while a library in C was being loaded
            raise KeyboardInterrupt from error
        if error.name == "jax":
            raise TrainingError(
                "KERAS_BACKEND=jax needs jax: run python -m pip install jax, or unset KERAS_BACKEND for TensorFlow"
            ) from error
        raise MissingExtraError(f"{purpose} ({error})") from error
