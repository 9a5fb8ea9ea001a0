"""n-grams: what tells is found, kept by hash, and read alike by NumPy, Keras and ONNX."""

from itertools import islice

import numpy as np
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment.errors import TrainingError
from sentiment.session import Session
from sentiment.training import TrainConfig
from sentiment.training import ngrams as ngrams_module
from sentiment.training.batches import pad
from sentiment.training.model import Network, build_network
from sentiment.training.ngrams import BUCKETS_EACH, LONGEST, MARK_RANGE, MOST, Ngrams, Taught, hashes, learn_ngrams
from sentiment.training.onnx_graph import float_model
from sentiment.training.weights import get_weights, joined, set_weights
from tests.training.test_teacher import texts

KEPT, NUM_TOKENS = 60, 40
token_ids = st.lists(st.integers(1, NUM_TOKENS - 1), min_size=1, max_size=50).map(lambda ids: np.array(ids, np.int32))


@pytest.fixture(scope="module")
def ngrams() -> Ngrams:
    labelled, labels = texts(300, seed=0)
    return learn_ngrams(labelled, labels, kept=KEPT, seed=0)


@pytest.fixture(scope="module")
def network(ngrams: Ngrams) -> Network:
    network = build_network(TrainConfig(embedding_size=8, units=4, attention_units=4, ngrams=KEPT), NUM_TOKENS)
    set_weights(network, joined(get_weights(network), ngrams, (1.0, 0.5)))
    return network


@pytest.fixture(scope="module")
def session(network: Network) -> Session:
    return Session(float_model(get_weights(network)).SerializeToString())


def test_word_order_tells(ngrams: Ngrams) -> None:
    others, truth = texts(100, seed=1)
    assert ((ngrams.logits(others) > 0) == truth).all()


def test_the_frequent_class_is_not_read_out_of_length() -> None:
    """Nine in ten are positive, which every token would have to say if no other part of the model knew it."""
    labelled, labels = texts(600, seed=0)
    chosen = np.flatnonzero((labels == 1) | (np.arange(600) % 18 == 0))
    random = np.random.default_rng(1)
    rows = [np.concatenate([labelled[index], random.integers(7, 40, size=random.integers(1, 60))]) for index in chosen]
    table = learn_ngrams([row.astype(np.int32) for row in rows], labels[chosen], kept=KEPT, seed=0)
    noise = [random.integers(7, 40, size=size).astype(np.int32) for size in range(1, 200)]
    assert abs(table.logits(noise).mean()) < 0.5


def test_only_the_weightiest_are_kept(ngrams: Ngrams) -> None:
    assert len(ngrams.weights) == len(ngrams.fingerprints) == BUCKETS_EACH * KEPT
    assert 0 < np.count_nonzero(ngrams.fingerprints) <= KEPT
    assert np.abs(ngrams.weights).max() == 127
    one, other = (ngrams.logits([np.array(pair, np.int32)])[0] for pair in ((5, 6), (6, 5)))
    assert one > 1 > -1 > other


def test_what_was_never_seen_weighs_nothing() -> None:
    """Fingerprints: without them one in four unknown n-grams would take another's weight."""
    random = np.random.default_rng(0)
    table = Ngrams(np.ones(4_000, np.int8), np.where(np.arange(4_000) % 4, 0, 77).astype(np.uint8), 1.0)
    unknown = [random.integers(1, 30_000, size=200).astype(np.int32) for _ in range(20)]
    assert table.logits(unknown).sum() / (20 * 597) < 0.25 / 100


def test_hashes_stay_within_int32() -> None:
    largest = np.full(5, 2**20, dtype=np.int64)
    buckets = BUCKETS_EACH * MOST
    for small, large in zip(hashes(largest.astype(np.int32), buckets), hashes(largest, buckets), strict=True):
        np.testing.assert_array_equal(small[0], large[0])
        np.testing.assert_array_equal(small[1], large[1])
        assert (large[0] < buckets).all()
    assert (MARK_RANGE - 1) * 1_999 + 2**20 < 2**31
    assert (buckets - 1) * 2_003 + 2**20 < 2**31


def test_an_ngram_begins_at_each_place() -> None:
    ids = np.array([4, 9, 4, 9, 1], np.int32)
    found = list(hashes(ids, 1_000))
    assert [len(bucket) for bucket, _ in found] == [5, 4, 3]
    for length, (bucket, mark) in enumerate(found, start=1):
        for place in range(6 - length):
            *_, (alone, alone_mark) = islice(hashes(ids[place : place + length], 1_000), length)
            assert (alone[0], alone_mark[0]) == (bucket[place], mark[place])
    assert found[1][0][0] == found[1][0][2]
    assert found[1][0][0] != found[1][0][1]


@given(token_ids)
def test_all_three_read_alike(ngrams: Ngrams, network: Network, session: Session, ids: np.ndarray) -> None:
    reading = session.read(ids)
    logit, _, contribution = (np.asarray(value) for value in network.explainer.predict_on_batch(pad([ids])))
    assert reading.logit == pytest.approx(float(logit[0]), abs=1e-5)
    np.testing.assert_allclose(reading.contribution, contribution[0, : len(ids)], atol=1e-5)
    bias = float(get_weights(network)["output/bias"][0])
    assert reading.contribution.sum() + bias == pytest.approx(reading.logit, abs=1e-4)


@given(st.lists(token_ids, min_size=1, max_size=4))
def test_beside_the_network_stands_half_of_what_they_say(
    ngrams: Ngrams, network: Network, rows: list[np.ndarray]
) -> None:
    weights = get_weights(network)
    both = np.asarray(network.classifier.predict_on_batch(pad(rows)))[:, 0]
    set_weights(network, {**weights, "ngrams/step": np.zeros(1, np.float32)})
    alone = np.asarray(network.classifier.predict_on_batch(pad(rows)))[:, 0]
    set_weights(network, weights)
    np.testing.assert_allclose(both - alone, 0.5 * ngrams.logits(rows), atol=1e-4)


def test_a_phrase_is_shared_by_its_tokens(network: Network) -> None:
    """In "5 6" all evidence but that of single tokens is even."""
    weights = get_weights(network)
    silent = {name: np.zeros_like(weights[name]) for name in ("output/kernel", "output/bias")}
    model = onnxruntime.InferenceSession(float_model({**weights, **silent}).SerializeToString())

    def read(*ids: int) -> np.ndarray:
        feed = {"token_ids": np.array([ids], np.int32), "lengths": np.array([len(ids)], np.int32)}
        return np.asarray(model.run(["contribution"], feed)[0][0])

    phrase = read(5, 6) - np.concatenate([read(5), read(6)])
    assert phrase[0] == pytest.approx(phrase[1], abs=1e-6)
    assert phrase[0] > 0.1


def test_table_round_trip(ngrams: Ngrams) -> None:
    again = Ngrams.from_bytes(ngrams.to_bytes())
    np.testing.assert_array_equal(again.weights, ngrams.weights)
    np.testing.assert_array_equal(again.fingerprints, ngrams.fingerprints)
    assert again.step == ngrams.step
    with pytest.raises(TrainingError, match="damaged"):
        Ngrams.from_bytes(ngrams.to_bytes()[:50])


def test_texts_without_a_word_in_common_teach_nothing() -> None:
    rows = [np.array([index], np.int32) for index in range(5_000)]
    with pytest.raises(TrainingError, match="no words in common"):
        learn_ngrams(rows, (np.arange(5_000) % 2).astype(np.int8), kept=KEPT, seed=0)


def test_longest_is_what_the_text_says() -> None:
    assert len(list(hashes(np.ones(9, np.int32), 50))) == LONGEST == 3


def signs(number: int, good: int, bad: int, *, seed: int) -> tuple[list[np.ndarray], np.ndarray]:
    """Noise with one token that tells."""
    random = np.random.default_rng(seed)
    labels = (np.arange(number) % 2).astype(np.int8)
    rows = [np.append(random.integers(20, 40, size=5), good if label else bad).astype(np.int32) for label in labels]
    return rows, labels


def weight_of(table: Ngrams, *ids: int) -> float:
    return float(table.logits([np.array(ids, np.int32)])[0])


@pytest.fixture(scope="module")
def before() -> Ngrams:
    """Knows 2 as good and 3 as bad, and so 4 and 5."""
    rows, labels = signs(200, 2, 3, seed=0)
    more, same = signs(200, 4, 5, seed=1)
    return learn_ngrams([*rows, *more], np.concatenate([labels, same]), kept=KEPT, seed=0)


def test_what_the_new_texts_do_not_have_keeps_its_weight(before: Ngrams) -> None:
    rows, labels = signs(200, 2, 3, seed=2)  # where the origin is right; 4 and 5 never occur
    after = learn_ngrams(rows, labels, kept=KEPT, seed=0, origin=before)
    assert weight_of(after, 4) > 0.5 * weight_of(before, 4) > 0
    assert weight_of(after, 5) < 0.5 * weight_of(before, 5) < 0
    assert weight_of(after, 4) / weight_of(after, 5) == pytest.approx(
        weight_of(before, 4) / weight_of(before, 5), rel=0.1
    )


def test_new_words_are_learnt_beside_those_of_the_origin(before: Ngrams) -> None:
    """Half of the texts have signs that the origin knows, half have 6 and 7, that it does not."""
    known, labels = signs(200, 2, 3, seed=3)
    unknown, same = signs(200, 6, 7, seed=4)
    after = learn_ngrams([*known, *unknown], np.concatenate([labels, same]), kept=KEPT, seed=0, origin=before)
    assert weight_of(after, 4) > 0 > weight_of(after, 5)
    assert weight_of(after, 6) > weight_of(before, 6) + 0.5
    assert weight_of(after, 7) < weight_of(before, 7) - 0.5


def taught(certainty: float) -> Taught:
    """Texts with 8, thought positive, and with 9, thought negative, that surely."""
    rows, labels = signs(200, 8, 9, seed=7)
    return Taught(rows, np.where(labels, 0.5 + certainty / 2, 0.5 - certainty / 2).astype(np.float32), weight=0.3)


def test_what_teachers_say_of_unlabelled_texts_is_learnt() -> None:
    """8 and 9 are in one labelled text of either class, and tell nothing there."""
    rows, labels = signs(60, 2, 3, seed=6)
    rows[0], rows[1] = (np.append(row, [8, 9]).astype(np.int32) for row in rows[:2])
    alone = learn_ngrams(rows, labels, kept=KEPT, seed=0)
    assert abs(weight_of(alone, 8)) < 0.05 > abs(weight_of(alone, 9))
    told = [learn_ngrams(rows, labels, kept=KEPT, seed=0, taught=taught(sure)) for sure in (0.05, 1.0)]
    for good, bad in ((2, 3), (8, 9)):
        assert all(weight_of(table, good) > 0.05 and weight_of(table, bad) < -0.05 for table in told)
    assert weight_of(told[1], 8) > 1.2 * weight_of(told[0], 8)
    assert weight_of(told[1], 9) < 1.2 * weight_of(told[0], 9)


def test_an_origin_that_is_wrong_is_dropped(before: Ngrams) -> None:
    rows, labels = signs(200, 3, 2, seed=5)  # all the other way round
    after = learn_ngrams(rows, labels, kept=KEPT, seed=0, origin=before)
    alone = learn_ngrams(rows, labels, kept=KEPT, seed=0)
    assert weight_of(after, 4) == weight_of(after, 5) == 0, "it is never turned round"
    assert weight_of(after, 2) < 0 < weight_of(after, 3)
    assert np.corrcoef(after.logits(rows), alone.logits(rows))[0, 1] > 0.9


def test_a_bucket_that_two_want_goes_to_the_weightier() -> None:
    def table(*entries: tuple[int, int, int]) -> Ngrams:
        found = Ngrams(np.zeros(8, np.int8), np.zeros(8, np.uint8), 1.0)
        for bucket, mark, weight in entries:
            found.weights[bucket], found.fingerprints[bucket] = weight, mark
        return found

    new = table((0, 5, 10), (1, 6, 10), (2, 7, 10), (5, 3, -127))
    old = table((0, 5, 10), (1, 9, 40), (2, 9, -10), (3, 4, 20))
    both = ngrams_module._added(new, old, 0.5)
    assert both.fingerprints.tolist() == [5, 9, 7, 4, 0, 3, 0, 0]
    assert (both.weights * both.step).tolist() == pytest.approx([15, 20, 10, 10, 0, -127, 0, 0], abs=0.5)
