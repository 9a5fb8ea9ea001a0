"""Any value as JSON that every reader takes."""

import datetime
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment.json_text import to_json

_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=()))
    | st.binary()
    | st.dates()
)
_VALUES = st.recursive(_LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10)


def refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")


@given(_VALUES, st.sampled_from([None, 2]))
def test_whatever_it_holds_it_is_json_in_utf_8(value: Any, indent: int | None) -> None:
    text = to_json(value, indent=indent)
    again = json.loads(text.encode("utf-8"), parse_constant=refuse)
    assert json.loads(to_json(again)) == again


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": "é \u2028"}, '{"a": "é \u2028"}'),
        (["\ud800", float("nan"), float("-inf")], '["\\ud800", null, null]'),
        ({"at": datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)}, '{"at": "2026-01-02T00:00:00+00:00"}'),
        ([b"\x00\xff", (1,)], '["AP8=", [1]]'),
    ],
)
def test_what_json_has_no_word_for(value: Any, text: str) -> None:
    assert to_json(value) == text
