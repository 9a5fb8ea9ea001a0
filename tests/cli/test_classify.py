"""`sentiment classify`, on the shipped model."""

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sentiment.bundle import Bundle
from tests.cli.samples import BAD, GOOD, Run, Spawn, assert_one_error


def answers(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_piped_it_prints_json_lines(run: Run) -> None:
    result = run("classify", GOOD, BAD)
    assert result.exit_code == 0
    good, bad = answers(result.stdout)
    assert (good["schema"], good["id"], good["label"]) == (1, 1, "positive")
    assert (bad["schema"], bad["id"], bad["label"]) == (1, 2, "negative")
    assert "words" not in good
    assert result.stderr == ""


def test_explain_adds_words_and_sentences_that_add_up(run: Run) -> None:
    [answer] = answers(run("classify", "--explain", GOOD).stdout)
    for level in ("words", "sentences"):
        total = answer["bias"] + sum(part["contribution"] for part in answer[level])
        assert total == pytest.approx(answer["logit"], abs=1e-4)
    for word in answer["words"]:
        assert GOOD[word["start"] : word["end"]] == word["text"]


def test_text_format_is_a_line_for_each_text(run: Run) -> None:
    lines = run("classify", "--format", "text", GOOD, BAD).stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2"]
    assert "positive" in lines[0]
    assert lines[0].endswith(GOOD)
    assert "negative" in lines[1]


def test_a_warning_is_in_every_format(run: Run) -> None:
    foreign = "Съешь ещё этих мягких французских булок, да выпей же чаю"
    assert json.loads(run("classify", foreign).stdout)["warnings"]
    for form in ("json", "csv", "text"):
        assert "do not rely" in run("classify", foreign, "--format", form).stdout
    assert "do not rely" in " ".join(run("classify", foreign, "--format", "text", "--explain").stdout.split())


def test_text_format_with_explain_shows_the_text_without_control_characters(run: Run) -> None:
    result = run("classify", "--format", "text", "--explain", f"{GOOD} \x1b[31mred\x07")
    assert result.exit_code == 0
    assert "superb" in result.stdout
    assert "\x1b" not in result.stdout
    assert "\x07" not in result.stdout


def test_json_format_is_one_array(run: Run) -> None:
    result = run("classify", "--format", "json", GOOD, "", BAD)
    assert [("error" in answer, answer["id"]) for answer in json.loads(result.stdout)] == [
        (False, 1),
        (True, 2),
        (False, 3),
    ]
    assert json.loads(run("classify", "--format", "json", stdin="").stdout) == []


def test_csv_format_has_a_header_and_a_line_for_each_text(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("classify", "--format", "csv", GOOD, " ").stdout)))
    assert [(row["id"], row["label"]) for row in rows] == [("1", "positive"), ("2", "")]
    assert rows[1]["error"]
    assert 0.5 < float(rows[0]["probability"]) < 1


def test_audit_says_without_which_words_the_answer_would_be_another(run: Run) -> None:
    good, failed, bad = answers(run("classify", "--audit", GOOD, " ", BAD).stdout)
    assert "audit" not in failed
    for text, row, other in ((GOOD, good, "negative"), (BAD, bad, "positive")):
        audit = row["audit"]
        assert audit["counter_label"] == other
        assert all(text[word["start"] : word["end"]] == word["text"] for word in audit["counter_words"])
        assert audit["contribution"]["comprehensiveness"] > audit["random"]["comprehensiveness"]
        assert "words" not in row
    shown = run("classify", "--audit", "--format", "text", GOOD).stdout
    assert "it would read as negative." in " ".join(shown.split())
    shown = run("classify", "--audit", "--explain", "--format", "text", GOOD).stdout
    assert "it would read as negative." in " ".join(shown.split())
    assert "belongs to a position in context" in " ".join(shown.split())


def test_an_id_makes_no_row_of_its_own_in_csv(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "odd.jsonl"
    names = ["a\rforged,negative", "b\nc", 'd"\r\n', "e,f"]
    path.write_text("".join(json.dumps({"text": GOOD, "id": name}) + "\n" for name in names))
    written = run("classify", "-i", path, "--format", "csv").stdout_bytes.decode()
    rows = list(csv.DictReader(io.StringIO(written, newline=""), strict=True))
    assert [row["id"] for row in rows] == names
    assert {row["label"] for row in rows} == {"positive"}


def test_an_audit_in_csv_has_columns_of_its_own(run: Run) -> None:
    [row] = answers(run("classify", "--audit", GOOD).stdout)
    first, failed = csv.DictReader(io.StringIO(run("classify", "--audit", "--format", "csv", GOOD, " ").stdout))
    assert json.loads(first["audit_counter_words"]) == [word["text"] for word in row["audit"]["counter_words"]]
    assert float(first["audit_contribution_flip_fraction"]) == row["audit"]["contribution"]["flip_fraction"]
    assert float(first["audit_random_sufficiency"]) == row["audit"]["random"]["sufficiency"]
    assert float(first["audit_agreement"]) == row["audit"]["agreement"]
    assert first["audit_counter_label"] == "negative"
    assert {value for name, value in failed.items() if name.startswith("audit")} == {""}
    assert "audit" not in run("classify", "--format", "csv", GOOD).stdout


def test_a_file_keeps_its_ids_and_order_and_says_what_it_guessed(run: Run, reviews: Path) -> None:
    result = run("classify", "-i", reviews)
    assert result.exit_code == 0
    assert [(row["id"], row["label"]) for row in answers(result.stdout)] == [
        ("a1", "positive"),
        ("a2", "negative"),
        ("a3", "positive"),
        ("a4", "negative"),
    ]
    assert "text" in result.stderr


def test_named_columns(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(f'text,words,key\nnot this,"{BAD}",7\n')
    [answer] = answers(run("classify", "-i", path, "--text-column", "words", "--id-column", "key").stdout)
    assert (answer["id"], answer["label"]) == ("7", "negative")
    result = run("classify", "-i", path, "--text-column", "nonsense")
    assert result.exit_code == 1
    assert_one_error(result.stderr, "nonsense")


def test_standard_input_is_one_text_a_line(run: Run) -> None:
    result = run("classify", stdin=f"{GOOD}\n{BAD}\n")
    assert [(row["id"], row["label"]) for row in answers(result.stdout)] == [(1, "positive"), (2, "negative")]
    assert answers(run("classify", "-i", "-", stdin=f"{BAD}\n").stdout)[0]["label"] == "negative"


def test_a_bad_row_is_answered_in_its_place(run: Run) -> None:
    result = run("classify", stdin=b"\xff\xff\xff\n" + GOOD.encode() + b"\n   \n" + BAD.encode() + b"\nbroken \xff\n")
    rows = answers(result.stdout)
    assert result.exit_code == 3
    assert [row["id"] for row in rows] == [1, 2, 3, 4, 5]
    assert ["error" in row for row in rows] == [True, False, True, False, True]
    assert_one_error(result.stderr, "3 of 5")


@pytest.mark.parametrize("text", ["", " ", "\t \u3000", "\n\n"])
def test_a_blank_text_is_an_error_row_and_exit_code_3(run: Run, text: str) -> None:
    result = run("classify", text)
    assert result.exit_code == 3
    [row] = answers(result.stdout)
    assert set(row) == {"schema", "id", "error"}
    assert_one_error(result.stderr)


@pytest.mark.parametrize(
    "text",
    [
        "\N{GRINNING FACE}",
        "nul \0 inside",
        "half a pair \ud800",
        "a" * 1_000_000,
        "<br />" * 9 + "fine",
        "\x1b[31mgood",
    ],
    ids=["emoji", "nul", "surrogate", "one word of 1 MB", "breaks", "escape"],
)
@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "text"])
def test_strange_texts_get_an_answer_or_an_error_in_every_format(
    run: Run, tmp_path: Path, text: str, form: str
) -> None:
    path = tmp_path / "strange.jsonl"
    path.write_text(json.dumps({"id": text[:9], "text": text}) + "\n")
    result = run("classify", "-i", path, "--format", form)
    assert result.exit_code in (0, 3), result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.stdout
    assert (result.exit_code == 3) == ("error" in result.stderr)


@pytest.mark.skipif(os.name == "nt", reason="arguments are not bytes there")
def test_an_argument_that_is_not_utf8_is_an_error_row(spawn: Spawn) -> None:
    result = spawn("classify", b"caf\xe9", GOOD.encode())
    assert result.returncode == 3
    first, second = answers(result.stdout.decode())
    assert "UTF-8" in first["error"]
    assert second["label"] == "positive"


def test_a_latin_1_terminal_still_gets_utf8_json_and_escaped_text(spawn: Spawn) -> None:
    text = f"\N{SNOWMAN} {GOOD}"
    result = spawn("classify", "--explain", text, PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert "\N{SNOWMAN}" in result.stdout.decode("utf-8")
    result = spawn("classify", "--format", "text", text, PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert result.returncode == 0
    assert b"\\u2603" in result.stdout


def test_a_text_that_is_the_name_of_a_file_is_pointed_out(run: Run, reviews: Path) -> None:
    result = run("classify", reviews)
    assert result.exit_code == 0
    assert f"-i {reviews}" in result.stderr


@pytest.mark.parametrize("text", ["é" * 200, "хороший фильм, смотрел его дважды; " * 6, "a" * 5_000])
def test_a_text_too_long_for_the_name_of_a_file_is_a_text(run: Run, text: str) -> None:
    result = run("classify", text)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""


def test_one_text_has_one_probability_in_all_text_formats(run: Run) -> None:
    plain = run("classify", "--format", "text", GOOD * 20).stdout
    explained = run("classify", "--format", "text", "--explain", GOOD * 20).stdout
    [first], [second] = (re.findall(r"probability of positive: +([\d.]+%)", shown) for shown in (plain, explained))
    assert first == second


@pytest.mark.skipif(os.name == "nt", reason="no sh there")
@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals there")
def test_a_line_that_is_typed_is_answered_at_once(small_bundle: Bundle) -> None:
    import pty

    keyboard, terminal = pty.openpty()
    command = [sys.executable, "-m", "sentiment", "classify", "-m", str(small_bundle.path)]
    process = subprocess.Popen(
        command, cwd=Path(__file__).parents[2], stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    for number in range(3):
        os.write(keyboard, b"A superb film.\n")
        assert json.loads(process.stdout.readline())["id"] == number + 1
    os.write(keyboard, b"\x04")  # Ctrl-D
    assert process.wait(timeout=60) == 0
    process.stdout.close()
    os.close(keyboard)
    os.close(terminal)


def test_closed_streams_are_no_traceback() -> None:
    for redirection, status in (("<&-", 0), (">&-", 1), ("<&- >&- 2>&-", 1)):
        command = f"{shlex.quote(sys.executable)} -m sentiment classify {redirection}"
        result = subprocess.run(
            ["sh", "-c", command],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        assert result.returncode == status
        assert b"Traceback" not in result.stderr


def test_an_empty_input_has_no_answers_and_says_so(run: Run) -> None:
    result = run("classify", stdin="")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no texts" in result.stderr


def test_an_answer_does_not_depend_on_company(run: Run) -> None:
    [alone] = answers(run("classify", GOOD).stdout)
    together = answers(run("classify", BAD, GOOD, BAD * 9).stdout)[1]
    assert together["logit"] == pytest.approx(alone["logit"], abs=1e-6)


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals there")
@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_on_a_terminal_the_text_is_shown_with_colours_unless_told_not_to(no_color: str, coloured: bool) -> None:
    import pty

    shown = bytearray()

    def keep(descriptor: int) -> bytes:
        data = os.read(descriptor, 4096)
        shown.extend(data)
        return data

    code = f"import os; os.environ.update(TERM='xterm-256color', NO_COLOR={no_color!r}); import sentiment.__main__"
    stdout, saved = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(saved, 1)  # pty.spawn copies what it reads to stdout
    try:
        status = pty.spawn([sys.executable, "-c", code, "classify", "--explain", GOOD], keep)
    finally:
        os.dup2(stdout, 1)
        os.close(stdout)
        os.close(saved)
    assert os.waitstatus_to_exitcode(status) == 0
    assert b"superb" in shown
    assert b"positive" in shown
    assert (b"\x1b[" in shown) == coloured
    assert not shown.lstrip().startswith(b"{")
