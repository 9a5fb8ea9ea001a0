"""Silence for libraries that write to the terminal past Python: TensorFlow's start-up lines, progress bars."""

import contextlib
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO


@contextlib.contextmanager
def quiet(*, bars: bool = False) -> Iterator[None]:
    """Nothing written inside reaches the process's standard output or error; exceptions pass as ever.

    With `bars` what Python code writes to a standard error that is a terminal does: progress bars.

    For the whole process, so for short stretches only: an import, a download. Python's own streams stay as they
    are, since a logger made inside may keep one for good.
    """
    terminal = _terminal() if bars else None
    with contextlib.ExitStack() as stack:
        devnull = stack.enter_context(Path(os.devnull).open("w"))
        for descriptor, stream in ((1, sys.stdout), (2, sys.stderr)):
            with contextlib.suppress(OSError, ValueError):  # closed by whoever started us: nothing to silence
                saved = os.dup(descriptor)
                stack.callback(os.close, saved)
                stream.flush()
                os.dup2(devnull.fileno(), descriptor)
                stack.callback(_restore, stream, saved, descriptor)
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        if terminal is not None:
            stack.enter_context(contextlib.redirect_stderr(terminal))
        yield


def _terminal() -> TextIO | None:
    """A stream of its own to the terminal; None where standard error is none. Open for good, as said above."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None
    return open(os.dup(2), "w", encoding=sys.stderr.encoding, errors="replace", closefd=False)


def _restore(stream: TextIO, saved: int, descriptor: int) -> None:
    with contextlib.suppress(OSError, ValueError):
        stream.flush()
    os.dup2(saved, descriptor)
