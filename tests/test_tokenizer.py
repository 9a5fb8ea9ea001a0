"""Text to ids and offsets: nothing is lost, and remembering chunks changes nothing."""

import pickle
import sys
import unicodedata
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sentiment import tokenizer as module
from sentiment.bundle import Bundle
from sentiment.errors import TextError
from sentiment.tokenizer import MAX_CHARACTERS, MAX_TOKENS, UNKNOWN, Encoding, Tokenizer, well_formed
from sentiment.training.vocabulary import learn_vocabulary  # noqa: TID253
from tests.texts import HOSTILE, SCRIPTS, any_script


@pytest.fixture(scope="module")
def tokenizer(bundle: Bundle) -> Tokenizer:
    return Tokenizer(bundle.tokenizer)


@pytest.fixture(scope="module")
def any_tokenizer(bundle: Bundle) -> Callable[[str], Tokenizer]:
    """The shipped one, and one that has learnt other scripts and keeps accents."""
    learnt = learn_vocabulary([*SCRIPTS, *HOSTILE] * 2, size=2_000)
    tokenizers = {"shipped": Tokenizer(bundle.tokenizer), "scripts": Tokenizer(learnt)}
    return tokenizers.__getitem__


def without_marks(text: str) -> str:
    """Letters without accents, which normalization moves about among themselves."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c)[0] != "M")


BOTH = pytest.mark.parametrize("name", ["shipped", "scripts"])


def encode(tokenizer: Tokenizer, text: str) -> Encoding | None:
    """None for a text with nothing in it."""
    try:
        return tokenizer.encode(text)
    except TextError:
        return None


def whole(tokenizer: Tokenizer, text: str) -> list[int]:
    """The library's ids of the text in one piece."""
    well_formed = "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)
    ids: list[int] = tokenizer._library.encode(well_formed).ids
    return ids


def assert_same_ids(tokenizer: Tokenizer, text: str) -> None:
    encoding = encode(tokenizer, text)
    assert (encoding.ids.tolist() if encoding else []) == whole(tokenizer, text)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_chunks_give_the_ids_of_the_whole_hostile_text(tokenizer: Tokenizer, text: str) -> None:
    assert_same_ids(tokenizer, text)
    assert_same_ids(tokenizer, text)  # now from memory


@BOTH
@pytest.mark.hostile
@given(text=any_script)
@example(text="<br\u0301 />")
@example(text="!\u0301a")
@example(text="a'\u0301b")
@example(text="<\u0338 =\u0338b")
def test_chunks_give_the_ids_of_the_whole_text(any_tokenizer: Callable[[str], Tokenizer], name: str, text: str) -> None:
    assert_same_ids(any_tokenizer(name), text)


@BOTH
def test_chunks_give_the_ids_of_the_whole_text_for_every_character(
    any_tokenizer: Callable[[str], Tokenizer], name: str
) -> None:
    """Every character that normalization or the word rule could treat in a way of its own, in all positions."""
    special = [
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if character < "\u3100"
        or (unicodedata.category(character)[0] in "MPZ" or unicodedata.category(character) in ("Cc", "Cf", "Lm"))
    ]
    assert len(special) > 12_000
    for first in range(0, len(special), 400):
        text = "".join(f"a{c}b!{c} {c}'<br{c}/>" for c in special[first : first + 400])
        assert_same_ids(any_tokenizer(name), text)


def test_a_full_memory_starts_anew_and_stays_right(bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MEMORY", 10)
    tokenizer = Tokenizer(bundle.tokenizer)
    text = " ".join(f"word{number} film" for number in range(40))
    assert_same_ids(tokenizer, text)
    assert len(tokenizer._chunks) <= 10


def test_memory_holds_no_long_chunk(bundle: Bundle) -> None:
    tokenizer = Tokenizer(bundle.tokenizer)
    tokenizer.encode("film " + "x" * 5000)
    assert set(tokenizer._chunks) == {"film"}


@BOTH
@pytest.mark.hostile
@given(text=any_script)
@example(text="\u0130\u05b0")
def test_offsets_point_into_the_text(any_tokenizer: Callable[[str], Tokenizer], name: str, text: str) -> None:
    encoding = encode(any_tokenizer(name), text)
    if encoding is None:
        return
    offsets = list(encoding.offsets)
    assert len(offsets) == len(encoding.ids) == encoding.num_tokens
    assert all(0 <= start < end <= len(text) for start, end in offsets)
    assert offsets == sorted(offsets)
    for (start, end), (following, _) in pairwise(offsets):
        # Two tokens share characters only where one character became several ("½": 1, ⁄, 2; "é": e and its accent).
        assert following >= end or following == start or following == end - 1
    library = any_tokenizer(name)._library
    for (start, end), id in zip(offsets, encoding.ids.tolist(), strict=True):
        token = without_marks(str(library.id_to_token(id)).removeprefix("##"))
        # Marks change places under normalization, and one of them may be given the place of its letter.
        while start and unicodedata.category(text[start])[0] == "M":
            start -= 1
        assert id == UNKNOWN or token in without_marks(library.normalizer.normalize_str(well_formed(text[start:end])))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_letter_or_digit_is_left_out(tokenizer: Tokenizer, text: str) -> None:
    read = {index for start, end in tokenizer.encode(text).offsets for index in range(start, end)}
    breaks = {
        index for start in range(len(text)) if text[start : start + 6] == "<br />" for index in range(start, start + 6)
    }
    for other in ("<br/>", "<BR>"):
        breaks |= {
            index
            for start in range(len(text))
            if text.startswith(other, start)
            for index in range(start, start + len(other))
        }
    letters = {index for index, character in enumerate(text) if character.isalnum()}
    assert letters - breaks <= read
    assert not breaks & read


def test_offsets_of_plain_words(tokenizer: Tokenizer) -> None:
    text = "I don\u2019t\r\nlike<br />this \U0001f600 FILM!"
    encoding = tokenizer.encode(text)
    assert [text[start:end] for start, end in encoding.offsets] == [
        "I", "don\u2019t", "like", "this", "\U0001f600", "FILM", "!"
    ]  # fmt: skip
    assert encoding.offsets[0] == (0, 1)
    assert encoding.offsets[-2:] == list(encoding.offsets)[-2:]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("good<br />film", "good film"),
        ("good\r\n\tfilm\x00", "good film"),
        ("GOOD Film", "good film"),
        ("don\u2019t", "don't"),
        ("cafe\u0301", "café"),
        ("zero\u200bwidth", "zerowidth"),
        ("a\ud800b", "a\ufffdb"),
    ],
)
def test_texts_that_read_the_same(tokenizer: Tokenizer, one: str, other: str) -> None:
    assert tokenizer.encode(one).ids.tolist() == tokenizer.encode(other).ids.tolist()


@pytest.mark.parametrize("text", ["", " ", "\r\n\t \u00a0\u3000", "<br /><br />", "\x00\x00", "\u200b", "\u0301"])
def test_a_blank_text_is_refused(tokenizer: Tokenizer, text: str) -> None:
    with pytest.raises(TextError, match="blank"):
        tokenizer.encode(text)


@pytest.mark.parametrize("value", [None, 3, b"good", ["good"], float("nan")])
def test_what_is_no_string_is_refused_by_its_type(tokenizer: Tokenizer, value: object) -> None:
    with pytest.raises(TextError, match=f"must be a string, received {type(value).__name__}"):
        tokenizer.encode(value)  # type: ignore[arg-type]


def test_more_than_ten_million_characters_are_refused(tokenizer: Tokenizer) -> None:
    with pytest.raises(TextError, match=r"10,000,001 characters, more than 10,000,000"):
        tokenizer.encode("a" * (MAX_CHARACTERS + 1))
    with pytest.raises(TextError, match="blank"):  # not by its length
        tokenizer.encode(" " * MAX_CHARACTERS)


@settings(max_examples=10)
@given(st.integers(-2, 2))
def test_head_and_tail_of_a_very_long_text(tokenizer: Tokenizer, more: int) -> None:
    words = ["good", "bad", "film", "plot", "the"]
    text = " ".join(words[(number * number) % 5] for number in range(MAX_TOKENS + more))
    encoding = tokenizer.encode(text)
    assert encoding.num_tokens == MAX_TOKENS + more
    assert len(encoding.ids) == len(encoding.offsets) == min(MAX_TOKENS, MAX_TOKENS + more)
    ids = whole(tokenizer, text)
    half = MAX_TOKENS // 2
    assert encoding.ids[:half].tolist() == ids[:half]
    assert encoding.ids[-half:].tolist() == ids[-half:]
    assert encoding.offsets[0][0] == 0
    assert encoding.offsets[-1][1] == len(text)
    tokens = [text[start:end] for start, end in encoding.offsets]
    assert [*tokens[:half], *tokens[-half:]] == [*text.split()[:half], *text.split()[-half:]]


def test_one_emoji_is_one_strange_word(tokenizer: Tokenizer) -> None:
    encoding = tokenizer.encode("\U0001f9ff")
    assert list(encoding.offsets) == [(0, 1)]
    assert (encoding.num_tokens, encoding.num_words, encoding.num_strange) == (1, 1, 1)


def test_strange_words_are_those_in_fragments(tokenizer: Tokenizer) -> None:
    plain = tokenizer.encode("The film is good, isn't it?!")
    assert (plain.num_words, plain.num_strange) == (6, 0)
    mixed = tokenizer.encode("The film zyzxqvwk is \U0001f9ff!")
    assert (mixed.num_words, mixed.num_strange) == (5, 2)


@pytest.mark.parametrize("text", SCRIPTS)
def test_words_of_a_script_are_strange_to_a_model_that_has_not_learnt_it(
    any_tokenizer: Callable[[str], Tokenizer], text: str
) -> None:
    known, unknown = any_tokenizer("scripts").encode(text), any_tokenizer("shipped").encode(text)
    assert known.num_words > 0
    assert known.num_strange == 0
    assert unknown.num_strange > unknown.num_words / 2


def test_encodings_are_fixed_width_integers(tokenizer: Tokenizer) -> None:
    ids = tokenizer.encode("a good film").ids
    assert ids.dtype == np.int32
    assert ids.shape == (3,)
    assert ids.min() > 0
    assert ids.max() < tokenizer.num_tokens


@pytest.mark.parametrize("length", [1, 50, MAX_TOKENS + 7])
def test_pickled_offsets_leave_the_tokenizer_behind(tokenizer: Tokenizer, length: int) -> None:
    offsets = tokenizer.encode("film " * length).offsets
    raw = pickle.dumps(offsets)
    again = pickle.loads(raw)
    assert again == tuple(offsets)
    assert len(again) == min(length, MAX_TOKENS)
    assert len(raw) < 100 + 12 * length


def test_a_well_formed_text_has_no_lone_surrogate() -> None:
    assert well_formed("a\ud800b\udfff\U0001f600é") == "a\ufffdb\ufffd\U0001f600é"
    assert well_formed("plain") == "plain"
