"""Shared by the tests of the command: two texts whose answer nobody doubts, and the types of the fixtures."""

import subprocess
from collections.abc import Callable

from click.testing import Result

Run = Callable[..., Result]
Spawn = Callable[..., subprocess.CompletedProcess[bytes]]

GOOD = "A superb film with a moving end. I loved every minute of it."
BAD = "A dull, lifeless waste of time. The worst film I have seen this year."


def assert_one_error(stderr: str, *words: str) -> None:
    """One line says what was wrong, with these words in it, and there is no traceback."""
    errors = [line for line in stderr.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1, stderr
    assert "Traceback" not in stderr
    for word in words:
        assert word in errors[0]
