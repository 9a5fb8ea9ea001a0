"""Threads that run the model, so that the event loop stays free, and a bound on the calls that wait for them."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from sentiment.service.limits import Limits
from sentiment.service.problems import Problem

T = TypeVar("T")
R = TypeVar("R")

_RETRY_SECONDS = 1
_AT_A_TIME = 16


class Workers:
    """A few threads, and a place for each call that uses them.

    Args:
        limits: How many threads, and how many calls at a time.
    """

    def __init__(self, limits: Limits) -> None:
        self.num_calls = 0
        self._max_calls = limits.max_calls
        self._pool = ThreadPoolExecutor(limits.num_threads, thread_name_prefix="sentiment")

    @contextmanager
    def admitted(self) -> Iterator[None]:
        """A place for one call, held within; entered from the event loop alone.

        Raises:
            Problem: 429, all are taken.
        """
        if self.num_calls >= self._max_calls:
            raise Problem(
                429,
                f"{self._max_calls:,} calls are under way, and no more are taken: try again in {_RETRY_SECONDS} s",
                {"Retry-After": str(_RETRY_SECONDS)},
            )
        self.num_calls += 1
        try:
            yield
        finally:
            self.num_calls -= 1

    async def run(self, work: Callable[..., R], *arguments: object) -> R:
        """What `work` returns, done in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, work, *arguments)

    async def each(self, work: Callable[[T], R], items: Sequence[T], *, at_a_time: int = _AT_A_TIME) -> list[R]:
        """What `work` makes of each item, in order.

        A few at a time go to the threads, so that calls with many items and with few take turns; a call that is given
        up leaves no more than these undone.
        """
        results: list[R] = []
        for first in range(0, len(items), at_a_time):
            results += await self.run(_all, work, items[first : first + at_a_time])
        return results

    def close(self) -> None:
        """End the threads once what they do is done."""
        self._pool.shutdown(cancel_futures=True)


def _all(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    return [work(item) for item in items]
