"""Copies within a corpus, and copies with other labels."""

import numpy as np
import pytest

from sentiment.corpus import Examples
from sentiment.doctor.copies import find_copies
from sentiment.doctor.duplicates import families, find_duplicates
from sentiment.doctor.findings import Finding
from tests.doctor.corpora import by_name, changed, reviews

HONEST = reviews(200)


def found(examples: Examples) -> dict[str, Finding]:
    return by_name(list(find_duplicates(examples, find_copies(examples.texts))))


def nearly(text: str) -> str:
    return text + " indeed"


def test_different_texts_are_no_finding() -> None:
    assert found(HONEST) == {}


def test_an_exact_copy_is_found_whatever_its_case_and_space() -> None:
    findings = found(changed(HONEST, row_11=f"  {HONEST.texts[0].upper()}\n"))
    assert findings.keys() == {"duplicates"}
    assert findings["duplicates"].severity == "note"
    assert findings["duplicates"].counts == {"num_extra": 1, "num_families": 1, "share": 0.005}
    [case] = findings["duplicates"].cases
    assert case.rows == (1, 11)
    assert case.remark == "2 negative"
    assert len(case.texts) == 1


def test_a_near_copy_shows_both_texts() -> None:
    [finding] = found(changed(HONEST, row_11=nearly(HONEST.texts[0]))).values()
    assert finding.name == "near-duplicates"
    assert finding.counts["num_extra"] == 1
    assert [len(case.texts) for case in finding.cases] == [2]


def test_exact_copies_do_not_count_as_near_ones() -> None:
    text = HONEST.texts[0]
    findings = found(changed(HONEST, row_11=text, row_13=text, row_15=nearly(text)))
    assert findings["duplicates"].counts["num_extra"] == 2
    assert findings["near-duplicates"].counts["num_extra"] == 1


@pytest.mark.parametrize(("num", "severity"), [(1, "warning"), (10, "error")])
def test_one_text_with_two_labels(num: int, severity: str) -> None:
    copies = {f"row_{2 * i + 2}": HONEST.texts[2 * i] for i in range(num)}
    findings = found(changed(HONEST, **copies))
    assert findings["two-labels"].severity == severity
    assert findings["two-labels"].counts["num_texts"] == num
    assert findings["two-labels"].cases[0].rows == (1, 2)
    assert findings["two-labels"].cases[0].remark == "1 negative, 1 positive"
    assert "near-two-labels" not in findings


def test_a_row_of_the_rarer_label_is_among_those_shown() -> None:
    text = HONEST.texts[0]
    copies = {f"row_{row}": text for row in (3, 5, 7, 9, 11, 13, 16)}
    [case] = found(changed(HONEST, **copies))["two-labels"].cases
    assert case.rows == (1, 16, 3, 5, 7)


def test_a_near_copy_with_the_other_label_is_a_note() -> None:
    findings = found(changed(HONEST, row_12=nearly(HONEST.texts[0])))
    assert findings["near-two-labels"].rows == (1, 12)
    assert "two-labels" not in findings


def test_many_copies_are_a_warning() -> None:
    copies = {f"row_{row}": HONEST.texts[0] for row in range(3, 40, 2)}
    assert found(changed(HONEST, **copies))["duplicates"].severity == "warning"


def test_families_are_the_largest_first() -> None:
    assert [family.tolist() for family in families(np.array([0, 1, 0, 1, 4, 1]))] == [[1, 3, 5], [0, 2]]
    assert families(np.array([], dtype=np.int64)) == []
