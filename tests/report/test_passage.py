import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment.report.passage import pieces, weightiest
from sentiment.report.safe import one_line, visible
from sentiment.words import Word
from tests.report.conftest import MakePrediction, without_middle


@given(st.text())
def test_what_is_shown_can_be_encoded_and_cannot_act(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert not any(unicodedata.category(character) == "Cc" for character in shown if character not in "\n\t")
    assert visible(shown) == shown


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Zl"]), max_size=50))
def test_harmless_text_is_shown_as_it_is(text: str) -> None:
    if "<br" not in text.lower() and "\u2029" not in text:
        assert visible(text) == text


@pytest.mark.parametrize("line_break", ["<br />", "<br>", "<BR/>", "\r\n", "\r", "\u2028", "\x85"])
def test_line_breaks(line_break: str) -> None:
    assert visible(f"one{line_break}two") == "one\ntwo"


def test_control_characters_and_changes_of_direction_become_visible() -> None:
    assert visible("\x1b[31m\x00\x7f\x9b\ud800\u202e") == "␛[31m␀␡���"


@pytest.mark.parametrize("markup", ["<br  />", "<br\t>", "<br\n/>", "< br>"])
def test_what_the_model_reads_as_characters_is_no_line_break(markup: str) -> None:
    assert visible(markup) == markup


def test_one_line_folds_all_white_space_and_lets_nothing_through() -> None:
    assert one_line("a\n b\r\n\tc ") == "a b c"
    assert one_line("a\x1b[31m\x9b2J\x07<br />\u2028b") == "a␛[31m�2J␇<br /> b"


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    shown = one_line(text)
    shown.encode("utf-8")
    assert len(shown.splitlines()) <= 1
    assert not any(unicodedata.category(character) == "Cc" for character in shown)


@given(text=st.text(), seed=st.integers(0, 9))
def test_pieces_leave_nothing_out(make_prediction: MakePrediction, text: str, seed: int) -> None:
    prediction = make_prediction(text, seed=seed)
    shown = list(pieces(prediction))
    assert tuple(piece.word for piece in shown if piece.word is not None) == prediction.words
    # A \r\n torn apart by nothing but the end of a piece cannot occur: both lie between words.
    assert "".join(piece.text for piece in shown) == visible(text)
    assert tuple(dict.fromkeys(piece.sentence for piece in shown if piece.sentence)) == prediction.sentences
    assert all(piece.sentence is not None for piece in shown if piece.word is not None)


def test_the_stretch_that_was_not_read_is_told_apart(make_prediction: MakePrediction) -> None:
    whole = make_prediction("A superb start. " + "Never mind. " * 20 + "Awful end.")
    cut = without_middle(whole)
    unread = [piece for piece in pieces(cut) if not piece.was_read]
    assert len(unread) == 1
    assert "Never mind" in unread[0].text
    assert all(piece.was_read for piece in pieces(whole))


def test_white_space_is_not_taken_for_what_was_not_read(make_prediction: MakePrediction) -> None:
    whole = make_prediction("good film " * 10 + "never mind " * 9 + "a good film " * 5 + " " * 9_000 + "bad end")
    num_words, half = len(whole.offsets), 16
    kept = [*range(half), *range(num_words - half, num_words)]
    cut = replace(
        whole,
        offsets=[whole.offsets[index] for index in kept],
        attention=whole.attention[kept],
        contribution=whole.contribution[kept],
        num_tokens_read=len(kept),
    )
    [unread] = [piece for piece in pieces(cut) if not piece.was_read]
    assert unread.text.split() == whole.text.split()[half : num_words - half]


def test_weightiest_adds_up_occurrences_and_drops_what_weighs_nothing() -> None:
    words = [
        Word("Bad", 0, 3, 0.2, -0.5),
        Word("bad", 4, 7, 0.2, -0.6),
        Word("good", 8, 12, 0.2, 0.9),
        Word("the", 13, 16, 0.2, 0.001),
    ]
    positive, negative = weightiest(words, number=3)
    assert [(weight.text, weight.num_occurrences) for weight in positive] == [("good", 1)]
    assert [(weight.text, weight.num_occurrences) for weight in negative] == [("Bad", 2)]
    assert negative[0].contribution == pytest.approx(-1.1)
    assert weightiest([], number=3) == ((), ())


def test_a_word_without_end_is_cut_in_a_list() -> None:
    positive, _ = weightiest([Word("ha" * 500_000, 0, 1_000_000, 1.0, 1.0)], number=1)
    assert len(positive[0].text) == 40
