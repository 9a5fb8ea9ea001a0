"""The network: what padding may not change, and that contributions are exact."""

import keras
import numpy as np
import pytest

from sentiment.training import TrainConfig
from sentiment.training.batches import pad
from sentiment.training.model import Network, ProjectedEmbedding, WordDropout, build_network, encode, set_is_word
from sentiment.training.weights import get_weights, set_weights

TEXTS = [np.array(row, dtype=np.int32) for row in ([5, 6, 7, 8, 9, 2, 3], [4], [11, 12, 13])]


@pytest.fixture(scope="module")
def network() -> Network:
    return build_network(TrainConfig(embedding_size=6, units=5, attention_units=4, seed=3), 20)


def test_contributions_add_up(network: Network) -> None:
    logit, attention, contribution = (np.asarray(value) for value in network.explainer.predict_on_batch(pad(TEXTS)))
    bias = network.classifier.get_layer("output").get_weights()[1][0]
    np.testing.assert_allclose(contribution.sum(1) + bias, logit, atol=1e-6)
    np.testing.assert_allclose(attention.sum(1), 1, atol=1e-6)
    for row, text in enumerate(TEXTS):
        assert (attention[row, len(text) :] == 0).all()
        assert (contribution[row, len(text) :] == 0).all()


def test_both_views_give_one_answer(network: Network) -> None:
    batch = pad(TEXTS)
    explained = np.asarray(network.explainer.predict_on_batch(batch)[0])
    np.testing.assert_allclose(np.asarray(network.classifier.predict_on_batch(batch))[:, 0], explained, atol=1e-6)


def test_padding_and_company_change_nothing(network: Network) -> None:
    together = np.asarray(network.classifier.predict_on_batch(pad(TEXTS)))[:, 0]
    alone = [float(np.asarray(network.classifier.predict_on_batch(text[None]))[0, 0]) for text in TEXTS]
    np.testing.assert_allclose(together, alone, atol=1e-6)


def test_same_as_keras_with_a_mask(network: Network) -> None:
    """Against `Bidirectional(LSTM)` with the mask Keras itself would use."""
    model = network.classifier
    ids = keras.Input((None,), dtype="int32")
    embedding = keras.layers.Embedding(20, 6, mask_zero=True)
    lstm = keras.layers.Bidirectional(keras.layers.LSTM(5, return_sequences=True))
    states = lstm(embedding(ids))
    reference = keras.Model(ids, states)
    embedding.set_weights(model.get_layer("embedding").get_weights())
    lstm.set_weights(model.get_layer("forward").get_weights() + model.get_layer("backward").get_weights())
    ours = keras.Model(model.inputs, model.get_layer("states").output)
    batch = pad(TEXTS)
    expected, given = (np.asarray(view.predict_on_batch(batch)) for view in (reference, ours))
    for row, text in enumerate(TEXTS):
        np.testing.assert_allclose(given[row, : len(text)], expected[row, : len(text)], atol=1e-6)


def test_word_dropout_spares_padding_and_inference() -> None:
    layer = WordDropout(0.5, seed=0)
    ids = np.array([[5] * 200 + [0] * 50], dtype=np.int32)
    dropped = np.asarray(layer(ids, training=True))
    assert 60 < (dropped[0, :200] == 1).sum() < 140
    assert (dropped[0, 200:] == 0).all()
    assert (np.asarray(layer(ids, training=False)) == ids).all()


def test_weights_keep_their_names(network: Network) -> None:
    cell = [f"lstm_cell/{name}" for name in ("kernel", "recurrent_kernel", "bias")]
    assert {weight.path for weight in network.classifier.weights} == {
        "embedding/embeddings",
        *(f"{direction}/{name}" for direction in ("forward", "backward") for name in cell),
        *(f"attention/{name}" for name in ("kernel", "bias", "context")),
        *(f"output/{name}" for name in ("kernel", "bias")),
        "words/is_word",
    }


def test_attention_skips_punctuation_unless_there_is_nothing_else() -> None:
    network = build_network(TrainConfig(embedding_size=6, units=5, attention_units=4, seed=3), 20)
    set_is_word(network, np.array([True] * 5 + [False] * 3 + [True] * 12))
    rows = [np.array(row, dtype=np.int32) for row in ([9, 5, 10, 6, 7], [5, 6], [11])]
    logit, attention, contribution = (np.asarray(value) for value in network.explainer.predict_on_batch(pad(rows)))
    assert (attention[0, [1, 3, 4]] == 0).all()
    assert (attention[0, [0, 2]] > 0).all()
    assert (attention[1, :2] > 0).all()
    np.testing.assert_allclose(attention.sum(1), 1, atol=1e-6)
    bias = network.classifier.get_layer("output").get_weights()[1][0]
    np.testing.assert_allclose(contribution.sum(1) + bias, logit, atol=1e-6)


def test_a_projected_embedding_folds_into_a_plain_one() -> None:
    config = TrainConfig(embedding_size=6, units=5, attention_units=4, seed=3)
    projected = build_network(config, 20, table_size=8)
    embedding = projected.classifier.get_layer("embedding")
    assert isinstance(embedding, ProjectedEmbedding)
    random = np.random.default_rng(0)
    embedding.start_from(random.normal(size=(20, 8)).astype(np.float32))
    embedding.difference.assign(random.normal(size=(20, 6)).astype(np.float32))
    plain = build_network(config, 20)
    set_weights(plain, get_weights(projected))
    for one, other in zip(
        *(network.explainer.predict_on_batch(pad(TEXTS)) for network in (projected, plain)), strict=True
    ):
        np.testing.assert_allclose(np.asarray(one), np.asarray(other), atol=1e-5)


def test_the_encoder_starts_the_same_whatever_follows(network: Network) -> None:
    keras.utils.set_random_seed(3)
    ids = keras.Input((None,), dtype="int32")
    alone = keras.Model(ids, encode(ids, TrainConfig(embedding_size=6, units=5, attention_units=4, seed=3), 20))
    for layer in ("embedding", "forward", "backward"):
        pairs = zip(
            alone.get_layer(layer).get_weights(), network.classifier.get_layer(layer).get_weights(), strict=True
        )
        for one, other in pairs:
            np.testing.assert_array_equal(one, other)


def test_same_seed_same_weights() -> None:
    config = TrainConfig(embedding_size=4, units=3, attention_units=2, seed=9)
    first, second = (build_network(config, 10).classifier.get_weights() for _ in range(2))
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, other)
