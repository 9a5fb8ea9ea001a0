"""`sentiment check`: what it says, to a person and to a program, and with which exit code."""

import contextlib
import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.cli.samples import BAD, GOOD, Run, Spawn, assert_one_error
from tests.doctor.corpora import reviews

ROOT = Path(__file__).parents[2]
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a CSV of honest reviews and more rows of (text, label)."""

    def write(name: str = "reviews.csv", *, num: int = 1200, more: Sequence[tuple[str, str]] = ()) -> Path:
        honest = reviews(num)
        names = ("neg", "pos")
        rows = [(text, names[label]) for text, label in zip(honest.texts, honest.labels.tolist(), strict=True)]
        path = tmp_path / name
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("text", "label"), *rows, *more])
        return path

    return write


def findings(stdout: str) -> dict[str, dict[str, object]]:
    return {finding["name"]: finding for finding in json.loads(stdout)["findings"]}


def test_an_honest_corpus_is_exit_code_0(run: Run, write: Write) -> None:
    result = run("check", write(), "--format", "text")
    assert result.exit_code == 0, result.output
    assert "1,200 labelled texts" in result.stdout.splitlines()[0]
    assert result.stdout.splitlines()[-1].startswith("Ready to train on")
    assert "label from column 'label'" in result.stderr


def test_piped_it_is_one_line_of_json(run: Run, write: Write) -> None:
    result = run("check", write(more=[("*", "neg")]))
    assert len(result.stdout.splitlines()) == 1
    found = json.loads(result.stdout)
    assert found["schema"] == 1
    assert (found["num_negative"], found["num_positive"]) == (601, 600)
    assert findings(result.stdout)["no-words"]["rows"] == [1201]
    assert json.loads(run("check", write(more=[("*", "neg")]), "--format", "json").stdout) == found


def test_an_error_is_exit_code_4(run: Run, write: Write) -> None:
    result = run("check", write(num=30), "--format", "text")
    assert result.exit_code == 4
    assert "texts to learn from, at least 20 of each" in " ".join(result.stdout.split())
    assert "ERROR" in result.stdout
    assert result.stdout.splitlines()[-1].endswith("mend the errors first.")


def test_rows_that_cannot_be_read_do_not_end_the_reading(run: Run, write: Write) -> None:
    path = write(more=[("", "neg"), ("no label", "")])
    with path.open("a") as file:
        file.write("one,two,three\na fine film,pos\n")
    result = run("check", path)
    assert result.exit_code == 4
    found = findings(result.stdout)
    assert found["unreadable-rows"]["rows"] == [1203]
    assert found["no-label"]["rows"] == [1202]
    assert found["blank-texts"]["rows"] == [1201]
    assert json.loads(result.stdout)["num_examples"] == 1201
    shown = run("check", path, "--format", "text").stdout
    assert "line 1204" in shown


def test_a_second_corpus_is_compared(run: Run, write: Write) -> None:
    second = write("second.csv", num=40)
    result = run("check", write(), "--validation", second)
    assert result.exit_code == 4
    assert findings(result.stdout)["validation-leak"]["counts"] == {"num_leaked": 40, "num_exact": 40, "share": 1.0}


def test_other_labels_are_named_by_the_user(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "stars.csv"
    texts = reviews(300).texts
    path.write_text("words,stars\n" + "".join(f"{text},{1 + row % 5}\n" for row, text in enumerate(texts)))
    result = run("check", path, "--text-column", "words", "--positive", "5", "--negative", "1", "--negative", "2")
    assert json.loads(result.stdout)["num_examples"] == 180
    assert findings(result.stdout)["dropped-labels"]["counts"] == {"num_rows": 120}


def test_columns_of_groups_are_left_aside_on_demand(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    honest = reviews(400)
    rows = enumerate(zip(honest.texts, honest.labels.tolist(), strict=True))
    path.write_text("text,label,product\n" + "".join(f"{text},{label},{row % 2}\n" for row, (text, label) in rows))
    guessed, refused = run("check", path), run("check", path, "--no-groups", "--group-column", "product")
    assert json.loads(guessed.stdout)["num_groups"] == 2
    assert findings(guessed.stdout)["one-class-held-out"]["severity"] == "error"
    assert "--no-groups" in str(findings(guessed.stdout)["one-class-held-out"]["advice"])
    found = json.loads(run("check", path, "--no-groups").stdout)
    assert found["num_groups"] is None
    assert found["num_held_out"] == 80
    assert refused.exit_code == 2
    assert "--group-column" in refused.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, ("no such file",)),
        ("text,label\na,x\nb,y\n", ("'x'", "--positive")),
        ("text\na\n", ("--label-column",)),
    ],
    ids=["no file", "other classes", "no labels"],
)
def test_what_is_no_labelled_corpus_is_exit_code_1(
    run: Run, tmp_path: Path, content: str | None, words: tuple[str, ...]
) -> None:
    path = tmp_path / "corpus.csv"
    if content is not None:
        path.write_text(content)
    result = run("check", path)
    assert result.exit_code == 1
    assert_one_error(result.stderr, *words)


def test_nothing_to_learn_from_is_exit_code_4(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "corpus.csv"
    path.write_text('text,label\n" ",pos\n')
    result = run("check", path, "--format", "text")
    assert result.exit_code == 4
    assert "not one labelled text" in result.stdout


def test_no_text_acts_on_the_terminal(run: Run, write: Write) -> None:
    evil = "\x1b]0;owned\x07 \u202e 12"
    result = run("check", write(more=[(evil, "neg"), (evil, "pos"), ("\x1b[2J 5", "pos")]), "--format", "text")
    assert "owned" in result.stdout
    assert not {"\x1b", "\x07", "\u202e"} & set(result.stdout)


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals there")
def test_on_a_terminal_it_is_a_page_of_its_width_after_a_bar(write: Write) -> None:
    import pty

    parent, child = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "sentiment", "check", write(num=3000, more=[("copy of a text", "pos")] * 9)],
        env={**os.environ, "COLUMNS": "70", "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=child,
        stderr=child,
    )
    os.close(child)
    shown = b""
    with contextlib.suppress(OSError):  # how Linux says that the other side is closed
        while part := os.read(parent, 65536):
            shown += part
    os.close(parent)
    assert process.wait(timeout=60) == 0, shown
    bars, page = shown.decode().replace("\r\n", "\n").split("labelled texts", 1)
    assert " of 3," in bars
    assert "texts" in bars
    assert "a second" in bars
    assert bars.rindex("\r\x1b[K") < bars.rindex("reviews.csv"), "no bar is left behind"
    assert all(len(line) <= 70 for line in page.splitlines() if "“" not in line)
    assert "NOTE     8 texts are exact copies of 1 other" in page


def test_help_imports_nothing_that_takes_time(spawn: Spawn, tmp_path: Path) -> None:
    for name in ("numpy", "sklearn", "datasketch"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('imported')")
    result = spawn("check", "--help", PYTHONPATH=f"{tmp_path}:{ROOT}")
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("missing", ["datasketch", "sklearn"])
def test_without_the_extra_it_says_what_to_install(spawn: Spawn, write: Write, tmp_path: Path, missing: str) -> None:
    (tmp_path / f"{missing}.py").write_text(f"raise ModuleNotFoundError(\"No module named '{missing}'\")")
    result = spawn("check", write(num=60), PYTHONPATH=f"{tmp_path}:{ROOT}")
    assert result.returncode == 1
    assert_one_error(result.stderr.decode(), "'data'", "pip install")


def test_what_came_from_the_web_is_found_with_rows_and_advice(run: Run, write: Write) -> None:
    more = [
        ("I donâ€™t know whether the story works, but the cast is good.", "pos"),
        ("Tom &amp; Jerry in a <b>dull</b> plot with the people.", "neg"),
        *((f"Such a lovely scene with music https://t.co/{number}", "pos") for number in range(100)),
        *(("Der Film war leider ziemlich langweilig, und die Schauspieler wirkten gelangweilt.", "neg"),) * 20,
    ]
    result = run("check", write(more=more), "--format", "json")
    found = findings(result.stdout)
    for name, row in (
        *(("mojibake", 1201), ("html-entities", 1202), ("markup", 1202)),
        *(("addresses", 1203), ("address-duplicates", 1203), ("language", 1303)),
    ):
        assert row in found[name]["rows"]  # type: ignore[operator]
        assert found[name]["advice"]
    text = " ".join(run("check", write(more=more), "--format", "text").stdout.split())
    assert "row 1201: â€™" in text
    assert "20 texts are in another language" in text


def test_reversed_labels_are_found(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [(f"{text} {number}", number % 2) for number in range(60) for text in [(GOOD, BAD)[number % 2]]]
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("text", "label"), *rows])
    assert findings(run("check", path, "--format", "json").stdout)["labels-reversed"]["severity"] == "warning"
