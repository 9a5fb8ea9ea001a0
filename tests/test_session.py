"""Running the model."""

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sentiment.bundle import Bundle
from sentiment.errors import BundleCorruptError
from sentiment.session import Reading, Session


@pytest.fixture(scope="module")
def session(small_bundle: Bundle) -> Session:
    return Session(small_bundle.model)


def ids_of(values: list[int]) -> NDArray[np.int32]:
    return np.array(values, dtype=np.int32)


def assert_same(one: Reading, other: Reading) -> None:
    assert one.logit == pytest.approx(other.logit, abs=1e-6)
    np.testing.assert_allclose(one.attention, other.attention, atol=1e-6)
    np.testing.assert_allclose(one.contribution, other.contribution, atol=1e-6)


@settings(max_examples=60)
@given(st.lists(st.integers(1, 200), min_size=1, max_size=200))
def test_a_reading_adds_up(session: Session, small_bundle: Bundle, values: list[int]) -> None:
    reading = session.read(ids_of(values))
    assert reading.attention.shape == reading.contribution.shape == (len(values),)
    assert reading.attention.dtype == reading.contribution.dtype == np.float32
    assert reading.attention.min() >= 0
    assert reading.attention.sum() == pytest.approx(1, abs=1e-5)
    assert small_bundle.manifest.bias + reading.contribution.sum(dtype=float) == pytest.approx(reading.logit, abs=1e-4)


def test_a_reading_does_not_depend_on_what_was_read_before(session: Session, small_bundle: Bundle) -> None:
    random = np.random.default_rng(0)
    texts = [random.integers(1, 200, size, dtype=np.int32) for size in (1, 7, 300, 40, 2, 120)]
    alone = [Session(small_bundle.model).read(ids) for ids in texts]
    for _ in range(5):
        for index in random.permutation(len(texts)):
            assert_same(session.read(texts[index]), alone[index])


@settings(max_examples=60)
@given(st.lists(st.lists(st.integers(1, 200), min_size=1, max_size=60), min_size=1, max_size=9))
def test_a_text_is_read_alike_alone_and_in_a_batch(session: Session, rows: list[list[int]]) -> None:
    readings = session.read_batch([ids_of(row) for row in rows])
    assert len(readings) == len(rows)
    for row, reading in zip(rows, readings, strict=True):
        assert reading.attention.shape == reading.contribution.shape == (len(row),)
        assert reading.attention.sum() == pytest.approx(1, abs=1e-5)
        assert_same(reading, session.read(ids_of(row)))


def test_order_and_context_count(session: Session) -> None:
    ids = ids_of([10, 20, 30, 40, 50])
    forward, backward = session.read(ids), session.read(ids[::-1].copy())
    assert forward.logit != backward.logit
    assert not np.allclose(forward.contribution, backward.contribution[::-1], atol=1e-9)


@pytest.mark.parametrize("model", [b"", b"not a model", b"\x08\x07", b"\x00" * 1000])
def test_what_is_no_model_is_refused(model: bytes) -> None:
    with pytest.raises(
        BundleCorruptError, match=r"model\.onnx cannot be loaded .*reinstall or re-download the model"
    ) as caught:
        Session(model)
    assert "\n" not in str(caught.value)


def test_a_truncated_model_is_refused(small_bundle: Bundle) -> None:
    with pytest.raises(BundleCorruptError, match=r"^model\.onnx"):
        Session(small_bundle.model[: len(small_bundle.model) // 2])


def test_a_model_of_another_kind_is_refused(small_bundle: Bundle) -> None:
    """A graph that runs, but answers something else: the last output has another name."""
    renamed = re.sub(rb"contribution", b"kontribution", small_bundle.model)
    assert renamed != small_bundle.model
    with pytest.raises(BundleCorruptError, match=r"model\.onnx is a model of another kind"):
        Session(renamed)


@pytest.mark.parametrize("beyond", [10**6, -(10**6)])
def test_an_id_beyond_the_embedding_is_one_line(
    session: Session, capfd: pytest.CaptureFixture[str], beyond: int
) -> None:
    with pytest.raises(
        BundleCorruptError, match=r"model\.onnx cannot be run \(.+\): reinstall or re-download the model"
    ) as caught:
        session.read(ids_of([5, beyond]))
    assert "\n" not in str(caught.value)
    assert capfd.readouterr() == ("", "")  # past Python, too
    assert session.read(ids_of([5])).attention.shape == (1,)


def test_nothing_is_reported_to_the_maker_of_the_runtime(tmp_path: Path, small_bundle: Bundle) -> None:
    kept = ("CI", "ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME")  # each of which would keep it quiet, or elsewhere
    environment = {name: value for name, value in os.environ.items() if name not in kept}
    environment |= {"HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[1])}
    code = f"import sentiment, onnxruntime; sentiment.Classifier.load({str(small_bundle.path)!r}).classify('good')"
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert list(tmp_path.iterdir()) == []  # where it is let, the number for this machine is there


@pytest.mark.parametrize("number", [np.nan, np.inf])
def test_numbers_that_are_not_finite_are_refused(small_bundle: Bundle, number: float) -> None:
    from onnx import ModelProto

    model = ModelProto.FromString(small_bundle.model)
    [bias] = [constant for constant in model.graph.initializer if constant.name == "output_bias"]
    bias.raw_data = np.array([number], dtype=np.float32).tobytes()
    with pytest.raises(BundleCorruptError, match="something else than finite numbers"):
        Session(model.SerializeToString()).read(ids_of([5]))
