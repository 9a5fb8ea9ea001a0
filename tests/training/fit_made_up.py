"""A small fit as a process of its own, on whatever devices there are, with the run's files around it.

    python -m tests.training.fit_made_up OUTPUT [--stop | --resume | --alone-first]

Process 0 writes the weights to OUTPUT/weights.npz; with --stop the fit is interrupted in its second epoch; with
--alone-first another fit on one device goes before, whose weights are in OUTPUT/alone.npz.
"""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import keras
import numpy as np

from sentiment.corpus.quiet import quiet
from sentiment.training import TrainConfig
from sentiment.training.batches import LabelledRows
from sentiment.training.distribution import is_first, start
from sentiment.training.model import build_network
from sentiment.training.stages import Run
from sentiment.training.trainer import Checkpoints, Epoch, fit

NUM_TOKENS = 30
CONFIG = TrainConfig(
    embedding_size=8,
    units=4,
    attention_units=4,
    epochs=2,
    patience=2,
    batch_size=15,  # shared by two devices with a row that counts for nothing
    learning_rate=2e-2,
    ema=0.8,
)


def rows(number: int, *, seed: int) -> LabelledRows:
    """Noise with token 5 for positive, 6 for negative."""
    random = np.random.default_rng(seed)
    labels = np.arange(number) % 2
    texts = [random.integers(7, NUM_TOKENS, size=random.integers(3, 20)).astype(np.int32) for _ in range(number)]
    for text, label in zip(texts, labels, strict=True):
        text[random.integers(len(text))] = 5 if label else 6
    return LabelledRows(texts, labels.astype(np.float32))


def stop_at(step: int) -> keras.callbacks.Callback:
    """Ctrl-C after so many steps."""
    left = iter(range(1, step))

    def count(*_: object, **__: object) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt

    return keras.callbacks.LambdaCallback(on_train_batch_end=count)


def fitted(checkpoints: Checkpoints, *callbacks: keras.callbacks.Callback) -> tuple[keras.Model, list[Epoch]]:
    model = build_network(CONFIG, NUM_TOKENS).classifier
    return model, fit(model, rows(60, seed=0), rows(20, seed=1), CONFIG, checkpoints, callbacks=callbacks)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """What is built and run inside stays on one device of this process."""
    before = keras.distribution.distribution()
    keras.distribution.set_distribution(None)
    try:
        yield
    finally:
        keras.distribution.set_distribution(before)


if __name__ == "__main__":
    output, option = Path(sys.argv[1]), sys.argv[-1]
    with quiet():
        start()
    run = Run(output, {"seed": 0}, resume=option == "--resume", force=False)
    models = {}
    if option == "--alone-first":
        with alone():
            models["alone"], _ = fitted(run.checkpoints("alone"))
    try:
        models["weights"], history = fitted(run.checkpoints("fit"), *([stop_at(6)] if option == "--stop" else []))
    except KeyboardInterrupt:
        sys.exit(0)
    drawn = run.once_array("drawn", lambda: np.random.default_rng().random(3))  # no seed: another in every process
    print([epoch.epoch for epoch in history], drawn.tolist())
    if is_first():
        output.mkdir()
        for name, model in models.items():
            np.savez(output / f"{name}.npz", *model.get_weights())
    run.finish()
