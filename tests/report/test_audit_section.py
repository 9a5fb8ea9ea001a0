"""The audit on the page: beside random words, and harmless whatever the text holds."""

import dataclasses

from sentiment.audit import Audit, Deletion
from sentiment.prediction import Prediction
from sentiment.report.audit_section import render_audit
from sentiment.words import Word
from tests.report.conftest import MakePrediction

AUDIT = Audit(
    contribution=Deletion(comprehensiveness=0.52, sufficiency=0.04, flip_fraction=0.083),
    random=Deletion(comprehensiveness=-0.03, sufficiency=0.24, flip_fraction=None),
    agreement=0.4,
    counter_words=(),
    counter_label=None,
    warnings=(),
)


def prediction_of(make_prediction: MakePrediction) -> Prediction:
    return make_prediction("Superb <b>, and moving.")


def test_highlighted_words_stand_beside_random_ones(make_prediction: MakePrediction) -> None:
    page = render_audit(prediction_of(make_prediction), AUDIT)
    assert "<td class=w10>+0.52</td><td class=w0>\u22120.03</td>" in page
    assert "<td>8.3%</td><td>never</td>" in page
    assert "never gives it the other label" in page


def test_counter_words_and_warnings_are_said_and_harmless(make_prediction: MakePrediction) -> None:
    word = Word("<b>", 7, 10, 0.1, 0.1)
    audit = dataclasses.replace(AUDIT, counter_words=(word,), counter_label="<i>", warnings=("<u>",))
    page = render_audit(prediction_of(make_prediction), audit)
    assert "Without &quot;&lt;b&gt;&quot; it would read as &lt;i&gt;." in page
    assert '<p class="warning">&lt;u&gt;</p>' in page
