"""Audits: what the model says of a text without some of its words, by the model that is shipped."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from numpy.typing import NDArray

from sentiment import tokenizer
from sentiment.audit import Audit, _first_flip, _prune, audit
from sentiment.bundle import Bundle
from sentiment.classifier import Classifier
from sentiment.deletion import SHARES, cut, keep
from sentiment.errors import TextError
from sentiment.metrics import sigmoid
from sentiment.prediction import Prediction
from sentiment.session import Reading
from sentiment.words import Word
from tests.texts import HOSTILE, any_text

GOOD = "A superb film with a moving end. I loved every minute of it, and it was superb."
BAD = "A dull, lifeless waste of time.<br />The worst film that I have seen this year!"


class Counting(Classifier):
    """Counts what it reads."""

    num_read = 0

    def _read(self, rows: Sequence[NDArray[np.int32]]) -> list[Reading]:
        self.num_read += len(rows)
        return super()._read(rows)


def most_readings(num_words: int) -> float:
    return 4 * (14 + 6 * math.log(num_words)) + 48


@pytest.fixture(scope="module", params=[GOOD, BAD], ids=["good", "bad"])
def prediction(classifier: Classifier, request: pytest.FixtureRequest) -> Prediction:
    return classifier.classify(request.param)


@pytest.fixture(scope="module")
def counting(bundle: Bundle) -> Counting:
    return Counting(bundle)


@pytest.fixture(scope="module")
def audited(classifier: Classifier, prediction: Prediction) -> Audit:
    return audit(classifier, prediction)


def test_figures_are_those_of_the_definition(classifier: Classifier, prediction: Prediction, audited: Audit) -> None:
    side = 1 if prediction.label == "positive" else -1
    words = prediction.words
    ranked = sorted(words, key=lambda word: side * word.contribution, reverse=True)

    def probability(text: str) -> float:
        return float(sigmoid(side * classifier.classify(text).logit))

    falls: list[tuple[float, float]] = []
    for share in SHARES:
        top = ranked[: max(1, round(share * len(words)))]
        texts = cut(prediction.text, top), keep(prediction.text, words, top)
        falls.append(tuple(probability(prediction.text) - probability(text) for text in texts))  # type: ignore[arg-type]
    comprehensiveness, sufficiency = np.mean(falls, axis=0)
    flips = (n for n in range(1, len(words)) if probability(cut(prediction.text, ranked[:n])) < 0.5)
    assert audited.contribution.comprehensiveness == pytest.approx(comprehensiveness)
    assert audited.contribution.sufficiency == pytest.approx(sufficiency)
    assert audited.contribution.flip_fraction == next(flips) / len(words)


def test_highlights_beat_chance_on_a_plain_text(audited: Audit) -> None:
    assert audited.contribution.comprehensiveness > audited.random.comprehensiveness
    assert audited.contribution.sufficiency < audited.random.sufficiency
    assert audited.contribution.flip_fraction
    assert audited.contribution.flip_fraction < (audited.random.flip_fraction or 1)
    assert audited.agreement
    assert audited.warnings == ()


def test_without_its_counter_words_a_text_gets_the_other_label(
    classifier: Classifier, prediction: Prediction, audited: Audit
) -> None:
    assert audited.counter_words
    again = classifier.classify(cut(prediction.text, audited.counter_words))
    assert again.label == audited.counter_label != prediction.label
    weights = [abs(word.contribution) for word in audited.counter_words]
    assert weights == sorted(weights, reverse=True)
    assert set(audited.counter_words) < set(prediction.words)


def test_an_audit_is_the_same_each_time(classifier: Classifier, prediction: Prediction, audited: Audit) -> None:
    assert audit(classifier, prediction) == audited


def test_an_abstaining_classifier_is_held_to_the_likelier_class(
    bundle: Bundle, prediction: Prediction, audited: Audit
) -> None:
    abstaining = Classifier(bundle, abstain_below=0.9999999)
    uncertain = abstaining.classify(prediction.text)
    assert uncertain.abstained
    assert audit(abstaining, uncertain) == audited


def test_where_nothing_is_left_the_bias_answers(classifier: Classifier) -> None:
    prediction = classifier.classify(" good ")
    found = audit(classifier, prediction)
    side = 1 if prediction.logit >= 0 else -1
    fall = prediction.confidence - float(sigmoid(side * prediction.bias))
    assert found.contribution.comprehensiveness == pytest.approx(fall)
    assert found.contribution == found.random
    assert (found.contribution.flip_fraction, found.agreement) == (None, None)
    assert (found.counter_words, found.counter_label, found.warnings) == ((), None, ())


@settings(max_examples=25)
@given(any_text)
@example(" ".join(HOSTILE))
def test_any_text_is_audited_in_no_more_readings_than_said(counting: Counting, text: str) -> None:
    try:
        prediction = counting.classify(text)
    except TextError:
        return
    counting.num_read = 0
    found = audit(counting, prediction)
    assert counting.num_read <= most_readings(len(prediction.words))
    for deletion in (found.contribution, found.random):
        assert -1 <= deletion.comprehensiveness <= 1
        assert -1 <= deletion.sufficiency <= 1
        assert deletion.flip_fraction is None or 0 < deletion.flip_fraction <= 1
    assert found.agreement is None or -1 <= found.agreement <= 1
    assert (found.counter_label is None) == (not found.counter_words) == (found.contribution.flip_fraction is None)


def test_what_was_not_read_is_not_read_in_an_audit_either(
    classifier: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokenizer, "MAX_TOKENS", 20)
    monkeypatch.setattr(tokenizer, "_HALF", 10)
    start, end = "A superb film with a moving end, I think", "and I loved it and every minute of it."
    long = classifier.classify(f"{start} {'awful, dull waste ' * 30} {end}")
    short = classifier.classify(f"{start}   {end}")
    assert (long.num_tokens_read, short.num_tokens) == (20, 20)
    assert long.logit == short.logit
    assert audit(classifier, long).contribution == audit(classifier, short).contribution


def test_warnings_where_highlights_point_at_the_wrong_words(classifier: Classifier, prediction: Prediction) -> None:
    size = np.abs(prediction.contribution)
    wrong = replace(prediction, contribution=-prediction.contribution, attention=size.max() - size)
    warnings = audit(classifier, wrong).warnings
    assert len(warnings) == 4
    assert "less than cutting out random ones" in warnings[0]
    assert "alone" in warnings[1]
    assert "fewer random words" in warnings[2]
    assert "disagree" in warnings[3]


@pytest.mark.parametrize("num_words", [1, 2, 10, 100, 1_000, 20_000])
def test_a_flip_is_looked_for_in_few_steps(num_words: int) -> None:
    for wanted in {1, 2, 15, 17, num_words // 3, num_words - 1, num_words}:
        asked: list[int] = []

        def flips(number: int, wanted: int = wanted, asked: list[int] = asked) -> bool:
            asked.append(number)
            return number >= wanted

        assert _first_flip(num_words, flips) == (max(1, wanted) if max(1, wanted) < num_words else None)
        assert len(asked) + 10 <= 14 + 6 * math.log(num_words)
        assert all(0 < number < num_words for number in asked)


def some_words(number: int) -> list[Word]:
    return [Word(str(index), index, index + 1, 0.0, 0.0) for index in range(number)]


@pytest.mark.parametrize("number", [1, 5, 48, 49, 500])
def test_words_not_needed_are_dropped(number: int) -> None:
    words = some_words(number)
    needed = {words[0], words[number // 2]}
    num_asked = 0

    def flips(rest: Sequence[Word]) -> bool:
        nonlocal num_asked
        num_asked += 1
        return needed <= set(rest)

    kept = _prune(words, flips)
    assert needed <= set(kept)
    assert len(kept) <= len(needed) * math.ceil(number / 48)
    assert num_asked <= 48
    assert list(kept) == [word for word in words if word in set(kept)]
    assert _prune([], flips) == ()


def test_schema_of_an_audit(audited: Audit) -> None:
    values = audited.to_dict()
    names = ["contribution", "random", "agreement", "counter_words", "counter_label"]
    assert list(values) == names
    assert list(values["random"]) == ["comprehensiveness", "sufficiency", "flip_fraction"]
    for part, word in zip(values["counter_words"], audited.counter_words, strict=True):
        assert part == {"text": word.text, "start": word.start, "end": word.end}
    assert list(replace(audited, warnings=("odd",)).to_dict()) == [*names, "warnings"]
