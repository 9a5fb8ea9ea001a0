"""The network as an ONNX graph, written node by node.

One native LSTM node reads right-padded texts by their lengths; the stock converters would unroll a Keras LSTM into
loops. Inputs: token_ids [batch, length] int32, lengths [batch] int32. Outputs: logit [batch], attention
[batch, length], contribution [batch, length].
"""

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from sentiment.training.weights import Weights

_OPSET, _IR = 17, 9  # onnxruntime reads these from 1.15 on
_DIRECTIONS = ("forward", "backward")
_MASKED = -1e9  # as in AttentionPooling


def float_model(weights: Weights, is_word: NDArray[np.bool_]) -> onnx.ModelProto:
    """Build the exact model: weights in float32.

    Args:
        weights: See `weights.get_weights`.
        is_word: False for the tokens that attention skips.  # [vocabulary]
    """
    lookup = [node("Gather", "embedding token_ids", "vectors")]
    return _model(weights, is_word, {"embedding": weights["embedding/embeddings"]}, lookup)


def small_model(weights: Weights, is_word: NDArray[np.bool_]) -> onnx.ModelProto:
    """Build the shipped model: the embedding, nearly all of the weights, in int8 with one scale per token.

    The LSTM stays in float32. ONNX Runtime quantizes an LSTM's activations with one scale for a whole batch, so a
    text's answer would depend on its neighbors.
    """
    table = weights["embedding/embeddings"]
    scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127  # [vocabulary, 1]
    constants = {"embedding": np.round(table / scale).astype(np.int8), "embedding_scale": scale}
    lookup = [
        node("Gather", "embedding token_ids", "quantized"),
        node("Cast", "quantized", "steps", to=TensorProto.FLOAT),
        node("Gather", "embedding_scale token_ids", "scales"),
        node("Mul", "steps scales", "vectors"),
    ]
    return _model(weights, is_word, constants, lookup)


def half_model(weights: Weights, is_word: NDArray[np.bool_]) -> onnx.ModelProto:
    """Build the small model for weights that lose too much in int8: embedding in float16, LSTM in float32."""
    lookup = [
        node("Gather", "embedding token_ids", "halves"),
        node("Cast", "halves", "vectors", to=TensorProto.FLOAT),
    ]
    return _model(weights, is_word, {"embedding": weights["embedding/embeddings"].astype(np.float16)}, lookup)


def _model(
    weights: Weights, is_word: NDArray[np.bool_], embedding: dict[str, NDArray[Any]], lookup: list[onnx.NodeProto]
) -> onnx.ModelProto:
    units = weights["forward/recurrent_kernel"].shape[0]
    constants = {
        **embedding,
        "lstm_input": np.stack([_gates(weights[f"{name}/kernel"]).T for name in _DIRECTIONS]),
        "lstm_recurrent": np.stack([_gates(weights[f"{name}/recurrent_kernel"]).T for name in _DIRECTIONS]),
        "lstm_bias": np.stack([_biases(weights[f"{name}/bias"]) for name in _DIRECTIONS]),
        "features": np.array([0, 0, 2 * units], dtype=np.int64),
        "attention_kernel": weights["attention/kernel"],
        "attention_bias": weights["attention/bias"],
        "attention_context": weights["attention/context"],
        "output_kernel": weights["output/kernel"],
        "output_bias": weights["output/bias"],
        "masked": np.array(_MASKED, dtype=np.float32),
        "zero": np.array(0, dtype=np.int32),
        "one": np.array(1, dtype=np.int32),
        "second": np.array(1, dtype=np.int64),
        "last_axis": np.array([-1], dtype=np.int64),
        "is_word": is_word,
    }
    nodes = [
        *lookup,  # vectors [batch, length, embedding]
        node("Transpose", "vectors", "vectors_by_time", perm=[1, 0, 2]),
        node(
            "LSTM",
            "vectors_by_time lstm_input lstm_recurrent lstm_bias lengths",
            "states_by_time",  # [length, direction, batch, units]
            hidden_size=units,
            direction="bidirectional",
        ),
        node("Transpose", "states_by_time", "states_by_direction", perm=[2, 0, 1, 3]),
        node("Reshape", "states_by_direction features", "states"),  # [batch, length, 2 * units]
        node("MatMul", "states attention_kernel", "projected"),
        node("Add", "projected attention_bias", "shifted"),
        node("Tanh", "shifted", "aligned"),  # [batch, length, attention]
        node("MatMul", "aligned attention_context", "scores"),
        node("Squeeze", "scores last_axis", "score"),  # [batch, length]
        node("Shape", "token_ids", "shape"),
        node("Gather", "shape second", "longest_int64"),
        node("Cast", "longest_int64", "longest", to=TensorProto.INT32),
        node("Range", "zero longest one", "positions"),  # [length]
        node("Unsqueeze", "lengths last_axis", "limits"),  # [batch, 1]
        node("Less", "positions limits", "real"),  # [batch, length]
        node("Gather", "is_word token_ids", "letters"),
        node("And", "real letters", "words"),  # [batch, length]
        node("Cast", "words", "word_counts", to=TensorProto.FLOAT),
        node("ReduceMax", "word_counts", "has_words", axes=[1], keepdims=1),
        node("Cast", "has_words", "any_word", to=TensorProto.BOOL),  # [batch, 1]
        node("Not", "any_word", "only_punctuation"),
        node("And", "real only_punctuation", "fallback"),
        node("Or", "words fallback", "attended"),
        node("Where", "attended score masked", "masked_score"),
        node("Softmax", "masked_score", "attention", axis=1),
        node("MatMul", "states output_kernel", "evidences"),
        node("Squeeze", "evidences last_axis", "evidence"),  # [batch, length]
        node("Mul", "attention evidence", "contribution"),
        node("ReduceSum", "contribution last_axis", "total", keepdims=0),
        node("Add", "total output_bias", "logit"),
    ]
    graph = helper.make_graph(
        nodes,
        "sentiment",
        [
            helper.make_tensor_value_info("token_ids", TensorProto.INT32, ["batch", "length"]),
            helper.make_tensor_value_info("lengths", TensorProto.INT32, ["batch"]),
        ],
        [
            helper.make_tensor_value_info("logit", TensorProto.FLOAT, ["batch"]),
            helper.make_tensor_value_info("attention", TensorProto.FLOAT, ["batch", "length"]),
            helper.make_tensor_value_info("contribution", TensorProto.FLOAT, ["batch", "length"]),
        ],
        [numpy_helper.from_array(np.ascontiguousarray(value), name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], producer_name="sentiment")
    model.ir_version = _IR
    onnx.checker.check_model(model, full_check=True)
    return model


def node(kind: str, inputs: str, output: str, **attributes: Any) -> onnx.NodeProto:
    """Make a node whose inputs are separated by spaces."""
    return helper.make_node(kind, inputs.split(), [output], name=output, **attributes)


def _gates(kernel: NDArray[np.float32]) -> NDArray[np.float32]:
    """The gates along the last axis [..., 4 * units], from Keras's order i, f, c, o to ONNX's i, o, f, c."""
    i, f, c, o = np.split(kernel, 4, axis=-1)
    return np.concatenate([i, o, f, c], axis=-1)


def _biases(bias: NDArray[np.float32]) -> NDArray[np.float32]:
    """ONNX has two biases, of input and recurrence, [8 * units]; Keras has their sum."""
    ordered = _gates(bias)
    return np.concatenate([ordered, np.zeros_like(ordered)])
