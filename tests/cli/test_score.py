"""`sentiment score`, as a person uses it."""

import csv
import gzip
import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sentiment.cli.score import _note_done
from tests.cli.samples import BAD, GOOD, Run, Spawn, assert_one_error

ROOT = Path(__file__).parents[2]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "many.csv"
    lines = [f'{number},"{GOOD} {number}"' for number in range(3000)]
    path.write_text("\n".join(["number,text", *lines]) + "\n")
    return path


def test_every_row_has_its_answer(run: Run, tmp_path: Path) -> None:
    source, output = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(f'id,text\r\n1,"{GOOD}\r\n"\r\n2\r\n3,"{BAD}"\r\n'.encode())
    result = run("score", source, "-o", output)
    assert result.exit_code == 3
    assert result.stdout == ""
    assert f"wrote {output}: 3 rows" in result.stderr
    assert "error: 1 of 3 rows failed" in result.stderr
    with output.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"] for row in rows] == [GOOD + "\r\n", "", BAD]
    assert [row["label"] for row in rows] == ["positive", "", "negative"]
    assert rows[1]["error"].startswith("line 4: ")
    assert 0.5 < float(rows[0]["probability"]) < 1


def test_one_row_is_said_as_one_and_its_speed_is_not(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"text": GOOD}) + "\n")
    assert f"wrote {output}: 1 row" in run("score", source, "-o", output).stderr
    _note_done("slow", 3, 3, 30.0)
    _note_done("quick", 3000, 3000, 30.0)
    assert capsys.readouterr().err.splitlines() == ["wrote slow: 3 rows", "wrote quick: 3,000 rows, 100 a second"]


def test_a_labelled_corpus_keeps_its_label(run: Run, reviews: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    result = run("score", reviews, "-o", output, "--explain", "--abstain", "0.99")
    assert result.exit_code == 0
    assert "'label' of its own, so the answers go to predicted_label, " in result.stderr
    rows = [json.loads(line) for line in output.read_text().splitlines()]
    assert list(rows[0]) == [
        *("id", "text", "label"),
        *("predicted_label", "predicted_probability", "predicted_warnings", "predicted_error", "predicted_words"),
    ]
    assert [row["label"] for row in rows] == ["positive", "negative"] * 2
    assert {row["predicted_label"] for row in rows} <= {"uncertain", "positive", "negative"}
    for row in rows:
        for word in row["predicted_words"]:
            assert row["text"][word["start"] : word["end"]] == word["text"]
    made = output.read_bytes()
    assert run("score", reviews, "-o", output, "--explain", "--abstain", "0.99", "--resume").exit_code == 0
    assert output.read_bytes() == made
    given = run("score", reviews, "-o", tmp_path / "given.jsonl", "--prefix", "")
    assert given.exit_code == 1
    assert_one_error(given.stderr, "'label'", "--prefix")
    assert not (tmp_path / "given.jsonl").exists()


def test_the_answers_to_a_labelled_corpus_are_failures_where_they_fail(run: Run, tmp_path: Path) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps({"text": text, "error": "mine"}) + "\n" for text in (GOOD, " ")))
    result = run("score", source, "-o", output)
    assert result.exit_code == 3
    assert "error: 1 of 2 rows failed" in result.stderr
    rows = [json.loads(line) for line in output.read_text().splitlines()]
    assert [(row["error"], row["predicted_error"] is None) for row in rows] == [("mine", True), ("mine", False)]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("name", ["out.csv", "out.csv.gz"])
@pytest.mark.parametrize(
    ("raw", "delimiter", "mark"),
    [
        ("id,text\r\n1,{}\r\n", ",", False),
        ("\ufeffid;text\r\n1;{}\r\n", ";", True),
        ("id\ttext\n1\t{}\n", "\t", False),
        ("sep=|\r\nid|text\r\n1|{}\r\n", "|", False),
    ],
)
def test_csv_comes_out_in_the_dialect_it_came_in(
    run: Run, tmp_path: Path, raw: str, delimiter: str, mark: bool, name: str, workers: int
) -> None:
    source, output = tmp_path / "in.csv", tmp_path / name
    source.write_text(raw.format(GOOD), encoding="utf-8", newline="")
    result = run("score", source, "-o", output, "--workers", str(workers), "--text-column", "text")
    assert result.exit_code == 0, result.stderr
    assert ("columns are separated by" in result.stderr.splitlines()[-2]) == (delimiter != ",")
    packed = output.read_bytes()
    made = (gzip.decompress(packed) if name.endswith(".gz") else packed).decode("utf-8")
    assert made.startswith("\ufeff") == mark
    [row] = csv.DictReader(io.StringIO(made.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    assert (row["text"], row["label"]) == (GOOD, "positive")
    assert (
        run("classify", "-i", output, "--text-column", "text", "--format", "jsonl").exit_code == 0
    )  # it is read again


def test_utf_16_comes_out_with_a_mark(run: Run, tmp_path: Path) -> None:
    source, output = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(f"id;text\n1;{GOOD}\n", encoding="utf-16")
    assert run("score", source, "-o", output).exit_code == 0
    assert output.read_bytes().startswith("\ufeffid;text;label;".encode())


@pytest.mark.parametrize("name", ["folder", "in.txt", "-"])
def test_sources_without_columns(run: Run, tmp_path: Path, name: str) -> None:
    output = tmp_path / "out.jsonl"
    if name == "folder":
        for label, text in (("pos", GOOD), ("neg", BAD)):
            (tmp_path / name / label).mkdir(parents=True)
            (tmp_path / name / label / "0.txt").write_text(text)
    elif name == "in.txt":
        (tmp_path / name).write_text(f"{BAD}\n{GOOD}\n")
    source = name if name == "-" else tmp_path / name
    result = run("score", source, "-o", output, stdin=f"{BAD}\n{GOOD}\n")
    assert result.exit_code == 0, result.stderr
    rows = [json.loads(line) for line in output.read_text().splitlines()]
    assert [row["text"] for row in rows] == [BAD, GOOD]
    assert [row["label"] for row in rows] == ["negative", "positive"]
    assert ("id" in rows[0]) == (name == "folder")


def test_resume_takes_nothing_something_and_everything(run: Run, reviews: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    options = ("score", reviews, "-o", output, "--prefix", "p_")
    assert run(*options, "--resume").exit_code == 0
    made = output.read_bytes()
    written = output.stat().st_mtime_ns
    everything = run(*options, "--resume")
    assert everything.exit_code == 0
    assert f"{output} is complete" in everything.stderr
    assert output.stat().st_mtime_ns == written
    for arguments, words in [
        (options, ("is already there", "--force")),
        ((*options, "--resume", "--explain"), ("other options", "--force")),
    ]:
        refused = run(*arguments)
        assert refused.exit_code == 1
        assert_one_error(refused.stderr, *words)
    assert run(*options, "--force").exit_code == 0
    assert output.read_bytes() == made
    with reviews.open("a") as file:
        file.write(f'a5,"{GOOD}",positive\n')
    refused = run(*options, "--resume")
    assert_one_error(refused.stderr, "the input is another by now", "--force")


def test_wrong_usage(run: Run, reviews: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    for arguments in (("--resume", "--force"), ("--workers", "0")):
        assert run("score", reviews, "-o", output, *arguments).exit_code == 2
    assert run("score", "-", "-o", output, "--resume").exit_code == 2
    assert run("score", reviews, "-o", tmp_path / "out.txt").exit_code == 1
    assert not list(tmp_path.glob("out*"))


def test_what_would_lose_the_input_or_cannot_be_written_is_one_line(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text(f"text\n{GOOD}\n")
    assert_one_error(run("score", source, "-o", source, "--force").stderr, "in.csv is the input")
    assert source.read_text() == f"text\n{GOOD}\n"
    result = run("score", source, "-o", tmp_path / "out.csv", "--prefix", "\udcff")
    assert result.exit_code == 1
    assert_one_error(result.stderr, "half a character")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv"]


def begin(many: Path, output: Path, *, num_workers: int) -> "subprocess.Popen[bytes]":
    """The command, once it has done a part."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sentiment", "score", many, "-o", output, "--workers", str(num_workers)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    journal = output.with_name(output.name + ".parts") / "journal.jsonl"
    while not (journal.exists() and journal.read_bytes().count(b"\n") > 1):
        assert process.poll() is None, process.stderr.read() if process.stderr else None
        time.sleep(0.01)
    return process


@pytest.mark.parametrize("num_workers", [1, 2])
def test_ctrl_c_keeps_what_is_done(run: Run, many: Path, tmp_path: Path, num_workers: int) -> None:
    output = tmp_path / "out.csv"
    process = begin(many, output, num_workers=num_workers)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in stderr
    stopped = [line for line in stderr.decode().splitlines() if line.startswith("stopped: ")]
    assert len(stopped) == 1
    assert "of 3,000 rows are done" in stopped[0]
    assert "--resume" in stopped[0]
    assert not output.exists()
    again = run("score", many, "-o", output, "--resume")
    assert again.exit_code == 0
    assert "of 3,000 rows were done before" in again.stderr
    assert len(output.read_text().splitlines()) == 3001


def test_workers_do_not_outlive_a_killed_parent(many: Path, tmp_path: Path) -> None:
    process = begin(many, tmp_path / "out.csv", num_workers=2)
    process.kill()
    # The pipe ends when nobody holds it any more: neither the parent nor a worker.
    _, stderr = process.communicate(timeout=20)
    assert b"Traceback" not in stderr


@pytest.mark.parametrize(("name", "num_workers"), [("out.csv", "2"), ("out.parquet", "1")])
def test_a_full_disk_is_one_line(run: Run, many: Path, tmp_path: Path, name: str, num_workers: str) -> None:
    if name.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    output = tmp_path / name
    many.write_text("".join(many.read_text().splitlines(keepends=True)[:1200]))
    unhurt = tmp_path / f"unhurt_{name}"
    assert run("score", many, "-o", unhurt).exit_code == 0
    size = unhurt.stat().st_size  # a part is smaller

    def score(limit: int, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "sentiment", "score", many, "-o", output, "--workers", num_workers, *arguments],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    for limit, arguments in ((size // 4, ()), (size - 1, ("--resume",))):
        full = score(limit, *arguments)
        assert full.returncode == 1
        assert_one_error(full.stderr, "cannot be written: File too large", "--resume")
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith("out")] == [f"{name}.parts"]
        assert not list((tmp_path / f"{name}.parts").glob(".partial-*"))
    assert score(size, "--resume").returncode == 0
    assert output.read_bytes() == unhurt.read_bytes()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_one_line(run: Run, reviews: Path, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    result = run("score", reviews, "-o", folder / "out.csv", "--prefix", "p_")
    assert result.exit_code == 1
    assert_one_error(result.stderr, "cannot be written: Permission denied")


def test_a_place_that_is_no_folder_is_one_line(run: Run, reviews: Path) -> None:
    result = run("score", reviews, "-o", "/proc/nothing.csv", "--prefix", "p_")
    assert result.exit_code == 1
    assert_one_error(result.stderr, "/proc/nothing.csv.parts", "cannot be written")


def test_it_runs_as_a_process_of_its_own(spawn: Spawn, reviews: Path, tmp_path: Path) -> None:
    result = spawn("score", reviews, "-o", tmp_path / "out.csv", "--prefix", "p_", "--workers", "2")
    assert result.returncode == 0, result.stderr
    assert b"wrote " in result.stderr
    assert result.stdout == b""
