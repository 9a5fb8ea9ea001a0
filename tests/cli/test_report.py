"""`sentiment report`: one page, or one text in another form; whole or not at all."""

import os
import sys
from pathlib import Path

import pytest

from sentiment.report import html
from sentiment.report.html import ReportEntry
from tests.cli.samples import BAD, GOOD, Run, assert_one_error


def test_a_file_of_texts(run: Run, reviews: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    result = run("report", reviews, "-o", page)
    assert result.exit_code == 0
    assert result.stdout == ""
    html = page.read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert "a1" in html
    assert "superb" in html
    assert "lifeless" in html
    assert str(page) in result.stderr


def test_one_text(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert run("report", "--text", GOOD, "-o", page, "--title", "One <review>").exit_code == 0
    html = page.read_text(encoding="utf-8")
    assert "One &lt;review&gt;" in html
    assert '<h2><a href="#t1">The answer</a></h2>' in html
    assert "superb" in html


def test_an_audit_reaches_the_page(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries: list[ReportEntry] = []

    def render(found: list[ReportEntry], **_: object) -> str:
        entries.extend(found)
        return ""

    monkeypatch.setattr(html, "render_report", render)
    assert run("report", "--audit", "--text", GOOD, "--text", " ", "-o", tmp_path / "page.html").exit_code == 3
    assert run("report", "--text", GOOD, "-o", tmp_path / "other.html").exit_code == 0
    assert [entry.audit is not None for entry in entries] == [True, False, False]


def test_one_text_as_markdown(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    result = run("report", "--text", GOOD, "-o", path)
    assert result.exit_code == 0
    assert "**superb**" in path.read_text(encoding="utf-8")
    assert str(path) in result.stderr


def test_an_audit_reaches_markdown_and_is_refused_where_it_does_not_fit(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    assert run("report", "--audit", "--text", GOOD, "-o", path).exit_code == 0
    assert "it would read as negative." in path.read_text(encoding="utf-8")
    result = run("report", "--audit", "--text", GOOD, "-o", tmp_path / "text.svg")
    assert result.exit_code == 2
    assert "--audit does not fit into a picture" in result.stderr


@pytest.mark.parametrize(("ending", "start"), [("svg", b"<?xml"), ("PNG", b"\x89PNG")])
def test_one_text_as_a_picture(run: Run, tmp_path: Path, ending: str, start: bytes) -> None:
    pytest.importorskip("matplotlib")
    path = tmp_path / f"text.{ending}"
    assert run("report", "-", "-o", path, stdin=f"{GOOD}\n").exit_code == 0
    assert path.read_bytes().startswith(start)
    assert run("report", "--text", BAD, "-o", path).exit_code == 1


@pytest.mark.parametrize("ending", ["md", "svg", "png"])
def test_what_holds_one_text_refuses_more(run: Run, reviews: Path, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"text.{ending}"
    for several in ([reviews], ["--text", GOOD, "--text", BAD]):
        result = run("report", *several, "-o", path)
        assert result.exit_code == 2
        assert f"A .{ending} file holds one text" in result.stderr
    result = run("report", "--text", " ", "-o", path)
    assert result.exit_code == 1
    assert_one_error(result.stderr, "blank")
    assert not path.exists()


@pytest.mark.parametrize("name", ["report.pdf", "report"])
def test_another_ending_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    result = run("report", "--text", GOOD, "-o", tmp_path / name)
    assert result.exit_code == 2
    assert ".html, .md, .svg or .png" in result.stderr


def test_without_matplotlib_a_picture_says_what_to_install(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    result = run("report", "--text", GOOD, "-o", tmp_path / "text.svg")
    assert result.exit_code == 1
    assert_one_error(result.stderr, "matplotlib", "pip install")


def test_standard_input(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert run("report", "-", "-o", page, stdin=f"{GOOD}\n{BAD}\n").exit_code == 0
    assert "lifeless" in page.read_text(encoding="utf-8")


def test_existing_output_is_refused_without_force(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_text("mine")
    result = run("report", "--text", GOOD, "-o", page)
    assert result.exit_code == 1
    assert_one_error(result.stderr, str(page), "--force")
    assert page.read_text() == "mine"
    assert run("report", "--text", GOOD, "-o", page, "--force").exit_code == 0
    assert "superb" in page.read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    result = run("report", "--text", GOOD, "-o", tmp_path / "no" / "report.html")
    assert result.exit_code == 1
    assert_one_error(result.stderr, "there is no folder")
    result = run("report", "--text", GOOD, "-o", tmp_path)
    assert result.exit_code == 1
    assert_one_error(result.stderr, "is a folder")


def test_bad_rows_are_on_the_page_and_exit_code_is_3(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    result = run("report", "-", "-o", page, stdin=f"{GOOD}\n\n".encode() + b"\xff\xff\n")
    assert result.exit_code == 3
    assert_one_error(result.stderr, "2 of 3")
    assert page.read_text(encoding="utf-8").count("<article") == 3


def test_markup_in_a_text_stays_text(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert run("report", "--text", f"<script>alert(1)</script> {GOOD}", "-o", page).exit_code == 0
    assert "<script>alert" not in page.read_text(encoding="utf-8")


def test_nothing_to_report_is_an_error(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    result = run("report", "-", "-o", page, stdin="")
    assert result.exit_code == 1
    assert_one_error(result.stderr, "no texts")
    assert not page.exists()


def test_nothing_half_written_is_left_behind(run: Run, reviews: Path, tmp_path: Path) -> None:
    assert run("report", reviews, "-o", tmp_path / "report.html").exit_code == 0
    assert run("report", tmp_path / "no.csv", "-o", tmp_path / "other.html").exit_code == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "reviews.csv"]


@pytest.mark.skipif(os.name == "nt", reason="permissions are different there")
def test_others_may_read_the_page_as_any_new_file(run: Run, tmp_path: Path) -> None:
    page, other = tmp_path / "report.html", tmp_path / "other"
    other.touch()
    assert run("report", "--text", GOOD, "-o", page).exit_code == 0
    assert page.stat().st_mode == other.stat().st_mode
