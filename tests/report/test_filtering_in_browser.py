"""The controls of a report of many texts in headless Chromium: sorted, filtered, searched, saved."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sentiment.errors import TextError
from sentiment.prediction import Failure
from sentiment.report.html import ReportEntry

pytest.importorskip("playwright.sync_api")
from tests.report.browser import MakePrediction, Open, entries_of, many

pytestmark = pytest.mark.browser


def names(page: Any) -> list[str]:
    """The ids of the texts on the page, in order."""
    found: list[str] = page.locator("article:visible h2").all_text_contents()
    return found


def test_texts_are_sorted_filtered_and_searched(opened: Open, make_prediction: MakePrediction) -> None:
    watched = opened(many(make_prediction))
    page = watched.page
    found = page.locator("[name=found]")

    def do(action: Callable[[], object]) -> list[str]:
        action()
        page.wait_for_timeout(200)
        return names(page)

    assert found.inner_text() == "All 120 texts"
    assert names(page)[:3] == ["id-1", "id-2", "id-3"]
    assert do(lambda: page.select_option("[name=order]", "n-down"))[:2] == ["id-2", "id-5"]
    assert do(lambda: page.select_option("[name=order]", "p-up"))[:2] == ["id-3", "id-6"]
    assert do(lambda: page.select_option("[name=order]", "id"))[:10] == [f"id-{number}" for number in range(1, 11)]
    assert do(lambda: page.uncheck("[value=positive]"))[:2] == ["id-3", "id-6"]
    assert found.inner_text() == "40 of 120 texts"
    assert do(lambda: page.fill("[name=which]", "12"))[:9] == ["id-12", "id-120"]
    assert do(lambda: page.click("text=Show all"))[:2] == ["id-1", "id-2"]
    assert do(lambda: page.fill("[name=n-low]", "50"))[:2] == ["id-2", "id-5"]
    assert do(lambda: page.click("text=Show all"))[:2] == ["id-1", "id-2"]
    assert do(lambda: page.fill("[name=p-high]", "49"))[:2] == ["id-3", "id-6"]
    assert do(lambda: page.fill("[name=query]", "AWFUL, b"))[:2] == ["id-3", "id-6"]
    assert page.evaluate("CSS.highlights.get('found').size") >= 20  # of those in sight and near it
    assert do(lambda: page.fill("[name=query]", ".*")) == []
    assert page.locator("[name=csv]").is_disabled()
    page.evaluate("location.hash = '#t1'")  # a link to a text that is filtered out
    page.wait_for_timeout(200)
    assert page.locator("#t1").is_visible()
    assert do(lambda: page.click(".overall .negative tbody button >> nth=0"))[:2] == ["id-3", "id-6"]
    assert watched.deeds == []


def test_a_long_word_of_the_table_is_found_by_its_beginning(opened: Open, make_prediction: MakePrediction) -> None:
    texts = [f"A {'x' * 60} film.", "Superb…"]
    page = opened(entries_of(*(make_prediction(text, seed=1) for text in texts))).page
    for word, number in (("x" * 39 + "…", "id-1"), ("…", "id-2")):
        page.locator(".overall button", has_text=word).filter(has_text=re.compile(f"^{word}$")).click()
        assert names(page) == [number]


def test_what_is_shown_is_saved_as_csv(opened: Open, make_prediction: MakePrediction) -> None:
    texts = ['=1+1, a "superb" film', "superb,\nbut long & <b>loud</b>", "awful", "\n=1+1 superb"]
    predictions = [make_prediction(text) for text in texts]
    entries = [*entries_of(*predictions), ReportEntry(4, Failure(TextError("it is empty")))]
    page = opened(entries, accept_downloads=True).page
    page.uncheck("[value=negative]")
    page.wait_for_timeout(200)
    with page.expect_download() as download:
        page.click("[name=csv]")
    saved = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(saved, newline="")))
    assert [row["id"] for row in rows] == ["id-1", "id-2", "id-4", "4"]
    assert [row["text"] for row in rows] == [f"'{texts[0]}", texts[1], f"'{texts[3]}", ""]
    assert [row["label"] for row in rows] == ["positive", "positive", "positive", "not classified"]
    assert float(rows[0]["probability"]) == pytest.approx(predictions[0].probability, rel=1e-5)
