"""What a model has to beat, on texts whose answers are known."""

import json
from dataclasses import replace

import numpy as np
import pytest

from sentiment.classifier import Classifier
from sentiment.corpus import Examples
from sentiment.metrics import wilson_interval
from sentiment.training.baselines import answers, classified, compare
from tests.training.conftest import made_up_examples

MAJORITY, TF_IDF = "the most frequent class", "tf-idf + logistic regression"


@pytest.fixture(scope="module")
def learnt() -> Examples:
    return made_up_examples(120)


@pytest.fixture(scope="module")
def held_out() -> Examples:
    return made_up_examples(60, seed=1)


def test_tf_idf_learns_what_is_plain(learnt: Examples, held_out: Examples) -> None:
    found = answers(learnt, held_out, {})
    assert list(found) == [MAJORITY, TF_IDF]
    assert np.mean(found[TF_IDF] == held_out.labels) > 0.95


@pytest.mark.parametrize(("frequent", "answer"), [(0, 0), (1, 1)])
def test_the_most_frequent_class_is_that_of_what_was_learnt(
    learnt: Examples, held_out: Examples, frequent: int, answer: int
) -> None:
    few = learnt.take((learnt.labels == frequent) | (np.arange(len(learnt)) < 30))
    assert answers(few, held_out, {})[MAJORITY].tolist() == [answer] * len(held_out)


def test_gains_are_paired(learnt: Examples, held_out: Examples) -> None:
    ours = held_out.labels == 1  # right on all that the most frequent class is wrong on, and the other way round
    skewed = learnt.take((learnt.labels == 0) | (np.arange(len(learnt)) < 30))
    majority = compare(ours, skewed, held_out, {})[0]
    assert (majority.name, majority.accuracy, majority.gain.value) == (MAJORITY, 0.5, 0.0)
    assert majority.gain.low < -0.2 < 0.2 < majority.gain.high
    assert majority.interval == wilson_interval(30, 60)
    same = compare(held_out.labels == 0, skewed, held_out, {})[0]
    assert (same.gain.low, same.gain.value, same.gain.high) == (0, 0, 0), "where both are right on the same texts"
    assert json.loads(json.dumps(same.to_dict(), allow_nan=False))["accuracy"] == 0.5


def test_another_model_gets_wrong_what_it_cannot_read(classifier: Classifier) -> None:
    texts = ["A superb film, moving and funny.", "\u200b", "Dull, awful, a waste of time."]
    assert classified(classifier, texts).tolist() == [1, -1, 0]
    for label in (0, 1):
        held_out = Examples(texts, np.full(3, label, dtype=np.int8), [1, 2, 3])
        theirs = compare(np.ones(3, dtype=bool), made_up_examples(60), held_out, {"imdb": classifier})[-1]
        assert (theirs.name, theirs.accuracy) == ("imdb", 1 / 3)


def test_a_rare_class_among_many_texts_is_not_lost(held_out: Examples) -> None:
    """Its strength is chosen on a part of them, in which the rare class has to be."""
    number = 60_000
    texts = [f"the film was dull , {index}" for index in range(number)]
    labels = np.zeros(number, dtype=np.int8)
    for index in range(0, number, 3_000):
        texts[index], labels[index] = f"the film was superb , {index}", 1
    found = answers(Examples(texts, labels, list(range(number))), replace(held_out, texts=["superb", "dull"] * 30), {})
    assert found[TF_IDF].tolist() == [1, 0] * 30


@pytest.mark.parametrize("texts", [["a"] * 30 + ["b"] * 30, ["😀"] * 30 + ["😡"] * 30, ["映画"] * 30 + ["本"] * 30])
def test_texts_of_one_word_or_sign_can_be_learnt(texts: list[str]) -> None:
    corpus = Examples(texts, np.repeat(np.array([1, 0], dtype=np.int8), 30), list(range(60)))
    assert (answers(corpus, corpus, {})[TF_IDF] == corpus.labels).all()
