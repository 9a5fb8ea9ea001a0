"""What a verb tells a person."""

import shlex

import click
import pytest
from click.testing import CliRunner

from sentiment.cli import options


def test_a_note_takes_the_line_of_the_progress(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options.note("plain\x1b[2J")
    monkeypatch.setattr(options, "is_terminal", lambda stream: True)
    options.note("plain")
    assert (
        capsys.readouterr().err == "plain\u241b[2J\n\rplain\n"
    )  # click itself keeps "\\x1b[K" from what is no terminal


def test_a_command_to_be_typed_again() -> None:
    typed: list[str] = []

    @click.command("learn")
    @click.argument("corpus")
    @click.option("-o", "--output")
    @click.option("--recipe", default="fast")
    @click.option("--resume", is_flag=True)
    @click.option("--loud", is_flag=True)
    @options.column_options
    def learn(**_: object) -> None:
        typed.append(options.typed_again(but_for=("resume",)))

    words = ["-my texts.csv", "-o", "a b", "--loud", "--negative", "1,2", "--negative", "it's"]
    again = ["learn", "--output", "a b", "--loud", "--negative", "1,2", "--negative", "it's", "--", words[0]]
    assert CliRunner().invoke(learn, ["--resume", *words[1:], "--", words[0]]).exit_code == 0
    assert shlex.split(typed[0]) == again
    assert CliRunner().invoke(learn, again[1:]).exit_code == 0
    assert typed[1] == typed[0]
