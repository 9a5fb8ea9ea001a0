"""Answers as lines, without a model: the names of the classes, certainty, and nothing that acts on the terminal."""

from dataclasses import replace

import numpy as np
import pytest

from sentiment.cli.answers import Answer
from sentiment.cli.options import note
from sentiment.cli.output import render_text
from sentiment.corpus import Row
from sentiment.errors import TextError
from sentiment.prediction import Failure, Prediction

PREDICTION = Prediction(
    text="Fine.",
    label="up",
    probability=0.99999,
    logit=11.5,
    bias=0.0,
    num_tokens=1,
    num_tokens_read=1,
    offsets=[(0, 4)],
    attention=np.ones(1, dtype=np.float32),
    contribution=np.full(1, 11.5, dtype=np.float32),
)


def shown(outcome: Prediction | Failure, *, explain: bool = False, labels: tuple[str, str] = ("down", "up")) -> str:
    answers = [Answer(Row(1, "Fine.", "i\x1bd"), outcome)]
    return "".join(render_text(answers, explain=explain, with_ids=True, colour="none", width=80, labels=labels))


@pytest.mark.parametrize("explain", [False, True])
def test_no_probability_is_rounded_to_certainty(explain: bool) -> None:
    assert "(probability of up:  99.9%)".replace("  ", " ") in shown(PREDICTION, explain=explain).replace("  ", " ")


@pytest.mark.parametrize("explain", [False, True])
def test_no_escape_sequence_of_a_model_reaches_the_terminal(explain: bool) -> None:
    hostile = replace(PREDICTION, label="\x1b]0;owned\x07up", warnings=("\x9b2J",))
    text = shown(hostile, explain=explain, labels=("down\x1b", "up\x9b31m"))
    assert not {"\x1b", "\x07", "\x9b"} & set(text)
    assert "␛]0;owned␇up" in text


def test_no_escape_sequence_of_an_error_reaches_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert "\x1b" not in shown(Failure(TextError("bad\x1b[2J\ntext")))
    note("next: \x1b[2Jsentiment\nclassify -m my\x07model")
    assert capsys.readouterr().err == "next: ␛[2Jsentiment classify -m my␇model\n"
