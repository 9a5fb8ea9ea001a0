"""Scoring by Spark: the rows and answers of the local engine, whatever is in the rows, whoever is killed."""

import decimal
import json
import os
import re
import runpy
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.spark_cluster import Cluster, children, quick_environment, start_cluster
from tests.cli.samples import assert_one_error
from tests.texts import HOSTILE

pytestmark = [pytest.mark.spark, pytest.mark.timeout(900)]
KILLS = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "kill_spark"))

# Several commands after one another in one process, which starts Java once.
COMMANDS = """
import json, sys
from sentiment.cli.main import cli
for arguments in json.loads(sys.argv[1]):
    try:
        cli(["score", *arguments], prog_name="sentiment")
    except SystemExit as end:
        print(int(end.code or 0), flush=True)
"""
SPARK = ("--engine", "spark", "--master", "local[2]")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for module in ("pyspark", "pandas", "pyarrow"):
        pytest.importorskip(module)
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        pytest.skip("no Java (on Debian: apt install openjdk-17-jre-headless)")
    return tmp_path_factory.mktemp("of spark")


@pytest.fixture(scope="module")
def cluster(folder: Path) -> Iterator[Cluster]:
    with start_cluster(folder) as started:
        yield started


def score(folder: Path, *commands: tuple[str | Path, ...]) -> tuple[list[int], str]:
    """The exit codes of these commands, and what all of them said."""
    arguments = json.dumps([list(map(str, command)) for command in commands])
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", COMMANDS, arguments],
        cwd=folder,
        env=quick_environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    return [int(line) for line in done.stdout.split()], done.stderr


def texts() -> list[str]:
    """Some that are hard to carry, and some plain ones."""
    odd = [text for text in HOSTILE if not re.search("[\ud800-\udfff]", text)]
    odd += [
        '"',
        '""',
        'a "quoted" word',
        "\\",
        '\\"',
        "a\nb",
        "a\r\nb",
        ",",
        "  superb  ",
        "",
        " ",
        "null",
        "NA",
        "#a",
        "=1",
    ]
    return odd + [f"A superb film, but {number} minutes of it are dull." for number in range(300 - len(odd))]


def write_inputs(folder: Path) -> None:
    import csv

    import pyarrow
    from pyarrow import parquet

    rows: list[dict[str, Any]] = [{"n": number, "text": text} for number, text in enumerate(texts())]
    with (folder / "in.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["", "text", "more, of it"])
        writer.writeheader()
        writer.writerows(
            {"": n, "text": text, "more, of it": ["", " x ", "é\n"][n % 3]} for n, text in enumerate(texts())
        )
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    lines[4:9] = ["{", "", '[{"text": "a"}, {"text": "b"}]', '{"n": 7}', '{"n": 8, "text": 5}']
    lines += [
        '{"n": 1.5, "text": "half \\ud83d a face", "late": true}',
        '{"n": null, "text": "A moving end.", "nested": {"a": [1, null, "\\u202e"]}, "N": 12345678901234567890}',
    ]
    (folder / "in.jsonl").write_bytes("\n".join(lines).encode() + b'\n{"text": "caf\xe9"}\r\n')
    columns = {
        "n": pyarrow.array([row["n"] if row["n"] % 7 else None for row in rows], "int32"),
        "text": [None if row["n"] == 50 else row["text"] for row in rows],
        "words.of `it`": [row["text"].split() for row in rows],
        "when": pyarrow.array([row["n"] * 10**9 for row in rows], pyarrow.timestamp("us", tz="UTC")),
        "raw": [row["text"].encode() for row in rows],
        "N": pyarrow.array([row["n"] for row in rows], "uint32"),
        "a[0]": pyarrow.array(["x", None, "y"] * 100).dictionary_encode(),
        "f g": pyarrow.nulls(len(rows)),
        "": pyarrow.array([decimal.Decimal(f"{row['n']}.50") for row in rows], pyarrow.decimal128(20, 2)),
        "within": [{"a.b": [row["n"], None], "c": None if row["n"] % 2 else {"d`": 0.5}} for row in rows],
        "pairs": pyarrow.array([[("k", row["n"])] for row in rows], pyarrow.map_("string", "int64")),
        "day": pyarrow.array([row["n"] for row in rows], "date32"),
    }
    table = pyarrow.table(columns)
    parquet.write_table(table[:0], folder / "empty.parquet")
    plain: dict[str, Any] = {"use_dictionary": False, "write_statistics": False, "compression": "none"}
    told = pyarrow.table({"text": ["Superb."], "more": ["unhurt"]})
    parquet.write_table(told, folder / "damaged.parquet", write_page_checksum=True, **plain)
    whole = (folder / "damaged.parquet").read_bytes()
    assert whole.count(b"unhurt") == 1
    (folder / "damaged.parquet").write_bytes(whole.replace(b"unhurt", b"unhunt"))
    (folder / "header.csv").write_text("text,n\n")
    late = pyarrow.array([[{"at": 1}]], pyarrow.list_(pyarrow.struct([("at", pyarrow.timestamp("ns"))])))
    parquet.write_table(pyarrow.table({"text": ["Superb."], "late.ly": late}), folder / "nanoseconds.parquet")
    parquet.write_table(table, folder / "local_in.parquet")
    for name, part in (
        ("in.parquet/a=1/0.parquet", table[:100]),
        ("in.parquet/a=1/b=2/1.parquet", table[100:]),
        ("months/month=01/0.parquet", table[20:21]),
        ("months/month=02/0.parquet", table[21:22]),
        ("others/part-0.parquet", table),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        parquet.write_table(part, folder / name)
    (folder / "link").symlink_to("in.parquet")
    (folder / "headers").mkdir()
    (folder / "headers" / "0.csv").write_text("text,id\nSuperb.,1\nGood.,2\n")
    (folder / "headers" / "1.csv").write_text("id,text\n3,Dull.\n")
    (folder / "headless.csv").write_text("A superb film.,1\nA dull film.,0\n")


def rows_of(path: Path) -> list[str]:
    """The rows of an output in no order; where a row lies in its file, Spark does not know."""
    from pyarrow import parquet

    table = parquet.read_table(path)
    rows = table.to_pylist()
    for row in rows:
        if row["error"] is not None:
            row["error"] = re.sub(r"^(line|row) \d+: |^this (line|row): ", "", row["error"])
        if path.name.endswith("csv.parquet"):  # of which Spark mends the line ends
            row["text"] = row["text"].replace("\r\n", "\n")
    return sorted(map(repr, rows))


def test_the_rows_and_answers_are_those_of_the_local_engine(folder: Path) -> None:
    write_inputs(folder)
    codes, told = score(
        folder,
        ("in.csv", "-o", "local_csv.parquet"),
        ("in.csv", "-o", "csv.parquet", *SPARK),
        ("in.jsonl", "-o", "local_jsonl.parquet", "--explain", "--abstain", "0.9"),
        ("in.jsonl", "-o", "jsonl.parquet", "--explain", "--abstain", "0.9", *SPARK),
        ("local_in.parquet", "-o", "local_pq.parquet"),
        ("in.parquet", "-o", "pq.parquet", *SPARK),
        ("in.parquet", "-o", "pq.parquet", *SPARK),
        ("in.parquet", "-o", "pq.parquet", *SPARK, "--resume"),
        ("in.parquet", "-o", "pq.parquet", *SPARK, "--resume", "--abstain", "0.8"),
        ("link/*", "-o", "in.parquet", *SPARK, "--force"),
        ("in.parquet", "-o", ".", *SPARK, "--force"),
        ("nothing.parquet", "-o", "x.parquet", *SPARK),
        ("local_in.parquet", "-o", "others", *SPARK, "--resume"),
        ("headers", "-o", "x.parquet", *SPARK),
        ("headless.csv", "-o", "x.parquet", *SPARK),
        ("nanoseconds.parquet", "-o", "x.parquet", *SPARK),
        ("damaged.parquet", "-o", "x.parquet", *SPARK),
        ("months", "-o", "months.parquet", *SPARK),
        ("empty.parquet", "-o", "of_nothing.parquet", *SPARK),
        ("header.csv", "-o", "of_header.parquet", *SPARK),
    )
    assert codes == [3, 3, 3, 3, 3, 3, 1, 3, *[1] * 9, 0, 0, 0], told
    assert "Traceback" not in told
    assert "WARN" not in told
    for name, num_rows in (("csv", 300), ("jsonl", 303), ("pq", 300)):
        local, spark = (rows_of(folder / f"{start}{name}.parquet") for start in ("local_", ""))
        assert len(local) == num_rows
        assert spark == local, name
    errors = [line for line in told.splitlines() if line.startswith("error: ") and "rows failed" not in line]
    expected = (
        "is already there",
        "with other options",
        "lies in in.parquet",
        "lies in .,",
        "nothing.parquet",
        "others holds files of another program",
        "CSV header does not conform",
        "looks like data",
        "column 'late.ly' is of a type that Spark does not read",
        "could not verify page integrity",
    )
    for line, words in zip(errors, expected, strict=True):
        assert words in line
    assert "pq.parquet is complete" in told
    assert (folder / "pq.parquet" / "_SUCCESS").exists()
    assert rows_of(folder / "of_nothing.parquet") == rows_of(folder / "of_header.parquet") == []
    assert ["'month': '01'" in row for row in rows_of(folder / "months.parquet")] == [True, False]


def test_a_column_called_label_moves_the_answers(folder: Path) -> None:
    from pyarrow import parquet

    (folder / "labelled.csv").write_text('text,label\n"A superb, moving film.",1\nDull.,0\nnan,0\n')
    (folder / "labelled.jsonl").write_text('{"text": "A superb, moving film.", "error": "mine"}\n')
    commands = [(f"labelled.{kind}", "-o", f"of_{kind}.parquet", *SPARK) for kind in ("csv", "jsonl")]
    codes, said = score(folder, *commands, *((*command, "--resume") for command in commands))
    assert codes == [0] * 4, said
    assert "'label' of its own, so the answers go to predicted_label, " in said
    assert said.count("is complete") == 2
    rows = parquet.read_table(folder / "of_csv.parquet").to_pylist()
    assert {row["text"]: row["label"] for row in rows} == {"A superb, moving film.": "1", "Dull.": "0", "nan": "0"}
    assert {row["predicted_label"] for row in rows} == {"positive", "negative"}
    assert ["missing value" in str(row["predicted_warnings"]) for row in rows] == [row["text"] == "nan" for row in rows]
    [row] = parquet.read_table(folder / "of_jsonl.parquet").to_pylist()
    assert (row["error"], row["predicted_error"], row["predicted_label"]) == ("mine", None, "positive")


def test_ctrl_c_while_java_starts_ends_both(folder: Path) -> None:
    """Spark's own launcher would leave Java behind for good."""
    (folder / "one.csv").write_text("text\nSuperb.\n")
    command = KILLS["command"](folder / "one.csv", folder / "one.parquet", *SPARK)
    process = subprocess.Popen(command, env=quick_environment(folder), stderr=subprocess.PIPE)
    java: list[int] = []
    until = time.monotonic() + 120
    while not java and process.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
        java = children().get(process.pid, [])
    assert java
    process.send_signal(signal.SIGINT)
    told = process.communicate()[1].decode()
    assert (process.returncode, told.count("\n")) == (130, 1), told
    assert told.startswith(f"stopped: {folder / 'one.parquet'} is whole only if")
    until = time.monotonic() + 120
    while (left := Path(f"/proc/{java[0]}").exists()) and time.monotonic() < until:
        time.sleep(0.1)
    assert not left


@pytest.fixture(scope="module")
def expected(folder: Path) -> list[str]:
    """What is to come of long.parquet."""
    KILLS["write_rows"](folder / "long.parquet", 300)
    score(folder, ("long.parquet", "-o", "long_local.parquet"))
    return rows_of(folder / "long_local.parquet")


def test_after_a_kill_the_rows_are_there_once(cluster: Cluster, folder: Path, expected: list[str]) -> None:
    source, output = folder / "long.parquet", folder / "hurt.parquet"
    process = KILLS["by_spark"](cluster, source, output)
    KILLS["wait_for_task"](process, output)
    assert KILLS["kill"](cluster, process, "driver")
    process.communicate()
    assert not (output / "_SUCCESS").exists()
    before = KILLS["tasks"](output)
    process = KILLS["by_spark"](cluster, source, output)  # the command is given again
    for victim in ("Python worker", "executor"):
        KILLS["wait_for_task"](process, output, before)
        assert KILLS["kill"](cluster, process, victim)
    told = process.communicate()[1].decode()
    assert process.returncode == 3, told
    assert_one_error(told, "3 of 300 rows failed")
    assert rows_of(output) == expected
