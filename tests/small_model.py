"""A bundle around a small network with random weights: it answers at once, and means nothing."""

from pathlib import Path

from sentiment.bundle import MODEL, TOKENIZER, WEIGHTS, Bundle, file_hashes, write_bundle
from sentiment.tokenizer import Tokenizer
from sentiment.training.onnx_graph import float_model  # noqa: TID253
from tests.odd_model import small_weights
from tests.small_bundle import make_manifest
from tests.small_tokenizer import small_tokenizer


def small_model_bundle(folder: Path) -> Bundle:
    """The bundle, written to a folder that is made."""
    tokenizer = small_tokenizer()
    num_tokens = Tokenizer(tokenizer).num_tokens
    weights = small_weights(num_tokens)
    model = float_model(weights).SerializeToString()
    content = {TOKENIZER: tokenizer, MODEL: model, WEIGHTS: b"weights"}
    manifest = make_manifest(
        labels=("negative", "positive"),
        bias=float(weights["output/bias"][0]),
        sizes={"vocabulary": num_tokens, "embedding_size": 16, "units": 12, "attention_units": 8},
        files=file_hashes(content),
        golden=[],
    )
    write_bundle(folder, manifest, content)
    return Bundle(folder, manifest, tokenizer, model)
