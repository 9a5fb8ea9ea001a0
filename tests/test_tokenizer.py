"""Text to ids and offsets: nothing is lost, and remembering chunks changes nothing."""

import pickle
from itertools import chain

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sentiment import tokenizer as module
from sentiment.errors import TextError
from sentiment.normalization import CHUNK
from sentiment.tokenizer import MAX_CHARACTERS, MAX_TOKENS, UNKNOWN, Encoding, Tokenizer, well_formed
from tests.small_tokenizer import small_tokenizer
from tests.texts import HOSTILE, SCRIPTS, any_script


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer(small_tokenizer())


def encode(tokenizer: Tokenizer, text: str) -> Encoding | None:
    """None for a text with nothing in it."""
    try:
        return tokenizer.encode(text)
    except TextError:
        return None


def tokens_of(tokenizer: Tokenizer, text: str) -> list[str]:
    return [str(tokenizer._library.id_to_token(id)) for id in tokenizer.encode(text).ids.tolist()]


def pieces_of(tokenizer: Tokenizer, text: str) -> list[str]:
    """The parts of the text that its tokens stand for."""
    return [text[start:end] for start, end in tokenizer.encode(text).offsets]


@pytest.mark.hostile
@given(any_script)
@example(" ".join(HOSTILE))
@example("<br\u0301 />")
@example("\u0130\u05b0 \u2026\u2026 &amp;amp;quot;")
def test_any_text_is_read_chunk_by_chunk(tokenizer: Tokenizer, text: str) -> None:
    encoding = encode(tokenizer, text)
    fresh = Tokenizer(small_tokenizer())
    parts = [encode(fresh, chunk) for chunk in CHUNK.findall(text)]
    expected = list(chain.from_iterable(part.ids.tolist() for part in parts if part))
    assert (encoding.ids.tolist() if encoding else []) == expected
    if encoding is None:
        return
    assert tokenizer.encode(text).ids.tolist() == tokenizer.encode_ids(text).tolist() == expected  # now from memory
    offsets = list(encoding.offsets)
    assert len(offsets) == len(encoding.ids) == encoding.num_tokens
    assert all(0 <= start < end <= len(text) for start, end in offsets)
    assert offsets == sorted(offsets)
    assert [end for _, end in offsets] == sorted(end for _, end in offsets)
    place, expected_offsets = 0, []
    for chunk, part in zip(CHUNK.findall(text), parts, strict=True):
        expected_offsets += [(place + start, place + end) for start, end in part.offsets] if part else []
        place += len(chunk)
    assert offsets == expected_offsets
    assert np.asarray(encoding.offsets).tolist() == list(map(list, offsets))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_letter_or_digit_is_left_out(tokenizer: Tokenizer, text: str) -> None:
    read = {index for start, end in tokenizer.encode(text).offsets for index in range(start, end)}
    breaks, place = set(), 0
    for chunk in CHUNK.findall(text):
        if chunk.lower() in ("<br>", "<br />", "<br/>"):
            breaks |= set(range(place, place + len(chunk)))
        place += len(chunk)
    letters = {index for index, character in enumerate(text) if character.isalnum()}
    assert letters - breaks <= read
    assert not breaks & read


def test_offsets_of_plain_words(tokenizer: Tokenizer) -> None:
    text = "I like\r\nthe<br />story \U0001f525 FILM!"
    encoding = tokenizer.encode(text)
    assert [text[start:end] for start, end in encoding.offsets] == [
        "I", "like", "the", "story", "\U0001f525", "FILM", "!"
    ]  # fmt: skip
    assert encoding.offsets[0] == (0, 1)
    assert encoding.offsets[-2:] == list(encoding.offsets)[-2:]


@pytest.mark.parametrize(
    ("text", "tokens", "pieces"),
    [
        ("http://a.b/c!", ["urltoken", "!"], ["http://a.b/c", "!"]),
        ("imdb.com", ["urltoken"], ["imdb.com"]),
        ("@some_one: so", ["usertoken", ":", "so"], ["@some_one", ":", "so"]),
        ("dont", ["don", "'", "t"], ["don", "t", "t"]),
        ("don&#39;t", ["don", "'", "t"], ["don", "&#39;", "t"]),
        ("don\u2019t", ["don", "'", "t"], ["don", "\u2019", "t"]),
        ("sooo goooood", ["so", "good"], ["sooo", "goooood"]),
        ("#notgood", ["not", "good"], ["#not", "good"]),
        ("!!!!!!", ["!", "!", "!"], ["!", "!", "!!!!"]),
        ("end\u2026", ["end", ".", ".", "."], ["end", "\u2026", "\u2026", "\u2026"]),
        (
            "\U0001f44d\U0001f3fd\U0001f44d\U0001f3fd\U0001f44d\U0001f3fd",
            ["thumbs", "up", "thumbs", "up"],
            ["\U0001f44d\U0001f3fd", "\U0001f44d\U0001f3fd", "\U0001f44d\U0001f3fd" * 2, "\U0001f44d\U0001f3fd" * 2],
        ),
        ("a :-) b", ["a", "smile", "b"], ["a", ":-)", "b"]),
        ("caf\xe9 cafe\u0301 caf&eacute;", ["cafe"] * 3, ["caf\xe9", "cafe\u0301", "caf&eacute;"]),
        ("\u6620\u753b", ["[UNK]", "[UNK]"], ["\u6620", "\u753b"]),
    ],
)  # fmt: skip
def test_tokens_stand_for_what_was_written(
    tokenizer: Tokenizer, text: str, tokens: list[str], pieces: list[str]
) -> None:
    assert tokens_of(tokenizer, text) == tokens
    assert [piece.rstrip("\u0301") for piece in pieces_of(tokenizer, text)] == [
        piece.rstrip("\u0301") for piece in pieces
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("good<br />film", "good film"),
        ("good\r\n\tfilm\x00", "good film"),
        ("GOOD Film", "good film"),
        ("don\u2019t", "don't"),
        ("dont", "don't"),
        ("cafe\u0301", "caf\xe9"),
        ("zero\u200bwidth", "zerowidth"),
        ("a\ud800b", "ab"),
        ("see imdb.com", "see http://www.example.org/x?y=1"),
        ("@a", "@another_one"),
    ],
)
def test_texts_that_read_the_same(tokenizer: Tokenizer, one: str, other: str) -> None:
    assert tokenizer.encode(one).ids.tolist() == tokenizer.encode(other).ids.tolist()


@pytest.mark.parametrize(
    "text", ["", " ", "\r\n\t \u00a0\u3000", "<br /><br />", "\x00\x00", "\u200b", "\u0301", "&nbsp;"]
)
def test_a_blank_text_is_refused(tokenizer: Tokenizer, text: str) -> None:
    for read in (tokenizer.encode, tokenizer.encode_ids):
        with pytest.raises(TextError, match="blank"):
            read(text)


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
    chosen = [words[(number * number) % 5] for number in range(MAX_TOKENS + more)]
    text = " ".join(chosen)
    encoding = tokenizer.encode(text)
    assert encoding.num_tokens == MAX_TOKENS + more
    assert len(encoding.ids) == len(encoding.offsets) == min(MAX_TOKENS, MAX_TOKENS + more)
    half = MAX_TOKENS // 2
    ids = [tokenizer.encode(word).ids[0] for word in chosen]
    assert encoding.ids[:half].tolist() == ids[:half]
    assert encoding.ids[-half:].tolist() == ids[-half:]
    assert encoding.offsets[0][0] == 0
    assert encoding.offsets[-1][1] == len(text)
    pieces = [text[start:end] for start, end in encoding.offsets]
    assert [*pieces[:half], *pieces[-half:]] == [*chosen[:half], *chosen[-half:]]


def test_a_full_memory_starts_over_and_stays_right(monkeypatch: pytest.MonkeyPatch, tokenizer: Tokenizer) -> None:
    monkeypatch.setattr(module, "_MEMORY", 10)
    small = Tokenizer(small_tokenizer())
    text = " ".join(f"word{number} film" for number in range(40))
    for _ in range(2):
        assert small.encode(text).ids.tolist() == tokenizer.encode(text).ids.tolist()
        assert list(small.encode(text).offsets) == list(tokenizer.encode(text).offsets)
    assert len(small._chunks) <= 10
    assert len(small._places) <= 10


def test_memory_holds_no_long_chunk() -> None:
    tokenizer = Tokenizer(small_tokenizer())
    tokenizer.encode("film http://" + "x" * 5000).offsets[0]
    assert set(tokenizer._chunks) == set(tokenizer._places) == {"film", " "}


def test_strange_words_are_those_in_fragments(tokenizer: Tokenizer) -> None:
    plain = tokenizer.encode("The film is good, so the end!")
    assert (plain.num_words, plain.num_strange) == (7, 0)
    mixed = tokenizer.encode("The film zyzxqvwk is \u6620!")
    assert (mixed.num_words, mixed.num_strange) == (5, 2)
    assert mixed.unknown_share == 0.4


@pytest.mark.parametrize("text", SCRIPTS)
def test_words_of_a_script_are_strange_to_a_model_that_has_not_learnt_it(tokenizer: Tokenizer, text: str) -> None:
    encoding = tokenizer.encode(text)
    assert encoding.num_strange > encoding.num_words / 2


def test_encodings_are_fixed_width_integers(tokenizer: Tokenizer) -> None:
    ids = tokenizer.encode("a good film").ids
    assert ids.dtype == np.int32
    assert ids.shape == (3,)
    assert ids.min() > UNKNOWN
    assert ids.max() < tokenizer.num_tokens


def test_punctuation_is_what_has_no_letter_or_digit(tokenizer: Tokenizer) -> None:
    assert tokenizer.punctuation.shape == (tokenizer.num_tokens,)
    assert tokenizer.punctuation[tokenizer.encode("! ? . , ' # ( -").ids].all()
    assert not tokenizer.punctuation[tokenizer.encode("a film 5 zyx \u6620 imdb.com").ids].any()
    assert not tokenizer.punctuation[0]


@pytest.mark.parametrize("length", [1, 50, MAX_TOKENS + 7])
def test_pickled_offsets_leave_the_tokenizer_behind(tokenizer: Tokenizer, length: int) -> None:
    offsets = tokenizer.encode("film " * length).offsets
    raw = pickle.dumps(offsets)
    again = pickle.loads(raw)
    assert again == tuple(offsets)
    assert len(again) == min(length, MAX_TOKENS)
    assert len(raw) < 100 + 12 * length


def test_a_well_formed_text_has_no_lone_surrogate() -> None:
    assert well_formed("a\ud800b\udfff\U0001f600\xe9") == "a\ufffdb\ufffd\U0001f600\xe9"
    assert well_formed("plain") == "plain"
