"""Removal, on the shipped model: each figure against the classifier asked by hand."""

import math

import numpy as np
import pytest

from sentiment.classifier import Classifier
from sentiment.deletion import SHARES, cut, keep
from sentiment.erasure import (
    ATTENTION,
    CONTRIBUTION,
    DELETION,
    LEAVE_ONE_OUT,
    LONGEST,
    RANDOM,
    UNKNOWN_TOKEN,
    ExaminedText,
    examine,
)
from sentiment.errors import TextError
from sentiment.metrics import sigmoid
from sentiment.tokenizer import UNKNOWN

TEXT = "What a dull\u2026 unwatchable film! Don't bother: <br />the plot is awful, the caf\u00e9 scene is boring."


@pytest.fixture(scope="module")
def found(classifier: Classifier) -> ExaminedText:
    def same(ids: np.ndarray) -> np.ndarray:
        """The contributions again, as if from elsewhere."""
        assert ids.tolist() == classifier.token_ids(TEXT).tolist()
        return classifier.classify(TEXT).contribution.astype(float)

    return examine(
        classifier, TEXT, random=np.random.default_rng(0), rationales=[(7, 11), (13, 14)], others={"same": same}
    )


def negative(classifier: Classifier, text: str) -> float:
    return 1 - classifier.classify(text).probability


def test_every_ranking_is_held_against_removal(found: ExaminedText, classifier: Classifier) -> None:
    assert list(found.rankings) == [CONTRIBUTION, ATTENTION, "same", LEAVE_ONE_OUT, RANDOM]
    assert found.num_words == len(classifier.classify(TEXT).words)
    assert found.probability == pytest.approx(negative(classifier, TEXT))
    assert found.probability > 0.5


def test_deletion_reads_the_text_anew(found: ExaminedText, classifier: Classifier) -> None:
    words = classifier.classify(TEXT).words
    ranked = sorted(words, key=lambda word: word.contribution)  # toward negative
    for place, share in enumerate(SHARES):
        top = ranked[: max(1, round(share * len(words)))]
        erased = found.rankings[CONTRIBUTION].erasures[DELETION]
        assert erased.without[place] == pytest.approx(negative(classifier, cut(TEXT, top)))
        assert erased.alone[place] == pytest.approx(negative(classifier, keep(TEXT, words, top)))


def test_the_unknown_token_keeps_every_place(found: ExaminedText, classifier: Classifier) -> None:
    ids = classifier.token_ids(TEXT)
    words = classifier.classify(TEXT).words
    first = min(words, key=lambda word: word.contribution)
    masked = [UNKNOWN if first.start <= start < first.end else id for id, (start, _) in _tokens(classifier)]
    assert masked.count(UNKNOWN) > ids.tolist().count(UNKNOWN)
    expected = float(sigmoid(-classifier.logit(np.array(masked, dtype=np.int32))))
    assert found.rankings[CONTRIBUTION].erasures[UNKNOWN_TOKEN].without[0] == pytest.approx(expected)


def _tokens(classifier: Classifier) -> list[tuple[int, tuple[int, int]]]:
    return list(zip(classifier.token_ids(TEXT).tolist(), classifier.classify(TEXT).offsets, strict=True))


def test_a_flip_is_the_first(found: ExaminedText, classifier: Classifier) -> None:
    ranked = sorted(classifier.classify(TEXT).words, key=lambda word: word.contribution)
    labels = [classifier.classify(cut(TEXT, ranked[:count])).label for count in range(len(ranked))]
    count = labels.index("positive")
    assert found.rankings[CONTRIBUTION].erasures[DELETION].flip == count / len(ranked)


@pytest.mark.parametrize("first", ["", "Awful. ", "An awful mess. "])  # odd and even numbers of words to the flip
def test_a_flip_is_found_to_the_word_in_a_long_text(first: str, classifier: Classifier) -> None:
    text = first + "What a dull, boring film. " * 20 + "It was made in a week by two men. " * 12
    words = sorted(classifier.classify(text).words, key=lambda word: word.contribution)
    assert len(words) >= 200
    count = next(count for count in range(1, 200) if classifier.classify(cut(text, words[:count])).label == "positive")
    erased = examine(classifier, text, random=np.random.default_rng(0)).rankings[CONTRIBUTION].erasures[DELETION]
    assert erased.flip == count / len(words)


def test_scores_of_tokens_are_summed_over_words(found: ExaminedText) -> None:
    same, contribution = found.rankings["same"], found.rankings[CONTRIBUTION]
    assert same.erasures == contribution.erasures
    assert same.agreement == pytest.approx(contribution.agreement)


def test_agreement_is_with_leave_one_out(found: ExaminedText) -> None:
    assert found.rankings[LEAVE_ONE_OUT].agreement == pytest.approx(1)
    assert found.rankings[CONTRIBUTION].agreement > found.rankings[ATTENTION].agreement
    assert all(abs(ranked.agreement) <= 1 + 1e-9 for ranked in found.rankings.values())


def test_marked_words_are_those_that_overlap(found: ExaminedText, classifier: Classifier) -> None:
    """(7, 11) is "dull"; (13, 14) is the "u" of "unwatchable"."""
    assert {TEXT[7:11], TEXT[13:24]} == {"dull", "unwatchable"}
    words = classifier.classify(TEXT).words
    first = {word.text for word in sorted(words, key=lambda word: word.contribution)[:2]}
    assert found.rankings[CONTRIBUTION].token_f1 == len(first & {"dull", "unwatchable"}) / 2


def test_without_marks_there_is_nothing_to_find(classifier: Classifier) -> None:
    one = examine(classifier, "Superb", random=np.random.default_rng(0)).rankings[CONTRIBUTION]
    assert math.isnan(one.average_precision)
    assert math.isnan(one.token_f1)
    assert math.isnan(one.agreement)  # of one word
    assert one.erasures[DELETION].flip == 1
    nothing = float(sigmoid(classifier.manifest.bias))
    assert one.erasures[DELETION].without == (pytest.approx(nothing),) * len(SHARES)


def test_only_the_random_ranking_follows_the_seed(classifier: Classifier) -> None:
    text = "A superb film, and not a dull minute in it."
    first, again, other = (examine(classifier, text, random=np.random.default_rng(seed)) for seed in (0, 0, 1))
    assert first == again
    assert first.rankings[RANDOM] != other.rankings[RANDOM]
    assert first.rankings[CONTRIBUTION].erasures == other.rankings[CONTRIBUTION].erasures


def test_a_text_too_long_is_refused(classifier: Classifier) -> None:
    with pytest.raises(TextError, match="2,000"):
        examine(classifier, "film " * (LONGEST + 1), random=np.random.default_rng(0))
