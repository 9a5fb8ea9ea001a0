"""Copies, exact and near, and what is none."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sentiment.doctor.copies import SIMILARITY, find_copies, jaccard, shingled
from tests.doctor.corpora import reviews

LONG = reviews(2).texts[0]


def edited(text: str, word: int = 8) -> str:
    """The text with one word replaced."""
    words = text.split()
    words[word] = "replaced"
    return " ".join(words)


def test_equal_but_for_case_and_space_is_exact() -> None:
    copies = find_copies(["A film.", "another", " a  FILM. \n", "a film"])
    assert copies.exact.tolist() == [0, 1, 0, 3]
    assert copies.near.tolist() == [0, 1, 0, 0], "signs are no words"


def test_a_word_changed_in_a_long_text_is_near() -> None:
    long = " ".join(reviews(2, seed=1).texts)
    copies = find_copies(["first", long, edited(long), "last"])
    assert copies.exact.tolist() == [0, 1, 2, 3]
    assert copies.near.tolist() == [0, 1, 1, 3]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("I would buy this again", "I would not buy this again"),
        ("good", "bad"),
        ("这部电影很好看", "这部电影不好看"),
        ("", "?!"),
        (LONG, " ".join(reversed(LONG.split()))),
    ],
)
def test_what_is_another_text(first: str, second: str) -> None:
    assert np.unique(find_copies([first, second]).near).size == 2


@pytest.mark.parametrize(
    "text",
    [
        "这部电影的故事非常感人演员的表演也很出色音乐和摄影都让人难忘我会推荐给所有的朋友和家人一起去看",
        "ภาพยนตร์เรื่องนี้สนุกมากนักแสดงเล่นดีมากเพลงประกอบก็ไพเราะฉันอยากแนะนำให้เพื่อนทุกคนไปดูกันในวันหยุดนี้",
    ],
)
def test_scripts_without_spaces_have_near_copies(text: str) -> None:
    assert find_copies([text, text[:-2], text[::-1]]).near.tolist() == [0, 0, 2]


def test_forms_of_one_template_are_one_family() -> None:
    words = " ".join(reviews(6, seed=2).texts)
    texts = [f"Order {number}: {words}" for number in range(1500)]
    assert np.unique(find_copies(texts).near).size == 1


def test_what_is_reported_near_is_near_and_most_near_copies_are_found() -> None:
    draw, texts = random.Random(0), reviews(400).texts
    for text in texts[:200]:
        words = text.split()
        words[draw.choice((0, -1))] = "changed"
        texts.append(" ".join(words))
    copies = find_copies(texts)
    for place, first in enumerate(copies.near):
        assert jaccard(shingled(texts[place]), shingled(texts[first])) >= SIMILARITY
    assert np.mean(copies.near[400:] == np.arange(200)) > 0.95


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(alphabet="ab ?é好", max_size=12), max_size=12), st.integers(0, 3))
def test_copies_are_families(texts: list[str], seed: int) -> None:
    copies = find_copies(texts, seed=seed)
    for first in (copies.exact, copies.near):
        assert first.shape == (len(texts),)
        assert (first[first] == first).all(), "the first of a family is its own first"
        assert (first <= np.arange(len(texts))).all()
    assert (copies.near[copies.exact] == copies.near).all(), "equal texts are in one family"


def test_half_a_surrogate_pair_is_no_obstacle() -> None:
    assert find_copies(["bad \ud83d text", "bad \ud83d text"]).exact.tolist() == [0, 0]
