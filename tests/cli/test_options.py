"""What a verb tells a person."""

import pytest

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
