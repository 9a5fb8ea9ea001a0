"""A command line that makes no sense is told what it probably should be."""

import contextlib
import gzip
import json
import os
import shlex
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment.cli.main import VERBS
from sentiment.cli.meant import as_text_note, looks_like_file, text_with_dash, unknown_verb
from tests.cli.samples import GOOD, Run, Spawn, assert_one_error


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder in which nobody may write, with a file that nobody may read and a folder that nobody may enter."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        (folder / "a.csv").write_text("text\nFine.\n")
        (folder / "a.csv").chmod(0)
        (folder / "inner").mkdir()
        (folder / "inner" / "manifest.json").write_text("{}")
        (folder / "inner").chmod(0)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o700)
        (folder / "inner").chmod(0o700)


@contextlib.contextmanager
def unprivileged() -> Iterator[None]:
    """Be somebody who may not read everything, as root may."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["clasify", "A superb film"], "did you mean sentiment classify 'A superb film'"),
        (["Classify", "Good"], "did you mean sentiment classify Good"),
        (["trian", "a.csv", "-o", "m"], "did you mean sentiment train a.csv -o m"),
        (["evalute", "a b.csv"], "did you mean sentiment evaluate 'a b.csv'"),
        (["help", "train"], "did you mean sentiment --help"),
        (["A superb film"], "to classify a text, sentiment classify 'A superb film'"),
        (["reviews.csv"], "to classify what is in a file, sentiment classify -i reviews.csv"),
        (["superb"], "sentiment classify superb; the commands are classify, report, "),
    ],
)
def test_an_unknown_command_gets_the_one_that_was_meant(run: Run, words: list[str], meant: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert_one_error(result.stderr, f"there is no command {words[0]!r}", meant)


@given(st.lists(st.text(min_size=1), min_size=1, max_size=3))
def test_whatever_is_typed_stays_one_word_of_the_suggestion(words: list[str]) -> None:
    if words[0].casefold() not in (*VERBS, "help", "version"):
        suggested = unknown_verb(words, list(VERBS))
        assert " ".join(shlex.quote(word) for word in words[1:]) in suggested


@pytest.mark.parametrize("name", ["nofile.csv", "my reviews.CSV", "no/such/table.parquet", "texts.txt.gz", "*.jsonl"])
def test_the_name_of_a_file_that_does_not_exist_is_said_and_still_classified(run: Run, name: str) -> None:
    result = run("classify", name, "--format", "jsonl")
    assert result.exit_code == 0
    assert result.stderr == (
        f"note: {name} is taken as a text: it looks like the name of a file, but there is no such file\n"
    )
    assert json.loads(result.stdout)["label"] in ("positive", "negative")


@pytest.mark.parametrize(
    "text", [GOOD, "Fine.", "good/bad", "", " ", "\0.csv", "x" * 9999 + ".csv", "Not my cup of tea.\n"]
)
def test_texts_are_no_files(text: str) -> None:
    assert not looks_like_file(text)
    assert as_text_note(text) is None


def test_files_folders_data_sets_and_standard_input_are_said(tmp_path: Path) -> None:
    file = tmp_path / "it's here"
    file.write_text("text\n")
    for text in (str(file), str(tmp_path), "tfds:imdb_reviews:test", "-"):
        said = as_text_note(text)
        assert said is not None
        assert said.endswith(f"sentiment classify -i {shlex.quote(text)}")


@pytest.mark.parametrize(
    ("arguments", "suggested"),
    [
        (["-good", "text"], "sentiment classify -- '-good text'"),
        (["-good", "text", "--explain"], "sentiment classify --explain -- '-good text'"),
        (["--explain", "-not bad"], "sentiment classify --explain -- '-not bad'"),
        (["--explain", "-it was fun"], "sentiment classify --explain -- '-it was fun'"),
        (["-made my day"], "sentiment classify -- '-made my day'"),
    ],
)
def test_a_text_that_starts_with_a_dash_is_told_how(run: Run, arguments: list[str], suggested: str) -> None:
    result = run("classify", *arguments)
    assert result.exit_code == 2
    assert_one_error(result.stderr, "write -- before a text that starts with a dash", suggested)
    assert run(*shlex.split(suggested)[1:]).exit_code == 0


def test_a_wrong_option_is_no_text() -> None:
    assert text_with_dash(["--nonsense"], "--nonsense") is None
    assert text_with_dash(["-x", "good"], "-x") is None
    assert text_with_dash(["-i", "a b.csv", "-m", "my model", "--", "-it was fun"]) is None


@pytest.mark.parametrize("written", ["abc", "80", "80%", "1", "0.4", "nan", ""])
def test_a_bound_is_said_to_be_one(run: Run, written: str) -> None:
    for arguments in (("classify", "x"), ("report", "--text", "x", "-o", "a.html"), ("score", "a.csv", "-o", "b.csv")):
        result = run(*arguments, "--abstain", written)
        assert result.exit_code == 2
        assert_one_error(result.stderr, repr(written), "not a bound", "from 0.5 to below 1, such as 0.8")


def test_bytes_that_are_no_text_are_said_to_be_binary(spawn: Spawn, run: Run, tmp_path: Path) -> None:
    noise = bytes((i * 7919 + i * i * 31) % 256 for i in range(3000))
    for raw, words in ((noise, "binary data"), (gzip.compress(b"Fine.\n"), "gzip data")):
        piped = spawn("classify", stdin=raw)
        assert piped.returncode == 1
        assert_one_error(piped.stderr.decode(), "standard input: this is", words)
        assert piped.stdout == b""
        for name in ("a.csv", "a.txt", "a.jsonl"):
            (tmp_path / name).write_bytes(raw)
            read = run("classify", "-i", tmp_path / name)
            assert read.exit_code == 1
            assert_one_error(read.stderr, name, words)


def test_what_may_not_be_read_or_written_is_told_so(run: Run, closed: Path, reviews: Path, tmp_path: Path) -> None:
    for arguments in (("classify", GOOD), ("report", reviews, "-o", "a.html"), ("score", reviews, "-o", "a.csv")):
        placed = [tmp_path / word if word in ("a.html", "a.csv") else word for word in arguments]
        assert run(*placed).exit_code == 0  # all is imported that another user may not read
    with unprivileged():
        results = [
            run("classify", "-i", closed / "a.csv"),
            run("classify", "-i", closed / "inner" / "b.csv"),
            run("classify", "x", "-m", closed / "inner"),
            run("report", "--text", GOOD, "-o", closed / "page.html"),
            run("report", "--text", GOOD, "-o", closed / "inner" / "page.html"),
            run("score", closed / "a.csv", "-o", closed / "out.csv"),
        ]
    for result in results:
        assert result.exit_code == 1
        assert_one_error(result.stderr, "Permission denied", "check the permissions")
        assert "no such" not in result.stderr.casefold()
        assert "make room" not in result.stderr
