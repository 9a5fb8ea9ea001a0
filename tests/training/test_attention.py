"""The attention layer, against its equations and against Keras."""

import doctest

import keras
import numpy as np
import pytest

from sentiment.training import AttentionPooling, attention


def pooled(
    states: np.ndarray, mask: np.ndarray | None = None, units: int = 3
) -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
    layer = AttentionPooling(units, return_attention=True)
    context, weights = layer(states, mask=mask)
    return np.asarray(context), np.asarray(weights), [np.asarray(value) for value in layer.get_weights()]


def test_follows_its_equations() -> None:
    states = np.random.default_rng(0).standard_normal((2, 5, 4)).astype(np.float32)
    context, weights, (kernel, bias, vector) = pooled(states)
    for row in range(2):
        score = np.tanh(states[row] @ kernel + bias) @ vector[:, 0]
        alpha = np.exp(score) / np.exp(score).sum()
        np.testing.assert_allclose(weights[row], alpha, rtol=1e-5)
        np.testing.assert_allclose(context[row], alpha @ states[row], rtol=1e-5, atol=1e-6)


def test_padding_gets_exactly_nothing_and_changes_nothing() -> None:
    random = np.random.default_rng(1)
    states = random.standard_normal((1, 6, 4)).astype(np.float32)
    states[0, 4:] = 1e6
    layer = AttentionPooling(3, return_attention=True)
    mask = np.array([[True] * 4 + [False] * 2])
    context, weights = (np.asarray(value) for value in layer(states, mask=mask))
    assert (weights[0, 4:] == 0).all()
    assert weights.sum() == pytest.approx(1)
    alone, _ = layer(states[:, :4])
    np.testing.assert_allclose(context, np.asarray(alone), rtol=1e-5)


def test_a_row_with_no_real_position_is_still_a_number() -> None:
    context, weights, _ = pooled(np.ones((1, 3, 2), np.float32), np.zeros((1, 3), bool))
    assert np.isfinite(context).all()
    np.testing.assert_allclose(weights, 1 / 3, rtol=1e-6)


def test_keras_mask_is_used_by_itself() -> None:
    ids = keras.Input((None,), dtype="int32")
    states = keras.layers.Embedding(10, 4, mask_zero=True)(ids)
    _, weights = AttentionPooling(3, return_attention=True)(states)
    given = np.asarray(keras.Model(ids, weights).predict_on_batch(np.array([[3, 4, 0, 0]])))
    assert (given[0, 2:] == 0).all()


def test_saved_model_answers_the_same(tmp_path) -> None:  # type: ignore[no-untyped-def]
    ids = keras.Input((None,), dtype="int32")
    states = keras.layers.Embedding(10, 4, mask_zero=True)(ids)
    states = keras.layers.Bidirectional(keras.layers.LSTM(3, return_sequences=True))(states)
    model = keras.Model(ids, keras.layers.Dense(1)(AttentionPooling(2)(states)))
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    batch = np.array([[1, 2, 3, 0], [4, 0, 0, 0]])
    np.testing.assert_allclose(
        np.asarray(model.predict_on_batch(batch)), np.asarray(again.predict_on_batch(batch)), rtol=1e-6
    )


@pytest.mark.parametrize("policy", ["mixed_float16", "bfloat16"])
def test_half_precision(policy: str) -> None:
    states = np.random.default_rng(0).standard_normal((2, 6, 4)).astype(np.float32)
    mask = np.array([[True] * 6, [True] * 3 + [False] * 3])
    context, weights = AttentionPooling(3, return_attention=True, dtype=policy)(states, mask=mask)
    weights = np.asarray(keras.ops.cast(weights, "float32"))
    assert np.isfinite(np.asarray(keras.ops.cast(context, "float32"))).all()
    assert (weights[1, 3:] == 0).all()
    np.testing.assert_allclose(weights.sum(1), 1, atol=2e-2)


def test_an_initializer_may_be_a_function() -> None:
    layer = AttentionPooling(3, kernel_initializer=lambda shape, dtype=None: keras.ops.ones(shape, dtype))
    layer.build((None, None, 4))
    assert all((np.asarray(value) == 1).all() for value in layer.get_weights()[::2])


def test_config_round_trip() -> None:
    layer = AttentionPooling(7, return_attention=True, kernel_initializer="he_normal", name="a")
    again = AttentionPooling.from_config(layer.get_config())
    assert again.get_config() == layer.get_config()


@pytest.mark.parametrize("units", [0, -1, 2.5, "3"])
def test_wrong_units_are_refused(units: object) -> None:
    with pytest.raises(ValueError, match="units must be"):
        AttentionPooling(units)  # type: ignore[arg-type]


def test_wrong_shape_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\[batch, length, features\]"):
        AttentionPooling(2)(np.ones((3, 4), np.float32))


def test_learns_where_to_look() -> None:
    """The label is the sign of one state in eight, the marked one: an average of all would miss it."""
    keras.utils.set_random_seed(0)
    random = np.random.default_rng(0)
    states = random.standard_normal((512, 8, 4)).astype(np.float32)
    place = random.integers(8, size=512)
    states[:, :, 0] = 0
    states[np.arange(512), place, 0] = 3
    states[:, :, 1] = np.sign(states[:, :, 1])
    labels = (states[np.arange(512), place, 1] > 0).astype(np.float32)
    inputs = keras.Input((None, 4))
    context, weights = AttentionPooling(16, return_attention=True)(inputs)
    model = keras.Model(inputs, keras.layers.Dense(1)(context))
    model.compile(keras.optimizers.Adam(0.02), keras.losses.BinaryCrossentropy(from_logits=True))
    model.fit(states, labels, epochs=60, batch_size=64, verbose=0)
    looked = np.asarray(keras.Model(inputs, weights).predict_on_batch(states))
    positive = labels == 1  # the marked state of these is what it has to find; the rest follows
    assert (looked.argmax(1) == place)[positive].mean() > 0.95
    assert ((np.asarray(model.predict_on_batch(states))[:, 0] > 0) == labels).mean() > 0.95


def test_docstring_example_runs() -> None:
    finder = doctest.DocTestFinder(recurse=True)
    runner = doctest.DocTestRunner()
    tests = [test for test in finder.find(attention) if test.examples]
    assert tests
    for test in tests:
        assert runner.run(test).failed == 0
