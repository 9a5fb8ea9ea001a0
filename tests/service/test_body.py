"""What a body asks, and that nothing a caller can send is anything but understood or refused with the remedy."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment.service.body import Question, parse_question
from sentiment.service.limits import Limits
from sentiment.service.problems import Problem
from tests.hostile import json_values

LIMITS = Limits(max_texts=3)
VALUES = json_values()
NAMES = st.sampled_from(["text", "texts", "explain", "audit"]) | st.text(max_size=5)


def test_one_text() -> None:
    assert parse_question(b'{"text": "A superb film."}', LIMITS) == Question(("A superb film.",), is_single=True)
    assert parse_question(b'\xef\xbb\xbf{"text": ""}', LIMITS) == Question(("",), is_single=True)


def test_several_texts_and_what_is_wanted_of_them() -> None:
    body = json.dumps({"texts": ["a", "\U0001f600", " "], "explain": True, "audit": False}).encode()
    assert parse_question(body, LIMITS) == Question(("a", "\U0001f600", " "), explain=True)


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b"", 400, ("not JSON", "line 1")),
        (b'{"text": "a"', 400, ("not JSON", "column 13")),
        (b'{"text": "a\xff"}', 400, ("UTF-8", "byte 11")),
        (b'{"text": "a"}'.decode().encode("utf-16"), 400, ("UTF-8",)),
        (b'{"text": NaN}', 400, ("NaN", "null")),
        (b'{"text": -Infinity}', 400, ("-Infinity",)),
        (b'{"text": "a", "text": "b"}', 400, ('"text"', "once")),
        (b'{"text": "a", "audit": {"x": 1, "x": 1}}', 400, ('"x"', "once")),
        (b"[" * 100_000, 400, ("nested",)),
        (b'{"text": ' + b"9" * 5000 + b"}", 400, ("number",)),
        (b"[]", 422, ("a list", "object")),
        (b'"a"', 422, ("a string", "object")),
        (b"{}", 422, ('{"text"', '{"texts"')),
        (b'{"text": "a", "texts": ["a"]}', 422, ("either",)),
        (b'{"text": 5}', 422, ("a number", "string")),
        (b'{"text": null}', 422, ("null", "string")),
        (b'{"text": ["a"]}', 422, ("a list", "string")),
        (b'{"texts": "a"}', 422, ("a string", "list")),
        (b'{"texts": []}', 422, ("empty",)),
        (b'{"texts": ["a", {}]}', 422, ("text 2", "an object")),
        (b'{"texts": ["a", "b", "c", "d"]}', 422, ("4 texts", "3 at most", "several calls")),
        (b'{"text": "\\ud800"}', 422, ("surrogate",)),
        (b'{"text": "a", "explain": 1}', 422, ("explain", "true or false")),
        (b'{"text": "a", "abstain": 0.9}', 422, ('"abstain"', "explain, audit")),
        (b'{"text": "a", "' + b"x" * 500 + b'": 1}', 422, ("xxx…",)),
    ],
)
def test_what_is_wrong_is_said_with_the_remedy(body: bytes, status: int, words: tuple[str, ...]) -> None:
    with pytest.raises(Problem) as caught:
        parse_question(body, LIMITS)
    assert caught.value.status == status
    assert len(caught.value.detail) < 250
    for word in words:
        assert word in caught.value.detail


@pytest.mark.hostile
@given(st.dictionaries(NAMES, VALUES, max_size=4) | VALUES)
def test_any_json_is_understood_or_refused(value: object) -> None:
    assert_understood_or_refused(json.dumps(value).encode())


@pytest.mark.hostile
@given(st.binary() | st.binary(max_size=8).map(lambda inside: b'{"text": "' + inside + b'"}'))
def test_any_bytes_are_understood_or_refused(body: bytes) -> None:
    assert_understood_or_refused(body)


def test_a_body_full_of_names_costs_no_more_than_another() -> None:
    num_names = 200_000  # compared with one another they would take hours
    body = json.dumps(dict.fromkeys(map(str, range(num_names)), 0)).encode()[:-1] + f', "{num_names - 1}": 0}}'.encode()
    start = time.process_time()
    with pytest.raises(Problem, match=f'"{num_names - 1}" is there more than once'):
        parse_question(body, LIMITS)
    assert time.process_time() - start < 5


def assert_understood_or_refused(body: bytes) -> None:
    try:
        question = parse_question(body, LIMITS)
    except Problem as problem:
        refused = problem
    else:
        assert 1 <= len(question.texts) <= LIMITS.max_texts
        "".join(question.texts).encode("utf-8")
        return
    assert refused.status in (400, 422)
    json.loads(bytes(refused.response().body))
