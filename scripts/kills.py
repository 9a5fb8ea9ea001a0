"""A small training in a process of its own, to be killed; and what two trainings that ought to be the same came to."""

import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from sentiment.corpus import Examples

_DIFFERS = ("created", "digest")
MODEL, LOG, ERRORS = "model", "log", "errors"
_DELAY_SECONDS = 0.005  # after a file is touched, at most: within that it is being written
_EVENTS = ("open", "os.rename", "os.remove", "os.mkdir", "shutil.rmtree")  # of Python's audit hooks


@dataclass(frozen=True)
class Kill:
    """When a training is to be killed.

    Attributes:
        seconds: After its start, or after `change`.
        change: A change to a file, counted from 1; 0 for the start.
    """

    seconds: float
    change: int = 0


@dataclass(frozen=True)
class Outcome:
    """What the kills of one training came to.

    Attributes:
        doing: What had been done last at each: seconds after the start, and a change to a file or a note.
        differences: Of the resumed training's results from those of one that was never stopped.
    """

    doing: list[tuple[str, str]]
    differences: list[str]


def kill_and_resume(trainings: Sequence[Sequence[Kill]] | int, *, seed: int = 0) -> Iterator[Outcome]:
    """Trains once without interruption; then again and again, with kills, and goes on after each.

    Args:
        trainings: The kills of each; or how many to draw with one kill: half of them by the clock, the others as a file
            is being changed.
        seed: Of the draws.
    """
    with tempfile.TemporaryDirectory() as folder:
        expected = _started(Path(folder) / "whole", None, resume=False)
        if isinstance(trainings, int):
            trainings = [[kill] for kill in _drawn(trainings, _told(expected), seed)]
        for number, kills in enumerate(trainings):
            found, doing = Path(folder) / f"killed-{number}", []
            for index, kill in enumerate(kills):
                _started(found, kill, resume=index > 0)
                doing.append(_told(found)[-1])
            _started(found, None, resume=True)
            yield Outcome(doing, differences(expected, found))


def _told(folder: Path) -> list[tuple[str, str]]:
    """The lines of the log: seconds, and what happened."""
    lines = (folder / LOG).read_text(encoding="utf-8").splitlines()
    return [(seconds, event) for seconds, event in (line.split("\t") for line in lines)]


def _drawn(number: int, log: Sequence[tuple[str, str]], seed: int) -> list[Kill]:
    draw = random.Random(seed)
    seconds, changes = float(log[-1][0].split()[0]), sum(event.startswith(_EVENTS) for _, event in log)
    by_clock = [Kill(draw.uniform(0, seconds)) for _ in range(number - number // 2)]
    return by_clock + [Kill(draw.uniform(0, _DELAY_SECONDS), draw.randint(1, changes)) for _ in range(number // 2)]


def _started(folder: Path, kill: Kill | None, *, resume: bool) -> Path:
    """Trains in a process of its own, and waits for its end."""
    # Its processes are copies of one that has imported everything: that takes longer than the training.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["sentiment.training.retraining"])
    folder.mkdir(exist_ok=True)
    process = context.Process(target=train, args=(folder, kill), kwargs={"resume": resume})
    process.start()
    process.join()
    if process.exitcode not in ((0, -signal.SIGKILL) if kill else (0,)):
        raise SystemExit(f"error: a training ended with {process.exitcode}: {(folder / ERRORS).read_text()[-2000:]}")
    return folder


def train(folder: Path, kill: Kill | None, *, resume: bool) -> None:
    """Trains on a corpus made by rule.

    Args:
        folder: Where everything goes.
        kill: When to end this process by SIGKILL.
        resume: Whether to go on with a run that was stopped.
    """
    log = (folder / LOG).open("a", encoding="utf-8", buffering=1)
    os.dup2(os.open(folder / ERRORS, os.O_WRONLY | os.O_CREAT | os.O_APPEND), sys.stderr.fileno())

    from sentiment.training.config import TrainConfig
    from sentiment.training.manifest import Inputs
    from sentiment.training.retraining import retrain

    watch = _Watch(folder, log, kill)
    examples = made_up(160)
    unlabeled = made_up(80, seed=1).texts
    config = TrainConfig(
        vocabulary_size=200,
        embedding_size=16,
        units=8,
        attention_units=8,
        ngrams=500,
        max_tokens=40,
        vector_epochs=5,
        epochs=4,
        patience=2,
        batch_size=16,
        ema=0.8,
        refit=True,
    )
    inputs = Inputs(examples=examples, unlabeled=unlabeled, corpus="made by rule", unlabeled_corpus="more of it")
    retrain(inputs, folder / MODEL, config, resume=resume, note=watch.note)
    watch.note("done")


def made_up(number: int, *, seed: int = 0) -> "Examples":
    """`number` labelled texts: filler with one word that tells."""
    import numpy as np

    from sentiment.corpus import Examples

    drawn = random.Random(seed)
    telling = (("dull", "awful", "boring"), ("superb", "moving", "funny"))
    filler = ("the film", "an actor", "this story", "the music", "a scene", "the end")
    texts = []
    for index in range(number):
        words = [drawn.choice(filler) for _ in range(drawn.randint(2, 9))]
        words.insert(drawn.randint(0, len(words)), f"was {drawn.choice(telling[index % 2])} ,")
        texts.append(" ".join(words) + f" . {seed} {index}")
    return Examples(texts, np.arange(number, dtype=np.int8) % 2, list(range(number)))


class _Watch:
    """Writes down what a process does to files, and kills it when it is time to."""

    def __init__(self, folder: Path, log: TextIO, kill: Kill | None) -> None:
        self.folder, self.log, self.kill = folder, log, kill
        self.changes, self.began, self.thread = 0, time.monotonic(), threading.get_ident()
        sys.addaudithook(self._hook)
        if kill and not kill.change:
            self._kill_in(kill.seconds)

    def note(self, message: str) -> None:
        """Keeps a line."""
        self.log.write(f"{time.monotonic() - self.began:.1f} s\t{message}\n")

    def _hook(self, event: str, args: tuple[Any, ...]) -> None:
        if event not in _EVENTS or threading.get_ident() != self.thread:
            return
        if event == "open" and not str(args[1]).startswith(("w", "x", "a")):
            return
        path = Path(str(args[0]))
        if not path.is_relative_to(self.folder):
            return
        self.changes += 1
        self.note(f"{event} {path.relative_to(self.folder)}")
        if self.kill and self.changes == self.kill.change:
            self._kill_in(self.kill.seconds)

    @staticmethod
    def _kill_in(seconds: float) -> None:
        timer = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL))
        timer.daemon = True
        timer.start()


def differences(one: Path, other: Path) -> list[str]:
    """What two trainings left that is not the same, but for what the clock says; file by file."""
    names = sorted(
        {str(path.relative_to(folder)) for folder in (one, other) for path in folder.rglob("*")} - {LOG, ERRORS}
    )
    found = []
    for name in names:
        first, second = one / name, other / name
        if not (first.exists() and second.exists()):
            found.append(f"{name} is not in both")
        elif first.name == "manifest.json":
            found += [f"{name}: {place}" for place in _unlike(_manifest(first), _manifest(second))]
        elif first.is_file() and first.read_bytes() != second.read_bytes():
            found.append(name)
    return found


def _manifest(path: Path) -> dict[str, Any]:
    """The manifest but for what the clock says."""
    content: dict[str, Any] = json.loads(path.read_text())
    for name in _DIFFERS:
        del content[name]
    training = content["training"]
    del training["seconds"], training["minutes"]
    for epoch in training["epochs"]:
        del epoch["seconds"]
    return content


def _unlike(one: Any, other: Any, name: str = "") -> list[str]:
    """Paths of the values that differ."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return [path for key in one for path in _unlike(one[key], other[key], f"{name}/{key}")]
    return [] if one == other else [name]
