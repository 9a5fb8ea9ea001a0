"""HTML entities and tags."""

import pytest

from sentiment.doctor.findings import Finding
from sentiment.doctor.markup import find_markup
from tests.doctor.corpora import by_name, changed, made, reviews

HONEST = reviews(100)


def found(text: str) -> dict[str, Finding]:
    return by_name(list(find_markup(changed(HONEST, row_4=text))))


@pytest.mark.parametrize("text", ["Tom &amp; Jerry", "it&#39;s fun", "&lt;3", "&#x2019;", "a&nbsp;b", "it&amp;#39;s"])
def test_entities(text: str) -> None:
    finding = found(text)["html-entities"]
    assert (finding.severity, finding.rows) == ("note", (4,))
    assert "html.unescape" in finding.advice


@pytest.mark.parametrize("text", ["<p>Good.</p>", "a <b>bad</b> one", '<a href="x">it</a>', "[b]good[/b]", "<DIV>"])
def test_tags(text: str) -> None:
    assert found(text)["markup"].rows == (4,)


@pytest.mark.parametrize(
    "text", ["<3", "Q&A; fun", "R&D", "a < b > c", "Good.<br />Bad.<br>", "[a joke]", "AT&T;", "<me>"]
)
def test_others_are_none(text: str) -> None:
    assert found(text) == {}


def test_many_are_a_warning() -> None:
    texts = [f"<p>{text} &quot;</p>" if index < 6 else text for index, text in enumerate(HONEST.texts)]
    findings = by_name(list(find_markup(made(texts, HONEST.labels.tolist()))))
    assert {name: finding.severity for name, finding in findings.items()} == dict.fromkeys(
        ("html-entities", "markup"), "warning"
    )
    assert len(findings["markup"].rows) == 6
    assert len(findings["markup"].cases) == 5
