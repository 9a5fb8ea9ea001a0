"""The n-grams (`ngrams.py`) as ONNX nodes: token_ids [batch, length] and real [batch, length] to phrases, log-odds."""

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from sentiment.training.ngrams import BUCKET_BASE, LONGEST, MARK_BASE, MARK_RANGE, MARKS
from sentiment.training.weights import Weights

_HASHES = {"bucket": (BUCKET_BASE, "ngram_buckets"), "mark": (MARK_BASE, "ngram_mark_range")}


def node(operator: str, inputs: str, output: str, **attributes: Any) -> onnx.NodeProto:
    """A node of one output, which it is named after; inputs are separated by spaces."""
    return helper.make_node(operator, inputs.split(), [output], name=output, **attributes)


def ngram_constants(weights: Weights) -> dict[str, NDArray[Any]]:
    """What the nodes need, by name."""
    table = weights["ngrams/weights"]
    constants: dict[str, NDArray[Any]] = {
        "ngram_table": table,
        "ngram_fingerprints": weights["ngrams/fingerprints"],
        "ngram_buckets": np.array(len(table), dtype=np.int32),
        "ngram_mark_range": np.array(MARK_RANGE, dtype=np.int32),
        "ngram_marks": np.array(MARKS, dtype=np.int32),
        "ngram_first_mark": np.array(1, dtype=np.int32),
        "ngram_all": np.array([np.iinfo(np.int64).max], dtype=np.int64),
        "ngram_but_last": np.array([-1], dtype=np.int64),
        "ngram_margin": np.array([0, 0, 0, LONGEST - 1], dtype=np.int64),
        "ngram_but_margin": np.array([1 - LONGEST], dtype=np.int64),
        "ngram_axis": np.array([1], dtype=np.int64),
    }
    for name, (base, _) in _HASHES.items():
        constants[f"ngram_{name}_base"] = np.array(base, dtype=np.int32)
    for length in range(1, LONGEST + 1):
        constants[f"ngram_skip_{length - 1}"] = np.array([length - 1], dtype=np.int64)
        constants[f"ngram_share_{length}"] = (weights["ngrams/step"] / length).astype(np.float32)
        for place in range(length):
            constants[f"ngram_pad_{length}_{place}"] = np.array([0, place, 0, length - 1 - place], dtype=np.int64)
    return constants


def ngram_nodes() -> list[onnx.NodeProto]:
    """The nodes; the last one's output is `phrases`."""
    # A text shorter than an n-gram has none: it is made longer first, and cut again at the end.
    nodes = [
        node("Pad", "token_ids ngram_margin", "longer_ids"),
        node("Cast", "real", "real_int32", to=TensorProto.INT32),
        node("Pad", "real_int32 ngram_margin", "longer_int32"),
        node("Cast", "longer_int32", "longer_real", to=TensorProto.BOOL),
    ]
    shares = []
    for length in range(1, LONGEST + 1):
        ending = f"ngram_skip_{length - 1} ngram_all ngram_axis"
        nodes += [
            node("Slice", f"longer_ids {ending}", f"last_{length}"),  # [batch, length + 3 - n], as all that follow
            node("Slice", f"longer_real {ending}", f"real_{length}"),
        ]
        for name in _HASHES:
            nodes += _hash(name, length)
        nodes += [
            node("Mod", f"mark_{length} ngram_marks", f"remainder_{length}"),
            node("Add", f"remainder_{length} ngram_first_mark", f"fingerprint_{length}"),
            node("Gather", f"ngram_fingerprints bucket_{length}", f"owner_byte_{length}"),
            node("Cast", f"owner_byte_{length}", f"owner_{length}", to=TensorProto.INT32),
            node("Equal", f"owner_{length} fingerprint_{length}", f"own_{length}"),
            node("And", f"own_{length} real_{length}", f"known_{length}"),
            node("Cast", f"known_{length}", f"counted_{length}", to=TensorProto.FLOAT),
            node("Gather", f"ngram_table bucket_{length}", f"steps_byte_{length}"),
            node("Cast", f"steps_byte_{length}", f"steps_{length}", to=TensorProto.FLOAT),
            node("Mul", f"steps_{length} counted_{length}", f"weight_{length}"),
            node("Mul", f"weight_{length} ngram_share_{length}", f"share_{length}"),
        ]
        for place in range(length):
            shares.append(f"share_{length}_{place}")
            nodes.append(node("Pad", f"share_{length} ngram_pad_{length}_{place}", shares[-1]))
    return [
        *nodes,
        node("Sum", " ".join(shares), "longer_phrases"),  # [batch, length + 2]
        node("Slice", "longer_phrases ngram_skip_0 ngram_but_margin ngram_axis", "phrases"),
    ]


def _hash(name: str, length: int) -> list[onnx.NodeProto]:
    """One step of a polynomial hash: of n-grams from those one token shorter, and their last tokens."""
    base, modulus = f"ngram_{name}_base", _HASHES[name][1]
    result, last = f"{name}_{length}", f"last_{length}"
    if length == 1:
        return [node("Mod", f"{last} {modulus}", result)]
    return [
        node("Slice", f"{name}_{length - 1} ngram_skip_0 ngram_but_last ngram_axis", f"shorter_{result}"),
        node("Mul", f"shorter_{result} {base}", f"shifted_{result}"),
        node("Add", f"shifted_{result} {last}", f"sum_{result}"),
        node("Mod", f"sum_{result} {modulus}", result),
    ]
