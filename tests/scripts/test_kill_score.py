"""Scoring, killed at random moments: a few of the many that scripts/kill_score makes."""

import runpy
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "scripts" / "kill_score"


def test_no_kill_loses_or_doubles_a_row(tmp_path: Path) -> None:
    tally = runpy.run_path(str(SCRIPT))["kill_often"](tmp_path, num_kills=5, num_rows=2200, seed=3)
    assert tally.wrong == []
    assert sum(tally.kills.values()) == 5
