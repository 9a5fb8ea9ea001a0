"""The vocabulary: learned from texts, or taken from an encoder."""

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from sentiment.errors import TrainingError
from sentiment.tokenizer import Tokenizer
from sentiment.training.vocabulary import bert_tokenizer, learn_vocabulary, read_vocabulary

TEXTS = [
    "It's a superb film -- isn't it? I'd say 10/10! Well-made, naïve café.",
    "superb superb films filming, they don't; he didn't; 'quoted' rock'n'roll o'clock 1980s Ελλάδα Σίσυφος фильм",
    "映画はとても良い。 映画 좋은 영화 영화 😀😀 ★★★ £5 ½ ﬁlm film film ߊ ꟁ",
] * 3


@pytest.fixture(scope="module")
def definition() -> bytes:
    return learn_vocabulary(TEXTS, size=400)


def test_of_the_same_texts_always_the_same(definition: bytes) -> None:
    assert all(learn_vocabulary(TEXTS, size=400) == definition for _ in range(5))
    vocabulary = json.loads(definition)["model"]["vocab"]
    assert sorted(vocabulary.values()) == list(range(len(vocabulary)))
    assert not any(token.isspace() for token in vocabulary)


def test_vocabulary_starts_with_padding_and_unknown(definition: bytes) -> None:
    vocabulary = json.loads(definition)["model"]["vocab"]
    assert vocabulary["[PAD]"] == 0
    assert vocabulary["[UNK]"] == 1
    assert "superb" in vocabulary
    assert sorted(vocabulary.values()) == list(range(len(vocabulary)))


def test_accents_are_kept_or_not_with_the_text(definition: bytes) -> None:
    kept, dropped = Tokenizer(definition), Tokenizer(learn_vocabulary([*TEXTS, "plain " * 2_000], size=400))
    assert kept.encode("café").ids.tolist() != kept.encode("cafe").ids.tolist()
    assert dropped.encode("café").ids.tolist() == dropped.encode("cafe").ids.tolist()


def test_a_text_without_words_is_refused() -> None:
    with pytest.raises(TrainingError, match="no word to learn from"):
        learn_vocabulary(["  ", "\u200b"], size=100)


PIECES = ["[CLS]", "[UNK]", "<s>", "[unused3]", ".", "link", "website", "user", "name", "super", "##b", "film"]


def test_special_tokens_of_an_encoder_are_left_out() -> None:
    vocabulary = json.loads(bert_tokenizer(PIECES))["model"]["vocab"]
    assert list(vocabulary) == ["[PAD]", "[UNK]", *PIECES[4:], "urltoken", "usertoken"]
    assert list(vocabulary.values()) == list(range(len(vocabulary)))


@pytest.fixture
def encoder(tmp_path: Path) -> Path:
    """A folder in Hugging Face layout: tokens with random vectors."""
    from tokenizers import Tokenizer as Library
    from tokenizers import models

    Library(models.WordPiece({piece: id for id, piece in enumerate(PIECES)}, unk_token="[UNK]")).save(
        str(tmp_path / "tokenizer.json")
    )
    vectors = np.random.default_rng(0).normal(size=(len(PIECES), 6)).astype(np.float32)
    save_file({"embeddings.word_embeddings.weight": vectors}, tmp_path / "model.safetensors")
    return tmp_path


def test_vectors_of_an_encoder_keep_their_geometry(encoder: Path) -> None:
    found = read_vocabulary(encoder, size=6)
    vocabulary = json.loads(found.tokenizer)["model"]["vocab"]
    assert found.vectors.shape == (len(vocabulary), 6)
    both = found.vectors[[vocabulary["link"], vocabulary["website"]]]
    np.testing.assert_allclose(found.vectors[vocabulary["urltoken"]], both.mean(axis=0), atol=1e-5)
    assert found.vectors.std() == pytest.approx(1, rel=1e-4)
    assert read_vocabulary(encoder, size=3).vectors.shape == (len(vocabulary), 3)


def test_a_folder_that_is_no_encoder_is_refused(encoder: Path) -> None:
    (encoder / "model.safetensors").write_bytes(b"nothing")
    with pytest.raises(TrainingError, match="not an encoder"):
        read_vocabulary(encoder)
    (encoder / "tokenizer.json").write_text('{"model": {"type": "BPE"}}')
    with pytest.raises(TrainingError, match="BPE"):
        read_vocabulary(encoder)
