"""Wrong labels, planted, are found; nothing is made of honest ones."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sentiment.corpus import Examples
from sentiment.doctor.cross_validation import out_of_fold
from sentiment.doctor.findings import Finding
from sentiment.doctor.ngram_counts import count_ngrams
from sentiment.doctor.suspects import estimated_share, find_suspects, suspects
from tests.doctor.corpora import made, reviews


def found(examples: Examples) -> list[Finding]:
    counts = count_ngrams(examples.texts)
    assert counts is not None
    probabilities = out_of_fold(counts, examples.labels, np.arange(len(examples)), seed=0)
    assert probabilities is not None
    return list(find_suspects(examples, probabilities))


def flipped(num: int) -> Examples:
    """400 reviews, of which each of the first `num` has the other label."""
    honest = reviews(400)
    return made(honest.texts, [1 - y if row < num else y for row, y in enumerate(honest.labels.tolist())])


def test_honest_labels_have_next_to_no_suspects() -> None:
    assert sum(finding.counts["share"] for finding in found(flipped(0))) < 0.01


def test_wrong_labels_are_found() -> None:
    [finding] = found(flipped(20))
    assert finding.severity == "note"
    assert set(finding.rows[:10]) <= set(range(1, 21)), "the most confident are wrong indeed"
    assert 10 <= finding.counts["num_suspects"] == len(finding.rows) <= 30
    assert "labelled positive; negative by its words" in " ".join(case.remark for case in finding.cases)


def test_many_wrong_labels_are_a_warning() -> None:
    [finding] = found(flipped(120))
    assert finding.severity == "warning"


def test_labels_that_have_nothing_to_do_with_the_words() -> None:
    draw = np.random.default_rng(0)
    [finding] = found(made(reviews(400).texts, draw.integers(2, size=400).tolist()))
    assert finding.name == "unlearnable"


def test_the_threshold_of_a_class_is_its_mean_probability() -> None:
    labels = np.array([0, 0, 0, 1, 1, 1], dtype=np.int8)
    probabilities = np.array([0.1, 0.2, 0.9, 0.8, 0.9, 0.65])
    # mean P(positive) of the positive .783, mean P(negative) of the negative .6: the third label alone is contradicted
    assert suspects(labels, probabilities).tolist() == [2]
    assert estimated_share(labels, probabilities) == 1 / 6


@given(
    st.lists(st.tuples(st.integers(0, 1), st.floats(0, 1)), min_size=2).filter(lambda x: len({y for y, _ in x}) == 2)
)
def test_suspects_are_doubted_in_order(rows: list[tuple[int, float]]) -> None:
    labels = np.array([label for label, _ in rows], dtype=np.int8)
    probabilities = np.array([probability for _, probability in rows])
    places = suspects(labels, probabilities)
    doubt = np.abs(labels - probabilities)[places]
    assert (np.diff(doubt) <= 0).all()
    assert np.unique(places).size == places.size
    assert 0 <= estimated_share(labels, probabilities) <= 1
