"""What a corpus is made of."""

from collections.abc import Sequence

import pytest

from sentiment.corpus import RowNumbers


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([4], "row 4"),
        ([4, 1900], "rows 4, 1900"),
        (range(1, 6), "rows 1, 2, 3, 4, 5"),
        (range(1, 3000), "rows 1, 2, 3, 4, 5 and 2,994 more"),
    ],
)
def test_rows_are_counted_and_the_first_named(numbers: Sequence[int], words: str) -> None:
    counted = RowNumbers()
    for number in numbers:
        counted.add(number)
    assert (counted.num, str(counted)) == (len(numbers), words)
    assert len(counted.first) <= 5
