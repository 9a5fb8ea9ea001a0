"""What is heard of libraries that write past Python: nothing, but for progress bars on a terminal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOISE = """
import os, sys
from sentiment.corpus.quiet import quiet
with quiet(bars=BARS):
    os.write(1, b"noise"); os.write(2, b"noise"); print("noise")
    sys.stderr.write("half done")
sys.stderr.write("afterwards")
"""


def on_a_terminal(code: str) -> bytes:
    """What a terminal shows of a program."""
    import pty

    parent, child = pty.openpty()
    try:
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=child, stderr=child, check=True)
    finally:
        os.close(child)
    shown = b""
    try:
        while data := os.read(parent, 4096):
            shown += data
    except OSError:  # how Linux says that the other end is closed
        pass
    finally:
        os.close(parent)
    return shown


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals there")
@pytest.mark.parametrize(("bars", "shown"), [("True", b"half doneafterwards"), ("False", b"afterwards")])
def test_bars_are_let_through_on_a_terminal(bars: str, shown: bytes) -> None:
    assert on_a_terminal(NOISE.replace("BARS", bars)) == shown


def test_nothing_is_let_through_elsewhere() -> None:
    code = NOISE.replace("BARS", "True")
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (result.stdout, result.stderr) == ("", "afterwards")
