"""Scoring on this machine: in this process, or in several that each have the model. The output is the same."""

import contextlib
import multiprocessing
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from sentiment.corpus import Row, ignore
from sentiment.errors import OutputError
from sentiment.scoring.journal import Journal, Part
from sentiment.scoring.plan import Plan, cut
from sentiment.scoring.survey import Surveyor
from sentiment.scoring.worker import Worker, score_part, start

_Parts = Iterator[tuple[int, list[Row]]]


def score_locally(plan: Plan, journal: Journal, *, num_workers: int = 1) -> Iterator[Part]:
    """Scores what is not done yet, and writes the output when all is.

    Memory is that of the models and of a few parts, however many rows there are.

    Args:
        plan: What is to be done.
        journal: What is done.
        num_workers: Processes; 1 is this one.

    Raises:
        BundleError: the model cannot be used, or is another by now.
        CorpusError: the input cannot be read, or is another by now.
        OutputError: a part or the output cannot be written, or a process died.

    Yields:
        Each part as it is done.
    """
    if journal.complete:
        return
    before = None if plan.survey.digest is None else plan.survey
    surveyor = Surveyor(plan.job.source, before)
    parts = enumerate(cut(surveyor.look_at(plan.job.rows(ignore))))
    todo = ((index, rows) for index, rows in parts if index not in journal.parts)
    for part in _alone(plan, journal, todo) if num_workers == 1 else _together(plan, journal, todo, num_workers):
        journal.add(part)
        yield part
    journal.finish(plan.format)


def _alone(plan: Plan, journal: Journal, todo: _Parts) -> Iterator[Part]:
    worker = Worker(plan, journal.folder)
    for index, rows in todo:
        yield worker.score(index, rows)


def _together(plan: Plan, journal: Journal, todo: _Parts, num_workers: int) -> Iterator[Part]:
    """The parts in the order in which they are done; two for each process are under way at a time."""
    pool = ProcessPoolExecutor(
        num_workers, multiprocessing.get_context("spawn"), initializer=start, initargs=(plan, journal.folder)
    )
    try:
        under_way: set[Future[Part]] = set()
        for index, rows in todo:
            with _deaf():  # what is started now is deaf from its first moment on
                under_way.add(pool.submit(score_part, index, rows))
            if len(under_way) == 2 * num_workers:
                done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                yield from _results(done)
        while under_way:
            done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            yield from _results(done)
    except BrokenProcessPool:
        raise OutputError(
            "a worker process ended before its work was done (out of memory, or stopped from outside?); rows done are "
            "kept: go on with --resume, and perhaps fewer --workers"
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _results(done: Iterable[Future[Part]]) -> list[Part]:
    return [future.result() for future in done]


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C waits until the block ends."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
