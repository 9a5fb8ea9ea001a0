"""What one process does: rows to answers, a part at a time. It loads the model itself, from its directory."""

import functools
import os
import signal
import threading
from collections.abc import Sequence
from multiprocessing import connection, parent_process
from pathlib import Path

from sentiment.corpus import Row
from sentiment.files import write_file
from sentiment.scoring.answers import Answerer
from sentiment.scoring.journal import KEPT, Part, part_path
from sentiment.scoring.plan import ERROR, Plan


class Worker:
    """Scores parts of one plan.

    Args:
        plan: What is to be done.
        folder: Where parts go.

    Raises:
        BundleError: the model cannot be used, or is another by now.
    """

    def __init__(self, plan: Plan, folder: Path) -> None:
        self._plan, self._folder = plan, folder
        self._answerer = Answerer(plan.job, plan.model, plan.format)

    def score(self, index: int, rows: Sequence[Row]) -> Part:
        """Answers these rows, and writes them as part `index`, whole or not at all.

        Raises:
            BundleCorruptError: the model cannot be run.
            OutputError: the part cannot be written.
        """
        scored = [self._answerer.values(row) for row in rows]
        content = self._plan.format.part(scored)
        write_file(part_path(self._folder, index), content, remedy=KEPT)
        error = self._plan.job.column(ERROR)
        return Part(index, len(rows), sum(values[error] is not None for values in scored), len(content))


_settings: tuple[Plan, Path] | None = None  # of this process


def start(plan: Plan, folder: Path) -> None:
    """Makes this process a worker, deaf to Ctrl-C, which its parent hears, and gone as soon as its parent is."""
    global _settings
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_outlive_nobody, daemon=True).start()
    _settings = plan, folder


def score_part(index: int, rows: Sequence[Row]) -> Part:
    """See `Worker.score`; in a process that was made a worker by `start`."""
    return _worker().score(index, rows)


@functools.cache
def _worker() -> Worker:
    assert _settings is not None
    return Worker(*_settings)


def _outlive_nobody() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
