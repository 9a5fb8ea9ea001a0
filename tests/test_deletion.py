"""Texts with words cut out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sentiment.classifier import Classifier
from sentiment.deletion import cut, keep
from sentiment.errors import TextError
from tests.texts import any_text


def test_what_is_cut_out_leaves_a_space(classifier: Classifier) -> None:
    text = "It's good,<br />not\r\nbad!"
    words = classifier.classify(text).words
    assert [word.text for word in words] == ["It's", "good", ",", "not", "bad", "!"]
    assert cut(text, [words[4], words[1]]) == "It's  ,<br />not\r\n !"
    assert keep(text, words, [words[4], words[1]]) == "  good <br /> \r\nbad "
    assert cut(text, []) == keep(text, words, words) == text


@settings(max_examples=100)
@given(any_text, st.data())
def test_the_words_left_are_the_words_not_cut_out(classifier: Classifier, text: str, data: st.DataObject) -> None:
    try:
        words = classifier.classify(text).words
    except TextError:
        return
    chosen = data.draw(st.sets(st.sampled_from(words)))
    without = cut(text, chosen)
    assert keep(text, words, [word for word in words if word not in chosen]) == without
    assert len(without) == len(text) + len(chosen) - sum(len(word.text) for word in chosen)


def test_neighbours_do_not_grow_together(classifier: Classifier) -> None:
    text = "good映bad"
    words = classifier.classify(text).words
    assert [word.text for word in classifier.classify(cut(text, [words[1]])).words] == ["good", "bad"]


def test_everything_cut_out_is_blank(classifier: Classifier) -> None:
    text = "A good film.<br />"
    blank = cut(text, classifier.classify(text).words)
    with pytest.raises(TextError, match="blank"):
        classifier.classify(blank)
