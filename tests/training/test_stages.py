"""The files of an unfinished run."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment.errors import OutputError, TrainingError
from sentiment.training.stages import Run, hash_texts, is_running, kept_in


def run_in(folder: Path, definition: dict[str, Any] | None = None, *, resume: bool = False, force: bool = False) -> Run:
    return Run(folder / "model", definition or {"seed": 1}, resume=resume, force=force)


def test_a_stage_is_done_once(tmp_path: Path) -> None:
    calls = []

    def make() -> bytes:
        calls.append(1)
        return b"content"

    assert run_in(tmp_path).once("stage", make) == b"content"
    again = run_in(tmp_path, resume=True)
    assert again.once("stage", make) == b"content"
    assert len(calls) == 1
    assert set(again.seconds()) == {"stage"}


def test_a_stage_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> bytes:
        raise KeyboardInterrupt

    run = run_in(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        run.once("stage", fail)
    assert run.once("stage", lambda: b"second try") == b"second try"


@given(st.lists(st.lists(st.integers(0, 40_000), max_size=30), max_size=20))
def test_rows_round_trip(rows: list[list[int]]) -> None:
    import tempfile

    arrays = [np.array(row, dtype=np.int32) for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        run = run_in(Path(folder))
        for stored in (run.once_rows("ids", lambda: arrays), run.once_rows("ids", list)):
            assert [row.tolist() for row in stored] == rows


def test_an_unfinished_run_is_neither_lost_nor_mixed_up(tmp_path: Path) -> None:
    run_in(tmp_path).once("stage", lambda: b"first")
    with pytest.raises(OutputError, match="--resume"):
        run_in(tmp_path)
    with pytest.raises(TrainingError, match="other texts or another configuration"):
        run_in(tmp_path, {"seed": 2}, resume=True)
    assert run_in(tmp_path, resume=True).once("stage", lambda: b"second") == b"first"
    assert run_in(tmp_path, {"seed": 2}, force=True).once("stage", lambda: b"second") == b"second"


def test_what_is_no_run_is_never_removed(tmp_path: Path) -> None:
    (tmp_path / "model.run").mkdir()
    (tmp_path / "model.run" / "precious.txt").write_text("mine")
    with pytest.raises(OutputError, match="no training run"):
        run_in(tmp_path, force=True)
    assert (tmp_path / "model.run" / "precious.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["run.json", "seconds.json", "ids.npy"])
def test_a_damaged_file_is_said_to_be(tmp_path: Path, name: str) -> None:
    run = run_in(tmp_path)
    run.once_array("ids", lambda: np.arange(3))
    (run.folder / name).write_bytes((run.folder / name).read_bytes()[:-4])

    def read_again() -> None:
        again = run_in(tmp_path, resume=True)
        again.seconds()
        again.once_array("ids", lambda: np.arange(3))

    with pytest.raises(TrainingError, match="start again with --force"):
        read_again()


def test_a_run_that_was_stopped_as_it_began_is_no_obstacle(tmp_path: Path) -> None:
    for force in (True, False):
        (tmp_path / "model.run").mkdir()
        (tmp_path / "model.run" / ".partial-12-run.json").write_text('{"se')
        run = run_in(tmp_path, resume=not force, force=force)
        assert run.once("stage", lambda: b"made") == b"made"
        run.finish()


def test_a_removal_that_was_stopped_is_finished(tmp_path: Path) -> None:
    (tmp_path / ".model.run.gone" / "fit").mkdir(parents=True)
    run_in(tmp_path).finish()
    assert list(tmp_path.iterdir()) == []


def test_finished_runs_leave_nothing(tmp_path: Path) -> None:
    run = run_in(tmp_path)
    run.finish()
    assert list(tmp_path.iterdir()) == []


def test_hash_tells_texts_labels_and_borders_apart() -> None:
    labels = np.array([0, 1], dtype=np.int8)
    hashes = {
        hash_texts(["a", "b"]),
        hash_texts(["ab", ""]),
        hash_texts(["b", "a"]),
        hash_texts(["a", "b"], labels),
        hash_texts(["a", "b"], 1 - labels),
    }
    assert len(hashes) == 5
    assert hash_texts(["\ud800"]) == hash_texts(["\ud800"])


def test_two_processes_never_work_at_one_run(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from sentiment.training.stages import Run
run = Run(Path(sys.argv[1]), {"seed": 1}, resume=True, force=False)
print("started", flush=True)
sys.stdin.read()
run.finish()
"""
    command = [sys.executable, "-c", program, str(tmp_path / "model")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin
        assert other.stdout
        assert other.stdout.readline() == "started\n"
        assert is_running(tmp_path / "model.run")
        for resume in (True, False):
            with pytest.raises(OutputError, match="in use by another training"):
                run_in(tmp_path, resume=resume, force=not resume)
        other.stdin.close()
        assert other.wait() == 0
    assert not is_running(tmp_path / "model.run")
    assert list(tmp_path.iterdir()) == []
    assert run_in(tmp_path).once("stage", lambda: b"free") == b"free"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("Invalid REPLACED BY KeyboardInterrupt: ")])
def test_ctrl_c_says_where_what_is_done_is_kept(error: BaseException, tmp_path: Path) -> None:
    """TensorFlow's C++ makes an error of its own of it, which names it."""
    with pytest.raises(KeyboardInterrupt, match=f"kept in {tmp_path}: go on with --resume"), kept_in(tmp_path):
        raise error


def test_other_errors_are_left_as_they_are(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="too little"), kept_in(tmp_path):
        raise TrainingError("too little")
