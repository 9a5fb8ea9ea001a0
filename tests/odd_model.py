"""Small models by the exporter, made odd; and what a bundle around one answers."""

import resource
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st
from onnx import ModelProto, TensorProto  # noqa: TID253

from sentiment.bundle import MANIFEST, MODEL, TOKENIZER, WEIGHTS, file_hashes
from sentiment.classifier import Classifier
from sentiment.errors import BundleError
from tests.hostile import damaged
from tests.small_bundle import make_manifest

TEXTS = ("superb", "A moving end, and not a dull minute in it. " * 9)
_MOST_SECONDS = 60
_MOST_BYTES = 2**32  # of addresses; a graph may ask for any amount
_SIZES = (0, 1, 2, 3, 16, 24, 2**31, 2**62, -1)
_NUMBERS = (float("nan"), float("inf"), -float("inf"), 3e38, 0.0, 1e-45, -1.0)
_OPERATORS = (
    "Add",
    "Mul",
    "MatMul",
    "Gather",
    "LSTM",
    "Pad",
    "Slice",
    "Reshape",
    "Squeeze",
    "Cast",
    "Loop",
    "SequenceConstruct",
    "Evil",
    "",
)
_TYPES = tuple(TensorProto.DataType.values())


def small_weights(num_tokens: int) -> dict[str, np.ndarray]:
    """Weights of a network of a few units."""
    random, embedding, units, attention = np.random.default_rng(0), 16, 12, 8
    shapes = {
        "embedding/embeddings": (num_tokens, embedding),
        **{f"{name}/kernel": (embedding, 4 * units) for name in ("forward", "backward")},
        **{f"{name}/recurrent_kernel": (units, 4 * units) for name in ("forward", "backward")},
        **{f"{name}/bias": (4 * units,) for name in ("forward", "backward")},
        "attention/kernel": (2 * units, attention),
        "attention/bias": (attention,),
        "attention/context": (attention, 1),
        "output/kernel": (2 * units, 1),
        "output/bias": (1,),
    }
    return {name: random.normal(0, 0.4, shape).astype(np.float32) for name, shape in shapes.items()}


@st.composite
def odd(draw: st.DrawFn, whole: bytes) -> bytes:
    """The model after one to three changes to its parts, or to its bytes."""
    if draw(st.integers(0, 3)) == 0:
        return draw(damaged(whole))
    model = ModelProto.FromString(whole)
    for _ in range(draw(st.integers(1, 3))):
        draw(st.sampled_from([_change_node, _change_constant, _change_constant, _change_value, _change_version]))(
            draw, model
        )
    return bytes(model.SerializeToString())


def _one(draw: st.DrawFn, items: Sequence[Any]) -> Any:
    """One of them, by its place: hypothesis is not to look into parts of a model that change."""
    return items[draw(st.integers(0, len(items) - 1))]


def _change_node(draw: st.DrawFn, model: ModelProto) -> None:
    nodes = model.graph.node
    names = [name for each in nodes for name in (*each.input, *each.output)]
    node = _one(draw, nodes)
    change = draw(st.sampled_from(["drop", "double", "operator", "input", "output", "fewer", "attribute"]))
    if change == "drop":
        nodes.remove(node)
    elif change == "double":
        nodes.add().CopyFrom(node)
    elif change == "operator":
        node.op_type = draw(st.sampled_from(_OPERATORS))
    elif change == "input" and node.input:
        node.input[draw(st.integers(0, len(node.input) - 1))] = draw(st.sampled_from([*names, "", "absent"]))
    elif change == "output":
        node.output[0] = draw(st.sampled_from([*names, "", "other"]))
    elif change == "fewer" and node.input:
        del node.input[-1]
    elif node.attribute:
        attribute = _one(draw, node.attribute)
        attribute.i = draw(st.sampled_from(_SIZES))
        if attribute.ints:
            attribute.ints[0] = draw(st.sampled_from(_SIZES))


def _change_constant(draw: st.DrawFn, model: ModelProto) -> None:
    constants = model.graph.initializer
    constant = _one(draw, constants)
    change = draw(st.sampled_from(["drop", "dims", "rank", "type", "numbers", "numbers", "cut"]))
    if change == "drop":
        constants.remove(constant)
    elif change == "dims" and constant.dims:
        constant.dims[draw(st.integers(0, len(constant.dims) - 1))] = draw(st.sampled_from(_SIZES))
    elif change == "rank":
        constant.dims.append(1)
    elif change == "type":
        constant.data_type = draw(st.sampled_from(_TYPES))
    elif change == "cut":
        constant.raw_data = constant.raw_data[: draw(st.integers(0, len(constant.raw_data)))]
    elif constant.data_type == TensorProto.FLOAT:
        values = np.frombuffer(constant.raw_data[: len(constant.raw_data) // 4 * 4], dtype=np.float32).copy()
        values[draw(st.integers(0, len(values))) :] = draw(st.sampled_from(_NUMBERS))
        constant.raw_data = values.tobytes()
    else:
        constant.raw_data = bytes([draw(st.integers(0, 255))]) * len(constant.raw_data)


def _change_value(draw: st.DrawFn, model: ModelProto) -> None:
    values = model.graph.input if draw(st.booleans()) else model.graph.output
    if not values:
        return
    value = _one(draw, values)
    change = draw(st.sampled_from(["drop", "double", "name", "type", "rank", "dim"]))
    tensor = value.type.tensor_type
    if change == "drop":
        values.remove(value)
    elif change == "double":
        values.add().CopyFrom(value)
    elif change == "name":
        value.name = draw(st.sampled_from(["token_ids", "logit", "attention", "states", "zero", "embedding", ""]))
    elif change == "type":
        tensor.elem_type = draw(st.sampled_from(_TYPES))
    elif change == "rank":
        tensor.shape.dim.add().dim_value = 1
    elif tensor.shape.dim:
        tensor.shape.dim[0].dim_value = draw(st.sampled_from(_SIZES))


def _change_version(draw: st.DrawFn, model: ModelProto) -> None:
    if draw(st.booleans()):
        model.ir_version = draw(st.integers(-1, 20))
    else:
        model.opset_import[0].version = draw(st.integers(-1, 40))


def write_bundle_of(folder: Path, tokenizer: bytes, model: bytes, num_tokens: int) -> None:
    """A bundle whose manifest is right about its files."""
    content = {TOKENIZER: tokenizer, MODEL: model, WEIGHTS: b"weights"}
    manifest = make_manifest(files=file_hashes(content), sizes={"vocabulary": num_tokens})
    for name, raw in {**content, MANIFEST: manifest.to_json()}.items():
        (folder / name).write_bytes(raw)


def bound_memory() -> None:
    """From here on this process gets no more than that, and is told when it asks for more."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))


def answer(folder: Path) -> str:
    """Why the bundle is refused; nothing if it answers, then in finite numbers. What takes long ends the process."""
    signal.alarm(_MOST_SECONDS)
    try:
        classifier = Classifier.load(folder)
        predictions = [classifier.classify(text) for text in TEXTS]
        classifier.verify()
        for prediction in predictions:
            assert 0 <= prediction.probability <= 1
            assert np.isfinite([prediction.logit, *prediction.attention, *prediction.contribution]).all()
    except BundleError as error:
        return str(error)
    finally:
        signal.alarm(0)
    return ""
