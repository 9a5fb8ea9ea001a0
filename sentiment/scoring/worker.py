"""What one process does: rows to answers, a part at a time. It loads the model itself, from its directory."""

import functools
import os
import re
import signal
import threading
from collections.abc import Mapping, Sequence
from multiprocessing import connection, parent_process
from pathlib import Path
from typing import Any

from sentiment.classifier import Classifier
from sentiment.corpus import Row
from sentiment.errors import BundleCorruptError, TextError
from sentiment.files import write_file
from sentiment.json_text import to_json
from sentiment.scoring.journal import KEPT, Part, part_path
from sentiment.scoring.plan import ERROR, LABEL, PROBABILITY, WORDS, Plan, model_digest
from sentiment.scoring.survey import cells_of

_SURROGATE = re.compile("[\ud800-\udfff]")


class Worker:
    """Scores parts of one plan.

    Args:
        plan: What is to be done.
        folder: Where parts go.

    Raises:
        BundleError: the model cannot be used, or is another by now.
    """

    def __init__(self, plan: Plan, folder: Path) -> None:
        job = plan.job
        self._plan, self._folder = plan, folder
        self._classifier = Classifier.load(job.bundle, abstain_below=job.abstain_below)
        if model_digest(job.bundle) != plan.model:
            raise BundleCorruptError(f"{job.bundle} is another model by now: start anew with --force")

    def score(self, index: int, rows: Sequence[Row]) -> Part:
        """Answers these rows, and writes them as part `index`, whole or not at all.

        Raises:
            BundleCorruptError: the model cannot be run.
            OutputError: the part cannot be written.
        """
        scored = [self._values(row) for row in rows]
        content = self._plan.format.part(scored)
        write_file(part_path(self._folder, index), content, remedy=KEPT)
        error = self._plan.job.prefix + ERROR
        return Part(index, len(rows), sum(values[error] is not None for values in scored), len(content))

    def _values(self, row: Row) -> Mapping[str, Any]:
        """The values of a row of the output."""
        cells, error = cells_of(row), row.error
        if not self._plan.format.any_text and any(
            isinstance(value, str) and _SURROGATE.search(value) for value in cells.values()
        ):
            error = f"row {row.number}: half a character (a lone surrogate); an OUTPUT in .jsonl can hold it"
            cells = {name: _escaped(value) for name, value in cells.items()}
        answer: dict[str, Any] = {LABEL: None, PROBABILITY: None, ERROR: error}
        words = None
        if error is None:
            try:
                prediction = self._classifier.classify(row.text or "")
            except TextError as failure:
                answer[ERROR] = str(failure)
            else:
                answer[LABEL], answer[PROBABILITY] = prediction.label, prediction.probability
                if self._plan.job.explain:
                    words = prediction.to_dict(explain=True)["words"]
        if self._plan.job.explain:
            answer[WORDS] = words if self._plan.format.nested or words is None else to_json(words)
        return {**cells, **{self._plan.job.prefix + name: value for name, value in answer.items()}}


def _escaped(value: Any) -> Any:
    return value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value


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
