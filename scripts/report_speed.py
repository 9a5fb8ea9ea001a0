"""How large a report is and how quickly a browser opens, scrolls, sorts and searches it.

    python -m scripts.report_speed tfds:imdb_reviews:train

Needs Chromium and playwright. Wall-clock times mean what they say only where nothing else is running; the time that the
page's own thread was at work is given beside them.
"""

import shutil
import tempfile
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import click
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

_NUM_FRAMES = 120
_PIXELS = 200  # scrolled in a frame
_SCROLL = """([frames, pixels]) => new Promise((done) => {
  const times = [];
  const step = (now) => {
    times.push(now);
    scrollBy(0, pixels);
    if (times.length <= frames) requestAnimationFrame(step);
    else done(times.slice(1).map((time, i) => time - times[i]).sort((a, b) => a - b));
  };
  requestAnimationFrame(step);
})"""
_CHANGE = """([name, value]) => new Promise((done) => {
  const field = document.querySelector("#controls").elements[name];
  const begin = performance.now();
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  setTimeout(() => requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin))), 121);
})"""


@dataclass(frozen=True)
class Speed:
    """What opening and using a page took.

    Attributes:
        open_seconds: Until the page is loaded: parsed, and its script run.
        open_busy_seconds: Of these, what the page's thread was at work, by its processor clock.
        num_nodes: Nodes of the document once it is open.
        frame_milliseconds: Time between two frames while scrolling: median and 95th percentile.
        frame_busy_milliseconds: What the page's thread was at work for a frame, on average.
        search_milliseconds: From typing to the result, with the 120 that it waits for more; and of these, at work.
        sort_milliseconds: The same for sorting by probability.
    """

    open_seconds: float
    open_busy_seconds: float
    num_nodes: int
    frame_milliseconds: tuple[float, float]
    frame_busy_milliseconds: float
    search_milliseconds: tuple[float, float]
    sort_milliseconds: tuple[float, float]


def measure(browser: Browser, page: Path, *, query: str) -> Speed:
    """Opens a page of several texts in a window of its own, scrolls, searches for `query`, and sorts."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        tab = context.new_page()
        session = context.new_cdp_session(tab)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        begin = time.perf_counter()
        tab.goto(page.resolve().as_uri())
        seconds = time.perf_counter() - begin
        busy, num_nodes = _metric(session, "TaskDuration"), _metric(session, "Nodes")
        frames = tab.evaluate(_SCROLL, [_NUM_FRAMES, _PIXELS])
        frame_busy = (_metric(session, "TaskDuration") - busy) / _NUM_FRAMES
        search = _change(tab, session, "query", query)
        _change(tab, session, "query", "")
        sort = _change(tab, session, "order", "p-down")
    finally:
        context.close()
    median, slow = frames[len(frames) // 2], frames[len(frames) * 95 // 100]
    return Speed(seconds, busy, int(num_nodes), (median, slow), frame_busy * 1000, search, sort)


def _change(tab: Page, session: CDPSession, field: str, value: str) -> tuple[float, float]:
    before = _metric(session, "TaskDuration")
    milliseconds = tab.evaluate(_CHANGE, [field, value])
    return milliseconds, (_metric(session, "TaskDuration") - before) * 1000


def _metric(session: CDPSession, name: str) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(metric["value"] for metric in metrics if metric["name"] == name))


@click.command(help=__doc__)
@click.argument("source")
@click.option("--texts", "num_texts", type=click.IntRange(min=2), default=5000, show_default=True, help="So many.")
@click.option("--query", default="boring", show_default=True, help="What is searched for.")
@click.option("--page", type=click.Path(path_type=Path), help="Keep the page here.")
def main(*, source: str, num_texts: int, query: str, page: Path | None) -> None:
    """Makes the page and measures it."""
    from sentiment import Classifier
    from sentiment.corpus import Columns, open_corpus
    from sentiment.report.html import ModelCard, ReportEntry, render_report

    rows = islice(open_corpus(source, Columns()), num_texts)
    texts = [row.text for row in rows if row.text is not None]
    outcomes = Classifier.load().classify_many(texts)
    entries = [ReportEntry(number, outcome) for number, outcome in enumerate(outcomes, 1)]
    html = render_report(entries, title=source, model_card=ModelCard("imdb"))
    num_bytes, num_text_bytes = len(html.encode()), sum(len(text.encode()) for text in texts)
    click.echo(f"{len(texts):,} texts, {num_text_bytes:,} bytes; page {num_bytes:,} bytes: ", nl=False)
    click.echo(f"{num_bytes / num_text_bytes:.2f} times the texts")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = page or Path(folder) / "report.html"
        path.write_text(html, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for _ in range(3):
            click.echo(measure(browser, path, query=query))
        browser.close()


if __name__ == "__main__":
    main()
