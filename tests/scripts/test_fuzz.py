"""Many cases of hostile input: they are counted, and what fails is told."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

BROKEN = """
import pytest
from hypothesis import given, settings, strategies as st

@pytest.mark.hostile
@settings(max_examples=30, database=None)
@given(st.integers())
def test_it(number):
    assert number * number >= 0

@pytest.mark.hostile
@settings(max_examples=30, database=None)
@given(st.integers())
def test_broken(number):
    assert number < 5
"""


def test_cases_are_counted_and_a_failure_is_told(tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_made_up.py").write_text(BROKEN)
    command = [sys.executable, str(ROOT / "scripts" / "fuzz"), str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    cells = [cell.strip() for cell in result.stdout.splitlines()[-1].split("|")]
    assert cells[1:3] == ["all", "2"]
    assert 30 <= int(cells[3]) < 60
    assert cells[4] == "1"
    assert "assert number < 5" in result.stderr
