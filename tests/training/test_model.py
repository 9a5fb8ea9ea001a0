"""The network: what padding may not change, and that contributions are exact."""

import keras
import numpy as np
import pytest

from sentiment.training import TrainConfig
from sentiment.training.batches import pad
from sentiment.training.model import Network, WordDropout, build_network, encode

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
        *(f"ngrams/{name}" for name in ("weights", "fingerprints", "step")),
    }


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
