"""The fixed list of reviews whose explanations are measured."""

import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def script() -> SimpleNamespace:
    """The names in scripts/faithfulness."""
    return SimpleNamespace(**runpy.run_path(str(ROOT / "scripts" / "faithfulness")))


def test_the_list_has_as_many_different_keys(script: SimpleNamespace) -> None:
    keys = script.LIST.read_text().split()
    assert len(set(keys)) == len(keys) == script.NUM_TEXTS
    assert all(re.fullmatch(f"[0-9a-f]{{{script.KEY_LENGTH}}}", key) for key in keys)


def test_the_draw_depends_on_the_keys_alone(script: SimpleNamespace) -> None:
    keys = [f"{number:016x}" for number in range(1000)]
    drawn = script.draw(keys)
    assert script.draw(keys[::-1] + keys) == drawn
    assert len(set(drawn)) == script.NUM_TEXTS
    assert drawn != sorted(drawn)


def test_a_review_that_is_missing_is_an_error(script: SimpleNamespace) -> None:
    assert script.listed({"a": "text"}, ["a"]) == ["text"]
    with pytest.raises(click.ClickException, match="1 of the listed"):
        script.listed({"a": "text"}, ["a", "b"])
