"""DistilBERT's architecture with its weights in int8, by ONNX Runtime's dynamic quantization."""

import tempfile
from pathlib import Path

from scripts.peers import distilbert
from scripts.peers.distilbert import load, tokenizer
from scripts.peers.protocol import Data, Fitted, serve


def fit(data: Data, model: Path, *, size: distilbert.Size | None = None) -> Fitted:
    """Learns the vocabulary and writes the network with random weights in int8."""
    from onnx import TensorProto
    from onnxruntime.quantization import quantize_dynamic

    with tempfile.TemporaryDirectory(dir=model) as folder:
        _, vocabulary = distilbert.fit(data, Path(folder), size=size).files
        vocabulary = vocabulary.rename(model / vocabulary.name)
        # Shapes and types are not inferred through the fused operators; all that they work on is float32.
        told = {"DefaultTensorType": TensorProto.FLOAT}
        quantize_dynamic(Path(folder) / "model.onnx", model / "model.onnx", extra_options=told)
    return Fitted("random weights, int8", [model / "model.onnx", vocabulary])


if __name__ == "__main__":
    serve(fit, load, tokenizer=tokenizer)
