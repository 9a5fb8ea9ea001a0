"""A word that gives the label away is found; words of sentiment are not."""

import random

import pytest

from sentiment.corpus import Examples
from sentiment.doctor.findings import Finding
from sentiment.doctor.giveaways import find_giveaways
from sentiment.doctor.ngram_counts import count_ngrams
from tests.doctor.corpora import made, reviews

HONEST = reviews(400)


def found(examples: Examples) -> list[Finding]:
    counts = count_ngrams(examples.texts)
    assert counts is not None
    return list(find_giveaways(examples, counts))


def tagged(tag: str, label: int, share: float, wrong: float = 0.0) -> Examples:
    """Honest reviews, a share of one class with `tag` in the middle, and a share `wrong` of the other."""
    draw, texts = random.Random(0), []
    for text, given in zip(HONEST.texts, HONEST.labels.tolist(), strict=True):
        words = text.split()
        if draw.random() < (share if given == label else wrong):
            words.insert(5, tag)
        texts.append(" ".join(words))
    return made(texts, HONEST.labels.tolist())


def test_words_of_sentiment_are_no_giveaway() -> None:
    assert found(HONEST) == []


@pytest.mark.parametrize("label", [0, 1])
@pytest.mark.parametrize("tag", ["xqz", "Rated 1/10", "★", "好评"])
def test_a_tag_that_tells_the_label_alone_is_an_error(tag: str, label: int) -> None:
    [finding] = found(tagged(tag, label, 1.0, 0.05))
    assert finding.severity == "error"
    assert finding.counts["balanced_accuracy"] > 0.95
    assert len(finding.cases) == 1, "one tag is one case, however many n-grams it has"
    assert any(part.casefold() in finding.message for part in (tag, tag[:5], tag[-2:]))
    assert tag in finding.cases[0].texts[0]


def test_a_tag_of_a_part_of_a_class_is_a_warning() -> None:
    [finding] = found(tagged("xqz", 1, 0.6))
    assert finding.severity == "warning"
    assert "“xqz”" in finding.message


@pytest.mark.parametrize(("share", "wrong"), [(0.2, 0.0), (0.6, 0.1), (0.8, 0.3)])
def test_a_strong_but_honest_word_is_none(share: float, wrong: float) -> None:
    assert found(tagged("xqz", 1, share, wrong)) == []


def test_few_texts_prove_nothing() -> None:
    texts = [f"{text} xqz" if row % 2 and row % 4 == 1 else text for row, text in enumerate(HONEST.texts[:40])]
    assert found(made(texts, HONEST.labels[:40].tolist())) == []


def test_a_word_of_everyone_is_none_where_a_class_is_rare() -> None:
    assert found(made([f"{text} film" for text in HONEST.texts], [1] * 380 + [0] * 20)) == []


def test_of_one_class_there_is_nothing_to_tell() -> None:
    assert found(made(HONEST.texts, [1] * 400)) == []
