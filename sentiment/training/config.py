"""Everything that shapes a training run, in one place."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from numbers import Integral, Real
from typing import Any

from sentiment.errors import TrainingError

_Sizes = tuple[tuple[int, dict[str, Any]], ...]
_FEW: dict[str, Any] = {
    "learning_rate": 2e-3,
    "embedding_dropout": 0.3,
    "state_dropout": 0.3,
    "extracts": 0.3,
    "refit": True,
}
# Texts, labelled or not, from which on these fields apply: few texts need more passes, in smaller steps.
_SIZES: _Sizes = (
    (20_000, {}),
    (5_000, _FEW | {"epochs": 8, "patience": 3, "batch_size": 32, "ema": 0.99, "vector_epochs": 15}),
    (
        0,
        _FEW
        | {
            "epochs": 12,
            "patience": 3,
            "batch_size": 16,
            "ema": 0.98,
            "vector_epochs": 0,  # vectors of few texts know less than random ones
            "vocabulary_size": 8_000,
            "sharpness": 2.0,
        },
    ),
)
# The same for a model that starts from another, whose sizes it keeps.
_FINE_TUNING = _FEW | {"vector_epochs": 0, "patience": 2, "sharpness": 2.0}
_FINE_TUNING_STEPS: _Sizes = (
    (20_000, {"epochs": 2, "patience": 0, "batch_size": 64, "ema": 0.99}),
    (2_000, {"epochs": 5, "batch_size": 32, "ema": 0.98, "learning_rate": 3e-3}),
    (0, {"epochs": 10, "batch_size": 16, "ema": 0.95, "learning_rate": 3e-3}),
)
_KEPT = ("vocabulary_size", "embedding_size", "units", "attention_units")


@dataclass(frozen=True, kw_only=True)
class TrainConfig:
    """One training run. The defaults are for many texts; see `sized_for`.

    Attributes:
        vocabulary_size: Word pieces to learn, at most.
        embedding_size: Width of a token's embedding.
        units: LSTM units per direction.
        attention_units: Width of the alignment space of the attention.
        max_tokens: Tokens of a text read in training; of a longer one, the first quarter and the last three.
        unlabeled_tokens: The same for an unlabelled text, which a teacher labels (`teacher.py`); 0 for no such texts.
        sharpness: How sure the soft labels are, see `teacher.soft_labels`.
        soft_share: Weight of the teacher's probability against the label where a text has both, in [0, 1].
        extracts: Extracts of one to three sentences learnt in an epoch, as a share of the texts.
        vector_epochs: Passes of the word vectors over all texts, labelled and unlabelled; 0 for none.
        epochs: Passes over the texts, at most.
        patience: Epochs without a lower validation loss before the run stops early, with the best; 0 to run all
            epochs and take the last.
        batch_size: Texts a step, at most.
        batch_tokens: Tokens a step, padding included, at most; one text where that is longer.
        learning_rate: Peak of the one-cycle schedule.
        ema: Momentum of the average of weights that is evaluated and shipped (Polyak & Juditsky 1992).
        gradient_norm: Bound on the gradient's L2 norm.
        word_dropout: Share of tokens replaced by the unknown token.
        embedding_dropout: Share of embedding features dropped, the same ones all along a text
            (Gal & Ghahramani 2016).
        state_dropout: The same for LSTM states.
        refit: Whether the model that was measured is made once more, from all texts, for as many epochs as were best.
        seed: Of the split, the initial weights, the order of texts and dropout.
    """

    vocabulary_size: int = 30_000
    embedding_size: int = 128
    units: int = 128
    attention_units: int = 64
    max_tokens: int = 400
    unlabeled_tokens: int = 400
    sharpness: float = 4.5
    soft_share: float = 0.5
    extracts: float = 1.0
    vector_epochs: int = 8
    epochs: int = 2
    patience: int = 0
    batch_size: int = 512
    batch_tokens: int = 14_336
    learning_rate: float = 3e-3
    ema: float = 0.998
    gradient_norm: float = 1.0
    word_dropout: float = 0.1
    embedding_dropout: float = 0.2
    state_dropout: float = 0.3
    refit: bool = False
    seed: int = 0

    def __post_init__(self) -> None:
        for entry in fields(self):
            _require_kind(entry.name, getattr(self, entry.name), type(entry.default))
        sizes = ("vocabulary_size", "embedding_size", "units", "attention_units")
        for name in (*sizes, "epochs", "batch_size", "batch_tokens"):
            _require(getattr(self, name) >= 1, name, getattr(self, name), "1 or more")
        for name in ("unlabeled_tokens", "vector_epochs", "patience", "extracts"):
            _require(getattr(self, name) >= 0, name, getattr(self, name), "0 or more")
        for name in ("gradient_norm", "learning_rate", "sharpness"):
            _require(getattr(self, name) > 0, name, getattr(self, name), "above 0")
        _require(0 <= self.soft_share <= 1, "soft_share", self.soft_share, "in [0, 1]")
        _require(self.max_tokens >= 8, "max_tokens", self.max_tokens, "8 or more")
        for name in ("word_dropout", "embedding_dropout", "state_dropout", "ema"):
            _require(0 <= getattr(self, name) < 1, name, getattr(self, name), "in [0, 1)")
        _require(self.seed >= 0, "seed", self.seed, "0 or more")

    def to_dict(self) -> dict[str, Any]:
        """The fields as JSON-ready values."""
        return asdict(self)

    @classmethod
    def sized_for(cls, num_texts: int) -> "TrainConfig":
        """Return a configuration for a corpus of so many texts, labeled and unlabeled."""
        return cls(**next(sizes for fewest, sizes in _SIZES if num_texts >= fewest))

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "TrainConfig":
        """Back from `to_dict`, which another release may have called.

        Fields that this release does not know are left out.

        Raises:
            TrainingError: A field has no such value.
        """
        known = {entry.name for entry in fields(cls)}
        try:
            return cls(**{name: value for name, value in values.items() if name in known})
        except TypeError as error:
            raise TrainingError(f"not a configuration of a training run ({error})") from error

    def fine_tuned(self, num_texts: int) -> "TrainConfig":
        """The sizes of this one, and steps to go on with from its model to so many texts of another kind."""
        steps = next(steps for fewest, steps in _FINE_TUNING_STEPS if num_texts >= fewest)
        kept = {name: getattr(self, name) for name in _KEPT}
        return TrainConfig(**{**kept, **_FINE_TUNING, **steps})


def _require_kind(name: str, value: Any, kind: type) -> None:
    if kind is bool:
        _require(isinstance(value, bool), name, value, "true or false")
    else:
        known = (Integral, "a whole number") if kind is int else (Real, "a finite number")
        is_number = isinstance(value, known[0]) and not isinstance(value, bool)
        _require(is_number and -math.inf < value < math.inf, name, value, known[1])


def _require(holds: bool, name: str, value: object, bound: str) -> None:
    if not holds:
        raise TrainingError(f"{name} must be {bound}, received {value}")
