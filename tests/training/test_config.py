"""The configuration: what is refused, and what fits how many texts."""

import pytest

from sentiment.errors import TrainingError
from sentiment.training import TrainConfig
from sentiment.training.config import RECIPES


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("epochs", 0),
        ("units", -1),
        ("max_tokens", 7),
        ("word_dropout", 1.0),
        ("ema", -0.1),
        ("forget_penalty", -0.1),
        ("learning_rate", 0),
        ("ngrams", 0),
        ("ngrams", 250_001),
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


def test_many_texts_get_a_recipe() -> None:
    assert TrainConfig.sized_for(75_000) == TrainConfig()
    assert TrainConfig.sized_for(75_000, recipe="best") == TrainConfig(**RECIPES["best"])
    assert TrainConfig.sized_for(1_000, recipe="best") == TrainConfig.sized_for(1_000)


def test_fewer_texts_get_more_passes() -> None:
    epochs = [TrainConfig.sized_for(number).epochs for number in (0, 4_999, 5_000, 19_999, 20_000)]
    assert epochs == sorted(epochs, reverse=True)
    assert epochs[0] > epochs[-1]
