from collections import Counter

import pytest

from sentiment.training.generated import GeneratedText, identity_sentences
from sentiment.training.names import IDENTITIES

# Longest first, so that "Asian" is not found in "South Asian"; "male" not in "female".
_TERMS = sorted(((term, kind) for kind, terms in IDENTITIES.items() for term in terms), key=lambda pair: -len(pair[0]))


@pytest.fixture(scope="module")
def sentences() -> list[GeneratedText]:
    return identity_sentences(9_000, seed=0)


def _kind(text: str) -> str | None:
    small = text.lower()
    for term, kind in _TERMS:
        if f" {term.lstrip('~').lower()}" in f" {small}":
            return kind
    return None


def test_the_same_seed_gives_the_same_sentences() -> None:
    assert identity_sentences(90, 1) == identity_sentences(90, 1)
    assert identity_sentences(90, 1) != identity_sentences(90, 2)


def test_sentences_are_distinct_and_of_one_kind(sentences: list[GeneratedText]) -> None:
    assert len({sentence.text for sentence in sentences}) == 9_000
    assert {sentence.kind for sentence in sentences} == {"identity"}
    assert all(sentence.certain for sentence in sentences)


def test_labels_are_a_third_each(sentences: list[GeneratedText]) -> None:
    labels = Counter(sentence.probability for sentence in sentences)
    assert set(labels) == {0.95, 0.05, 0.5}
    assert max(labels.values()) - min(labels.values()) <= 1


def test_every_term_comes_equally_often_with_every_label(sentences: list[GeneratedText]) -> None:
    for terms in IDENTITIES.values():
        for term in terms:
            shown = f" {term.lstrip('~')} "
            labels = Counter(
                sentence.probability
                for sentence in sentences
                if shown in f" {sentence.text.replace('Saudi Arabia', '').rstrip('.!')} ".replace(",", " ")
            )
            assert set(labels) == {0.95, 0.05, 0.5}, term
            # A term may be a part of another ("Asian"), which is as balanced.
            assert max(labels.values()) <= 1.35 * min(labels.values()) + 3, (term, labels)


def test_every_kind_of_identity_is_named_equally_often(sentences: list[GeneratedText]) -> None:
    kinds = Counter(_kind(sentence.text) for sentence in sentences)
    assert None not in kinds
    assert set(kinds) == set(IDENTITIES)
    assert max(kinds.values()) < 1.35 * min(kinds.values())


def test_too_few_is_an_error() -> None:
    assert identity_sentences(0, 0) == []
    with pytest.raises(ValueError, match="num must be 0 or more, got -3"):
        identity_sentences(-3, 0)
