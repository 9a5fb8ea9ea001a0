"""Figures that may not be lower, or higher, than somebody asked for."""

import json
from pathlib import Path

import pytest

from sentiment.cli.evaluate_gates import AT_LEAST, AT_MOST, missed
from sentiment.metrics import measure
from tests.cli.samples import Run


def test_every_gate_holds_at_its_own_value_and_is_missed_beside_it() -> None:
    measured = measure([0, 1, 1, 0, 1], [0.1, 0.6, 0.4, 0.7, 0.9])
    for name in AT_LEAST:
        value = getattr(measured, name)
        assert not list(missed(measured, at_least=[(name, value)], at_most=[]))
        [message] = missed(measured, at_least=[(name, value + 0.01)], at_most=[])
        assert name in message
    for name in AT_MOST:
        value = getattr(measured, name)
        assert not list(missed(measured, at_least=[], at_most=[(name, value)]))
        [message] = missed(measured, at_least=[], at_most=[(name, value - 0.01)])
        assert name in message


def test_what_does_not_exist_misses_every_gate() -> None:
    measured = measure([1, 1], [0.1, 0.6])
    assert list(missed(measured, at_least=[("auc", 0.0)], at_most=[]))


@pytest.mark.parametrize(
    ("gate", "code"),
    [("--fail-over=ece=0.5", 0), ("--fail-over=brier=0.0001", 4), ("--fail-under=average_precision=0.99", 0)],
)
def test_the_exit_code(run: Run, reviews: Path, gate: str, code: int) -> None:
    result = run("evaluate", reviews, gate)
    assert result.exit_code == code, result.output
    assert json.loads(result.stdout)["num_examples"] == 4
    assert ("over the" in result.stderr) == (code == 4)
