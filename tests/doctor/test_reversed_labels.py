"""Labels the wrong way round."""

import numpy as np

from sentiment.corpus import Examples
from sentiment.doctor import diagnose
from sentiment.doctor.findings import Finding
from sentiment.doctor.reversed_labels import find_reversed, say_reversed
from sentiment.doctor.shipped import MOST_READ, second_opinion
from tests.doctor.corpora import NEGATIVE, POSITIVE, by_name, made
from tests.doctor.test_language import FINNISH, GERMAN

TEXTS = [f"{text} I saw it {times} times." for times in range(20) for text in (*POSITIVE, *NEGATIVE)]
LABELS = [label for _ in range(20) for label in (*(1 for _ in POSITIVE), *(0 for _ in NEGATIVE))]
REVERSED = [1 - label for label in LABELS]


def found(examples: Examples) -> list[Finding]:
    opinion = second_opinion(examples)
    assert opinion is not None
    return list(find_reversed(examples, opinion))


def test_the_right_way_round_is_no_finding() -> None:
    assert found(made(TEXTS, LABELS)) == []
    assert say_reversed(made(TEXTS, LABELS), second_opinion(made(TEXTS, LABELS))) is None


def test_the_wrong_way_round_is_a_warning_with_the_remedy() -> None:
    examples = made(TEXTS, REVERSED)
    [finding] = found(examples)
    assert finding.severity == "warning"
    assert "The labels look reversed" in finding.message
    assert "--positive 0 --negative 1" in finding.message
    assert finding.counts["num_read"] <= MOST_READ
    assert finding.counts["agreement"] < 0.2
    assert len(finding.cases) == 5
    assert set(finding.rows) <= set(examples.ids)
    assert say_reversed(examples, second_opinion(examples)) == f"warning: {finding.message}"


def test_it_is_part_of_the_diagnosis() -> None:
    assert "labels-reversed" in by_name(diagnose(made(TEXTS, REVERSED)).findings)
    assert "labels-reversed" not in by_name(diagnose(made(TEXTS, LABELS)).findings)


def test_chance_and_noise_are_not_reversed() -> None:
    labels = np.random.default_rng(0).integers(0, 2, len(TEXTS)).tolist()
    assert found(made(TEXTS, labels)) == []


def test_a_class_that_the_model_agrees_with_shows_that_they_are_not() -> None:
    wrong = [f"{NEGATIVE[i % len(NEGATIVE)]} {i}" for i in range(90)]  # called positive, as the model would not
    right = [f"{NEGATIVE[i % len(NEGATIVE)]} No {i}." for i in range(10)]
    assert found(made([*wrong, *right], [1] * 90 + [0] * 10)) == []


def test_few_texts_and_texts_in_other_languages_say_nothing() -> None:
    assert found(made(TEXTS[:20], REVERSED[:20])) == []
    foreign = [f"{text} {i}" for i in range(40) for text in (GERMAN, FINNISH)]
    assert found(made([*foreign, *TEXTS[:40]], [0, 1] * 40 + REVERSED[:40])) == []
    assert found(made([], [])) == []
