"""The page of the service in a browser: typed into, audited, linked to, given files; attacked, and held to WCAG AA."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest

from sentiment.classifier import Classifier
from sentiment.report.safe import visible
from tests.service.client import Served, serving

playwright = pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Browser, FilePayload  # noqa: E402

from tests.report.browser import Watched, barriers  # noqa: E402

pytestmark = pytest.mark.browser

Open = Callable[..., Watched]

REVIEW = "The plot is thin. But the two leads are superb, and the music is wonderful!"
ATTACK = "</script><img src=//example.org/x onerror=alert(1)> superb \"'&lt; \u202e<!-- </template> awful"
TOKEN = "dtmyUNHcZZWCuDV2Hl_k"
FILE: FilePayload = {
    "name": "<my> reviews.csv",
    "mimeType": "text/csv",
    "buffer": b"id,review\na,Superb film\nb,Awful waste\n",
}


class Visited(Watched):
    """A page that may ask the service it comes from, and nobody else."""

    origin = ""

    def _request(self, url: str) -> None:
        if not url.startswith((self.origin, "blob:", "data:")):
            super()._request(url)


@pytest.fixture
def opened(chromium: Browser, served: Served) -> Iterator[Open]:
    """Opens the page of a service; keyword arguments go to the browser's context."""
    contexts = []

    def open_page(service: Served = served, *, fragment: str = "", **options: Any) -> Watched:
        contexts.append(chromium.new_context(**options))
        watched = Visited(contexts[-1].new_page())
        watched.origin = service.url + "/"
        watched.page.goto(f"{service.url}/{fragment}")
        return watched

    yield open_page
    for context in contexts:
        context.close()


def type_in(watched: Watched, text: str) -> None:
    """Types, and waits for the answer."""
    watched.page.fill("#text", text)
    watched.page.wait_for_function(
        "(text) => document.querySelector('.text')?.textContent.trim() === text",
        arg=visible(text).strip().replace("\n", ""),
    )


def test_highlights_come_as_a_person_types(opened: Open, classifier: Classifier) -> None:
    watched = opened()
    page = watched.page
    assert page.evaluate("document.activeElement.id") == "text"
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#text").press_sequentially(REVIEW, delay=1)
    page.wait_for_function("(text) => document.querySelector('.text')?.textContent === text", arg=REVIEW)
    prediction = classifier.classify(REVIEW)
    assert page.locator(".verdict b").inner_text() == prediction.label
    assert f"{prediction.probability:.1%}" in page.locator(".verdict").inner_text()
    assert "superb" in page.locator(".text mark").all_inner_texts()
    assert len(asked) < len(REVIEW) / 2  # not at every key
    page.wait_for_function("() => document.querySelector('#said').value.includes('%')")
    assert prediction.label in (page.locator("#said").text_content() or "")
    page.fill("#text", "  ")
    page.wait_for_function("() => !document.querySelector('article')")
    assert watched.deeds == []


def test_what_is_marked_can_be_chosen_and_a_word_tells_its_numbers(opened: Open) -> None:
    watched = opened()
    page = watched.page
    type_in(watched, REVIEW)
    mark = page.locator(".text mark", has_text="superb")
    style = "(mark) => getComputedStyle(mark).backgroundColor"
    colours = [mark.evaluate(style)]
    page.check("[value=attention]", force=True)
    colours.append(mark.evaluate(style))
    assert len(set(colours)) == 2
    type_in(watched, REVIEW + " Really.")
    assert page.locator("[value=attention]").is_checked()
    page.locator(".text").focus()
    page.keyboard.press("ArrowRight")
    assert "attention" in page.locator("#tip").inner_text()
    page.keyboard.press("Escape")
    assert not page.locator("#tip").is_visible()
    assert watched.deeds == []


def test_an_audit_on_demand(opened: Open) -> None:
    watched = opened()
    page = watched.page
    assert not page.locator("[name=audit]").is_visible()
    type_in(watched, REVIEW)
    page.click("[name=audit]")
    page.wait_for_selector(".audit table")
    page.wait_for_function("() => document.querySelector('.audit h3').getBoundingClientRect().top < innerHeight")
    assert page.evaluate("document.querySelector('.audit h3').getBoundingClientRect().top > 0")
    assert "Audited: Without" in (page.locator("#said").text_content() or "")
    assert page.locator("[name=audit]").inner_text() == "Audit the highlights"
    assert watched.deeds == []


def test_a_link_holds_the_text_where_no_server_sees_it(opened: Open, served: Served) -> None:
    text = f"{REVIEW}\n100% & #1 é\U0001f600"
    watched = opened()
    page = watched.page
    type_in(watched, text)
    link = page.locator("#link").get_attribute("href") or ""
    assert link == f"#text={quote(text, safe='!*()').replace('%27', chr(39))}"
    page.click("#link")
    assert page.url.endswith(link)
    asked: list[str] = []
    other = opened(fragment=link)
    other.page.on("request", lambda request: asked.append(request.url))
    other.page.wait_for_selector("article .text")
    assert other.page.input_value("#text") == text
    asked.clear()
    other.page.reload()
    other.page.wait_for_selector("article .text")
    other.page.wait_for_timeout(100)
    assert [url.partition("#")[0] for url in asked] == [f"{served.url}/", f"{served.url}/v1/article"]
    other.page.evaluate("location.hash = '#text=%E0%A4%A'")
    other.page.wait_for_selector("#problem:visible")
    assert "cut off" in other.page.locator("#problem").inner_text()
    assert watched.deeds == other.deeds == []


def test_a_file_becomes_a_report_that_works(opened: Open) -> None:
    watched = opened(accept_downloads=True)
    page = watched.page
    page.set_input_files("[name=file]", FILE)
    page.wait_for_selector("text=Open the report")
    with page.context.expect_page() as found:
        page.click("text=Open the report")
    report = Watched(found.value)
    report.page.wait_for_selector("#controls:visible")
    assert report.page.locator("h1").inner_text() == FILE["name"]
    assert report.page.locator("article h2").all_text_contents() == ["a", "b"]
    assert (
        report.page.locator(".text mark").first.evaluate("(m) => getComputedStyle(m).backgroundColor")
        != "rgba(0, 0, 0, 0)"
    )
    assert report.deeds == []
    with page.expect_download() as download:
        page.click("text=Save it")
    assert download.value.suggested_filename.endswith("reviews.html")
    assert [deed for deed in watched.deeds if not deed.startswith("popup")] == []


@pytest.mark.parametrize("event", ["drop", "paste"])
def test_a_file_is_dropped_or_pasted(opened: Open, event: str) -> None:
    page = opened().page
    page.evaluate(
        """(name) => {
          const held = new DataTransfer();
          held.items.add(new File(["Superb film\\nAwful waste\\n"], "lines.txt"));
          const box = document.querySelector("#text");
          const init = { bubbles: true, cancelable: true };
          if (name === "paste") box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: held, ...init }));
          else {
            const drag = { dataTransfer: held, ...init };
            for (const kind of ["dragover", "drop"]) box.dispatchEvent(new DragEvent(kind, drag));
          }
        }""",
        event,
    )
    page.wait_for_selector("text=lines.txt is read.")


def test_what_goes_wrong_is_said_with_the_remedy(opened: Open, served: Served) -> None:
    page = opened().page
    problem = page.locator("#problem")
    page.set_input_files("[name=file]", {"name": "a.xlsx", "mimeType": "", "buffer": b"x"})
    assert ".csv" in problem.inner_text()
    page.set_input_files("[name=file]", {"name": "a.csv", "mimeType": "", "buffer": b"a,b\n1,2\n"})
    page.wait_for_function("() => document.querySelector('#problem').textContent.includes('which column')")
    page.fill("#text", "x" * 5_000_000)
    page.wait_for_function("() => document.querySelector('#problem').textContent.includes('shorter texts')")
    page.fill("#text", "Awful.")
    page.wait_for_selector("article .text")
    page.route("**/v1/article", lambda route: route.abort())
    page.click("[name=audit]")
    page.wait_for_function("() => document.querySelector('#problem').textContent.includes('still running')")
    assert page.locator("article").count() == 1
    page.fill("#text", REVIEW)
    page.wait_for_function("() => !document.querySelector('article')")  # it was the answer to another text
    page.unroute("**/v1/article")
    page.fill("#text", REVIEW + " ")
    page.wait_for_selector("article .text")
    assert not problem.is_visible()


def test_a_token_is_asked_for_once_it_is_needed(opened: Open, classifier: Classifier) -> None:
    with serving(classifier, token=TOKEN) as running:
        page = opened(running).page
        assert not page.locator("[name=token]").is_visible()
        page.fill("#text", REVIEW)
        page.wait_for_selector("[name=token]:visible")
        assert "token" in page.locator("#problem").inner_text()
        page.fill("[name=token]", TOKEN)
        page.keyboard.press("Tab")
        page.wait_for_selector("article .text")
        assert not page.locator("#problem").is_visible()


def test_while_the_service_is_busy_the_page_asks_again(opened: Open) -> None:
    page = opened().page
    refused: list[Any] = []
    busy = {"status": 429, "headers": {"Retry-After": "1"}}
    page.route("**/v1/article", lambda route: route.continue_() if refused else refused.append(route.fulfill(**busy)))
    page.fill("#text", REVIEW)
    page.wait_for_selector("article .text")
    assert len(refused) == 1


def test_an_answer_that_comes_late_is_not_shown(opened: Open) -> None:
    page = opened().page
    held: list[Any] = []
    page.route("**/v1/article", lambda route: route.continue_() if held else held.append(route))
    page.fill("#text", "Awful.")
    page.wait_for_function("() => document.querySelector('#texts').getAttribute('aria-busy') === 'true'")
    page.wait_for_timeout(50)
    page.fill("#text", REVIEW)
    page.wait_for_selector("article .text")
    held[0].fulfill(body="<article><p class=text>Awful.</p></article>", content_type="text/html")
    page.wait_for_timeout(200)
    assert page.locator(".text").all_inner_texts() == [REVIEW]
    assert page.locator("#texts").get_attribute("aria-busy") == "false"


def test_no_text_acts(opened: Open) -> None:
    watched = opened()
    type_in(watched, ATTACK)
    assert watched.texts() == [visible(ATTACK)]
    watched.page.click("[name=audit]")
    watched.page.wait_for_selector(".audit")
    watched.page.fill("#text", "\ud800 half a pair")
    watched.page.wait_for_function("() => document.querySelector('.text').textContent.includes('half a pair')")
    assert watched.page.locator("script").count() == 1
    assert watched.page.locator("img").count() == 0
    assert watched.deeds == []


def test_the_policy_stops_what_would_act(opened: Open) -> None:
    watched = opened()
    watched.page.evaluate(
        """() => {
          const add = (html) => document.body.insertAdjacentHTML("beforeend", html);
          add("<img src='https://example.org/x' onerror='alert(1)'><p style='color:red'>");
          document.body.append(Object.assign(document.createElement("script"), { textContent: "alert(2)" }));
          fetch("https://example.org/").catch(() => {});
        }"""
    )
    watched.page.wait_for_timeout(100)
    refused = " ".join(watched.deeds)
    assert "dialog" not in refused
    assert refused.count("Content Security Policy") >= 4


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_no_barriers(opened: Open, scheme: str, width: int) -> None:
    watched = opened(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = watched.page
    if (width, scheme) == (360, "dark"):
        assert barriers(page) == []
    type_in(watched, REVIEW)
    page.click("[name=audit]")
    page.wait_for_selector(".audit table")
    page.set_input_files("[name=file]", FILE)
    page.wait_for_selector("text=Save it")
    page.set_input_files("[name=file]", {"name": "a.xlsx", "mimeType": "", "buffer": b"x"})
    page.evaluate("document.querySelector('.token').hidden = false")
    assert barriers(page) == []
    root = page.locator("html")
    assert root.evaluate("(root) => root.scrollWidth <= root.clientWidth")


def test_without_scripts_it_says_what_to_do_instead(opened: Open) -> None:
    page = opened(java_script_enabled=False).page
    assert "sentiment classify" in page.locator("noscript").inner_text()
