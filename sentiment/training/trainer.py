"""Fits a network to targets: Adam, one cycle, averaged weights, early stopping, checkpoints.

One-cycle schedule: Smith & Topin 2019; Adam: Kingma & Ba 2015; average of weights: Polyak & Juditsky 1992.
"""

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np

from sentiment import metrics
from sentiment.errors import OutputError, TrainingError
from sentiment.files import whole_file, write_file
from sentiment.training.batches import Extracts, LabelledRows, TrainingBatches, predict_logits
from sentiment.training.config import TrainConfig
from sentiment.training.distribution import share
from sentiment.training.progress import Progress

GO_ON = "make room, then go on with --resume"
_DRAWS = 1_000_000  # random draws of a layer in an epoch, at most
_WARM_UP = 0.25  # share of the steps in which the learning rate rises


@dataclass(frozen=True)
class Epoch:
    """What one pass over the texts came to; the validation figures are None without validation texts.

    Attributes:
        epoch: Counted from 1.
        seconds: Wall time of this and all earlier epochs.
        loss: Mean training loss, in nats, with dropout and what a penalty adds.
        validation_loss: Mean log loss of the averaged weights, in nats.
        validation_accuracy: In [0, 1].
    """

    epoch: int
    seconds: float
    loss: float
    validation_loss: float | None = None
    validation_accuracy: float | None = None


class Checkpoints:
    """The two states of a run on disk: the latest, to go on from, and the best, to ship.

    Args:
        folder: An existing directory.
    """

    def __init__(self, folder: Path) -> None:
        self.best = folder / "best.weights.h5"
        self._latest = folder / "latest.weights.h5"
        self._history = folder / "history.json"

    def history(self) -> list[Epoch]:
        """The epochs that are done."""
        if not self._history.exists():
            return []
        try:
            return [Epoch(**row) for row in json.loads(self._history.read_text())]
        except (ValueError, TypeError) as error:
            raise TrainingError(f"{str(self._history)!r} is damaged: start again with --force") from error

    def load(self, model: keras.Model) -> None:
        """Puts the latest weights and optimizer state back."""
        model.load_weights(self._latest_of(len(self.history())))

    def save(self, model: keras.Model, history: Sequence[Epoch]) -> None:
        """Stores the latest state; the history, written last and renamed into place, names the file that counts."""
        done = len(history)
        _save_weights(model, self._latest_of(done))
        write_file(self._history, json.dumps([asdict(epoch) for epoch in history]), remedy=GO_ON)
        self._latest_of(done - 1).unlink(missing_ok=True)

    def save_best(self, model: keras.Model) -> None:
        """Stores the averaged weights as the best so far."""
        with whole_file(self.best, remedy=GO_ON) as partial:
            _save_weights(model, partial)

    def _latest_of(self, epoch: int) -> Path:
        return self._latest.with_name(f"epoch-{epoch}.weights.h5")


def _save_weights(model: keras.Model, path: Path) -> None:
    try:
        model.save_weights(path)
    except (OSError, RuntimeError) as error:  # h5py says either when the disk is full
        reason = getattr(error, "strerror", None) or (str(error).splitlines() or ["unknown"])[0]
        raise OutputError(f"{path} cannot be written ({reason}): {GO_ON}") from error


def fit(
    model: keras.Model,
    training: LabelledRows,
    validation: LabelledRows | None,
    config: TrainConfig,
    checkpoints: Checkpoints,
    *,
    extracts: Extracts | None = None,
    callbacks: Sequence[keras.callbacks.Callback] = (),
) -> list[Epoch]:
    """Trains the model, from where the checkpoints stand, and leaves it with the best averaged weights.

    Args:
        model: Token ids [batch, length] to logit [batch, 1].
        training: Texts to learn from.
        validation: Texts to stop early by; without them the last epoch counts as the best.
        config: Steps, rates, seed.
        checkpoints: Where the states are kept.
        extracts: What to learn beside whole texts.
        callbacks: Told of each step, too.

    Returns:
        The epochs, from the first of the run on.

    Raises:
        TrainingError: The loss is no longer a number.
        KeyboardInterrupt: The person stopped the run; what had been reached is kept in the checkpoints.
    """
    history = checkpoints.history()
    batches = TrainingBatches(
        training,
        batch_size=config.batch_size,
        batch_tokens=config.batch_tokens,
        seed=config.seed,
        epoch=len(history),
        extracts=extracts,
    )
    averaged = keras.callbacks.SwapEMAWeights()
    model.compile(
        optimizer=_optimizer(config, len(batches)),
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
        jit_compile=keras.backend.backend() != "tensorflow",  # XLA is slower than TensorFlow's own LSTM on a CPU
    )
    model.optimizer.build(model.trainable_variables)
    if history:
        checkpoints.load(model)
    averaged.set_model(model)
    left = config.epochs - len(history)
    if left > 0 and not _is_over(history, config):
        progress = Progress("training", total=left * len(batches), unit="steps")
        epoch_end = _EpochEnd(averaged, validation, config, checkpoints, progress)
        try:
            model.fit(
                share(batches),
                initial_epoch=len(history),
                epochs=config.epochs,
                callbacks=[epoch_end, *callbacks],
                shuffle=False,
                verbose=0,
            )
        finally:
            progress.close()
    model.load_weights(checkpoints.best)
    return checkpoints.history()


class _EpochEnd(keras.callbacks.Callback):
    """Measures the averaged weights, stores both states, stops early."""

    def __init__(
        self,
        averaged: keras.callbacks.SwapEMAWeights,
        validation: LabelledRows | None,
        config: TrainConfig,
        checkpoints: Checkpoints,
        progress: Progress,
    ) -> None:
        super().__init__()
        self.averaged, self.validation, self.config = averaged, validation, config
        self.checkpoints, self.progress = checkpoints, progress
        self.history = checkpoints.history()
        self.began = time.monotonic() - (self.history[-1].seconds if self.history else 0.0)

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Dropout depends on seed and epoch alone, like the order of texts: a resumed run drops the same."""
        for number, layer in enumerate(self.model.layers):
            if hasattr(layer, "seed_generator"):
                layer.seed_generator.state.assign([self.config.seed + number, epoch * _DRAWS])

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        loss = float((logs or {})["loss"])
        if not np.isfinite(loss):
            raise TrainingError("the loss is no longer a number: lower the learning rate")
        self.progress.advance(1, loss=f"{loss:.3f}")

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        loss = float((logs or {})["loss"])
        self.averaged.on_test_begin()  # puts the averaged weights in, on_test_end takes them out
        done = Epoch(epoch + 1, round(time.monotonic() - self.began, 1), loss)
        if self.validation is not None:
            logits = predict_logits(self.model, self.validation.rows)
            probabilities = metrics.sigmoid(logits)
            labels = self.validation.targets > 0.5
            accuracy = float(np.mean((probabilities >= 0.5) == labels))
            done = Epoch(done.epoch, done.seconds, loss, metrics.log_loss(labels, probabilities), accuracy)
            self.progress.note(validation=f"{accuracy:.2%}")
        keeps_last = not self.config.patience
        if keeps_last or done.validation_loss is None or done.validation_loss < _lowest(self.history):
            self.checkpoints.save_best(self.model)
        self.averaged.on_test_end()
        self.history.append(done)
        self.checkpoints.save(self.model, self.history)
        self.model.stop_training = _is_over(self.history, self.config)


def _optimizer(config: TrainConfig, steps_per_epoch: int) -> keras.optimizers.Optimizer:
    steps = steps_per_epoch * config.epochs
    warm_up = max(1, round(_WARM_UP * steps))
    schedule = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=config.learning_rate / 25,
        warmup_target=config.learning_rate,
        warmup_steps=warm_up,
        decay_steps=max(1, steps - warm_up),
        alpha=1e-3,
    )
    return keras.optimizers.Adam(schedule, global_clipnorm=config.gradient_norm, use_ema=True, ema_momentum=config.ema)


def _lowest(history: Sequence[Epoch]) -> float:
    return min((epoch.validation_loss for epoch in history if epoch.validation_loss is not None), default=np.inf)


def _is_over(history: Sequence[Epoch], config: TrainConfig) -> bool:
    """Whether the validation loss has not fallen for too long."""
    losses = [epoch.validation_loss for epoch in history if epoch.validation_loss is not None]
    return bool(losses and config.patience) and len(losses) - 1 - int(np.argmin(losses)) >= config.patience
