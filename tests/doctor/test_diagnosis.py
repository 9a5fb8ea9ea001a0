"""All checks together, on corpora with nothing wrong, with much wrong, and with next to nothing in them."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sentiment.corpus import held_out_mask, split_keys
from sentiment.doctor import Diagnosis, diagnose
from sentiment.doctor.amount import FEWEST
from sentiment.doctor.findings import LONGEST_SHOWN, MOST_CASES, SEVERITIES, percent, shortened
from tests.doctor.corpora import by_name, changed, made, reviews

HONEST = reviews(1200)


def names(diagnosis: Diagnosis) -> set[str]:
    return set(by_name(diagnosis.findings))


@pytest.fixture(scope="module")
def ill() -> Diagnosis:
    """Copies, a tag, a wrong label, and a text without words."""
    copies = {f"row_{row}": HONEST.texts[0].upper() for row in range(3, 300, 2)}
    examples = changed(HONEST, **copies, row_500="xx " * 500, row_501="***", row_2=HONEST.texts[0])
    tagged = [f"TAG {text}" if label else text for text, label in zip(examples.texts, examples.labels, strict=True)]
    examples = made(tagged, examples.labels.tolist())
    return diagnose(examples, held_out=held_out_mask(split_keys(examples)), validation=changed(reviews(50, seed=1)))


def test_an_honest_corpus_has_next_to_no_findings() -> None:
    diagnosis = diagnose(HONEST, held_out=held_out_mask(split_keys(HONEST)), validation=reviews(50, seed=1))
    assert names(diagnosis) <= {"label-suspects"}
    assert not diagnosis.has_errors
    assert (diagnosis.num_examples, diagnosis.num_positive, diagnosis.num_groups) == (1200, 600, None)
    assert diagnosis.baseline is not None
    assert diagnosis.baseline > 0.9
    assert diagnose(HONEST).num_held_out is None


def test_what_is_wrong_is_found_the_worst_first(ill: Diagnosis) -> None:
    assert {"giveaway", "duplicates", "long-texts", "no-words"} <= names(ill)
    assert ill.has_errors
    ranks = [SEVERITIES.index(finding.severity) for finding in ill.findings]
    assert ranks == sorted(ranks)
    assert sum(ill.count(severity) for severity in SEVERITIES) == len(ill.findings)


def test_the_same_seed_finds_the_same(ill: Diagnosis) -> None:
    examples = changed(reviews(200), row_9=HONEST.texts[0] + " indeed")
    first, second = (diagnose(examples, seed=2**40 + 3) for _ in range(2))
    assert first == second


def test_what_a_manifest_keeps_is_small(ill: Diagnosis) -> None:
    kept = ill.to_dict()
    assert json.loads(json.dumps(kept)) == kept
    assert kept["schema"] == 1
    assert len(json.dumps(kept)) < 12_000
    for finding in kept["findings"]:
        assert "rows" not in finding
        assert len(finding["cases"]) <= MOST_CASES
        assert all(len(text) <= LONGEST_SHOWN for case in finding["cases"] for text in case["texts"])


def test_texts_can_be_left_out(ill: Diagnosis) -> None:
    kept = json.dumps(ill.to_dict(with_texts=False))
    assert shortened(HONEST.texts[0])[:30].upper() not in kept.upper()
    assert '"texts"' not in kept


def test_all_rows_can_be_had(ill: Diagnosis) -> None:
    found = {finding["name"]: finding["rows"] for finding in ill.to_dict(with_rows=True)["findings"]}
    assert len(found["duplicates"]) > 100
    assert found["no-words"] == [501]


def test_groups_are_counted() -> None:
    examples = made(HONEST.texts[:60], HONEST.labels[:60].tolist(), [f"film {row // 3}" for row in range(60)])
    assert diagnose(examples).num_groups == 20


def test_copies_in_a_second_corpus_are_found() -> None:
    second = changed(reviews(50, seed=1), row_7=HONEST.texts[3])
    [finding] = [f for f in diagnose(HONEST, validation=second).findings if f.name == "validation-leak"]
    assert finding.rows == (7,)


def test_a_mask_of_another_corpus_is_refused() -> None:
    with pytest.raises(ValueError, match="one value an example"):
        diagnose(HONEST, held_out=np.zeros(7, dtype=bool))


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.text(max_size=8), st.integers(0, 1)), max_size=45), st.booleans())
def test_no_corpus_is_too_odd(rows: list[tuple[str, int]], is_grouped: bool) -> None:
    texts, labels = [text for text, _ in rows], [label for _, label in rows]
    examples = made(texts, labels, [text[:1] for text in texts] if is_grouped else None)
    diagnosis = diagnose(examples, held_out=held_out_mask(split_keys(examples)), validation=examples)
    json.dumps(diagnosis.to_dict(with_rows=True))
    assert diagnosis.has_errors or min(diagnosis.num_negative, diagnosis.num_positive) >= FEWEST


@given(st.text())
def test_a_shortened_text_is_one_short_line(text: str) -> None:
    line = shortened(text)
    assert len(line) <= LONGEST_SHOWN
    assert line == " ".join(line.split())


def test_what_is_not_nothing_is_not_shown_as_nothing() -> None:
    assert [percent(share) for share in (0, 0.00001, 0.0005, 0.123)] == ["0.0%", "under 0.1%", "0.1%", "12.3%"]
