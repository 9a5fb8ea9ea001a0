"""The rules that choose single sentences."""

import re

import numpy as np
import pytest
from hypothesis import given

from scripts.plain_sentences import GROUPS, choose, find_judgement, find_verdict, sentences, verdict
from sentiment.corpus import Examples
from sentiment.line_breaks import LINE_BREAK
from tests.texts import any_text

GOOD = "Two sisters open a bakery. Every scene is a joy. One of the best films I have ever seen!"
BAD = "What a terrible film. The plot is stupid and the acting is awful. Don't waste your time."


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("This is one of the best films I have ever seen.", 1),
        ("I really loved this little movie!", 1),
        ("Highly recommended.", 1),
        ("Do not miss it.", 1),
        ("It was by far the WORST horror movie of the year.", 0),
        ("Do not waste your time on it.", 0),
        ("What a waste of time and money", 0),
        ("Avoid at all costs.", 0),
        ("I would not recommend it to anyone.", 0),
        ("Not one of the best films I have ever seen.", None),
        ("I loved this movie when I was a child.", None),
        ("I loved the film, but my wife did not.", None),
        ("You would think that it was the worst film ever.", None),
        ("I loved it and he hated it, a waste of time.", None),
        ("Some call it one of the best films ever made.", None),
        ("Highly recommended, if you cannot sleep.", None),
        ("He loved the sea.", None),
    ],
)
def test_a_verdict_counts_where_nothing_can_turn_it(sentence: str, label: int | None) -> None:
    assert verdict(sentence) == label


def test_the_last_verdict_of_the_reviews_own_label_is_chosen() -> None:
    text = "I loved it.<br /><br />Mr. Lee sings. I enjoyed the film. Later on I hated it. So it goes."
    assert find_verdict(text, 1) == "I enjoyed the film."
    assert find_verdict(text, 0) == "Later on I hated it."
    assert find_verdict("I loved it. It rains.", 1) is None  # three words
    assert find_verdict("I loved it" + " so much" * 14, 1) is None  # 31 words


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("It rains. This movie is set in Rome, in May.", None),  # neither a noun nor at most three words
        ("It rains. This movie is really funny.", "This movie is really funny."),
        ("This film is a mess.<br /><br />It rains.", "This film is a mess."),
        ("This film is a mess. It rains. What a bore!", "What a bore!"),
        ("It rains. This film is a mess. It snows.", None),
        ("It rains. Overall, this was not funny.", "Overall, this was not funny."),
        ("This film is one of the worst films ever made.", None),  # a verdict
        ("The movie is over.", None),
        ("This film is a joke, is it?", None),
        ("This is", None),
    ],
)
def test_a_judgement_says_what_the_film_is(text: str, sentence: str | None) -> None:
    assert find_judgement(text, 0) == find_judgement(text, 1) == sentence


def test_sentences_are_chosen_from_strong_reviews_once() -> None:
    examples = Examples([BAD, BAD + " ", GOOD, BAD, GOOD], np.array([0, 0, 1, 0, 1], np.int8), [1, 2, 3, 4, 5])
    stars = [1, 2, 10, 4, None]
    chosen = [(found.text, found.label) for found in choose(examples, stars, "verdict")]
    assert chosen == [("Don't waste your time.", 0), ("One of the best films I have ever seen!", 1)]
    assert [found.text for found in choose(examples, stars, "judgement")] == ["What a terrible film."]
    assert choose(examples, [3, 4, 7, None, 8], "verdict") == []


@given(any_text)
def test_no_text_breaks_the_rules(text: str) -> None:
    assert " ".join(sentences(text)).split() == re.sub(LINE_BREAK, "\n", text).split()
    for find in GROUPS.values():
        assert find(text, 1) in (None, *sentences(text))
