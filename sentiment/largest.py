"""The few largest of many things, of which no others are kept."""

import heapq
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Largest(Generic[Item]):
    """Keeps the things with the largest keys; of equal ones, those that were offered first.

    Args:
        size: How many at most.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.num_seen = 0
        self._kept: list[tuple[float, int, Item]] = []  # a heap, smallest key first

    def offer(self, key: float, item: Item) -> None:
        """Keeps the thing, for now, if its key is one of the largest."""
        self.num_seen += 1
        entry = (key, -self.num_seen, item)
        if len(self._kept) < self.size:
            heapq.heappush(self._kept, entry)
        else:
            heapq.heappushpop(self._kept, entry)

    @property
    def items(self) -> list[Item]:
        """Those kept, largest first."""
        return [item for *_, item in sorted(self._kept, key=lambda entry: entry[:2], reverse=True)]
