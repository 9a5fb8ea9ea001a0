"""Fine-tuning of a pre-trained encoder: configuration, classifier, optimizer and batches."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from sentiment.training.batches import LabelledRows, pad

_POOL = 50  # batches whose texts are sorted by length together
_BF16_FLAGS = {"amx_bf16", "avx512_bf16"}


@dataclass(frozen=True, kw_only=True)
class TeacherConfig:
    """How a teacher is fine-tuned.

    Attributes:
        epochs: Passes over the texts.
        batch_size: Texts and extracts a step.
        max_tokens: Longer texts are cut to their first third and last two thirds.
        extracts: Extracts of each text that are learned under its label.
        extract_weight: How much an extract counts; a text counts 1.
        encoder_rate: Highest learning rate of the encoder.
        head_rate: Highest learning rate of the new linear unit.
        weight_decay: Decoupled from the gradient (Loshchilov & Hutter 2019).
        warm_up: Share of the steps in which the rates rise; after it they fall to zero on a line.
        dropout: Share of the pooled state that is dropped.
        gradient_norm: Longer gradients are shortened to it.
        seed: Determines order and dropout.
        dtype: Keras dtype policy of the encoder; None for "mixed_bfloat16" where the machine computes with it.
        save_seconds: Time between two checkpoints.
    """

    epochs: int = 1
    batch_size: int = 32
    max_tokens: int = 256
    extracts: int = 1
    extract_weight: float = 0.3
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    weight_decay: float = 0.01
    warm_up: float = 0.06
    dropout: float = 0.1
    gradient_norm: float = 1.0
    seed: int = 0
    dtype: str | None = None
    save_seconds: float = 300.0


def best_dtype() -> str:
    """Return "mixed_bfloat16" where there is a GPU or a CPU with bfloat16 units, else "float32"."""
    if any(not device.startswith("cpu") for device in keras.distribution.list_devices()):
        return "mixed_bfloat16"
    try:
        flags = set(Path("/proc/cpuinfo").read_text().split())
    except OSError:  # not Linux
        return "float32"
    return "mixed_bfloat16" if flags & _BF16_FLAGS else "float32"


def build_classifier(encoder: keras.Model, dropout: keras.layers.Layer, seed: int) -> keras.Model:
    """Put mean pooling, dropout and one linear unit on an encoder, whose embeddings stay as they are.

    Args:
        encoder: See `sentiment.training.backbone.Backbone`.
        dropout: Applied to the pooled state.
        seed: Of the first weights of the linear unit.

    Returns:
        A model from token ids, one added to each and 0 for padding [batch, length], to logit [batch, 1].
    """
    for variable in encoder.trainable_variables:
        if "embedding" in variable.path:
            variable.trainable = False
    ids = keras.Input((None,), dtype="int32")
    real = keras.ops.cast(ids > 0, "int32")
    inputs = {
        "token_ids": keras.ops.maximum(ids - 1, 0),
        "padding_mask": real,
        "segment_ids": keras.ops.zeros_like(ids),
    }
    states = keras.ops.cast(encoder({name: inputs[name] for name in encoder.input}), "float32")
    mask = keras.ops.expand_dims(keras.ops.cast(real, "float32"), -1)  # [batch, length, 1]
    num_tokens = keras.ops.maximum(keras.ops.sum(mask, axis=1), 1.0)
    pooled = keras.ops.sum(states * mask, axis=1) / num_tokens  # [batch, size]
    initializer = keras.initializers.RandomNormal(stddev=0.02, seed=seed)
    head = keras.layers.Dense(1, kernel_initializer=initializer, dtype="float32", name="head")
    return keras.Model(ids, head(dropout(pooled)))


def first_shapes() -> list[NDArray[np.int32]]:
    """Return batches to run before all others under TensorFlow; none for other backends.

    TensorFlow compiles for the first shape that it meets and, once it has met another, for any shape; the two round
    differently. Results must not depend on which batch comes first after a restart.
    """
    return [np.ones((size, size), dtype=np.int32) for size in (2, 3)] if keras.backend.backend() == "tensorflow" else []


def generalize_training(model: keras.Model) -> None:
    """Compile the training step for any shape, and leave the model as it was."""
    variables = [*model.trainable_variables, *model.optimizer.variables]
    before = [keras.ops.convert_to_numpy(variable).copy() for variable in variables]
    for ids in first_shapes():
        ones = np.ones((len(ids), 1), dtype=np.float32)
        model.train_on_batch(ids, ones, sample_weight=ones[:, 0])
    for variable, value in zip(variables, before, strict=True):
        variable.assign(value)


class _Rate(keras.optimizers.schedules.LearningRateSchedule):
    """Rises on a line, then falls on a line to zero."""

    def __init__(self, highest: float, warm_up: int, total: int) -> None:
        self.highest, self.warm_up, self.total = highest, warm_up, total

    def __call__(self, step: Any) -> Any:
        step = keras.ops.cast(step, "float32")
        falling = (self.total - step) / max(1, self.total - self.warm_up)
        return self.highest * keras.ops.minimum((step + 1) / self.warm_up, falling)


class TwoRates(keras.optimizers.AdamW):
    """AdamW whose rate is multiplied by `head_factor` for the head."""

    def __init__(self, *, head_factor: float, **options: Any) -> None:
        super().__init__(**options)
        self.head_factor = head_factor

    def build(self, variables: Sequence[keras.Variable]) -> None:
        """Note which variables are the head's."""
        super().build(variables)
        self._head = {index for index, variable in enumerate(variables) if variable.path.startswith("head/")}

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Update one variable."""
        is_head = self._get_variable_index(variable) in self._head
        super().update_step(gradient, variable, learning_rate * (self.head_factor if is_head else 1.0))


def make_optimizer(config: TeacherConfig, total: int) -> keras.optimizers.Optimizer:
    """Return the optimizer for a run of `total` steps."""
    return TwoRates(
        head_factor=config.head_rate / config.encoder_rate,
        learning_rate=_Rate(config.encoder_rate, max(1, round(config.warm_up * total)), total),
        weight_decay=config.weight_decay,
        global_clipnorm=config.gradient_norm,
    )


class TeacherBatches(keras.utils.PyDataset):
    """One epoch's batches of texts of similar length, in random order.

    Args:
        texts: Texts to learn from.
        batch_size: Texts a batch.
        seed: Seed and epoch.
    """

    def __init__(self, texts: LabelledRows, batch_size: int, seed: tuple[int, int]) -> None:
        super().__init__()
        self.texts = texts
        lengths = np.array([len(row) for row in texts.rows])
        random = np.random.default_rng(seed)
        shuffled = random.permutation(len(lengths))
        batches = []
        for first in range(0, len(shuffled), batch_size * _POOL):
            pool = shuffled[first : first + batch_size * _POOL]
            pool = pool[np.argsort(lengths[pool], kind="stable")]
            batches += [pool[start : start + batch_size] for start in range(0, len(pool), batch_size)]
        self._order = [batches[index] for index in random.permutation(len(batches))]

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, index: int) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.float32]]:
        chosen = self.texts.take(self._order[index])
        weights = np.ones(len(chosen.rows), dtype=np.float32) if chosen.weights is None else chosen.weights
        return pad(chosen.rows), chosen.targets[:, None], weights
