"""What `sentiment train` says at its end."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.small_bundle import make_manifest

BEFORE_AFTER = {"num_examples": 40, "before": 0.755, "after": 0.9}


def lines(**metrics: Any) -> list[str]:
    pytest.importorskip("keras")
    from sentiment.bootstrap import Estimate
    from sentiment.cli.train_shown import closing
    from sentiment.metrics import Interval
    from sentiment.training.baselines import Beside
    from sentiment.training.retraining import Retrained

    figures = {
        "num_examples": 1_040,
        "accuracy": 0.9,
        "accuracy_low": 0.785,
        "accuracy_high": 0.956,
        "ece": 0.031,
        **metrics,
    }
    beside = [Beside("the most frequent class", 0.5, Interval(0.35, 0.65), Estimate(0.4, 0.3, 0.5))]
    manifest = replace(make_manifest(), metrics=figures)
    return list(closing(Retrained(manifest, beside, Path("out-report")), Path("out")))


def test_the_model_and_what_it_is_held_against_with_intervals() -> None:
    said = lines()
    assert "1,040 held-out texts" in said[0]
    assert said[1].split() == ["this", "model", "90.0%", "(78.5%", "to", "95.6%)"]
    assert [part.strip() for part in said[2].split("  ") if part.strip()] == [
        "the most frequent class", "50.0%", "(35.0% to 65.0%)", "this model: +40.0 points (+30.0 to +50.0)"
    ]  # fmt: skip
    assert "calibration error 3.1%" in said[3]
    assert said[-2:] == [
        f"wrote out, and what it gets wrong: {Path('out-report') / 'worst_errors.html'}",
        "next: sentiment classify -m out --explain TEXT",
    ]
    assert not any("domain" in line for line in said)


def test_both_domains_before_and_after() -> None:
    said = lines(new_domain=BEFORE_AFTER, old_domain={"num_examples": 2_000, "before": 0.93, "after": 0.92})
    assert "  new domain, 40 texts: 75.5% before, 90.0% after" in said
    assert "  old domain, 2,000 texts: 93.0% before, 92.0% after" in said
    assert not any("--replay" in line for line in said)


def test_without_replay_it_says_what_is_not_known() -> None:
    said = lines(new_domain=BEFORE_AFTER)
    assert "  new domain, 40 texts: 75.5% before, 90.0% after" in said
    assert any("--replay" in line and "not known" in line for line in said)


def test_notes_of_the_data_doctor_are_left_to_check() -> None:
    from sentiment.cli.train_shown import findings
    from sentiment.doctor.findings import Diagnosis, Finding

    found = Diagnosis(
        num_negative=1,
        num_positive=1,
        num_groups=None,
        num_held_out=None,
        num_validation=None,
        num_words=(1, 1, 1, 1, 1),
        baseline=None,
        findings=(
            Finding("a", "error", "Too few.", "Label more."),
            Finding("b", "note", "Some are long.", "Nothing."),
        ),
    )
    assert list(findings(found)) == ["warning: Too few."]


def test_labels_that_look_reversed_are_said_before_the_training() -> None:
    from sentiment.cli.train_shown import findings
    from sentiment.doctor import diagnose
    from tests.doctor.corpora import NEGATIVE, POSITIVE, made

    texts = [f"{text} {number}" for number in range(20) for text in (*POSITIVE, *NEGATIVE)]
    labels = [label for _ in range(20) for label in (1, 1, 1, 0, 0, 0)]
    for given, said in ((labels, False), ([1 - label for label in labels], True)):
        warnings = list(findings(diagnose(made(texts, given))))
        assert any(line.startswith("warning: The labels look reversed") for line in warnings) == said
