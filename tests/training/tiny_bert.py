"""A tiny BERT with random weights in Hugging Face layout, which knows the words of the made-up corpus."""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from tests.training.conftest import BAD, FILLER, GOOD

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
VOCABULARY = [
    *SPECIAL,
    *sorted({word for phrase in (*GOOD, *BAD, *FILLER) for word in phrase.split()}),
    "was",
    ".",
    ",",
]
LENGTH = 64
SIZE, INNER, LAYERS, HEADS = 16, 32, 1, 2


def make_tiny_bert(folder: Path) -> Path:
    """Write config.json, model.safetensors, tokenizer.json, vocab.txt and a model card."""
    folder.mkdir(parents=True)
    config = {
        "model_type": "bert",
        "vocab_size": len(VOCABULARY),
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "hidden_size": SIZE,
        "intermediate_size": INNER,
        "hidden_dropout_prob": 0.1,
        "max_position_embeddings": LENGTH,
        "type_vocab_size": 2,
    }
    (folder / "config.json").write_text(json.dumps(config))
    save_file(_weights(), folder / "model.safetensors")
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY))
    (folder / "tokenizer_config.json").write_text(json.dumps({"do_lower_case": True}))
    _tokenizer().save(str(folder / "tokenizer.json"))
    (folder / "README.md").write_text("---\nlanguage: en\nlicense: apache-2.0\n---\n# Tiny\nlicense: none\n")
    return folder


def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(models.WordPiece({word: index for index, word in enumerate(VOCABULARY)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True, strip_accents=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", SPECIAL.index("[CLS]")), ("[SEP]", SPECIAL.index("[SEP]"))]
    )
    tokenizer.enable_truncation(8)  # as models are published; a teacher reads on
    tokenizer.enable_padding(length=8)
    return tokenizer


def _weights() -> dict[str, NDArray[np.float32]]:
    random = np.random.default_rng(0)

    def dense(outputs: int, inputs: int) -> NDArray[np.float32]:
        return random.normal(scale=inputs**-0.5, size=(outputs, inputs)).astype(np.float32)

    weights = {"embeddings.word_embeddings.weight": dense(len(VOCABULARY), SIZE)}
    for name, rows in (("position", LENGTH), ("token_type", 2)):  # words matter most, as in a trained model
        weights[f"embeddings.{name}_embeddings.weight"] = dense(rows, SIZE) * np.float32(0.1)
    norms, layers = ["embeddings.LayerNorm"], {"pooler.dense": (SIZE, SIZE)}
    for number in range(LAYERS):
        place = f"encoder.layer.{number}"
        norms += [f"{place}.attention.output.LayerNorm", f"{place}.output.LayerNorm"]
        attention = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense")
        layers |= {f"{place}.{name}": (SIZE, SIZE) for name in attention}
        layers |= {f"{place}.intermediate.dense": (INNER, SIZE), f"{place}.output.dense": (SIZE, INNER)}
    for name, (outputs, inputs) in layers.items():
        weights |= {f"{name}.weight": dense(outputs, inputs), f"{name}.bias": np.zeros(outputs, dtype=np.float32)}
    for name in norms:
        weights |= {f"{name}.weight": np.ones(SIZE, np.float32), f"{name}.bias": np.zeros(SIZE, np.float32)}
    return weights
