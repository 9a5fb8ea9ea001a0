"""One vocabulary, two libraries, the same ids."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sentiment.bundle import Bundle
from sentiment.errors import TrainingError
from sentiment.tokenizer import Tokenizer, well_formed
from sentiment.training.vocabulary import KerasTokenizer, learn_vocabulary
from tests.texts import any_script
from tests.training.conftest import needs_imdb

TEXTS = [
    "It's a superb film -- isn't it? I'd say 10/10! Well-made, naïve café.",
    "superb superb films filming, they don't; he didn't; 'quoted' rock'n'roll o'clock 1980s Ελλάδα Σίσυφος фильм",
    "映画はとても良い。 映画 좋은 영화 영화 😀😀 ★★★ £5 ½ ﬁlm film film ߊ ꟁ",
] * 3
HOSTILE = [
    "",
    " \t\r\n\u00a0\u3000\u2028",
    "a\x00b\x00",
    "\ud800 lone \udfff surrogates",
    "<br /><BR/><br><br / > a<br />b",
    "don\u2019t don\u0092t don\u00b4t don`t 'don't' ''don't''",
    "zero\u200bwidth\ufeff joi\u200dner soft\u00adhyphen",
    "e\u0301\u0323 \u0301start q\u0307\u0323",
    "ΣΊΣΥΦΟΣ Σ ΑΣ. İstanbul ISSIZ ß ẞ ﬀ Ǆ",
    "½ ² ™ ㋿ ﷺ ①",
    "a" * 200 + " " + "é" * 200 + " " + "한" * 60 + " " + "𝒳" * 40,
    "x'" * 50 + "'",
    "👩‍👩‍👧‍👦❤️🏳️‍🌈",
    "\u202eevil\u202c \u2066iso\u2069",
    "[PAD] [UNK] ##ing",
    "<script>alert('x')</script>",
    "\U000e0041\uffff\U0010ffff\ue000",
]


@pytest.fixture(scope="module")
def definition() -> bytes:
    return learn_vocabulary(TEXTS, size=400)


@pytest.fixture(scope="module", params=["accents", "no accents", "shipped"])
def tokenizers(definition: bytes, bundle: Bundle, request: pytest.FixtureRequest) -> tuple[KerasTokenizer, Tokenizer]:
    """Both by the rules of a definition: of a new one, whose text has accents or hardly any, and of an earlier one."""
    if request.param == "shipped":
        definition = bundle.tokenizer
    elif request.param == "no accents":
        definition = learn_vocabulary([*TEXTS, "plain " * 2_000], size=400)
    return KerasTokenizer(definition), Tokenizer(definition)


def test_of_the_same_texts_always_the_same(definition: bytes) -> None:
    assert all(learn_vocabulary(TEXTS, size=400) == definition for _ in range(5))
    vocabulary = json.loads(definition)["model"]["vocab"]
    assert sorted(vocabulary.values()) == list(range(len(vocabulary)))
    assert not any(token.isspace() for token in vocabulary)


def ours(tokenizer: Tokenizer, text: str) -> list[int]:
    """Ids at run time; none for a blank text, which `encode` refuses."""
    try:
        return [int(id) for id in tokenizer.encode(text).ids]
    except ValueError:
        return []


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


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_same_ids_on_hostile_text(tokenizers: tuple[KerasTokenizer, Tokenizer], text: str) -> None:
    keras_tokenizer, tokenizer = tokenizers
    assert next(keras_tokenizer.encode([text])).tolist() == ours(tokenizer, text)


def test_same_ids_on_every_character(definition: bytes) -> None:
    """Each Unicode character, inside a word, before a mark that could change places with it, and alone."""
    keras_tokenizer, tokenizer = KerasTokenizer(definition), Tokenizer(definition)
    characters = [chr(code) for code in range(sys.maxunicode + 1)]
    wrong = []
    for first in range(0, len(characters), 64):
        # 64 characters a text: a difference shows in the text's ids all the same
        characters_here = characters[first : first + 64]
        wrong.append(" ".join(f"film{c}s {c}\u05b0\u093c {c}" for c in characters_here))
    for text, expected in zip(wrong, keras_tokenizer.encode(wrong, batch_size=200), strict=True):
        whole = tokenizer._library.encode(well_formed(text)).ids  # chunks are tested beside the tokenizer
        assert whole == expected.tolist(), f"around U+{ord(text[4]):04X}"


@settings(max_examples=150)
@given(st.lists(st.one_of(st.text(max_size=40), any_script), max_size=20))
def test_same_ids_on_any_text(tokenizers: tuple[KerasTokenizer, Tokenizer], texts: list[str]) -> None:
    keras_tokenizer, tokenizer = tokenizers
    for text, expected in zip(texts, keras_tokenizer.encode(texts), strict=True):
        assert ours(tokenizer, text) == expected.tolist()


@pytest.mark.real_data
@pytest.mark.timeout(600)
@pytest.mark.parametrize("split", ["train", "unsupervised[:25%]"])
@needs_imdb
def test_same_ids_on_imdb(bundle_path: Path, split: str) -> None:
    from sentiment.corpus import load_texts

    definition = (bundle_path / "tokenizer.json").read_bytes()
    keras_tokenizer, tokenizer = KerasTokenizer(definition), Tokenizer(definition)
    texts = load_texts(f"tfds:imdb_reviews:{split}")
    assert len(texts) >= 12_500
    for text, expected in zip(texts, keras_tokenizer.encode(texts), strict=True):
        np.testing.assert_array_equal(tokenizer.encode(text).ids, expected, err_msg=text[:80])
