"""Tokens to words to sentences."""

import re
import time
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sentiment.errors import TextError
from sentiment.tokenizer import Tokenizer
from sentiment.words import Sentence, Token, Word, sentence_spans, word_spans
from tests.small_tokenizer import small_tokenizer
from tests.texts import HOSTILE, SCRIPTS, any_script, any_text
from tests.words_by_token import words_by_token

WORDS = "superb zyzxqv don't Kubrick's o'clock naïve 1980s фильм . , ! ? ( ) \" & \u201c \u2026 - /".split()


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer(small_tokenizer())


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


@pytest.mark.hostile
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


@settings(max_examples=300)
@given(any_text)
def test_a_mark_stays_with_its_base(tokenizer: Tokenizer, text: str) -> None:
    """No accent or joiner right after a word is left outside of it."""
    for _, end, _, _ in word_spans(text, offsets_of(tokenizer, text)):
        assert end == len(text) or text[end] < "\x80" or unicodedata.category(text[end]) not in ("Mn", "Me", "Cf")


@settings(max_examples=200)
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
        ("!\u20d0a'\u20d0 \u20d0x", ["!\u20d0", "a", "'\u20d0", "x"]),  # a mark without a base is not read
        ("!\u05b0'x", ["!\u05b0", "'", "x"]),
        ("don\u0301'\u0323t", ["don\u0301'\u0323t"]),
        ("zero\u200bwidth", ["zero\u200bwidth"]),
        ("\U0001f44d\U0001f600", ["\U0001f44d", "\U0001f600"]),
        ("\u2764\ufe0f!", ["\u2764\ufe0f", "!"]),
        ("a👨‍👩‍👧b❤️‍🔥👍🏽👍", ["a", "👨‍👩‍👧", "b", "❤️‍🔥", "👍🏽", "👍"]),
        ("🇬🇧🇫🇷🇪 🇺x", ["🇬🇧", "🇫🇷", "🇪", "🇺", "x"]),
        ("!\u200dgood", ["!\u200d", "good"]),
        ("\u00bd \u2026", ["\u00bd", "\u2026"]),  # one character, several tokens
        ("a\x00b\ud83d", ["a", "b"]),  # not read either
        ("x" * 100, ["x" * 100]),
        ("one\r\ntwo", ["one", "two"]),
        # What is replaced as a whole is one word.
        ("see http://a.b/c-d?e=f.", ["see", "http://a.b/c-d?e=f", "."]),
        ("(imdb.com, me@x.co.uk)", ["(", "imdb.com", ",", "me@x.co.uk", ")"]),
        ("@some_one: hi", ["@some_one", ":", "hi"]),
        ("#notgood #WorstMovieEver #not_good_2", ["#notgood", "#WorstMovieEver", "#not_good_2"]),
        ("\U0001f60d\U0001f602\U0001f602\U0001f602!", ["\U0001f60d", "\U0001f602", "\U0001f602\U0001f602", "!"]),
        ("good :-) <3", ["good", ":-)", "<3"]),
        ("don&#39;t &quot;good&quot; R&amp;B", ["don&#39;t", "&quot;", "good", "&quot;", "R", "&amp;", "B"]),
        ("caf&eacute; dont goooood", ["caf&eacute;", "dont", "goooood"]),
        ("so!!!!!! end\u2026", ["so", "!", "!", "!!!!", "end", "\u2026"]),
    ],
)
def test_words_of(tokenizer: Tokenizer, text: str, words: list[str]) -> None:
    assert words_of(tokenizer, text) == words


@pytest.mark.hostile
@given(any_script)
@example(" ".join((*HOSTILE, *SCRIPTS)))
@example("rock'n'roll o\u2019clock a\u200d\U0001f600 \U0001f1e9\U0001f1ea\U0001f1e9")
def test_words_by_patterns_are_the_words_by_hand(text: str) -> None:
    """Character by character, in a text where each mark has a letter that it belongs to."""
    text = re.sub(r"''+|[#\x00-\x1f\x7f-\xa0\ud800-\udfff\ue000-\uf8ff]|[^\x00-\uffff\U0001f000-\U0001ffff]", "", text)
    for part in text.split():
        if not unicodedata.category(part[0]).startswith(("M", "Cf")):
            tokens = [(index, index + 1) for index in range(len(part))]
            assert word_spans(part, tokens) == words_by_token(part, tokens)


@pytest.mark.parametrize(
    "words",
    [
        "แย่ มา ก ๆ น้ำ ไม่ เเย่ เพื่ อ น เกาะ",
        "ດີ ຫຼາ ຍ ບໍ່ ຂໍ້",
        "ខ្មែ រ ល្អ ណា ស់ ។",
        "သ င်္ဘော ကော င်း ။",
        "ꦏ꧀ꦱ ꦫ",
        "映 画 が ｶﾞ 。",
    ],
)
@pytest.mark.parametrize("size", [1, 2, 20])
def test_a_word_without_spaces_is_a_character_with_all_around_it(words: str, size: int) -> None:
    """However it was cut: no half character stands apart from its marks and vowels."""
    text = words.replace(" ", "")
    offsets: list[tuple[int, int]] = []
    for word in words.split():
        start = offsets[-1][1] if offsets else 0
        ends = [*range(start + size, start + len(word), size), start + len(word)]
        offsets += list(zip([start, *ends], ends, strict=False))
    assert [text[start:end] for start, end, _, _ in word_spans(text, offsets)] == words.split()


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
        ["it was good.", "it was bad!", "was it?", "it was"],
        ["Mr. and Mrs. Smith met Dr. No.", "Then it ended."],
        ["By J. Ford.", "By J.R.R. Tolkien and George R. R. Martin.", "It was I.", "So there."],
        ["Rated No. 5 of vol. 2, e.g. by Prof. X."],
        ["Alien vs. Predator, i.e. The Thing, cf. Fig. 2 of Doe et al. 1999."],
        ["Made in the U.S. by Robert Downey Jr. and the Acme Co. of L.A. in Sept. 1999 at 5 p.m. on a set."],
        ["Shot in the U.S. in 1999.", "Set in Washington, D.C.", "It has guns, cars, etc.", "The end.", "Fine."],
        ["Any good?", "No.", "None at all."],
        ["What...?!", "It ends!!!", "Really."],
        ["So... it ends \u2026 well.", "Wait...", "What?", "He \u2026", "She."],
        [
            '"Stop it!" she said.',
            "(He left.)",
            "\u201cGo on.\u201d",
            "It\u2019s over.\u2019",
            "\u00abFin.\u00bb",
            "Yes.",
        ],
        ['He said "no." and (why?) left.', '"Good."', '"Bad."'],
        ["It cost 3.50 at 5.30 on imdb.com today.", "I gave it .5 of 10.", "10 years on: 7.", "Fine."],
        ["1. The plot is thin.", "2. So are the actors.", "12. Fine.", "It was 1999.", "Then came more."],
    ],
    ids=range(16),
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


def test_a_line_broken_for_its_width_goes_on(tokenizer: Tokenizer) -> None:
    wrapped = "The two leads are superb, and the ending, which I shall\nnot give away, is as good.\nSee it."
    for text in (wrapped, wrapped.replace("\n", "\r\n")):
        words = [(start, end) for start, end, _, _ in word_spans(text, tokenizer.encode(text).offsets)]
        spans = sentence_spans(text, words)
        assert [text[words[last - 1][0] : words[last - 1][1]] for _, last in spans] == [".", "."]
    assert len(sentence_spans(wrapped.replace("\n", "\n\n"), [(0, 3), (54, 55), (57, 60)])) == 2


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It was good.The end was not!But see it...Do.", 4),
        ("On imdb.com or Rottentomatoes.com, by J.R.R.Tolkien, Ph.D, Mr.Smith and Node.JS", 1),
        ('He said "no."Then he left', 1),
    ],
)
def test_a_space_that_was_forgotten(tokenizer: Tokenizer, text: str, sentences: int) -> None:
    words = [(start, end) for start, end, _, _ in word_spans(text, tokenizer.encode(text).offsets)]
    assert len(sentence_spans(text, words)) == sentences
    assert sentences_of(text) == [text]  # no boundary counts within what the caller calls a word


@pytest.mark.parametrize(
    "sentences",
    [
        ["好\u3002", "坏\uff01", "好"],
        ["\u300c好\u3002\u300d", "坏\uff1f\uff01", "好"],
        ["\uff13\uff0e\uff15点\uff0e", "好\uff61"],
        ["अच्छी फ़िल्म\u0964", "बुरी\u0965"],
        ["هل هو جيد\u061f", "نعم\u06d4"],
        ["Լավ\u0589", "Վատ"],
        ["ល្អណាស់។", "មិនល្អ"],
        ["ကောင်းတယ်။", "ဆိုးတယ်"],
        ["བོད་ཡིག\u0f0d", "ཡག"],
        ["หนังไม่ดี ", "อาหารอร่อยมาก ๆ 5 ดาว ", "จาก Bangkok ดี"],
        ["ດີຫຼາຍ ", "ບໍ່ດີ"],
    ],
)
def test_stops_of_other_scripts_need_no_space(sentences: list[str]) -> None:
    text = "".join(sentences)
    letters = [(index, index + 1) for index in range(len(text))]
    assert [text[first:last] for first, last in sentence_spans(text, letters)] == sentences


@pytest.mark.parametrize(
    "text",
    [
        "." * 200_000 + "a",
        ".'" * 100_000 + "a",
        "'" * 200_000 + "a",
        "<br" + " " * 200_000,
        "?!\u2026" * 70_000 + "x",
        "mr. " * 50_000,
        "etc." + " " * 200_000,
        "1." * 100_000,
        "\u3002\uff0e" * 100_000,
        "a\n" * 100_000,
    ],
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
