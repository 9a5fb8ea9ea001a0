"""The configuration: what is refused, and what fits how many texts."""

import pytest

from sentiment.errors import TrainingError
from sentiment.training import TrainConfig


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("epochs", 0),
        ("units", -1),
        ("max_tokens", 7),
        ("word_dropout", 1.0),
        ("ema", -0.1),
        ("learning_rate", 0),
        ("soft_share", 1.1),
        ("batch_tokens", 0),
        ("seed", -1),
        ("units", 1.5),
        ("units", True),
        ("epochs", "2"),
        ("refit", 1),
        ("learning_rate", float("inf")),
        ("ema", float("nan")),
        ("sharpness", None),
    ],
)
def test_what_makes_no_sense_is_refused(field: str, value: object) -> None:
    with pytest.raises(TrainingError, match=f"{field} must be .*, received"):
        TrainConfig(**{field: value})  # type: ignore[arg-type]


def test_many_texts_get_the_defaults() -> None:
    assert TrainConfig.sized_for(75_000) == TrainConfig()


def test_fewer_texts_get_more_passes() -> None:
    epochs = [TrainConfig.sized_for(number).epochs for number in (0, 4_999, 5_000, 19_999, 20_000)]
    assert epochs == sorted(epochs, reverse=True)
    assert epochs[0] > epochs[-1]
