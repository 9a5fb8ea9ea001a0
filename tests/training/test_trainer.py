"""Fitting: it learns, stops early, keeps the best, and goes on where it was stopped."""

from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from sentiment.errors import TrainingError
from sentiment.training import TrainConfig
from sentiment.training.batches import LabelledRows, predict_logits
from sentiment.training.model import build_network
from sentiment.training.progress import Progress
from sentiment.training.trainer import Checkpoints, Epoch, fit
from tests.training.fit_made_up import NUM_TOKENS, rows


def model_of(config: TrainConfig) -> keras.Model:
    return build_network(config, NUM_TOKENS).classifier


def test_learns_a_plain_case(config: TrainConfig, tmp_path: Path) -> None:
    config = replace(config, epochs=8, patience=8)
    model = model_of(config)
    validation = rows(60, seed=1)
    history = fit(model, rows(300, seed=0), validation, config, Checkpoints(tmp_path))
    assert [epoch.epoch for epoch in history] == list(range(1, 9))
    assert history[-1].loss < history[0].loss
    logits = predict_logits(model, validation.rows)
    accuracy = ((logits > 0) == (validation.targets > 0.5)).mean()
    assert accuracy > 0.95
    best = min(history, key=lambda epoch: epoch.validation_loss or 9.0)
    assert accuracy == pytest.approx(best.validation_accuracy)  # the best weights were put back


def test_stops_early_without_progress(config: TrainConfig, tmp_path: Path) -> None:
    wrong = rows(60, seed=1)
    contrary = LabelledRows(wrong.rows, 1 - wrong.targets)  # the better it learns, the worse this gets
    config = replace(config, epochs=20, patience=2)
    history = fit(model_of(config), rows(300, seed=0), contrary, config, Checkpoints(tmp_path))
    assert len(history) < 20
    losses = [epoch.validation_loss or 9.0 for epoch in history]
    assert len(history) - 1 - int(np.argmin(losses)) == 2


def test_resumed_run_ends_at_the_same_weights(
    config: TrainConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = replace(config, epochs=4)
    training, validation = rows(120, seed=0), rows(40, seed=1)
    for name in ("whole", "stopped"):
        (tmp_path / name).mkdir()
    whole = model_of(config)
    expected = fit(whole, training, validation, config, Checkpoints(tmp_path / "whole"))

    steps = iter(range(1000))

    def stop(*_: object, **__: object) -> None:
        if next(steps) == 2 * 8 + 3:  # in the middle of the third epoch
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Progress, "advance", stop)
        with pytest.raises(KeyboardInterrupt):
            fit(model_of(config), training, validation, config, Checkpoints(tmp_path / "stopped"))
    assert [epoch.epoch for epoch in Checkpoints(tmp_path / "stopped").history()] == [1, 2]
    for name in (
        "epoch-3.weights.h5",
        ".partial-12-best.weights.h5",
        ".partial-34-history.json",
    ):  # as SIGKILL leaves them
        (tmp_path / "stopped" / name).write_bytes(b"\x89HDF half")
    resumed = model_of(replace(config, seed=77))  # other first weights: they must not matter
    history = fit(resumed, training, validation, config, Checkpoints(tmp_path / "stopped"))
    assert [epoch.epoch for epoch in history] == [1, 2, 3, 4]
    for one, other in zip(history, expected, strict=True):
        assert replace(one, seconds=other.seconds) == other
    for one, other in zip(resumed.get_weights(), whole.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_finished_run_is_not_run_again(config: TrainConfig, tmp_path: Path) -> None:
    config = replace(config, epochs=2)
    training = rows(60, seed=0)
    first = model_of(config)
    history = fit(first, training, None, config, Checkpoints(tmp_path))
    again = model_of(config)
    assert fit(again, training, None, config, Checkpoints(tmp_path)) == history
    np.testing.assert_array_equal(predict_logits(first, training.rows), predict_logits(again, training.rows))


def test_without_patience_the_last_epoch_counts(config: TrainConfig, tmp_path: Path) -> None:
    training = rows(60, seed=0)
    contrary = LabelledRows(training.rows, 1 - training.targets)  # the better it learns, the worse this gets
    model = model_of(config)
    config = replace(config, epochs=4, patience=0)
    history = fit(model, training, contrary, config, Checkpoints(tmp_path))
    assert len(history) == 4
    last = history[-1].validation_accuracy
    assert last == np.mean((predict_logits(model, contrary.rows) >= 0) == (contrary.targets > 0.5))
    assert history[-1].validation_loss == max(epoch.validation_loss or 0 for epoch in history)


def test_callbacks_are_told_of_each_step(config: TrainConfig, tmp_path: Path) -> None:
    steps: list[int] = []
    told = keras.callbacks.LambdaCallback(on_train_batch_end=lambda step, logs: steps.append(step))
    fit(model_of(config), rows(60, seed=0), None, replace(config, epochs=1), Checkpoints(tmp_path), callbacks=[told])
    assert steps == list(range(-(-60 // config.batch_size)))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_loss_that_explodes_ends_the_run(config: TrainConfig, tmp_path: Path) -> None:
    model = model_of(config)
    model.get_layer("output").set_weights([np.full((16, 1), np.nan, np.float32), np.zeros(1, np.float32)])
    with pytest.raises(TrainingError, match="lower the learning rate"):
        fit(model, rows(60, seed=0), None, config, Checkpoints(tmp_path))


def test_history_on_disk_round_trip(config: TrainConfig, tmp_path: Path) -> None:
    checkpoints = Checkpoints(tmp_path)
    assert checkpoints.history() == []
    history = [Epoch(1, 2.5, 0.7), Epoch(2, 5.0, 0.6, 0.65, 0.6)]
    model = model_of(config)
    checkpoints.save(model, history[:1])
    checkpoints.save(model, history)
    assert checkpoints.history() == history
    assert sorted(path.name for path in tmp_path.iterdir()) == ["epoch-2.weights.h5", "history.json"]
