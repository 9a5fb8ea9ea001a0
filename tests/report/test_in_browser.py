"""The page in a browser: with and without scripts, by keyboard, searched, sorted, attacked, and held to WCAG AA."""

from pathlib import Path

import pytest

from sentiment.audit import Audit, Deletion
from sentiment.errors import TextError
from sentiment.prediction import Failure
from sentiment.report.html import ModelCard, ReportEntry, render_report
from sentiment.report.markup import signed
from sentiment.report.safe import visible

playwright = pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Browser  # noqa: E402

from tests.report.browser import CARD, MakePrediction, Open, barriers, entries_of, many  # noqa: E402

pytestmark = pytest.mark.browser


REVIEW = "A boring start, but a superb end.<br /><br />The music? Awful & loud. Not a word of it is wonderful."
TAGS = set(
    "html head meta title style script body header h1 h2 h3 p b i section div form fieldset legend label input"
    " small span mark output main article a bdi aside ol li footer dl dt dd figure figcaption svg g rect path br table"
    " caption thead tbody tr th td select option button details summary".split()
)
ATTACKS = [
    "<script>alert(1)</script> superb",
    "<img src=//example.org/x onerror=alert(1)> superb <svg onload=alert(1)>",
    "\"><iframe src=javascript:alert(1)></iframe>' onmouseover='alert(1) superb",
    "</script></noscript></template></style></title><script>alert(1)</script> superb",
    '<!-- --!> ]]> <noscript><p title="</noscript><img src=x onerror=alert(1)>"> superb',
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62; superb",
    "\u202egnitaerc \u2066evil\u2069 a\u200bb\u200dc\ufeff superb \u0645\u0631\u062d\u0628\u0627",
    'javascript:alert(1) =HYPERLINK("//example.org") superb',
]


@pytest.mark.parametrize("number", [1, 2, 120])
def test_texts_are_read_without_scripts(opened: Open, make_prediction: MakePrediction, number: int) -> None:
    prediction = make_prediction(REVIEW)
    page = opened(entries_of(*[prediction] * number), java_script_enabled=False).page
    assert page.locator(".text").count() == number
    text = page.locator(".text").first
    assert text.inner_text().split() == visible(REVIEW).split()
    assert text.locator("mark").all_inner_texts() == ["boring", "superb", "Awful", "wonderful"]
    assert page.locator(".sum").first.is_visible()
    assert not page.locator("#views").is_visible()
    assert not page.locator("#controls").is_visible()


@pytest.mark.parametrize("number", [1, 3, 120])
def test_no_text_acts(opened: Open, make_prediction: MakePrediction, number: int) -> None:
    attack = "\n".join(ATTACKS)
    prediction = make_prediction(attack, warnings=(attack,))
    entries = [ReportEntry(f"{attack}{place}", prediction) for place in range(number - 1)]
    entries.append(ReportEntry(attack, prediction if number == 1 else Failure(TextError(attack))))
    card = ModelCard(attack, labels=(attack, attack + "2"), facts=((attack, attack),))
    watched = opened(entries, title=attack, card=card)
    page = watched.page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")  # every text, not only those in sight
    page.locator(".text mark").first.hover()
    assert page.locator("#tip").is_visible()
    if number > 1:
        page.fill("[name=query]", "</script>")
        page.wait_for_timeout(200)
        assert page.locator("[name=found]").inner_text() == f"{number - 1} of {number} texts"
    assert watched.texts() == [visible(attack)] * (number if number == 1 else number - 1)
    assert page.title() == " ".join(visible(attack).split())
    assert set(page.evaluate("[...document.querySelectorAll('*')].map((e) => e.localName)")) <= TAGS
    assert page.locator("script").count() == 1
    assert watched.deeds == []


def test_the_policy_stops_what_would_act(opened: Open, make_prediction: MakePrediction) -> None:
    watched = opened(entries_of(make_prediction(REVIEW)))
    watched.page.evaluate(
        """() => {
          const add = (html) => document.body.insertAdjacentHTML("beforeend", html);
          add("<img src='https://example.org/x' onerror='alert(1)'><p style='color:red'>");
          document.body.append(Object.assign(document.createElement("script"), { textContent: "alert(2)" }));
        }"""
    )
    watched.page.wait_for_timeout(100)
    refused = " ".join(watched.deeds)
    assert "dialog" not in refused
    assert refused.count("Content Security Policy") >= 3


def test_a_word_without_end_and_a_tower_of_accents_keep_the_page_in_shape(
    opened: Open, make_prediction: MakePrediction
) -> None:
    text = "superb " + "x" * 100_000 + " awful a" + "\u0301" * 200 + " " + "\u202e" * 30
    watched = opened(entries_of(make_prediction(text, seed=2)), viewport={"width": 360, "height": 700})
    root = watched.page.locator("html")
    assert root.evaluate("(root) => root.scrollWidth <= root.clientWidth")
    assert watched.texts() == [visible(text)]
    watched.page.locator(".text mark").first.hover(position={"x": 5, "y": 5})
    assert watched.page.locator("#tip").inner_text().count("x") < 50
    assert watched.deeds == []


@pytest.mark.parametrize("number", [1, 3])
def test_names_without_end_keep_the_page_in_shape(opened: Open, make_prediction: MakePrediction, number: int) -> None:
    name = "n" * 200
    prediction = make_prediction(f"superb {name} awful.", seed=3, warnings=(name,))
    deletion = Deletion(comprehensiveness=0.5, sufficiency=0.1, flip_fraction=0.2)
    audit = Audit(deletion, deletion, 0.3, prediction.words[1:2], name, (name,))
    card = ModelCard(name, labels=(f"{name}0", f"{name}1"), facts=((name, name),))
    page = opened(
        [ReportEntry(name, prediction, audit)] * number, card=card, viewport={"width": 320, "height": 700}
    ).page
    root = page.locator("html")
    for view in ("words", "sentences", "attention"):
        page.check(f"[value={view}]", force=True)
        assert root.evaluate("(root) => root.scrollWidth <= root.clientWidth")
    value = page.locator("aside li b").first  # a number on one line
    assert value.evaluate("(value) => value.getClientRects().length") == 1
    assert value.evaluate("(value) => value.offsetHeight") < 30
    page.set_viewport_size({"width": 780, "height": 700})
    assert root.evaluate("(root) => root.scrollWidth <= root.clientWidth")
    words = page.locator(".overall tbody th")
    for medium in ("screen", "print"):
        page.emulate_media(media=medium)
        assert all(words.evaluate_all("(words) => words.map((word) => word.offsetWidth > 90)"))


def test_high_contrast_leaves_the_sign_of_a_word_and_the_view_in_sight(
    opened: Open, make_prediction: MakePrediction
) -> None:
    page = opened(entries_of(make_prediction(REVIEW)), forced_colors="active").page
    style = """(element) => {
      const style = getComputedStyle(element);
      return [style.backgroundColor, style.color, style.textDecorationStyle, style.textDecorationColor];
    }"""
    boring, superb = (page.locator(".text mark", has_text=word).evaluate(style) for word in ("boring", "superb"))
    assert (boring[2], superb[2]) == ("dashed", "solid")
    for background, ink, _, line in (boring, superb):
        assert background != ink == line
    chosen, other = (page.locator(f"label:has([value={view}])").evaluate(style) for view in ("words", "attention"))
    assert chosen[0] != other[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_no_barriers(opened: Open, make_prediction: MakePrediction, scheme: str, width: int) -> None:
    prediction = make_prediction(REVIEW, warnings=("most words are in fragments",))
    deletion = Deletion(comprehensiveness=0.5, sufficiency=0.1, flip_fraction=0.2)
    audit = Audit(
        contribution=deletion,
        random=deletion,
        agreement=0.3,
        counter_words=prediction.words[1:3],
        counter_label="negative",
        warnings=("highlights do not beat random words",),
    )
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    page = opened([ReportEntry(None, prediction, audit)], **options).page
    page.locator(".text mark").first.hover()
    assert barriers(page) == []
    for view in ("sentences", "attention") if width > 1000 else ():
        page.check(f"[value={view}]", force=True)
        assert barriers(page) == []
    page = opened([*many(make_prediction, 8), ReportEntry(9, Failure(TextError("it is empty")))], **options).page
    assert barriers(page) == []


def test_a_word_tells_its_numbers_to_the_pointer_and_to_the_keyboard(
    opened: Open, make_prediction: MakePrediction
) -> None:
    prediction = make_prediction(REVIEW)
    word = next(word for word in prediction.words if word.text == "superb")
    page = opened(entries_of(prediction)).page
    tip = page.locator("#tip")
    page.locator(".text mark", has_text="superb").hover()
    assert f"{signed(word.contribution)} log-odds rank 1" in " ".join(tip.inner_text().split())
    assert f"{word.attention:.1%} rank 1" in " ".join(tip.inner_text().split())
    page.keyboard.press("Escape")
    assert not tip.is_visible()
    page.mouse.move(0, 0)
    page.locator(".text").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "superb"
    assert tip.is_visible()
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.textContent") == "wonderful"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert "Awful" in tip.inner_text()


def test_the_views_differ_and_each_has_its_legend(opened: Open, make_prediction: MakePrediction) -> None:
    page = opened(entries_of(make_prediction(REVIEW))).page
    word, sentence = page.locator(".text mark").first, page.locator(".text span").first
    style = "(element) => getComputedStyle(element).backgroundColor + getComputedStyle(element).textDecoration"
    seen = []
    for view in ("words", "sentences", "attention"):
        page.check(f"[value={view}]", force=True)
        seen.append((word.evaluate(style), sentence.evaluate(style)))
        assert [page.locator(f".of-{name}").is_visible() for name in ("words", "sentences", "attention")] == [
            name == view for name in ("words", "sentences", "attention")
        ]
    assert len(set(seen)) == 3


def test_many_texts_open_at_once(chromium: Browser, make_prediction: MakePrediction, tmp_path: Path) -> None:
    from scripts.report_speed import measure

    prose = "The film was long and its plot, as far as I could follow it, had nothing to say about its people. " * 12
    kinds = [make_prediction(prose + "Superb music, awful acting.", seed=seed) for seed in range(20)]
    entries = entries_of(*(kinds[place % 20] for place in range(600)))
    page = render_report(entries, title="Many", model_card=CARD)
    assert len(page) < 4 * sum(len(kind.text) for kind in kinds) * 30
    path = tmp_path / "many.html"
    path.write_text(page, encoding="utf-8")
    speed = measure(chromium, path, query="awful")
    assert speed.open_busy_seconds < 1
    assert speed.num_nodes < 40 * 600
