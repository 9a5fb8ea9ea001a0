"""Extracts are sentences of their text, and the same wherever the text stands."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sentiment.training.extracts import LONGEST, draw_extracts

REVIEW = (
    "I expected to love it. Mr. Smith is no actor! What were they thinking?<br /><br />The music was fine, though; "
    "the rest wasn't. Avoid. 7/10? No... It cost $3.50 and took\ntwo hours."
)
SENTENCES = (
    "I expected to love it.",
    "Mr. Smith is no actor!",
    "What were they thinking?",
    "The music was fine, though; the rest wasn't.",
    "Avoid.",
    "7/10?",
    "No...",
    "It cost $3.50 and took two hours.",
)
sentence = st.sampled_from(
    ["It was good.", "Why?", "so bad!", "a " * 70 + ".", "<br />", "\n", "好吃。", "\ud800", "..."]
)
texts = st.one_of(st.text(), st.lists(sentence, max_size=12).map(" ".join))


def test_extracts_are_consecutive_sentences() -> None:
    extracts = draw_extracts(REVIEW, number=100)
    runs = {" ".join(SENTENCES[first : first + size]) for first in range(8) for size in (1, 2, 3)}
    assert len(extracts) > 15
    assert set(extracts) <= runs
    # Neither a single word nor hardly a letter.
    assert not {"Avoid.", "7/10?", "No..."} & set(extracts)


def test_shares_of_one_two_and_three_sentences() -> None:
    text = " ".join(f"Sentence number{index} is plain." for index in range(1_000))
    sizes = [len(re.findall("Sentence", extract)) for extract in draw_extracts(text, number=600)]
    assert [sizes.count(size) / len(sizes) for size in (1, 2, 3)] == pytest.approx([0.6, 0.25, 0.15], abs=0.06)


def test_a_text_is_no_extract_of_itself() -> None:
    assert draw_extracts("The soup was good", number=5) == []
    assert set(draw_extracts("The soup was good. I liked it.", number=5)) == {"The soup was good.", "I liked it."}
    assert draw_extracts("", number=5) == []


@pytest.mark.parametrize("text", ["这本书很好。服务太差了。", "これは最高です。もう行かない。"])
def test_scripts_without_spaces(text: str) -> None:
    first = text.index("。") + 1
    assert set(draw_extracts(text, number=9)) == {text[:first], text[first:]}


def test_draw_is_the_same_in_every_release() -> None:
    """Soft labels are found by the text of the extract: another draw would lose them."""
    pinned = [" ".join(SENTENCES[first:last]) for first, last in ((3, 4), (7, 8), (1, 4))]
    assert draw_extracts(REVIEW, number=3) == pinned
    assert draw_extracts(REVIEW, number=3, seed=1) != pinned


@given(texts, st.integers(0, 6), st.integers(0, 3))
@example("a b. " * 3, 6, 0)
def test_any_text(text: str, number: int, seed: int) -> None:
    extracts = draw_extracts(text, number=number, seed=seed)
    assert extracts == draw_extracts(text, number=number, seed=seed)
    assert len(set(extracts)) == len(extracts) <= number
    words = re.findall(r"\w+", re.sub("<br ?/?>", " ", text, flags=re.IGNORECASE))
    for extract in extracts:
        assert "<br" not in extract.lower()
        assert "\n" not in extract
        assert 2 <= len(re.findall(r"[\u3040-\u30ff\u3400-\u9fff]|\w+", extract)) <= LONGEST
        assert len(re.findall(r"[^\W\d_]", extract)) >= 3
        assert "".join(re.findall(r"\w+", extract)) in "".join(words)
