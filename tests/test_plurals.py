"""Numbers with their nouns."""

import pytest

from sentiment.plurals import many


@pytest.mark.parametrize(("number", "words"), [(0, "0 rows"), (1, "1 row"), (2000, "2,000 rows")])
def test_one_is_singular(number: int, words: str) -> None:
    assert many(number, "row") == words


def test_a_plural_of_its_own() -> None:
    assert [many(number, "text is", "texts are") for number in (1, 2)] == ["1 text is", "2 texts are"]
