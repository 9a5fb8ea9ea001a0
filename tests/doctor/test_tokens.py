"""Words of any script."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sentiment.doctor.tokens import is_unspaced, tokenized, words_of


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Don't  STOP - it's<br />good!!", ["don't", "stop", "-", "it's", "good", "!", "!"]),
        ("10/10 snake_case", ["10", "/", "10", "snake", "_", "case"]),
        ("Très déçu ﬁlm", ["très", "déçu", "film"]),
        ("这部电影 very 好。", ["这", "部", "电", "影", "very", "好", "。"]),
        ("좋은 영화", ["좋은", "영화"]),
        ("हिन्दी में अच्छा।", ["हिन्दी", "में", "अच्छा", "।"]),
        (" \n ", []),
    ],
)
def test_words_and_marks(text: str, tokens: list[str]) -> None:
    assert tokenized(text) == tokens


def test_an_accent_is_the_same_written_either_way() -> None:
    assert tokenized(unicodedata.normalize("NFD", "Café déjà vu")) == tokenized("CAFÉ DÉJÀ VU")


def test_words_are_what_is_no_mark() -> None:
    assert words_of(tokenized("It's 5 * (good) :-)")) == ["it's", "5", "good"]


def test_scripts_without_spaces_are_seen() -> None:
    assert is_unspaced(tokenized("これは素晴らしい映画です"))
    assert is_unspaced(tokenized("หนังดีมาก"))
    assert not is_unspaced(tokenized("a fine film"))
    assert not is_unspaced(tokenized("멋진 영화"))
    assert not is_unspaced([])


@settings(deadline=None, max_examples=50)
@given(st.text())
def test_nothing_but_space_is_lost(text: str) -> None:
    tokens = tokenized(text)
    assert all(tokens)
    folded = unicodedata.normalize("NFKC", text).casefold()
    if "<" not in text and not any(map(unicodedata.combining, folded)):
        assert "".join(tokens) == "".join(folded.split())


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "'a" * 100_000, "\u0301" * 200_000, "a'\u0301" * 70_000, "<br" * 70_000]
)
def test_no_text_takes_more_time_than_its_length(text: str) -> None:
    start = time.perf_counter()
    tokenized(text)
    assert time.perf_counter() - start < 2
