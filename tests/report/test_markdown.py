import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sentiment.report.markdown import render_markdown
from sentiment.report.safe import visible
from tests.report.conftest import MakePrediction, without_middle

REVIEW = "A boring start, but a superb end.<br /><br />The music? Awful!"
_TAGS = {"p", "blockquote", "strong", "em", "b", "i", "br", "table", "thead", "tbody", "tr", "th", "td"}
_MARKUP = (
    *"* ** _ __ ` ``` ~~ # ## + - --- === > >> 1. 2) | |-| [a](b) ![a](b) [a]: [^1] <b> </p> <!--".split(),
    *"--> &amp; &lt &#42; $x$ \\ \\* \\( ^ {#id} : :::".split(),
    *(
        "superb",
        "awful",
        "boring",
        "a",
        "1",
        "é",
        "映",
        "e\u0301",
        "😀",
        " ",
        "  ",
        "\t",
        "\u00a0",
        "\n",
        "\n\n",
        "<br>",
    ),
)
_texts = st.one_of(st.lists(st.sampled_from(_MARKUP), max_size=30).map("".join), st.text(max_size=40))


class Shown(HTMLParser):
    """What a reader sees of rendered Markdown: the quoted text, its bold and italic words, and all cells."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.quoted = ""
        self.bold: list[str] = []
        self.italic: list[str] = []
        self.cells: list[str] = []
        self._open: list[str] = []
        self.feed(MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown))
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "br":
            self.quoted += "\n"
            return
        self._open.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        assert tag == "br" or self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self._open:
            return
        if "blockquote" in self._open:
            self.quoted += data
            if self._open[-1] in ("strong", "b"):
                self.bold.append(data)
            elif self._open[-1] in ("em", "i"):
                self.italic.append(data)
        elif self._open[-1] in ("td", "th"):
            self.cells[-1] += data


def test_words_that_weigh_are_bold_or_italic(make_prediction: MakePrediction) -> None:
    markdown = render_markdown(make_prediction(REVIEW))
    assert "> A *boring* start, but a **superb** end.\n>\n> The music? *Awful*!\n" in markdown
    assert "**Bold** leads to positive, *italic* to negative." in markdown


def test_the_answer_and_its_reasons_are_there(make_prediction: MakePrediction) -> None:
    prediction = make_prediction(REVIEW, warnings=("most words\nare in <fragments>",))
    markdown = render_markdown(prediction, labels=("thumbs_down", "thumbs_up"))
    assert markdown.startswith("**positive** (probability of thumbs\\_up: ")
    assert "**Warning:** most words are in &lt;fragments&gt;" in markdown
    assert "A contribution belongs to a position in context" in markdown
    shown = Shown(markdown)
    assert shown.cells[:4] == ["toward thumbs_up", "log-odds", "toward thumbs_down", "log-odds"]
    superb = next(word for word in prediction.words if word.text == "superb")
    assert shown.cells[4:6] == ["superb", f"+{superb.contribution:.2f}"]
    assert "Awful" in shown.cells


def test_a_text_in_which_nothing_weighs_has_no_table(make_prediction: MakePrediction) -> None:
    shown = Shown(render_markdown(make_prediction("The film.")))
    assert "table" not in shown.tags
    assert shown.bold == shown.italic == []


@pytest.mark.hostile
@given(text=_texts, seed=st.integers(0, 9))
@example(text="映画superb!awful", seed=1)
@example(text="1. a\n# b\n- c\n===\n> d\n    e\n```\n| a |\n|---|", seed=0)
def test_every_text_shows_as_it_is(make_prediction: MakePrediction, text: str, seed: int) -> None:
    prediction = make_prediction(text, seed=seed)
    shown = Shown(render_markdown(prediction))
    assert set(shown.tags) <= _TAGS
    assert shown.tags.count("blockquote") == 1
    assert "".join(shown.quoted.split()) == "".join(visible(text).split())
    strongest = max(abs(word.contribution) for word in prediction.words) if prediction.words else 0
    strong = [word for word in prediction.words if abs(word.contribution) > max(0.1, strongest) / 4]
    assert [
        visible(word.text) for word in strong if word.contribution > 0 and visible(word.text) not in shown.bold
    ] == []
    assert [
        visible(word.text) for word in strong if word.contribution < 0 and visible(word.text) not in shown.italic
    ] == []


@given(text=_texts)
def test_lines_of_the_text_stay_lines(make_prediction: MakePrediction, text: str) -> None:
    shown = Shown(render_markdown(make_prediction(f"superb {text} end")))
    lines = ["".join(line.split()) for line in visible(f"superb {text} end").split("\n")]
    assert ["".join(line.split()) for line in shown.quoted.split("\n") if line.strip()] == [
        line for line in lines if line
    ]


def test_html_has_no_chance_even_where_backslashes_mean_nothing(make_prediction: MakePrediction) -> None:
    markdown = render_markdown(make_prediction("<script>alert(1)</script> &amp; superb <img src=x onerror=alert(1)>"))
    assert re.findall(r"<[^>]*>", markdown) == []
    assert html.unescape(markdown).count("<script>") == 1


def test_the_stretch_that_was_not_read_is_named(make_prediction: MakePrediction) -> None:
    whole = make_prediction("A superb start. " + "Never mind. " * 20 + "Awful end.")
    cut = without_middle(whole)
    quoted = Shown(render_markdown(cut)).quoted
    assert re.search(r"\[… \d+ characters not read …\]", quoted)
    assert "Never mind" not in quoted


@pytest.mark.parametrize("text", ["superb\\", "\\superb", "\\\nsuperb", "superb\\\n\\\nawful"])
def test_backslashes_are_kept(make_prediction: MakePrediction, text: str) -> None:
    assert Shown(render_markdown(make_prediction(text))).quoted.count("\\") == text.count("\\")
