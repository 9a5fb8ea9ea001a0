"""Tokens to words to sentences."""

import time
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sentiment.bundle import Bundle
from sentiment.errors import TextError
from sentiment.tokenizer import Tokenizer
from sentiment.words import Sentence, Token, Word, sentence_spans, word_spans
from tests.texts import HOSTILE, any_text

WORDS = "superb zyzxqv don't Kubrick's o'clock naïve 1980s фильм . , ! ? ( ) \" & \u201c \u2026 - /".split()


@pytest.fixture(scope="module")
def tokenizer(bundle: Bundle) -> Tokenizer:
    return Tokenizer(bundle.tokenizer)


def offsets_of(tokenizer: Tokenizer, text: str) -> Sequence[tuple[int, int]]:
    try:
        return tokenizer.encode(text).offsets
    except TextError:
        return []


def words_of(tokenizer: Tokenizer, text: str) -> list[str]:
    return [text[start:end] for start, end, _, _ in word_spans(text, offsets_of(tokenizer, text))]


def sentences_of(text: str) -> list[str]:
    """Sentences of a text whose words are what stands between spaces."""
    words, position = [], 0
    for word in text.replace("<br />", "      ").split():
        start = text.index(word, position)
        position = start + len(word)
        words.append((start, position))
    return [text[words[first][0] : words[last - 1][1]] for first, last in sentence_spans(text, words)]


def assert_partition(ranges: Sequence[tuple[int, int]], length: int) -> None:
    """The ranges are not empty, and lie end to end over all of `length`."""
    assert [first for first, _ in ranges] == [0, *(last for _, last in ranges)][: len(ranges)]
    assert all(first < last for first, last in ranges)
    assert (ranges[-1][1] if ranges else 0) == length


@settings(max_examples=300, deadline=None)
@given(any_text)
@example(" ".join(HOSTILE))
def test_words_partition_tokens_and_sentences_partition_words(tokenizer: Tokenizer, text: str) -> None:
    offsets = list(offsets_of(tokenizer, text))
    words = word_spans(text, offsets)
    assert_partition([(first, last) for _, _, first, last in words], len(offsets))
    for start, end, first, last in words:
        assert start == offsets[first][0]
        assert end >= max(end for _, end in offsets[first:last])
        assert not any(character.isspace() for character in text[start:end] if character not in "\u2028\u2029")
    for (_, end, _, _), (start, _, _, _) in pairwise(words):
        assert end <= start
    sentences = sentence_spans(text, [(start, end) for start, end, _, _ in words])
    assert_partition(sentences, len(words))


@settings(max_examples=300, deadline=None)
@given(any_text)
def test_a_mark_stays_with_its_base(tokenizer: Tokenizer, text: str) -> None:
    """No accent or joiner right after a word is left outside of it."""
    for _, end, _, _ in word_spans(text, offsets_of(tokenizer, text)):
        assert end == len(text) or text[end] < "\x80" or unicodedata.category(text[end]) not in ("Mn", "Me", "Cf")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_words_with_spaces_between_them_are_the_words(tokenizer: Tokenizer, words: list[str]) -> None:
    assert words_of(tokenizer, " ".join(words)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I don't", ["I", "don't"]),
        ("I don\u2019t", ["I", "don\u2019t"]),
        ("Zyzxqv's zyzxqv\u2019s", ["Zyzxqv's", "zyzxqv\u2019s"]),  # in fragments: no such word in any vocabulary
        ("o'zyzxqv", ["o'zyzxqv"]),
        ("a'b'c'd'e", ["a'b'c'd'e"]),
        ("'quoted' ''twice''", ["'", "quoted", "'", "'", "'", "twice", "'", "'"]),
        ("the actors' faces", ["the", "actors", "'", "faces"]),
        ("'tis", ["'", "tis"]),
        ("'", ["'"]),
        ("wait... what?!", ["wait", ".", ".", ".", "what", "?", "!"]),
        ("well-made (1980s)", ["well", "-", "made", "(", "1980s", ")"]),
        ("10/10", ["10", "/", "10"]),
        ("good<br />film", ["good", "film"]),
        ("end.<br /><br />Start", ["end", ".", "Start"]),
        ("a<b", ["a", "<", "b"]),
        ("映画 good", ["映", "画", "good"]),
        ("good映", ["good", "映"]),
        ("cafe\u0301 x", ["cafe\u0301", "x"]),
        ("!\u0301 x", ["!\u0301", "x"]),
        ("!\u05b0a'\u05b0 \u05b0x", ["!\u05b0", "a", "'\u05b0", "\u05b0x"]),
        ("!\u05b0'x", ["!\u05b0", "'", "x"]),
        ("don\u0301'\u0323t", ["don\u0301'\u0323t"]),
        ("zero\u200bwidth", ["zero\u200bwidth"]),
        ("\U0001f44d\U0001f600", ["\U0001f44d", "\U0001f600"]),
        ("\u2764\ufe0f!", ["\u2764\ufe0f", "!"]),
        ("\u00bd \u2026", ["\u00bd", "\u2026"]),  # one character, several tokens
        ("a\x00b\ud83d", ["a", "b", "\ud83d"]),
        ("x" * 100, ["x" * 100]),
        ("one\r\ntwo", ["one", "two"]),
    ],
)
def test_words_of(tokenizer: Tokenizer, text: str, words: list[str]) -> None:
    assert words_of(tokenizer, text) == words


def test_pieces_are_joined_by_offsets_alone() -> None:
    text = "un\u00adbe\u2019liev able"
    offsets = [(0, 2), (3, 5), (5, 6), (6, 10), (11, 15)]
    assert word_spans(text, offsets) == [(0, 10, 0, 4), (11, 15, 4, 5)]
    assert word_spans("'a", [(0, 1), (1, 2)]) == [(0, 1, 0, 1), (1, 2, 1, 2)]
    assert word_spans("a'", [(0, 1), (1, 2)]) == [(0, 1, 0, 1), (1, 2, 1, 2)]
    assert word_spans("", []) == []


@pytest.mark.parametrize(
    "sentences",
    [
        ["One sentence only"],
        ["It was good.", "It was bad!", "Was it?", "It was"],
        ["Mr. and Mrs. Smith met Dr. No.", "Then it ended."],
        ["By J. Ford.", "By J.R.R. Tolkien and George R. R. Martin.", "It was I.", "So there."],
        ["Rated No. 5 of vol. 2, e.g. by Prof. X."],
        ["Any good?", "No.", "None at all."],
        ["What...?!", "It ends!!!", "Really."],
        ['"Stop it!"', "she said.", "(He left.)", "\u201cGo on.\u201d", "It\u2019s over.\u2019", "Yes."],
        ["It cost 3.50 at 5.30 on imdb.com today.", "Fine."],
    ],
    ids=range(9),
)
def test_sentences_end_where_they_should(sentences: list[str]) -> None:
    assert sentences_of(" ".join(sentences)) == sentences
    assert sentences_of("\r\n".join(sentences)) == sentences
    assert sentences_of("<br /><br />".join(sentences)) == sentences


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2028", "\x85", "\n\n", " <br /> ", "<BR>", "<br/><br/>"])
def test_a_line_break_ends_a_sentence(tokenizer: Tokenizer, line_break: str) -> None:
    text = f"no stop here{line_break}next line"
    words = [(start, end) for start, end, _, _ in word_spans(text, tokenizer.encode(text).offsets)]
    found = [text[words[first][0] : words[last - 1][1]] for first, last in sentence_spans(text, words)]
    assert [sentence.strip() for sentence in found] == ["no stop here", "next line"]


def test_wide_stops_need_no_space() -> None:
    text = "好\u3002坏\uff01好"
    assert sentence_spans(text, [(index, index + 1) for index in range(5)]) == [(0, 2), (2, 4), (4, 5)]


@pytest.mark.parametrize(
    "text",
    ["." * 200_000 + "a", ".'" * 100_000 + "a", "'" * 200_000 + "a", "<br" + " " * 200_000, "?!\u2026" * 70_000 + "x"],
)
def test_no_text_takes_long(text: str) -> None:
    began = time.process_time()
    spans = sentence_spans(text, [(0, 1), (len(text) - 1, len(text))])
    assert time.process_time() - began < 2
    assert_partition(spans, 2)


def test_spans_are_small_frozen_values() -> None:
    token = Token("a", 0, 1, 0.5, -0.25)
    assert token == Token("a", 0, 1, 0.5, -0.25)
    assert len({token, Word("a", 0, 1, 0.5, -0.25)}) == 2
    assert not hasattr(Sentence("a", 0, 1, 0.5, 0.0), "__dict__")
    with pytest.raises(AttributeError):
        token.start = 3  # type: ignore[misc]
