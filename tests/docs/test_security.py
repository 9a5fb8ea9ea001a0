"""SECURITY.md and docs/scoring.md: the tests that are named are there, and the limits are the code's."""

import re
from pathlib import Path

from sentiment.corpus.columns import COLUMN_LIMIT
from sentiment.corpus.dialect import CELL_LIMIT
from sentiment.corpus.opening import LINE_LIMIT
from sentiment.corpus.xlsx import SIZE_LIMIT
from sentiment.scoring.plan import ENDINGS
from sentiment.tokenizer import MAX_CHARACTERS, MAX_TOKENS

ROOT = Path(__file__).parents[2]


def test_the_tests_are_there() -> None:
    named = re.findall(r"`(tests/[^`]*)`", (ROOT / "SECURITY.md").read_text())
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_limits_are_those_of_the_code() -> None:
    page = (ROOT / "docs" / "scoring.md").read_text()
    table = page[page.index("## Limits") :]
    found = [int(number.replace(",", "")) for number in re.findall(r"\| ([0-9][0-9,]+)", table)]
    assert found == [MAX_CHARACTERS, MAX_TOKENS, CELL_LIMIT, LINE_LIMIT, LINE_LIMIT, COLUMN_LIMIT, SIZE_LIMIT]
    assert all(f"`{ending}`" in page for ending in ENDINGS)
