"""Threads that run the model, so that the event loop stays free, and a bound on the calls that wait for them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from heapq import heapify, heappop, heappush
from itertools import count
from typing import TypeVar

from sentiment.service.limits import Limits
from sentiment.service.problems import Problem

T = TypeVar("T")
R = TypeVar("R")

_RETRY_SECONDS = 1
_AT_A_TIME = 16
_AHEAD = 1  # turns more than threads, so that none of these has to wait for the event loop


class Workers:
    """A few threads, and a place for each call that uses them.

    Args:
        limits: How many threads, and how many calls at a time.
    """

    def __init__(self, limits: Limits) -> None:
        self.num_calls = 0
        self._max_calls = limits.max_calls
        self._num_free = limits.num_threads + _AHEAD
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []  # a heap: turns left, order of arrival
        self._arrivals = count()
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

    async def run(self, work: Callable[..., R], *arguments: object, num_left: int = 1) -> R:
        """What `work` returns, done in a thread once it has a turn; `num_left` counts those that the call still needs.

        Who needs the fewest comes first: a short call does not wait for the end of a long one, and of long ones, more
        than can be done in their time, some are done rather than all of them half.
        """
        async with self._turn(num_left):
            return await asyncio.get_running_loop().run_in_executor(self._pool, work, *arguments)

    async def each(self, work: Callable[[T], R], items: Sequence[T], *, at_a_time: int = _AT_A_TIME) -> list[R]:
        """What `work` makes of each item, in order.

        A few at a time have a turn; a call that is given up leaves no more than these undone.
        """
        results: list[R] = []
        starts = range(0, len(items), at_a_time)
        for number, start in enumerate(starts):
            results += await self.run(_all, work, items[start : start + at_a_time], num_left=len(starts) - number)
        return results

    @asynccontextmanager
    async def _turn(self, num_left: int) -> AsyncIterator[None]:
        if self._num_free:
            self._num_free -= 1
        else:
            turn = asyncio.get_running_loop().create_future()
            heappush(self._waiting, (num_left, next(self._arrivals), turn))
            try:
                await turn
            except asyncio.CancelledError:
                if turn.cancelled():
                    self._waiting = [waiting for waiting in self._waiting if waiting[-1] is not turn]
                    heapify(self._waiting)
                else:
                    self._pass_on()
                raise
        try:
            yield
        finally:  # soon: first this call says what it still needs
            asyncio.get_running_loop().call_soon(self._pass_on)

    def _pass_on(self) -> None:
        while self._waiting:
            _, _, turn = heappop(self._waiting)
            if not turn.done():  # which a call that is given up is
                turn.set_result(None)
                return
        self._num_free += 1

    def close(self) -> None:
        """End the threads once what they do is done."""
        self._pool.shutdown(cancel_futures=True)


def _all(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    return [work(item) for item in items]
