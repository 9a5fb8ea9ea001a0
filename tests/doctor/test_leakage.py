"""Copies and groups on both sides of a line."""

import numpy as np
import pytest

from sentiment.corpus import Examples, text_key
from sentiment.doctor.copies import find_copies
from sentiment.doctor.findings import Finding
from sentiment.doctor.leakage import find_leaks
from tests.doctor.corpora import by_name, changed, made, reviews

HONEST = reviews(400)
HELD_OUT = np.arange(400) >= 300


def found(examples: Examples, split: str = "split") -> dict[str, Finding]:
    return by_name(list(find_leaks(examples, find_copies(examples.texts), HELD_OUT, split=split)))


def test_copies_on_one_side_are_no_leak() -> None:
    assert found(changed(HONEST, row_3=HONEST.texts[0], row_399=HONEST.texts[350])) == {}


@pytest.mark.parametrize("split", ["split", "validation"])
def test_a_copy_on_the_other_side_is_a_leak(split: str) -> None:
    near = HONEST.texts[1] + " indeed"
    finding = found(changed(HONEST, row_301=HONEST.texts[0].upper(), row_302=near), split)[f"{split}-leak"]
    assert finding.counts == {"num_leaked": 2, "num_exact": 1, "share": 0.02}
    assert finding.severity == "warning"
    assert finding.rows == (301, 302)
    assert {case.rows for case in finding.cases} == {(1, 301), (2, 302)}


@pytest.mark.parametrize(("num", "severity"), [(1, "warning"), (9, "warning"), (10, "error")])
def test_the_more_the_worse(num: int, severity: str) -> None:
    copies = {f"row_{301 + i}": HONEST.texts[i] for i in range(num)}
    assert found(changed(HONEST, **copies))["split-leak"].severity == severity


def test_a_group_on_both_sides_is_named() -> None:
    groups = [f"film {i % 300}" for i in range(400)]
    groups[310:] = [f"other {i}" for i in range(90)]
    finding = found(made(HONEST.texts, HONEST.labels.tolist(), groups))["split-groups"]
    assert finding.counts == {"num_groups": 10, "num_texts": 10}
    assert finding.cases[0].rows == (1, 301)
    assert finding.cases[0].texts == ("film 0",)


def test_a_text_without_group_is_no_group() -> None:
    texts = [*HONEST.texts[:399], HONEST.texts[0]]
    groups = [text_key(text) for text in texts]
    assert found(made(texts, HONEST.labels.tolist(), groups)).keys() == {"split-leak"}
