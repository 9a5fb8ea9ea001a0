import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment.prediction import Prediction
from sentiment.report.notebook import render_notebook
from sentiment.report.safe import visible

MakePrediction = Callable[..., Prediction]

REVIEW = "A boring start, but a superb end.<br /><br />The music? Awful & loud."


class Fragment(HTMLParser):
    """What a browser would make of it: tags and attributes, the text itself, and its marks by their style."""

    def __init__(self, shown: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.marks: list[tuple[str, str]] = []
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self._depth = 0
        self.feed(shown)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self._open.append((tag, dict(attrs)))
        if "dir" in dict(attrs):
            self._depth = len(self._open)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag
        if len(self._open) < self._depth:
            self._depth = 0

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.text += data
            tag, attributes = self._open[-1]
            if tag == "mark":
                self.marks.append((data, attributes["style"] or ""))


@pytest.mark.hostile
@given(text=st.text(), seed=st.integers(0, 9))
def test_any_text_shows_as_it_is_and_cannot_act(make_prediction: MakePrediction, text: str, seed: int) -> None:
    hostile = f"<script>alert(1)</script><img src=x onerror=alert(1)>\" ' &amp; {text}"
    fragment = Fragment(render_notebook(make_prediction(hostile, seed=seed, warnings=(hostile,))))
    assert fragment.tags <= {"div", "b", "span", "mark"}
    assert fragment.attributes <= {"style", "dir", "title", "tabindex", "aria-hidden"}
    assert fragment.text == visible(hostile)


def test_the_sign_of_a_word_is_in_its_line(make_prediction: MakePrediction) -> None:
    marks = dict(Fragment(render_notebook(make_prediction(REVIEW))).marks)
    assert set(marks) == {"boring", "superb", "Awful"}
    assert "underline solid" in marks["superb"]
    assert "underline dashed" in marks["boring"]


def test_the_answer_and_its_reasons_are_there(make_prediction: MakePrediction) -> None:
    prediction = make_prediction(REVIEW, warnings=("most words are in fragments",))
    shown = render_notebook(prediction)
    assert f"probability of positive: {prediction.probability:.1%}" in shown
    assert "</b> most words are in fragments" in shown
    assert re.search(r"toward positive: <b>superb</b> \+\d\.\d\d", shown)
    assert re.search(r"toward negative: <b>\w+</b> −\d\.\d\d", shown)
    assert "A contribution belongs to a position in context" in shown


def test_nothing_reaches_beyond_the_fragment(make_prediction: MakePrediction) -> None:
    shown = render_notebook(make_prediction(REVIEW))
    assert not re.search(r"<style|<script|class=|id=|url\(|http", shown)


@pytest.mark.parametrize(
    ("label", "sign", "names"),
    [("good", 1, ("good", "not good")), ("bad", -1, ("not bad", "bad")), ("positive", 1, ("positive", "negative"))],
)
def test_classes_have_the_name_that_the_answer_knows(
    make_prediction: MakePrediction, label: str, sign: int, names: tuple[str, str]
) -> None:
    prediction = make_prediction(REVIEW)
    shown = render_notebook(replace(prediction, label=label, logit=sign * abs(prediction.logit)))
    assert f"probability of {names[0]}: " in shown
    assert f"toward {names[0]} (solid)" in shown
    assert f"toward {names[1]} (dashed)" in shown


def test_an_uncertain_answer_is_about_the_positive_class(make_prediction: MakePrediction) -> None:
    shown = render_notebook(replace(make_prediction(REVIEW), label="uncertain", abstained=True))
    assert "uncertain</b>" in shown
    assert "probability of positive: " in shown
