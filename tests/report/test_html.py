import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sentiment.errors import TextError
from sentiment.prediction import Failure, Prediction
from sentiment.report.colours import attention_level, contribution_level, scale_of
from sentiment.report.html import ModelCard, ReportEntry, render_report
from sentiment.report.markup import remainder, signed
from sentiment.report.safe import visible

MakePrediction = Callable[..., Prediction]
FEWER = settings(max_examples=settings().max_examples // 2)  # each is a whole page

CARD = ModelCard("imdb", facts=(("Trained on", "film reviews"),))
REVIEW = "A boring start, but a superb end.<br /><br />The music? Awful & loud."
_VOID = {"meta", "br", "input", "rect", "path"}
_TAGS = set(
    "br html head meta title style script body header h1 h2 h3 p b i section div form fieldset legend label input small"
    " span mark output main article a bdi aside ol li footer dl dt dd del figure svg g rect path figcaption details"
    " summary table caption thead tbody tr th td select option button".split()
)
_ATTRIBUTES = set(
    "lang charset http-equiv content name class id href title type checked hidden value aria-label aria-hidden dir"
    " data-s data-v data-p data-n data-field data-low data-high viewbox preserveaspectratio role x y width height d"
    " scope autocomplete spellcheck placeholder min max step".split()
)


class Page(HTMLParser):
    """What a browser would make of a page: its tags, and the visible text and marks of each text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.outline: list[tuple[str, ...]] = []
        self.links: list[str] = []
        self.shown = ""
        self.texts: list[str] = []
        self.marks: list[tuple[str, str]] = []
        self.values: list[str] = []
        self.sources: dict[str, str] = {}
        self._open: list[str] = []
        self._in_text = 0
        self.feed(page)
        self.close()
        assert self._open == [], "every tag is closed, in order"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.attributes |= set(attributes)
        self.outline.append((tag, *attributes))
        self.links += [attributes[name] for name in ("href", "src") if name in attributes]
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "p" and attributes.get("class") == "text":
            self._in_text = len(self._open)
            self.texts.append("")
            self.values += attributes["data-v"].split()
        elif tag == "br" and self._in_text:
            self.texts[-1] += "\n"
        elif tag == "mark" and self._in_text:
            self.marks.append(("", attributes["class"]))

    def handle_endtag(self, tag: str) -> None:
        self.outline.append(("/" + tag,))
        if tag in _VOID:
            return
        assert self._open.pop() == tag
        if len(self._open) < self._in_text:
            self._in_text = 0

    def handle_data(self, data: str) -> None:
        self.shown += data
        if self._in_text:
            self.texts[-1] += data
            if self._open[-1] == "mark":
                text, classes = self.marks.pop()
                self.marks.append((text + data, classes))
        elif self._open and self._open[-1] in ("style", "script"):
            self.sources[self._open[-1]] = data


def render(*results: Prediction | Failure, title: str = "Reviews") -> str:
    return render_report([ReportEntry(None, result) for result in results], title=title, model_card=CARD)


def test_a_page_for_one_text(make_prediction: MakePrediction) -> None:
    prediction = make_prediction(REVIEW, warnings=("most words are in fragments",))
    page = render(prediction)
    assert "It belongs to a position in context" in page
    assert f"log-odds <b>{signed(prediction.logit)}</b>" in page
    assert "most words are in fragments" in page
    assert "film reviews" in page
    assert 'class="summary"' not in page
    marks = dict(Page(page).marks)
    assert marks["superb"].startswith("p6")
    assert marks["Awful"].startswith("n")


@pytest.mark.hostile
@FEWER
@given(text=st.text(), seed=st.integers(0, 9))
def test_the_text_is_whole_and_every_mark_is_a_word(make_prediction: MakePrediction, text: str, seed: int) -> None:
    prediction = make_prediction(text, seed=seed)
    page = Page(render(prediction))
    assert page.texts == [visible(text)]
    scale = scale_of(prediction.words)
    marked = [
        (visible(word.text), f"{word.contribution * 1000:.0f},{word.attention * 1000:.0f}")
        for word in prediction.words
        if contribution_level(word.contribution, scale) or attention_level(word.attention, scale)
    ]
    assert [(shown, values) for (shown, _), values in zip(page.marks, page.values, strict=True)] == marked


INJECTIONS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</p></article><iframe src=//example.org>",
    "<!-- --><style>*{display:none}</style>",
    "</title><script>alert(1)</script>",
    "&lt;script&gt;&#60;",
    "<mark class=p6>",
    "<br onclick=alert(1)>",
    "\x00<\x00script>",
]
hostile = st.lists(st.sampled_from(INJECTIONS) | st.text(), max_size=4).map("".join)


@pytest.mark.hostile
@FEWER
@given(text=hostile, name=hostile, title=hostile, warning=hostile)
def test_nothing_from_outside_becomes_markup(
    make_prediction: MakePrediction, text: str, name: str, title: str, warning: str
) -> None:
    def page_of(text: str, name: str, title: str, warning: str) -> Page:
        read = make_prediction(text, warnings=(warning,), seed=1)
        entries = [ReportEntry(name, replace(read, label=title)), ReportEntry(7, Failure(TextError(text)))]
        card = ModelCard(name, labels=(warning, text), facts=((title, text), (warning, name)))
        return Page(render_report(entries, title=title, model_card=card))

    page = page_of(text, name, title, warning)
    plain = text.translate(str.maketrans("<>&", "\u2e28\u2e29\u2055")) if "<br" not in text.lower() else None
    if plain is not None:
        assert page.outline == page_of(plain, "plain", "plain", "plain").outline
    assert page.tags <= _TAGS
    assert page.attributes <= _ATTRIBUTES
    assert set(page.links) == {"#t1", "#t2"}
    assert page.texts == [visible(text)]
    assert [part for part in (text, name, title, warning) if visible(part) not in page.shown] == []


def test_the_policy_admits_nothing_but_the_pages_own_style_and_script(make_prediction: MakePrediction) -> None:
    page = render(make_prediction(REVIEW))
    policy = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[0]
    directives = dict(directive.split(maxsplit=1) for directive in policy.split(";"))
    assert directives["default-src"] == "'none'"
    sources = Page(page).sources
    for kind, directive in (("style", "style-src"), ("script", "script-src")):
        digest = base64.b64encode(hashlib.sha256(sources[kind].encode()).digest()).decode()
        assert directives[directive] == f"'sha256-{digest}'"
    assert "://" not in page
    assert " style=" not in page


def test_a_file_of_texts_has_a_summary_and_failures_in_their_place(make_prediction: MakePrediction) -> None:
    page = render(make_prediction("superb"), Failure(TextError("the text is empty")), make_prediction("awful"))
    assert page.index('id=t1 class="positive"') < page.index('id=t2 class="failed"')
    assert page.index('id=t2 class="failed"') < page.index('id=t3 class="negative"')
    assert "the text is empty" in page
    assert "<dt>not classified</dt><dd>1 <small>33%</small>" in page


def test_a_report_on_texts_that_all_failed() -> None:
    page = render(*[Failure(TextError("the text is empty"))] * 2)
    assert "<dt>not classified</dt><dd>2 <small>100%</small>" in page
    assert page.count("<article") == 2


def test_an_uncertain_answer_is_counted_on_its_own(make_prediction: MakePrediction) -> None:
    uncertain = replace(make_prediction("superb"), label="uncertain", abstained=True)
    page = render(make_prediction("superb"), uncertain, make_prediction("awful"), uncertain)
    assert page.index('id=t1 class="positive"') < page.index('id=t2 class="uncertain"')
    assert "<dt>positive</dt><dd>1 <small>25%</small>" in page
    assert "<dt>uncertain</dt><dd>2 <small>50%</small>" in page
    assert 'value="uncertain"' in page
    assert "<dt>uncertain</dt>" not in render(make_prediction("superb"), make_prediction("awful"))


def test_names_of_texts_and_classes_are_the_callers(make_prediction: MakePrediction) -> None:
    card = ModelCard("shop", labels=("schlecht", "gut"))
    page = render_report([ReportEntry("row-9", make_prediction(REVIEW))], title="Shop", model_card=card)
    assert '<a href="#t1">row-9</a>' in page
    assert "toward gut" in page
    assert "toward schlecht" in page


@pytest.mark.parametrize(("value", "shown"), [(0.934, "+0.93"), (-0.41, "\u22120.41"), (-0.001, "0.00"), (0.0, "0.00")])
def test_signed(value: float, shown: str) -> None:
    assert signed(value) == shown


@given(seed=st.integers(0, 500))
@settings(deadline=None)  # each example is a whole page
def test_rounded_numbers_add_up_as_shown(make_prediction: MakePrediction, seed: int) -> None:
    prediction = make_prediction(REVIEW, seed=seed)
    equation = re.search(
        r"bias (\S+), words toward positive (\S+), toward negative (\S+): log-odds <b>(.+?)</b>", render(prediction)
    )
    assert equation
    bias, positive, negative, total = (Decimal(number.replace("\u2212", "-")) for number in equation.groups())
    assert total == bias + positive + negative
    assert positive >= 0 >= negative
    assert signed(prediction.logit) == equation[4]


@pytest.mark.parametrize(("total", "parts", "left"), [(1.006, (0.504,), 0.51), (0.1, (0.1,), 0.0), (-0.004, (), 0.0)])
def test_remainder(total: float, parts: tuple[float, ...], left: float) -> None:
    assert str(remainder(total, *parts)) == str(left)


def test_each_view_has_its_legend(make_prediction: MakePrediction) -> None:
    page = render(make_prediction(REVIEW))
    for view, meaning in (
        ("words", "what a word added"),
        ("sentences", "what a sentence added"),
        ("attention", "where the model looked"),
    ):
        assert f'name="view" value="{view}"' in page
        paragraphs = re.findall(rf'<p class="meaning of-{view}">(.*?)</p>', page, re.DOTALL)
        assert len(paragraphs) == 1
        assert meaning in paragraphs[0]


def test_an_id_that_nobody_sees_gives_way(make_prediction: MakePrediction) -> None:
    entries = [ReportEntry(id, make_prediction("superb")) for id in ("", " ", "\u200b", None, "ab", 0, "a\x00")]
    page = render_report(entries, title="t", model_card=CARD)
    names = re.findall(r'<h2><a href="#t\d">(.*?)</a></h2>', page)
    assert names == ["Text 1", "Text 2", "Text 3", "Text 4", "ab", "0", "a\u2400"]
    assert page.count("1 token read.") == 7


def test_an_empty_report_is_a_page(make_prediction: MakePrediction) -> None:
    assert "0 texts" in render()


def test_a_page_is_not_much_larger_than_its_texts(make_prediction: MakePrediction) -> None:
    words = "The film was long and its plot, as far as I could follow it, had nothing to say about the people in it. "
    text = (words * 10) + "Superb music, awful acting."
    entries = [ReportEntry(number, make_prediction(text)) for number in range(200)]
    page = render_report(entries, title="Many", model_card=CARD)
    assert len(page) < 4 * len(text) * len(entries)
