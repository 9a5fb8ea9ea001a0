"""Too few, of one class, always the same."""

import ast
from pathlib import Path

import numpy as np
import pytest

from sentiment.corpus import Examples
from sentiment.doctor.amount import FEWEST, find_amount, find_wordless
from sentiment.doctor.copies import find_copies
from sentiment.doctor.findings import Finding
from sentiment.metrics import wilson_interval
from tests.doctor.corpora import by_name, changed, made, reviews

ROOT = Path(__file__).parents[2]


def found(examples: Examples, held_out: np.ndarray | None = None) -> dict[str, Finding]:
    return by_name(list(find_amount(examples, find_copies(examples.texts), held_out)))


def every(num: int, step: int) -> np.ndarray:
    """Each `step`-th is held out; with an odd step, of both classes."""
    held_out: np.ndarray = np.arange(num) % step == 0
    return held_out


def test_enough_is_nothing() -> None:
    assert found(reviews(2000), every(2000, 5)) == {}


def test_fewer_than_training_needs_is_an_error() -> None:
    assert found(reviews(2 * FEWEST)) == {}
    assert found(reviews(2 * FEWEST - 2))["too-few"].severity == "error"
    assert "too-few" in found(reviews(2 * FEWEST + 2), every(2 * FEWEST + 2, 5)), "what is held out is not learnt from"


def test_training_refuses_as_many() -> None:
    tree = ast.parse((ROOT / "sentiment" / "training" / "pipeline.py").read_text(encoding="utf-8"))
    values = [
        node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id == "_FEWEST"
        and isinstance(node.value, ast.Constant)
    ]
    assert values in ([FEWEST], []), "or it takes the number from here"


@pytest.mark.parametrize("label", [0, 1])
def test_one_class_is_an_error(label: int) -> None:
    assert found(made([f"text {i}" for i in range(90)], [label] * 90)).keys() == {"one-class"}


def test_one_class_held_out_is_an_error() -> None:
    held_out = np.arange(400) % 10 == 0
    assert found(reviews(400), held_out)["one-class-held-out"].counts == {
        "held_out_negative": 40,
        "held_out_positive": 0,
    }


def test_few_held_out_is_an_interval_in_plain_words() -> None:
    finding = found(reviews(300), every(300, 5))["few-held-out"]
    interval = wilson_interval(48, 60)
    assert finding.severity == "warning"
    assert f"{interval.low:.0%} to {interval.high:.0%}" in finding.message


def test_a_rare_class_is_a_warning() -> None:
    texts = reviews(400).texts
    assert found(made(texts, [1] * 365 + [0] * 35))["rare-class"].counts == {"share": 0.0875}
    assert "rare-class" not in found(made(texts, [1] * 355 + [0] * 45))


def test_one_text_over_and_over_is_an_error() -> None:
    assert found(made(["The same."] * 60, [0, 1] * 30))["constant-text"].severity == "error"


def test_nothing_at_all_is_an_error() -> None:
    assert found(made([], []), np.zeros(0, dtype=bool)).keys() == {"no-texts"}


def test_texts_without_words_are_named() -> None:
    examples = changed(reviews(300), row_7="***", row_9="NaN", row_11="12.50", row_13="好", row_15="N/A ")
    [finding] = find_wordless(examples)
    assert finding.rows == (7, 9, 11, 15)
    assert finding.severity == "warning"
    [finding] = find_wordless(changed(reviews(300), row_7="..."))
    assert finding.severity == "note"
