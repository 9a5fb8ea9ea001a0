"""Tests run once more with the other backend, in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def passes_under_jax(file: Path, keywords: str) -> None:
    """Asserts that the tests of a file that the keywords choose pass under JAX."""
    pytest.importorskip("jax")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        str(file),
        "-k",
        f"({keywords}) and not jax",
    ]
    done = subprocess.run(
        command,
        env={**os.environ, "KERAS_BACKEND": "jax"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
    assert " passed" in done.stdout
