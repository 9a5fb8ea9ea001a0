"""The rule that CI skips no test of real data or of another backend, tried on small test files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

SOURCE = """
import pytest

{head}

@pytest.mark.{mark}
def test_something():
    {body}
"""


def run_pytest(folder: Path, source: str, *, ci: bool) -> subprocess.CompletedProcess[str]:
    (folder / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "test_it.py").write_text(source, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    if ci:
        environment["CI"] = "true"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml")]
    return subprocess.run(
        [*command, "--rootdir", str(folder), str(folder)], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("mark", ["real_data", "jax", "browser", "spark"])
def test_a_skip_that_ci_does_not_allow_fails(tmp_path: Path, mark: str) -> None:
    source = SOURCE.format(head="", mark=mark, body="pytest.skip('no data')")
    result = run_pytest(tmp_path, source, ci=True)
    assert result.returncode == 1
    assert "which CI does not allow" in result.stdout
    assert run_pytest(tmp_path, source, ci=False).returncode == 0


def test_a_skipif_mark_fails_in_ci_too(tmp_path: Path) -> None:
    source = SOURCE.format(head="", mark="real_data\n@pytest.mark.skipif(True, reason='no data')", body="pass")
    assert run_pytest(tmp_path, source, ci=True).returncode == 1


def test_a_module_skipped_as_a_whole_fails_in_ci(tmp_path: Path) -> None:
    source = SOURCE.format(head="pytest.importorskip('no_such_module')", mark="jax", body="pass")
    assert run_pytest(tmp_path, source, ci=True).returncode != 0


def test_other_skips_are_allowed_in_ci(tmp_path: Path) -> None:
    source = SOURCE.format(head="", mark="timeout(5)", body="pytest.skip('not on this system')")
    assert run_pytest(tmp_path, source, ci=True).returncode == 0
