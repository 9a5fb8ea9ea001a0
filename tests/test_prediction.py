"""What an answer holds, and that it adds up."""

import copy
import dataclasses
import json
import math
import pickle
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings

from sentiment.classifier import Classifier
from sentiment.errors import TextError
from sentiment.prediction import Failure, Prediction
from tests.texts import HOSTILE, any_text

REVIEW = (
    "I don\u2019t know why Kubrick's fans wait...<br /><br />The first half is superb; "
    'the second "half" drags.\r\nMr. Smith \U0001f600 was naïve, cafe\u0301 \u00bd!'
)


@pytest.fixture(scope="module")
def prediction(classifier: Classifier) -> Prediction:
    return classifier.classify(REVIEW)


def assert_adds_up(prediction: Prediction) -> None:
    for parts in (prediction.tokens, prediction.words, prediction.sentences):
        assert math.fsum(part.attention for part in parts) == pytest.approx(1, abs=1e-4)
        assert prediction.bias + math.fsum(part.contribution for part in parts) == pytest.approx(
            prediction.logit, abs=1e-4
        )
        for part in parts:
            assert prediction.text[part.start : part.end] == part.text
            assert 0 <= part.attention <= 1 + 1e-4
    assert len(prediction.tokens) == prediction.num_tokens_read == len(prediction.attention)
    for inner, outer in ((prediction.tokens, prediction.words), (prediction.words, prediction.sentences)):
        for part in inner:
            around = [whole for whole in outer if whole.start <= part.start and part.end <= whole.end]
            assert len(around) == 1


@settings(max_examples=150)
@given(any_text)
@example(" ".join(HOSTILE))
@example(REVIEW)
def test_every_level_adds_up_to_the_logit(classifier: Classifier, text: str) -> None:
    try:
        prediction = classifier.classify(text)
    except TextError:
        return
    assert prediction.text == text
    assert prediction.probability == pytest.approx(1 / (1 + math.exp(-prediction.logit)), abs=1e-12)
    assert prediction.label == classifier.manifest.labels[prediction.probability >= 0.5]
    assert prediction.bias == classifier.manifest.bias
    assert_adds_up(prediction)


def test_a_long_text_adds_up(classifier: Classifier) -> None:
    """The model sums up thousands of tokens in single precision."""
    prediction = classifier.classify((REVIEW + " ") * 500)
    assert prediction.num_tokens == prediction.num_tokens_read > 15_000
    for parts in (prediction.tokens, prediction.words, prediction.sentences):
        assert prediction.bias + math.fsum(part.contribution for part in parts) == pytest.approx(
            prediction.logit, rel=1e-5
        )
        assert math.fsum(part.attention for part in parts) == pytest.approx(1, abs=1e-4)


def test_words_and_sentences_of_a_review(prediction: Prediction) -> None:
    words = [word.text for word in prediction.words]
    assert words[:9] == ["I", "don\u2019t", "know", "why", "Kubrick's", "fans", "wait", ".", "."]
    assert words[-6:] == ["was", "naïve", ",", "cafe\u0301", "\u00bd", "!"]
    assert [sentence.text for sentence in prediction.sentences] == [
        "I don\u2019t know why Kubrick's fans wait...",
        'The first half is superb; the second "half" drags.',
        "Mr. Smith \U0001f600 was naïve, cafe\u0301 \u00bd!",
    ]


def test_parts_are_computed_once(prediction: Prediction) -> None:
    assert prediction.tokens is prediction.tokens
    assert prediction.words is prediction.words
    assert prediction.sentences is prediction.sentences


def test_an_answer_cannot_be_changed(prediction: Prediction) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        prediction.label = "positive"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        Failure(TextError("x")).error = TextError("y")  # type: ignore[misc]


@pytest.mark.parametrize("again", [copy.deepcopy, lambda prediction: pickle.loads(pickle.dumps(prediction))])
def test_a_copy_says_the_same(classifier: Classifier, again: Callable[[Prediction], Prediction]) -> None:
    prediction = classifier.classify(REVIEW)
    other = again(prediction)
    assert other.to_dict(explain=True) == prediction.to_dict(explain=True)
    assert other.tokens == prediction.tokens


def test_a_pickled_answer_is_small(classifier: Classifier) -> None:
    assert len(pickle.dumps(classifier.classify(REVIEW))) < 5000


def test_its_representation_is_short(prediction: Prediction) -> None:
    assert "array" not in repr(prediction)
    assert "label=" in repr(prediction)


def test_a_notebook_shows_the_text_highlighted(prediction: Prediction) -> None:
    shown = prediction._repr_html_()
    assert "<mark" in shown
    assert ">superb</mark>" in shown


def test_schema_of_an_answer(prediction: Prediction) -> None:
    row = prediction.to_dict(id="r1")
    assert row == json.loads(json.dumps(row))
    assert list(row) == ["schema", "id", "label", "probability", "logit", "bias", "num_tokens", "num_tokens_read"]
    assert row["schema"] == 1
    assert row["id"] == "r1"
    assert prediction.to_dict()["id"] is None
    for name in ("label", "probability", "logit", "bias", "num_tokens", "num_tokens_read"):
        assert row[name] == getattr(prediction, name)


def test_schema_of_an_explained_answer(prediction: Prediction) -> None:
    row = json.loads(json.dumps(prediction.to_dict(id=7, explain=True)))
    assert list(row)[-2:] == ["words", "sentences"]
    for part, word in zip(row["words"], prediction.words, strict=True):
        assert part == {name: getattr(word, name) for name in ("text", "start", "end", "attention", "contribution")}
    for part, sentence in zip(row["sentences"], prediction.sentences, strict=True):
        assert part == {name: getattr(sentence, name) for name in ("start", "end", "contribution")}
    for parts in (row["words"], row["sentences"]):
        assert row["bias"] + sum(part["contribution"] for part in parts) == pytest.approx(row["logit"], abs=1e-4)


def test_warnings_are_in_the_row_if_there_are_any(prediction: Prediction) -> None:
    assert "warnings" not in dataclasses.replace(prediction, warnings=()).to_dict()
    assert dataclasses.replace(prediction, warnings=("odd",)).to_dict()["warnings"] == ["odd"]


def test_confidence_is_that_of_the_likelier_class(prediction: Prediction) -> None:
    for probability, confidence in ((0.2, 0.8), (0.5, 0.5), (0.75, 0.75)):
        assert dataclasses.replace(prediction, probability=probability).confidence == confidence


def test_schema_of_a_failure() -> None:
    failure = Failure(TextError("the text is blank"))
    assert failure.to_dict(id=3, explain=True) == {"schema": 1, "id": 3, "error": "the text is blank"}
