"""DistilBERT's architecture (Sanh et al. 2019) with random weights in ONNX Runtime: how fast and how large it is.

The graph is written with the fused operators that ONNX Runtime's own optimizer of transformers ends up with, seven
nodes a layer. The vocabulary (WordPiece) is learnt from the texts. Its answers mean nothing; its accuracy is cited.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.peers.protocol import Classify, Data, Fitted, plain, serve


@dataclass(frozen=True)
class Size:
    """The sizes of the network; as they stand, those of `distilbert-base-uncased`."""

    layers: int = 6
    hidden: int = 768
    heads: int = 12
    inner: int = 3072
    vocabulary: int = 30522
    positions: int = 512


def shapes(size: Size) -> dict[str, tuple[int, ...]]:
    """The shape of every weight, by its name: embedding, layers, and a head for two classes."""
    hidden, inner = size.hidden, size.inner
    found: dict[str, tuple[int, ...]] = {
        "words": (size.vocabulary, hidden),
        "positions": (size.positions, hidden),
        "embedding_scale": (hidden,),
        "embedding_shift": (hidden,),
    }
    for layer in range(size.layers):
        found |= {
            f"{layer}/attention": (hidden, 3 * hidden),  # query, key, value
            f"{layer}/attention_bias": (3 * hidden,),
            f"{layer}/mix": (hidden, hidden),
            f"{layer}/mix_bias": (hidden,),
            f"{layer}/mix_scale": (hidden,),
            f"{layer}/mix_shift": (hidden,),
            f"{layer}/up": (hidden, inner),
            f"{layer}/up_bias": (inner,),
            f"{layer}/down": (inner, hidden),
            f"{layer}/down_bias": (hidden,),
            f"{layer}/down_scale": (hidden,),
            f"{layer}/down_shift": (hidden,),
        }
    return found | {"pooler": (hidden, hidden), "pooler_bias": (hidden,), "output": (hidden, 2), "output_bias": (2,)}


def num_parameters(size: Size) -> int:
    """All weights together."""
    return sum(map(math.prod, shapes(size).values()))


def random_weights(size: Size, *, seed: int) -> dict[str, Any]:
    """Normal with deviation .02 as before BERT's training; scales of the layer normalization 1, all else 0. float32."""
    import numpy as np

    generator = np.random.default_rng(seed)

    def drawn(name: str, shape: tuple[int, ...]) -> Any:
        if len(shape) == 2:
            return generator.standard_normal(shape, dtype=np.float32) * np.float32(0.02)
        return np.full(shape, 1 if name.endswith("scale") else 0, dtype=np.float32)

    return {name: drawn(name, shape) for name, shape in shapes(size).items()}


def build(size: Size, weights: dict[str, Any]) -> Any:
    """The network as an ONNX model: token_ids [batch, length] int32, without padding, to logits [batch, 2].

    Raises:
        ValueError: a weight has another shape than `shapes` says.
    """
    from onnx import TensorProto, helper, numpy_helper

    wrong = [name for name, shape in shapes(size).items() if weights[name].shape != shape]
    if wrong:
        raise ValueError(f"shapes other than those of {size}: {', '.join(wrong)}")
    graph = helper.make_graph(
        list(_nodes(size)),
        "distilbert",
        [helper.make_tensor_value_info("token_ids", TensorProto.INT32, ["batch", "length"])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 2])],
        [
            *(numpy_helper.from_array(weights[name], name) for name in shapes(size)),
            helper.make_tensor("first", TensorProto.INT64, [], [0]),
        ],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9)


def _nodes(size: Size) -> Iterator[Any]:
    from onnx import helper

    def node(operator: str, inputs: list[str], output: str, **attributes: Any) -> Any:
        return helper.make_node(operator, inputs, output.split(), name=output.split()[0], **attributes)

    fused = {"domain": "com.microsoft"}
    normal = fused | {"epsilon": 1e-12}
    embedded = ["token_ids", "", "words", "positions", "", "embedding_scale", "embedding_shift"]
    yield node("EmbedLayerNormalization", embedded, "states unused_mask", **normal)  # [batch, length, hidden]
    states = "states"
    for layer in range(size.layers):
        at = f"{layer}/"
        heads = fused | {"num_heads": size.heads}
        yield node("Attention", [states, at + "attention", at + "attention_bias"], at + "attended", **heads)
        yield node("MatMul", [at + "attended", at + "mix"], at + "mixed")
        scaled = [at + "mixed", states, at + "mix_scale", at + "mix_shift", at + "mix_bias"]
        yield node("SkipLayerNormalization", scaled, at + "middle", **normal)
        yield node("MatMul", [at + "middle", at + "up"], at + "wide")  # [batch, length, inner]
        yield node("BiasGelu", [at + "wide", at + "up_bias"], at + "bent", **fused)
        yield node("MatMul", [at + "bent", at + "down"], at + "narrow")
        scaled = [at + "narrow", at + "middle", at + "down_scale", at + "down_shift", at + "down_bias"]
        states = at + "states"
        yield node("SkipLayerNormalization", scaled, states, **normal)
    yield node("Gather", [states, "first"], "summary", axis=1)  # [batch, hidden], of the first token
    yield node("Gemm", ["summary", "pooler", "pooler_bias"], "pooled")
    yield node("Relu", ["pooled"], "rectified")
    yield node("Gemm", ["rectified", "output", "output_bias"], "logits")


def learn_vocabulary(data: Data, model: Path, size: Size) -> Path:
    """Learns WordPiece from the training texts and writes it."""
    from tokenizers import BertWordPieceTokenizer

    found = BertWordPieceTokenizer(lowercase=True)
    found.train_from_iterator(map(plain, data.train.texts), vocab_size=size.vocabulary, show_progress=False)
    found.enable_truncation(size.positions)
    found.save(str(model / "tokenizer.json"))
    return model / "tokenizer.json"


def fit(data: Data, model: Path, *, size: Size | None = None) -> Fitted:
    """Learns the vocabulary and writes the network with random weights in float32."""
    import onnx

    size = size or Size()
    path = model / "model.onnx"
    onnx.save(build(size, random_weights(size, seed=0)), path)
    return Fitted("random weights, float32", [path, learn_vocabulary(data, model, size)])


def load(model: Path) -> Classify:
    """Reads vocabulary and network; one text at a time, on one thread."""
    import numpy as np
    import onnxruntime

    encode = _encoder(model)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model / "model.onnx"), options, providers=["CPUExecutionProvider"])

    def is_positive(text: str) -> bool:
        (logits,) = session.run(None, {"token_ids": np.array([encode(text)], dtype=np.int32)})
        return bool(logits[0, 1] > logits[0, 0])

    return lambda texts: [is_positive(text) for text in texts]


def tokenizer(model: Path) -> Callable[[str], int]:
    """Counts tokens, at most 512."""
    encode = _encoder(model)
    return lambda text: len(encode(text))


def _encoder(model: Path) -> Callable[[str], list[int]]:
    from tokenizers import Tokenizer

    found = Tokenizer.from_file(str(model / "tokenizer.json"))
    return lambda text: list(found.encode(plain(text)).ids)


if __name__ == "__main__":
    serve(fit, load, tokenizer=tokenizer)
