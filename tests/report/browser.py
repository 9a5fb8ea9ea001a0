"""A page of the report in headless Chromium, and what it tried to do while it was open."""

from collections.abc import Callable
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Dialog, Page

from sentiment.prediction import Prediction
from sentiment.report.html import ModelCard, ReportEntry

AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CARD = ModelCard("imdb", facts=(("Trained on", "film reviews"),))

MakePrediction = Callable[..., Prediction]


@dataclass
class Watched:
    """What a page did that no report may do: `deeds` stays empty.

    Attributes:
        page: The page, open.
        deeds: Dialogs, requests beyond the file itself, errors of the script, and what its policy refused.
    """

    page: Page
    deeds: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("dialog", self._dialog)
        self.page.on("request", lambda request: self._request(request.url))
        self.page.on("pageerror", lambda error: self.deeds.append(f"error: {error}"))
        self.page.on("console", lambda message: self.deeds.append(f"console: {message.text}"))
        self.page.on("popup", lambda popup: self.deeds.append(f"popup: {popup.url}"))

    def texts(self) -> list[str]:
        """The texts as they stand on the page, with its line breaks."""
        script = """(texts) => texts.map((text) => {
          const copy = text.cloneNode(true);
          for (const br of copy.querySelectorAll("br")) br.replaceWith("\\n");
          return copy.textContent;
        })"""
        texts: list[str] = self.page.locator(".text").evaluate_all(script)
        return texts

    def _dialog(self, dialog: Dialog) -> None:
        self.deeds.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, url: str) -> None:
        if not url.startswith(("file:", "blob:")):
            self.deeds.append(f"request: {url}")


def barriers(page: Page) -> list[str]:
    """What axe-core finds wrong with a page, for people who see, point or read in other ways."""
    # What content-visibility leaves out of sight has no colours yet.
    page.evaluate("document.styleSheets[0].insertRule('article,#texts>div{content-visibility:visible!important}')")
    found = Axe().run(page, options=AXE).response["violations"]
    return [f"{item['id']}: {item['help']}: {[node['html'][:160] for node in item['nodes'][:3]]}" for item in found]


Open = Callable[..., Watched]


def entries_of(*predictions: Prediction) -> list[ReportEntry]:
    return [ReportEntry(f"id-{number}", prediction) for number, prediction in enumerate(predictions, 1)]


def many(make: MakePrediction, number: int = 120) -> list[ReportEntry]:
    """Enough texts for a page that reads each when it comes into view; every third of them is negative."""
    kinds = [make("A superb film. Really wonderful."), make("Superb " * 60), make("An awful, boring film.")]
    return entries_of(*(kinds[place % 3] for place in range(number)))
