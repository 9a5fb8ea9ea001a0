"""A progress bar with speed and time left: on a terminal a bar, elsewhere a line every 30 seconds."""

import sys
import time
from typing import Any

from tqdm import tqdm

_QUIET_SECONDS = 30.0


class Progress:
    """Counts units of work on stderr.

    Args:
        name: What is being done.
        total: Units in all.
        unit: What is counted.
    """

    def __init__(self, name: str, *, total: int, unit: str) -> None:
        self._last = time.monotonic()
        self._terminal = sys.stderr.isatty()
        self._bar = tqdm(
            total=total,
            desc=name,
            unit=f" {unit}",
            dynamic_ncols=True,
            leave=True,
            mininterval=0.5 if self._terminal else _QUIET_SECONDS,
            file=sys.stderr,
            ascii=None if self._terminal else True,
        )
        self._notes: dict[str, Any] = {}

    def advance(self, count: int, **notes: Any) -> None:
        """Counts some units; the notes stand behind the bar from now on."""
        if notes:
            self.note(**notes)
        self._bar.update(min(count, (self._bar.total or 0) - self._bar.n))

    def note(self, **notes: Any) -> None:
        """Sets notes behind the bar, such as the loss."""
        self._notes.update(notes)
        self._bar.set_postfix(self._notes, refresh=False)

    def close(self) -> None:
        """Leaves the bar as it stands."""
        self._bar.close()
