from dataclasses import dataclass

import pytest

from sentiment.report.audited import render_audit
from sentiment.words import Word


@dataclass(frozen=True)
class Cut:
    comprehensiveness: float
    sufficiency: float
    flip_fraction: float | None


@dataclass(frozen=True)
class Audited:
    contribution: Cut = Cut(0.52, 0.04, 0.083)
    random: Cut = Cut(-0.03, 0.24, None)
    counter_words: tuple[Word, ...] = ()
    counter_label: str | None = None
    warnings: tuple[str, ...] = ()


def test_highlighted_words_stand_beside_random_ones() -> None:
    page = render_audit(Audited())
    assert "<td class=w10>+0.52</td><td class=w0>\u22120.03</td>" in page
    assert "<td>8.3%</td><td>never</td>" in page
    assert "never turned the label" in page


@pytest.mark.parametrize("number", [1, 40])
def test_counter_words_and_warnings_are_said_and_harmless(number: int) -> None:
    words = (Word("<b>", 0, 3, 0.1, 0.1),) * number
    page = render_audit(Audited(counter_words=words, counter_label="<i>", warnings=("<u>",)))
    assert page.count("<b>&lt;b&gt;</b>") == min(number, 30)
    assert ("and 10 more" in page) == (number == 40)
    assert "it would read as <b>&lt;i&gt;</b>" in page
    assert '<p class="warning">&lt;u&gt;</p>' in page
