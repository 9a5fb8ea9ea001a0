"""The fixed list of reviews whose explanations are measured."""

import re

import click
import pytest

from scripts.explained_reviews import KEY_LENGTH, LIST, NUM_TEXTS, draw, listed


def test_the_list_has_as_many_different_keys() -> None:
    keys = LIST.read_text().split()
    assert len(set(keys)) == len(keys) == NUM_TEXTS
    assert all(re.fullmatch(f"[0-9a-f]{{{KEY_LENGTH}}}", key) for key in keys)


def test_the_draw_depends_on_the_keys_alone() -> None:
    keys = [f"{number:016x}" for number in range(1000)]
    drawn = draw(keys)
    assert draw(keys[::-1] + keys) == drawn
    assert len(set(drawn)) == NUM_TEXTS
    assert drawn != sorted(drawn)


def test_a_review_that_is_missing_is_an_error() -> None:
    assert listed({"a": "text"}, ["a"]) == ["text"]
    with pytest.raises(click.ClickException, match="1 of the listed"):
        listed({"a": "text"}, ["a", "b"])
