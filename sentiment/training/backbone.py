"""Pre-trained text encoders: a folder or Hugging Face handle to a Keras model, a tokenizer and an identity.

A folder has either Hugging Face layout (config.json, model.safetensors, tokenizer.json or a vocabulary) or is a
keras-hub preset. Nothing in it is executed.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from sentiment.errors import TrainingError

HUGGING_FACE = "hf://"
_REMEDY = (
    "give a folder with config.json, model.safetensors and a tokenizer of a text encoder that keras-hub knows "
    "(BERT, RoBERTa, DistilBERT, ALBERT, ELECTRA ...), such as scripts/fetch_teacher makes, or hf://USER/MODEL"
)
_DATA = ["*.json", "*.txt", "*.safetensors", "*.h5", "*.model", "*.md"]
_WEIGHTS = ("*.safetensors", "*.weights.h5")
_LICENSE = re.compile(r"\A---\s*\n(?:(?!---).*\n)*?license:[ \t]*['\"]?([\w.+-]+)")

Encode = Callable[[Sequence[str]], list[NDArray[np.int32]]]


@dataclass(frozen=True)
class Backbone:
    """A pre-trained encoder.

    Attributes:
        encoder: Maps `token_ids` and `padding_mask` (and `segment_ids`, where it has them), each [batch, length], to
            states [batch, length, size].
        encode: Turns texts into token ids, with the special tokens that the encoder was trained with.
        max_tokens: Tokens that it can read at once; None without a limit.
        identity: `name`, `handle`, `license` (None where the folder names none) and `sha256` of the weights: of the
            file, or of the names and hashes of several.
    """

    encoder: keras.Model
    encode: Encode
    max_tokens: int | None
    identity: dict[str, str | None]


def load_backbone(handle: str, *, dtype: str = "float32") -> Backbone:
    """Load an encoder, without dropout.

    Args:
        handle: A folder, or `hf://USER/MODEL`, which is downloaded unless it is in Hugging Face's cache.
        dtype: Keras dtype policy, such as "mixed_bfloat16".

    Raises:
        TrainingError: It cannot be downloaded or loaded, or does not encode text.
    """
    import keras_nlp
    from safetensors import SafetensorError

    folder = _folder(handle)
    try:
        # Attention with dropout cannot use the fast kernels: fine-tuning would take six times as long.
        backbone = keras_nlp.models.Backbone.from_preset(str(folder), dtype=dtype, dropout=0.0)
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise _unusable(handle, str(error) or type(error).__name__) from error
    inputs, outputs = backbone.input, backbone.output
    if not isinstance(inputs, dict) or not {"token_ids", "padding_mask"} <= inputs.keys():
        raise _unusable(handle, f"{type(backbone).__name__} does not read token ids")
    if unknown := inputs.keys() - {"token_ids", "padding_mask", "segment_ids"}:
        raise _unusable(handle, f"{type(backbone).__name__} also reads {', '.join(sorted(unknown))}")
    states = outputs["sequence_output"] if isinstance(outputs, dict) else outputs
    encode, num_tokens = _tokenizer(folder, handle)
    known = backbone.token_embedding.input_dim
    if num_tokens > known:
        raise _unusable(handle, f"its tokenizer has {num_tokens:,} tokens and the model only {known:,}")
    identity = {
        "name": Path(handle.removeprefix(HUGGING_FACE)).resolve().name,
        "handle": handle,
        "license": _license(folder),
        "sha256": _weights_hash(folder),
    }
    limit = getattr(backbone, "max_sequence_length", None)
    return Backbone(keras.Model(inputs, states), encode, limit, identity)


def _folder(handle: str) -> Path:
    if not handle.startswith(HUGGING_FACE):
        if not Path(handle).is_dir():
            raise _unusable(handle, "there is no such folder")
        return Path(handle)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(handle.removeprefix(HUGGING_FACE), allow_patterns=_DATA))
    except (OSError, HfHubHTTPError, HFValidationError, LocalEntryNotFoundError) as error:
        raise _unusable(handle, str(error)) from error


def _tokenizer(folder: Path, handle: str) -> tuple[Encode, int]:
    """Return the folder's own tokenizer and its number of tokens.

    The rules of a tokenizer.json in Hugging Face's format are followed to the letter; keras-hub reads vocabularies, but
    drops rules such as the removal of accents.
    """
    path = folder / "tokenizer.json"
    try:
        definition = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except ValueError as error:
        raise _unusable(handle, f"tokenizer.json is not JSON: {error}") from error
    if isinstance(definition, dict) and "model" in definition:  # a preset's tokenizer.json is a Keras configuration
        return _hugging_face_tokenizer(path, handle)
    return _keras_tokenizer(folder, handle)


def _hugging_face_tokenizer(path: Path, handle: str) -> tuple[Encode, int]:
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises nothing more specific
        raise _unusable(handle, f"tokenizer.json: {error}") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()

    def encode(texts: Sequence[str]) -> list[NDArray[np.int32]]:
        readable = [text.encode("utf-8", "replace").decode() for text in texts]
        return [np.array(encoding.ids, dtype=np.int32) for encoding in tokenizer.encode_batch(readable)]

    return encode, tokenizer.get_vocab_size()


def _keras_tokenizer(folder: Path, handle: str) -> tuple[Encode, int]:
    import keras_nlp

    try:
        tokenizer = keras_nlp.models.Tokenizer.from_preset(str(folder))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unusable(handle, f"its tokenizer: {error}") from error
    first, last = (
        [] if token is None else [token]
        for token in (getattr(tokenizer, "start_token_id", None), getattr(tokenizer, "end_token_id", None))
    )

    def encode(texts: Sequence[str]) -> list[NDArray[np.int32]]:
        readable = [text.encode("utf-8", "replace").decode() for text in texts]
        return [np.array([*first, *ids, *last], dtype=np.int32) for ids in tokenizer(readable)]

    return encode, tokenizer.vocabulary_size()


def _license(folder: Path) -> str | None:
    """Return the license in the front matter of the model card."""
    card = folder / "README.md"
    found = _LICENSE.match(card.read_text(encoding="utf-8", errors="replace")) if card.is_file() else None
    return found[1] if found else None


def _weights_hash(folder: Path) -> str:
    files = [path for pattern in _WEIGHTS for path in sorted(folder.glob(pattern))]
    hashes = []
    for path in files:
        with path.open("rb") as file:
            hashes.append(file_digest(file, "sha256").hexdigest())
    if len(hashes) == 1:
        return hashes[0]
    named = [f"{digest}  {path.name}\n" for digest, path in zip(hashes, files, strict=True)]
    return sha256("".join(named).encode()).hexdigest()


def _unusable(handle: str, reason: str) -> TrainingError:
    line = " ".join(reason.split())[:300]
    return TrainingError(f"{handle!r} cannot be used as a teacher ({line}): {_REMEDY}")
