"""The command itself: help, exit codes, and every error in one line."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import sentiment
from sentiment.cli.main import VERBS
from tests.cli.samples import GOOD, Run, Spawn, assert_one_error


def test_help_lists_every_verb_and_ends_with_an_example(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    for verb in VERBS:
        assert f"  {verb} " in result.stdout
    assert result.stdout.rstrip().splitlines()[-1].strip().startswith("Example: sentiment ")


@pytest.mark.parametrize("verb", VERBS)
def test_help_of_each_verb_ends_with_an_example(run: Run, verb: str) -> None:
    result = run(verb, "--help")
    assert result.exit_code == 0
    assert f"Example: sentiment {verb} " in " ".join(result.stdout.split("\n\n")[-1].split())
    assert result.stderr == ""


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"sentiment {sentiment.__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["classify", "--nonsense"],
        ["classify", "--format", "xml", "a text"],
        ["classify", "a text", "-i", "file.csv"],
        ["classify", "a text", "--explain", "--format", "csv"],
        ["report", "-o", "page.html"],
        ["report", "file.csv"],
        ["report", "file.csv", "--text", "a text", "-o", "page.html"],
        ["train"],
        ["train", "file.csv"],
        ["evaluate"],
        ["evaluate", "file.csv", "--fail-under", "nonsense"],
        ["evaluate", "file.csv", "--fail-under", "charm=0.5"],
        ["evaluate", "file.csv", "--fail-under", "accuracy=93"],
        ["evaluate", "file.csv", "--fail-under", "ece=0.02"],
        ["evaluate", "file.csv", "--fail-over", "ece=-1"],
        ["evaluate", "file.csv", "--errors", "page.txt"],
        ["compare", "imdb", "--on", "file.csv"],
        ["compare", "imdb", "imdb"],
        ["compare", "imdb", "imdb", "--on", "file.csv", "--num-disagreements", "3"],
        ["evaluate", "file.csv", "--num-errors", "3"],
        ["export", "imdb", "-o", "imdb.keras"],
        ["export", "imdb", "--format", "keras"],
        ["export", "imdb", "--format", "keras", "-o", "imdb.h5"],
    ],
)
def test_wrong_usage_is_exit_code_2(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert_one_error(result.stderr)
    assert "Error: " not in result.stderr
    assert result.stdout == ""


def test_no_verb_shows_the_help(run: Run) -> None:
    result = run()
    assert result.exit_code == 2
    assert "classify" in result.output


def test_a_missing_file_is_one_line_and_exit_code_1(spawn: Spawn) -> None:
    result = spawn("classify", "-i", "no_such_file.csv")
    assert result.returncode == 1
    assert result.stdout == b""
    assert_one_error(result.stderr.decode(), "no_such_file.csv")


def test_a_missing_model_is_one_line_and_exit_code_1(spawn: Spawn) -> None:
    result = spawn("classify", GOOD, "-m", "no_such_model")
    assert result.returncode == 1
    assert_one_error(result.stderr.decode(), "no_such_model")


def test_the_model_of_the_environment_is_used(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENTIMENT_MODEL", "no_such_model")
    result = run("classify", GOOD)
    assert result.exit_code == 1
    assert_one_error(result.stderr, "no_such_model")


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    lines = tmp_path / "many.txt"
    lines.write_text(f"{GOOD}\n" * 2000)
    command = [sys.executable, "-m", "sentiment", "classify", "-i", str(lines)]
    process = subprocess.Popen(
        command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert json.loads(process.stdout.readline())["id"] == 1
    process.stdout.close()
    stderr = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert "Traceback" not in stderr
    assert "Broken" not in stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "sentiment", "classify", GOOD],
            cwd=Path(__file__).parents[2],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert result.returncode == 1
    assert_one_error(result.stderr, "No space left")


def test_no_error_acts_on_the_terminal(run: Run) -> None:
    result = run("classify", "-i", "no\x1b]0;owned\x07 such\nfile.csv")
    assert result.exit_code == 1
    assert_one_error(result.stderr, "no␛]0;owned␇ such file.csv")
    assert "\x1b" not in result.stderr
    assert "\x1b" not in run("classify", "a text", "-m", "no\x1b[2Jmodel").stderr


@pytest.mark.skipif(os.name == "nt", reason="signals are different there")
def test_ctrl_c_is_one_line_and_exit_code_130() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "sentiment", "classify"],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{GOOD}\n".encode() * 100)
    process.stdin.flush()
    process.stdout.readline()  # it has started, and waits for more
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert stderr.decode().splitlines()[-1].startswith("stopped: ")
    assert b"Traceback" not in stderr


def test_ctrl_c_while_a_library_is_loaded_is_no_other_error(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(_: str) -> None:
        raise ImportError("initialization failed") from KeyboardInterrupt()

    monkeypatch.setattr("sentiment.cli.main.import_module", load)
    result = run("classify", "Good.")
    assert (result.exit_code, result.stderr) == (130, "stopped: interrupted from the keyboard\n")
