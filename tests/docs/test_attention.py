"""docs/attention.md says what the code does: its numbers, and the lines it quotes."""

import doctest
import inspect
import re
from pathlib import Path

from sentiment.training import AttentionPooling

PAGE = Path(__file__).parents[2] / "docs" / "attention.md"


def test_the_numbers_are_right() -> None:
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert result.attempted >= 10
    assert result.failed == 0


def test_the_lines_next_to_the_equations_are_those_of_the_layer() -> None:
    quoted = re.findall(r"^\|.*\| `(.+)` \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(quoted) == 5
    source = inspect.getsource(AttentionPooling.call)
    places = [source.index(line) for line in quoted]  # each is there
    assert places == sorted(places)  # in this order
