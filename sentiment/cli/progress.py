"""How far a long job is, on one line of a terminal; nothing at all elsewhere."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

from sentiment.cli.options import is_terminal

Item = TypeVar("Item")

_INTERVAL_SECONDS = 0.2


def counted(items: Iterable[Item], what: str = "texts") -> Iterator[Item]:
    """The same items, with their count and rate on stderr if that is a terminal."""
    if not is_terminal(sys.stderr):
        yield from items
        return
    start = shown = time.monotonic()
    try:
        for number, item in enumerate(items, start=1):
            now = time.monotonic()
            if now - shown >= _INTERVAL_SECONDS:
                shown = now
                click.echo(f"\r{number:,} {what}, {number / (now - start):,.0f} a second ", nl=False, err=True)
            yield item
    finally:
        if shown > start:
            click.echo("\r\x1b[K", nl=False, err=True)
