"""The files of an unfinished run, stage by stage, so that it can go on where it was stopped."""

import json
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from sentiment.errors import OutputError, TrainingError
from sentiment.files import PARTIAL, whole_file, write_file
from sentiment.training.distribution import everywhere, own_folder, share_files
from sentiment.training.trainer import GO_ON, Checkpoints

Content = TypeVar("Content")

_DEFINITION, _SECONDS = "run.json", "seconds.json"


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """If Ctrl-C ends what is inside, says where what is done is kept.

    Raises:
        KeyboardInterrupt: With that for its message.
    """
    try:
        yield
    except BaseException as error:
        # What TensorFlow's C++ was at when the keys were pressed may end as an error of its own that names this one.
        if isinstance(error, KeyboardInterrupt) or KeyboardInterrupt.__name__ in str(error):
            raise KeyboardInterrupt(f"what is done is kept in {folder}: go on with --resume") from None
        raise


class Run:
    """A directory beside the model to be, named `<model>.run`; gone when the model is there.

    Args:
        output: Where the model will be.
        definition: What identifies the run: configuration and hashes of its inputs.
        resume: Whether to go on with a run that was stopped; without one a new run starts.
        force: Whether to throw away a run that was stopped.

    Raises:
        OutputError: There is an unfinished run and neither is said, another process is at it, or the directory cannot
            be made.
        TrainingError: The unfinished run has other inputs or another configuration.
    """

    def __init__(self, output: Path, definition: dict[str, Any], *, resume: bool, force: bool) -> None:
        self.folder = own_folder(run_folder(output))
        started = self.folder / _DEFINITION
        self._lock = self._locked()
        if self.folder.exists() and not resume:
            if not force:
                raise OutputError(
                    f"{str(self.folder)!r} holds an unfinished run: go on with --resume, or start again with --force"
                )
            present = [entry.name for entry in self.folder.iterdir() if not entry.name.startswith(PARTIAL)]
            if present and not started.exists():
                raise OutputError(f"{str(self.folder)!r} is in the way and is no training run: move it elsewhere")
            _remove(self.folder)
        self._check(definition)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"cannot write to {str(self.folder)!r}: {error.strerror}") from error
        write_file(started, json.dumps(definition, indent=1))
        share_files(self.folder)
        self._check(definition)

    def _check(self, definition: dict[str, Any]) -> None:
        started = self.folder / _DEFINITION
        if not everywhere(not started.exists() or _read_json(started) == json.loads(json.dumps(definition))):
            raise TrainingError(
                f"the run in {str(self.folder)!r} has other texts or another configuration: give the same as at first, "
                "and in every process, or start again with --force"
            )

    def _locked(self) -> FileLock:
        """Keeps other processes out for as long as this object is there."""
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            lock = _lock_of(self.folder)
            lock.acquire(timeout=0)
            return lock
        except Timeout as error:
            raise OutputError(f"{str(self.folder)!r} is in use by another training: wait until it has ended") from error
        except OSError as error:
            raise OutputError(f"cannot write to {str(self.folder.parent)!r}: {error.strerror}") from error

    def checkpoints(self, name: str) -> Checkpoints:
        """Where the states of a network called `name` are kept."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return Checkpoints(folder)

    def once(self, name: str, make: Callable[[], bytes]) -> bytes:
        """The content of a stage's file, made if it is not there yet."""
        path = self.folder / name
        if not path.exists():
            write_file(path, self._timed(name, make), remedy=GO_ON)
            share_files(path)
        return path.read_bytes()

    def once_array(self, name: str, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        """The same for an array."""
        path = self.folder / f"{name}.npy"
        if not path.exists():
            array = self._timed(name, make)
            with whole_file(path, remedy=GO_ON) as partial:
                np.save(partial, array, allow_pickle=False)
            share_files(path)
        try:
            stored: NDArray[Any] = np.load(path, allow_pickle=False)
        except (ValueError, EOFError) as error:
            raise _damaged(path) from error
        return stored

    def once_rows(self, name: str, make: Callable[[], Sequence[NDArray[np.int32]]]) -> list[NDArray[np.int32]]:
        """The same for rows of different length: stored end to end, with a row's length before it."""

        def flat() -> NDArray[np.int32]:
            parts = [part for row in make() for part in (np.array([len(row)], dtype=np.int32), row)]
            return np.concatenate(parts) if parts else np.empty(0, dtype=np.int32)

        stored = self.once_array(name, flat)
        rows, first = [], 0
        while first < len(stored):
            length = int(stored[first])
            rows.append(stored[first + 1 : first + 1 + length])
            first += 1 + length
        return rows

    def seconds(self) -> dict[str, float]:
        """What each stage took, in whatever part of the run it was done."""
        path = self.folder / _SECONDS
        seconds: dict[str, float] = _read_json(path) if path.exists() else {}
        return seconds

    def _timed(self, name: str, make: Callable[[], Content]) -> Content:
        began = time.monotonic()
        content = make()
        seconds = {**self.seconds(), name: round(time.monotonic() - began, 1)}
        write_file(self.folder / _SECONDS, json.dumps(seconds), remedy=GO_ON)
        return content

    def finish(self) -> None:
        """Removes the directory."""
        _remove(self.folder)
        Path(self._lock.lock_file).unlink(missing_ok=True)
        self._lock.release(force=True)


def run_folder(output: Path) -> Path:
    """Where the unfinished run of the model in `output` is kept."""
    return output.with_name(output.name + ".run")


def is_running(folder: Path) -> bool:
    """Whether another process is at the run in this directory."""
    lock = _lock_of(folder)
    if not Path(lock.lock_file).exists():
        return False
    try:
        with lock.acquire(timeout=0):
            return False
    except Timeout:
        return True


def _lock_of(folder: Path) -> FileLock:
    """A file beside the directory, for the directory itself comes and goes; one object for it in this process."""
    return FileLock(folder.with_name(folder.name + ".lock"), is_singleton=True)


def hash_texts(texts: Sequence[str], labels: NDArray[np.int8] | None = None) -> str:
    """SHA-256 over all texts in order, each with its label: names a training input in the manifest."""
    digest = sha256()
    for index, text in enumerate(texts):
        raw = text.encode("utf-8", "surrogatepass")
        label = -1 if labels is None else int(labels[index])
        digest.update(f"{label} {len(raw)} ".encode())
        digest.update(raw)
    return digest.hexdigest()


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text())
    except ValueError as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> TrainingError:
    return TrainingError(f"{str(path)!r} is damaged: start again with --force")


def _remove(folder: Path) -> None:
    """Removes a run in one step: none is ever half there."""
    gone = folder.with_name(f".{folder.name}.gone")
    shutil.rmtree(gone, ignore_errors=True)  # of a removal that was stopped
    folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)
