"""Running the command: inside this process, where that is enough, and as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sentiment.cli.main import cli
from tests.cli.samples import BAD, GOOD, Run, Spawn


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `sentiment ARGUMENTS` in this process, stdout and stderr apart."""
    monkeypatch.delenv("SENTIMENT_MODEL", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)

    def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=stdin, prog_name="sentiment")

    return run


@pytest.fixture
def spawn(tmp_path: Path) -> Spawn:
    """Run `python -m sentiment ARGUMENTS` from an empty folder; arguments may be bytes."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()

    def spawn(
        *arguments: str | bytes | Path, stdin: bytes = b"", timeout: float = 120, **variables: str
    ) -> subprocess.CompletedProcess[bytes]:
        environment: dict[str, Any] = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **variables}
        environment.pop("SENTIMENT_MODEL", None)
        return subprocess.run(
            [sys.executable, "-m", "sentiment", *arguments],
            input=stdin,
            capture_output=True,
            cwd=folder,
            env=environment,
            timeout=timeout,
            check=False,
        )

    return spawn


@pytest.fixture
def reviews(tmp_path: Path) -> Path:
    """A labelled CSV of four rows with ids, as a person's export would be."""
    path = tmp_path / "reviews.csv"
    path.write_text(
        f'id,text,label\na1,"{GOOD}",positive\na2,"{BAD}",negative\na3,"{GOOD}",positive\na4,"{BAD}",negative\n'
    )
    return path
