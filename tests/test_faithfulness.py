"""Figures over texts, from texts made by hand."""

import json
import math

import pytest

from sentiment.deletion import SHARES
from sentiment.erasure import CONTRIBUTION, DELETION, RANDOM, UNKNOWN_TOKEN, Erasure, ExaminedText, RankedText
from sentiment.faithfulness import summarize


def text(probability: float, without: float, flip: float, *, marked: bool = False) -> ExaminedText:
    """By contribution the answer falls to `without`; random words change nothing."""
    found = 0.5 if marked else math.nan

    def ranked(fallen: float, flip: float, agreement: float) -> RankedText:
        erasure = Erasure((fallen,) * len(SHARES), (probability,) * len(SHARES), flip)
        still = Erasure((probability,) * len(SHARES), (probability,) * len(SHARES), 1.0)
        return RankedText({DELETION: erasure, UNKNOWN_TOKEN: still}, agreement, abs(agreement), found, found)

    return ExaminedText(
        probability, 10, {CONTRIBUTION: ranked(without, flip, 0.8), RANDOM: ranked(probability, 1.0, math.nan)}
    )


def test_means_over_texts_and_shares_and_the_median_flip() -> None:
    found = summarize([text(0.9, 0.5, 0.1), text(0.8, 0.2, 0.2), text(1.0, 0.9, 1.0)], seed=0)
    contribution, random = found.rankings
    assert (contribution.name, random.name) == (CONTRIBUTION, RANDOM)
    deletion = contribution.removals[DELETION]
    assert deletion.comprehensiveness.value == pytest.approx((0.4 + 0.6 + 0.1) / 3)
    assert deletion.comprehensiveness.low == pytest.approx(0.1)  # three times the third text
    assert deletion.comprehensiveness.high == pytest.approx(0.6)
    assert deletion.sufficiency.value == pytest.approx(0)
    assert deletion.flip.value == 0.2
    assert deletion.curve == pytest.approx([0.9, *[1.6 / 3] * len(SHARES)])
    assert contribution.removals[UNKNOWN_TOKEN].flip.value == 1
    assert contribution.agreement is not None
    assert contribution.agreement.value == pytest.approx(0.8)
    assert random.agreement is None  # NaN in all texts


def test_texts_without_marks_do_not_count_where_marks_are_found() -> None:
    found = summarize([text(0.9, 0.5, 0.1), text(0.9, 0.5, 0.1, marked=True)], seed=0)
    assert found.num_rationales == 1
    estimate = found.rankings[0].average_precision
    assert estimate is not None
    assert estimate.value == 0.5
    assert summarize([text(0.9, 0.5, 0.1)], seed=0).rankings[0].average_precision is None


def test_as_json() -> None:
    found = json.loads(json.dumps(summarize([text(0.9, 0.5, 0.1)], seed=0).to_dict(), allow_nan=False))
    assert found["shares"] == list(SHARES)
    assert found["rankings"][0]["removals"][DELETION]["flip"] == {"value": 0.1, "low": 0.1, "high": 0.1}
