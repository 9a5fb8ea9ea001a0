"""Extracts are sentences of their text, and the same wherever the text is."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sentiment.training.extracts import draw_extracts

SENTENCES = (
    "I expected to love it.",
    "What were they thinking?",
    "The music was fine, though; the rest wasn't.",
    "It cost $3.50 and took two hours.",
)
REVIEW = f"{SENTENCES[0]} {SENTENCES[1]}<br /><br />{SENTENCES[2]} Avoid. 7/10? No... {SENTENCES[3]}"
sentence = st.sampled_from(["It was good.", "Why?", "so bad!", "a " * 200 + ".", "<br />", "\n", "\ud800", "..."])
texts = st.one_of(st.text(), st.lists(sentence, max_size=12).map(" ".join))


def test_extracts_are_consecutive_sentences() -> None:
    extracts = draw_extracts(REVIEW, number=100)
    runs = {" ".join(SENTENCES[first : first + size]) for first in range(4) for size in (1, 2, 3)}
    assert len(extracts) > 5
    assert set(extracts) <= runs, "a single word or a rating is no sentence to learn from"


def test_most_extracts_are_one_sentence() -> None:
    text = " ".join(f"Sentence number{index} is plain." for index in range(1_000))
    sizes = [len(re.findall("Sentence", extract)) for extract in draw_extracts(text, number=600)]
    assert [sizes.count(size) / len(sizes) for size in (1, 2, 3)] == pytest.approx([0.65, 0.22, 0.13], abs=0.09)


def test_a_text_is_no_extract_of_itself() -> None:
    assert draw_extracts("The soup was good", number=5) == []
    assert set(draw_extracts("The soup was good. I liked it.", number=5)) == {"The soup was good.", "I liked it."}
    assert draw_extracts("", number=5) == []


def test_the_draw_is_the_same_in_every_release() -> None:
    """Soft labels are found by the text of the extract: another draw would lose them."""
    pinned = [SENTENCES[3], SENTENCES[0], f"{SENTENCES[0]} {SENTENCES[1]}"]
    assert draw_extracts(REVIEW, number=3) == pinned
    assert draw_extracts(REVIEW, number=3, seed=1) != pinned


@given(texts, st.integers(0, 6))
@example("a b. " * 3, 6)
def test_any_text(text: str, number: int) -> None:
    extracts = draw_extracts(text, number=number)
    assert extracts == draw_extracts(text, number=number)
    assert len(set(extracts)) == len(extracts) <= number
    for extract in extracts:
        assert 0 < len(extract) <= 320
        assert extract != text.strip()
