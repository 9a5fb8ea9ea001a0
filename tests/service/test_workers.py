"""Threads that take turns, and a bound on the calls that wait for them."""

import asyncio
import threading

import pytest

from sentiment.service.limits import Limits
from sentiment.service.problems import Problem
from sentiment.service.workers import Workers


@pytest.fixture
def workers() -> Workers:
    return Workers(Limits(max_calls=2, num_threads=1))


def test_results_come_in_order_from_another_thread(workers: Workers) -> None:
    async def ask() -> list[tuple[int, bool]]:
        here = threading.get_ident()
        return await workers.each(lambda item: (item, threading.get_ident() != here), range(50))

    assert asyncio.run(ask()) == [(item, True) for item in range(50)]
    workers.close()


def test_no_more_calls_than_allowed(workers: Workers) -> None:
    with workers.admitted():
        with workers.admitted(), pytest.raises(Problem) as caught, workers.admitted():
            pass
        assert caught.value.status == 429
        assert int(caught.value.headers["Retry-After"]) >= 1
        with workers.admitted():
            assert workers.num_calls == 2
    assert workers.num_calls == 0
    workers.close()


def test_a_short_call_does_not_wait_for_the_end_of_a_long_one(workers: Workers) -> None:
    done: list[str] = []

    async def ask(name: str, number: int) -> None:
        await workers.each(str, range(number), at_a_time=1)
        done.append(name)

    async def both() -> None:
        await asyncio.gather(ask("long", 100), ask("short", 1))

    asyncio.run(both())
    assert done == ["short", "long"]
    workers.close()


def test_of_many_long_calls_some_are_done_early(workers: Workers) -> None:
    finished: list[int] = []

    async def ask(name: int) -> None:
        await workers.each(lambda item: finished.append(name), range(50), at_a_time=1)

    async def all_of_them() -> None:
        await asyncio.gather(*map(ask, range(8)))

    asyncio.run(all_of_them())
    workers.close()
    half = finished[: len(finished) // 2]
    assert sum(half.count(name) == 50 for name in range(8)) >= 3  # two at a time: one is read, one is next


def test_turns_are_passed_on_by_calls_that_are_given_up(workers: Workers) -> None:
    go_on = threading.Event()

    async def ask() -> int:
        tasks = [asyncio.create_task(workers.run(go_on.wait)) for _ in range(12)]
        await asyncio.sleep(0.05)
        for task in tasks[::2]:
            task.cancel()
        await asyncio.sleep(0)
        go_on.set()
        await asyncio.sleep(0)
        tasks[-1].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return sum([await workers.run(lambda: 1) for _ in range(5)])

    async def in_time() -> int:
        return await asyncio.wait_for(ask(), 10)

    assert asyncio.run(in_time()) == 5
    workers.close()


def test_a_call_that_is_given_up_is_not_worked_on(workers: Workers) -> None:
    seen: list[int] = []
    first = threading.Event()
    go_on = threading.Event()

    def work(item: int) -> None:
        seen.append(item)
        first.set()
        go_on.wait()

    async def ask() -> None:
        task = asyncio.create_task(workers.each(work, range(100), at_a_time=2))
        await asyncio.to_thread(first.wait)
        task.cancel()
        go_on.set()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(ask())
    workers.close()
    assert seen == [0, 1]
