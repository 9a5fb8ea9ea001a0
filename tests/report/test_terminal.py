import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment.audit import Audit, Deletion
from sentiment.prediction import Prediction
from sentiment.report.safe import visible
from sentiment.report.terminal import detect_colour, render_audit, render_terminal

MakePrediction = Callable[..., Prediction]

_STYLE = re.compile(r"\x1b\[[0-9;]*m")
REVIEW = "A boring start, but a superb end.<br /><br />The music? Awful."


@pytest.mark.parametrize(
    ("environ", "is_tty", "expected"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, True, "truecolor"),
        ({"TERM": "xterm-direct"}, True, "truecolor"),
        ({"TERM": "xterm-256color"}, True, "256"),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, True, "256"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1", "COLORTERM": "24bit"}, True, "none"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, False, "none"),
        ({"TERM": "xterm", "COLORTERM": "yes"}, True, "256"),
        ({"TERM": "xterm-kitty"}, True, "truecolor"),
        ({"TERM": "tmux-256color", "COLORTERM": "truecolor"}, True, "truecolor"),
        ({"TERM": "screen-256color", "COLORTERM": "truecolor"}, True, "256"),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, True, "none"),
        ({"TERM": "vt100"}, True, "none"),
        ({"TERM": "xterm-16color"}, True, "none"),
        ({"TERM": "xterm-mono"}, True, "none"),
        ({}, True, "none"),
    ],
)
def test_detect_colour(environ: dict[str, str], is_tty: bool, expected: str) -> None:
    assert detect_colour(environ, is_tty=is_tty) == expected


def test_without_colour_signs_are_shown(make_prediction: MakePrediction) -> None:
    shown = render_terminal(make_prediction(REVIEW), colour="none", width=80)
    assert "\x1b" not in shown
    assert "A [-boring-] start, but a [+superb+] end.\n\n  The music? [-Awful-]." in shown


def test_the_whole_answer_is_there(make_prediction: MakePrediction) -> None:
    prediction = make_prediction(REVIEW, warnings=("most words are in fragments",))
    shown = render_terminal(prediction, colour="none", width=80)
    assert shown.startswith("positive  (probability of positive: ")
    assert f"log-odds {prediction.logit:+.2f} = bias +0.10" in shown
    assert re.search(r"superb +\+\d\.\d\d", shown)
    assert re.search(r"Awful +-\d\.\d\d", shown)
    assert "warning: most words are in fragments" in shown
    assert "A contribution belongs to a position in context" in shown


def test_an_uncertain_answer_has_the_colour_of_neither_class(make_prediction: MakePrediction) -> None:
    prediction = replace(make_prediction(REVIEW), label="uncertain", abstained=True)
    shown = render_terminal(prediction, colour="256", width=80)
    assert shown.startswith("uncertain  (probability of positive: ")


@pytest.mark.parametrize(("colour", "code"), [("truecolor", "38;2;"), ("256", "38;5;")])
def test_colour_changes_no_letter(make_prediction: MakePrediction, colour: str, code: str) -> None:
    shown = render_terminal(make_prediction(REVIEW), colour=colour, width=80)  # type: ignore[arg-type]
    assert code in shown
    assert "A boring start, but a superb end." in _STYLE.sub("", shown)


@pytest.mark.hostile
@given(text=st.text(), seed=st.integers(0, 9), width=st.integers(20, 100))
def test_no_text_reaches_the_terminal_as_a_command(
    make_prediction: MakePrediction, text: str, seed: int, width: int
) -> None:
    hostile = f"\x1b]0;owned\x07 good {text}\x9b2J bad \u202e"
    shown = render_terminal(make_prediction(hostile, seed=seed), colour="256", width=width)
    plain = _STYLE.sub("", shown)
    plain.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", plain)
    for part in visible(text).split():
        assert part in plain.replace("\n", " ")


@pytest.mark.timeout(20)
@pytest.mark.parametrize("width", range(1, 21))
@pytest.mark.parametrize("colour", ["none", "256"])
def test_a_narrow_terminal_shows_what_fits(make_prediction: MakePrediction, width: int, colour: str) -> None:
    text = "superb awful " * 12 + "映画 boring wonderful"
    shown = render_terminal(make_prediction(text), colour=colour, width=width)  # type: ignore[arg-type]
    assert "toward" in shown or width < 10
    assert "…" in shown or width > 17
    assert re.search(r"x12.* \+\d", _STYLE.sub("", shown))


def test_the_classes_have_the_names_of_the_model(make_prediction: MakePrediction) -> None:
    shown = render_terminal(make_prediction(REVIEW), colour="none", width=80, labels=("thumbs\x1bdown", "thumbs up"))
    assert "(probability of thumbs up: " in shown
    assert "toward thumbs␛down" in shown
    assert "[+word+] leads to thumbs up, [-word-] to thumbs␛down" in " ".join(shown.split())
    assert " positive" not in shown


@given(seed=st.integers(0, 500))
def test_rounded_numbers_add_up_as_shown(make_prediction: MakePrediction, seed: int) -> None:
    shown = render_terminal(make_prediction(REVIEW, seed=seed), colour="none", width=80)
    equation = re.search(r"log-odds (\S+) = bias (\S+), words (\S+)", shown)
    assert equation
    total, bias, words = map(Decimal, equation.groups())
    assert total == bias + words


LONG = "A fine start. Mr. Smith is wonderful. The middle is boring. A superb, superb end! The music is new."


def test_the_most_telling_sentences_of_a_long_text_come_first(make_prediction: MakePrediction) -> None:
    prediction = make_prediction(LONG)
    shown = render_terminal(prediction, colour="none", width=80)
    strongest = max(prediction.sentences, key=lambda sentence: abs(sentence.contribution))
    head, first, second, third, rest = [*shown.split("\n\n")[1].split("\n"), ""]
    assert head == "The sentences that weigh most, of 5:"
    assert first == f"  {strongest.contribution:+.2f} A [+superb+], [+superb+] end!"
    assert "Mr. Smith is [+wonderful+]." in second
    assert "The middle is [-boring-]." in third
    assert rest == ""
    assert shown.index(head) < shown.index("  A fine start.")


def test_a_short_text_is_its_own_summary(make_prediction: MakePrediction) -> None:
    shown = render_terminal(make_prediction("A fine start. A boring middle. A superb end."), colour="none", width=80)
    assert "sentences" not in shown


def test_a_telling_sentence_is_shown_with_its_first_lines(make_prediction: MakePrediction) -> None:
    shown = render_terminal(make_prediction(f"{LONG} It is {'superb and ' * 40}over."), colour="none", width=60)
    lines = shown.split("\n\n")[1].split("\n")
    assert [bool(re.match(r"  [+-]", line)) for line in lines[1:4]] == [True, False, False]
    assert [line.endswith(" …") for line in lines[1:4]] == [False, False, True]
    assert max(map(len, lines)) <= 60


def audit_of(prediction: Prediction, number: int, *, warnings: tuple[str, ...] = ()) -> Audit:
    """An audit with the first words as counter-words."""
    good, poor = Deletion(0.5, 0.0, 0.25), Deletion(0.04, 0.3, None)
    label = "nega\x1btive" if number else None
    return Audit(good, poor, 0.5, prediction.words[:number], label, warnings)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, "Cutting out its words in order of contribution never gives it the other label."),
        (1, 'Without "Superb" it would read as nega␛tive.'),
        (3, 'Without "Superb" (2 times) and "awful" it would read as nega␛tive.'),
        (4, 'Without "Superb" (2 times), "awful" and "␛" it would read as nega␛tive.'),
        (
            13,
            'Without 13 of its 14 words ("Superb" (2 times), "awful", "␛", "a", "b", "c", "d", "e" and others) it',
        ),
    ],
)
def test_an_audit_in_plain_words(make_prediction: MakePrediction, number: int, told: str) -> None:
    prediction = make_prediction("Superb superb awful \x1b a b c d e f g h i j")
    audit = audit_of(prediction, number, warnings=("it is \x9b odd",))
    shown = render_terminal(prediction, audit, colour="none", width=70)
    flat = " ".join(shown.split())
    assert told in flat
    assert "takes 50.0 points off the probability of its label on average, cutting out random words 4.0;" in flat
    assert "keeping nothing else takes 0.0, nothing but random words 30.0." in flat
    assert "The label turns after 25.0% of its words, in random order never." in flat
    assert "warning: it is \ufffd odd" in flat
    assert max(map(len, shown.split("\n"))) <= 70
    assert flat.index(told) < flat.index("A contribution belongs to a position in context")


def test_a_long_counter_word_is_cut(make_prediction: MakePrediction) -> None:
    prediction = make_prediction("x" * 100_000 + " end")
    shown = " ".join(render_audit(prediction, audit_of(prediction, 1), width=80))
    assert '"' + "x" * 39 + '…"' in shown


def test_the_legend_says_what_strong_colour_is(make_prediction: MakePrediction) -> None:
    shown = render_terminal(make_prediction(REVIEW), colour="256", width=200)
    assert "stronger from plain to bold to filled" in shown


@given(text=st.text(alphabet="ab ,.映\n", max_size=200), width=st.integers(40, 100))
def test_lines_are_no_wider_than_asked(make_prediction: MakePrediction, text: str, width: int) -> None:
    # One letter a word: no word is longer than a line.
    spaced = " ".join(f"{character} superb" for character in text)
    shown = render_terminal(make_prediction(spaced), colour="none", width=width)
    columns = [len(line) + sum(character in "映" for character in line) for line in shown.split("\n")]
    assert max(columns) <= width
