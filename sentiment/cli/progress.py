"""How far a long job is, on one line of a terminal; nothing at all elsewhere."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

from sentiment.cli.options import is_terminal

Item = TypeVar("Item")

_INTERVAL_SECONDS = 0.2


def counted(items: Iterable[Item], what: str = "texts", *, total: int | None = None) -> Iterator[Item]:
    """The same items, with their count and rate on stderr if that is a terminal; of a known `total`, the time left."""
    if not is_terminal(sys.stderr):
        yield from items
        return
    start = shown = time.monotonic()
    try:
        for number, item in enumerate(items, start=1):
            now = time.monotonic()
            if now - shown >= _INTERVAL_SECONDS:
                shown = now
                click.echo(f"\r{_state(number, total, what, now - start)}\x1b[K", nl=False, err=True)
            yield item
    finally:
        if shown > start:
            click.echo("\r\x1b[K", nl=False, err=True)


def _state(number: int, total: int | None, what: str, seconds: float) -> str:
    rate = number / seconds
    shown = f"{rate:,.0f} a second" if rate >= 10 else f"{rate:.1f} a second" if rate >= 1 else f"{1 / rate:.1f} s each"
    if total is None:
        return f"{number:,} {what}, {shown} "
    minutes, rest = divmod(round((total - number) / rate), 60)
    return f"{number:,} of {total:,} {what}, {shown}, {minutes}:{rest:02} left "
