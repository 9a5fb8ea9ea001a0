"""Words of every script, the same for both libraries."""

import json
import sys
import unicodedata
from typing import Any

import pytest
import tokenizers
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sentiment.bundle import Bundle
from sentiment.errors import TrainingError
from sentiment.tokenizer import well_formed
from sentiment.training.normalization import (
    accents_matter,
    library_normalizer,
    library_pre_tokenizer,
    tensorflow_words,
)
from tests.texts import any_script

RULES = ("accents", "no accents", "shipped")


def definition_of(rules: str, bundle: Bundle) -> dict[str, Any]:
    definition: dict[str, Any] = json.loads(bundle.tokenizer)
    if rules != "shipped":
        library = tokenizers.Tokenizer(tokenizers.models.WordPiece({"[UNK]": 0}, unk_token="[UNK]"))
        library.normalizer = library_normalizer(accents=rules == "accents")
        library.pre_tokenizer = library_pre_tokenizer()
        definition |= {name: json.loads(library.to_str())[name] for name in ("normalizer", "pre_tokenizer")}
    return definition


class Both:
    """The words of texts, by both libraries."""

    def __init__(self, definition: dict[str, Any]) -> None:
        import tensorflow as tf

        self._library: Any = tokenizers.Tokenizer.from_str(json.dumps(definition))
        self._split: Any = tf.function(
            tensorflow_words(definition), input_signature=[tf.TensorSpec([None], tf.string)], autograph=False
        )

    def library(self, text: str) -> list[str]:
        normal = self._library.normalizer.normalize_str(well_formed(text))
        return [word for word, _ in self._library.pre_tokenizer.pre_tokenize_str(normal)]

    def tensorflow(self, texts: list[str]) -> list[list[str]]:
        import tensorflow as tf

        rows = self._split(tf.constant([well_formed(text) for text in texts], dtype=tf.string)).to_list()
        return [[word.decode() for word in row] for row in rows]


@pytest.fixture(scope="module", params=RULES)
def both(bundle: Bundle, request: pytest.FixtureRequest) -> Both:
    return Both(definition_of(request.param, bundle))


@pytest.fixture(scope="module")
def accented(bundle: Bundle) -> Both:
    return Both(definition_of("accents", bundle))


@settings(max_examples=150)
@given(st.lists(any_script, max_size=10))
@example(["a" * 60 + "é" * 60 + "한" * 60 + "เ" * 60 + "𞤀" * 60 + "'a" * 60 + "ကျွ" + "်" * 60])
@example(["a\x00b\tc\x1fd\u2028e", " \u0301", "", "<br\u0301 />"])
def test_both_libraries_find_the_same_words(both: Both, texts: list[str]) -> None:
    found = both.tensorflow(texts)
    assert found == [both.library(text) for text in texts]
    assert all(0 < len(word.encode()) <= 100 for row in found for word in row)


@pytest.mark.parametrize("rules", RULES[:2])
def test_both_libraries_find_the_same_words_around_every_character(bundle: Bundle, rules: str) -> None:
    """Each that has a rule of its own: in a word, between marks that could change places with it, in a cluster."""
    both = Both(definition_of(rules, bundle))
    special = [
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if "\x00" < character < "\u3100"
        or unicodedata.category(character)[0] in "MPZ"
        or unicodedata.category(character) in ("Cf", "Lm", "Lu", "Lt")
        or (unicodedata.decomposition(character) and not "\uf900" <= character <= "\ufaff")
    ]
    assert len(special) > 15_000
    texts = [
        " ".join(
            f"film{c}s {c}\u05b0\u093c {c} a\u0323{c}\u0e01{c}\u0e48\u0e32 か{c}" for c in special[first : first + 32]
        )
        for first in range(0, len(special), 32)
    ]
    for text, found in zip(texts, both.tensorflow(texts), strict=True):
        assert found == both.library(text), f"around U+{ord(text[4]):04X}"


@pytest.mark.parametrize(
    "words",
    [
        "el año está bien , mañana más .",
        "l'été n'était qu'une aujourd'hui rock'n'roll responsibilities's",
        "phim này không\u0323 hay chút nào , dở tệ .",
        "хороший ёлка п'ять",
        "geschwindigkeitsbegrenzungen fußgänger",
        "영화가 정말 재미있어요 10 점",
        "هذا رائع ، جميل ؟ لأن",
        "अच्छी फ़िल्म । अंतर्राष्ट्रीय",
        "יצירה מעולה , בית ־ ספר",
    ],
)
def test_words_between_spaces(accented: Both, words: str) -> None:
    assert accented.library(words) == unicodedata.normalize("NFKD", words).split()


@pytest.mark.parametrize(
    "words",
    [
        "映 画 は が っ か り 。",
        "ไม่ ดี อ ร่ อ ย มา ก ๆ น้ำ เพื่ อ น เเย่",
        "ດີ ຫຼາ ຍ ພາ",
        "ខ្មែ រ ល្អ ស់ ។",
        "သ င်္ဘော ကော င်း ။",
        "ꦲ ꦏ꧀ꦱ ꦫ",
    ],
)
def test_words_without_spaces_are_characters_with_all_around_them(accented: Both, words: str) -> None:
    assert accented.library(words.replace(" ", "")) == unicodedata.normalize("NFKD", words).split()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("جَمِيلٌ جـــدا", "جميل جدا"),
        ("מְעוּלָּה", "מעולה"),
        ("don\u00b4t don\u2019t don`t", "don't don't don't"),
        ("İyi İSTANBUL", "iyi istanbul"),
        ("cafe\u0301", "café"),
        ("ｶﾞ ガ", "ガ ガ"),
        ("བཀྲ་ཤིས", "བཀྲ ཤིས"),
        ("葛\U000e0100 \u2764\ufe0f", "葛 \u2764"),
        ("영", unicodedata.normalize("NFD", "영")),
    ],
)
def test_texts_that_read_the_same(accented: Both, one: str, other: str) -> None:
    assert accented.library(one) == accented.library(other)


@pytest.mark.parametrize(
    ("one", "other"), [("año", "ano"), ("bán", "bạn"), ("й", "и"), ("が", "か"), ("ไม่", "ไม"), ("لأن", "لان")]
)
def test_texts_that_read_differently(accented: Both, one: str, other: str) -> None:
    assert accented.library(one) != accented.library(other)


def test_accents_matter_where_there_are_some() -> None:
    plain = "The film is naive, and its cast is dull all the same. " * 20
    assert not accents_matter([plain])
    assert not accents_matter([plain, "A naïve café"])
    assert accents_matter([plain, "Mañana compraré más"])
    assert accents_matter(["Phim này không hay"])
    assert accents_matter([unicodedata.normalize("NFD", "Phim này không hay")])
    assert not accents_matter(["这本书的内容很不错"])
    assert not accents_matter(["", "plain"])


def test_words_of_another_tokenizer_cannot_be_had() -> None:
    bert = {"normalizer": {"type": "BertNormalizer"}, "pre_tokenizer": {"type": "BertPreTokenizer"}}
    for definition in (bert, {}, {"normalizer": None, "pre_tokenizer": None}):
        with pytest.raises(TrainingError, match=r"cannot follow this tokenizer\.json"):
            tensorflow_words(definition)
