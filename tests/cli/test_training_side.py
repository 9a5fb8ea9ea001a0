"""What is said where a library of the training side lacks."""

import pytest

from sentiment.cli.training_side import training_side
from sentiment.errors import MissingExtraError, OutputError, TrainingError


def test_a_library_that_lacks_is_named_with_the_extra_that_brings_it() -> None:
    with (
        pytest.raises(MissingExtraError, match=r"exporting \(No module named 'no_such_one'\) needs the extra 'train'"),
        training_side("exporting"),
    ):
        import no_such_one  # type: ignore[import-not-found]  # noqa: F401


def test_a_backend_that_lacks_is_told_from_the_extra() -> None:
    with pytest.raises(TrainingError, match="pip install jax, or unset KERAS_BACKEND"), training_side("training"):
        raise ModuleNotFoundError("No module named 'jax'", name="jax")


def test_ctrl_c_while_a_library_is_loaded_stops() -> None:
    with pytest.raises(KeyboardInterrupt), training_side("training"):
        raise ImportError("initialization failed") from KeyboardInterrupt()


@pytest.mark.parametrize(
    "error",
    [OutputError("it is there"), ModuleNotFoundError("No module named 'sentiment.no'", name="sentiment.no")],
)
def test_other_errors_pass(error: Exception) -> None:
    with pytest.raises(type(error), match=str(error)), training_side("training"):
        raise error
