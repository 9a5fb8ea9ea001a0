"""Two devices, or two processes, end at the weights of one."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pytest
from numpy.typing import NDArray

from sentiment.errors import TrainingError
from sentiment.training import distribution
from sentiment.training.batches import LabelledRows, TrainingBatches

ROOT = Path(__file__).parents[2]
TOLERANCE = 2e-5  # of a weight, after eight steps


def begin(output: Path, option: str, **variables: str) -> subprocess.Popen[str]:
    """Starts a fit, without waiting for it."""
    pytest.importorskip("jax")
    output.parent.mkdir(exist_ok=True)
    quick = {"KERAS_BACKEND": "jax", "JAX_DISABLE_MOST_OPTIMIZATIONS": "1", "TMPDIR": str(output.parent)}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.training.fit_made_up", str(output), option],
        cwd=ROOT,
        env={**os.environ, **quick, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def end(process: subprocess.Popen[str]) -> str:
    """What it printed, once it has ended well."""
    stdout, stderr = process.communicate(timeout=240)
    assert process.returncode == 0, stderr[-3000:]
    return stdout


def weights(path: Path) -> list[NDArray[np.float32]]:
    with np.load(path) as stored:
        return [stored[name] for name in stored.files]


@pytest.mark.jax
def test_two_devices_or_two_processes_end_at_the_weights_of_one(tmp_path: Path) -> None:
    # side by side: one process on two devices, and one on one device that is stopped
    devices = begin(tmp_path / "devices", "--alone-first", XLA_FLAGS="--xla_force_host_platform_device_count=2")
    end(begin(tmp_path / "first" / "model", "--stop"))
    end(devices)
    expected = weights(tmp_path / "devices" / "alone.npz")
    for found, value in zip(weights(tmp_path / "devices" / "weights.npz"), expected, strict=True):
        np.testing.assert_allclose(found, value, atol=TOLERANCE)

    # gone on with by two processes, the second of which has nothing but what the first one gives it
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    where = {"KERAS_DISTRIBUTION_JOB_ADDRESSES": address, "KERAS_DISTRIBUTION_NUM_PROCESSES": "2"}
    processes = [
        begin(tmp_path / name / output, "--resume", KERAS_DISTRIBUTION_PROCESS_ID=str(number), **where)
        for number, (name, output) in enumerate((("first", "model"), ("second", "ignored")))
    ]
    first, second = (end(process).splitlines()[-1] for process in processes)
    assert first.startswith("[1, 2] ")
    assert first == second, "what a stage draws is what process 0 drew"
    assert [path.name for path in (tmp_path / "first").iterdir()] == ["model"]
    assert list((tmp_path / "second").iterdir()) == []
    for found, value in zip(weights(tmp_path / "first" / "model" / "weights.npz"), expected, strict=True):
        np.testing.assert_allclose(found, value, atol=TOLERANCE)


@pytest.mark.skipif(keras.backend.backend() == "jax", reason="is about the other backends")
def test_several_processes_need_jax(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_DISTRIBUTION_NUM_PROCESSES", "2")
    with pytest.raises(TrainingError, match="KERAS_BACKEND=jax"):
        distribution.start()


def test_a_variable_that_is_missing_is_named() -> None:
    with pytest.raises(TrainingError, match="KERAS_DISTRIBUTION_PROCESS_ID is not"):
        distribution._join(["KERAS_DISTRIBUTION_JOB_ADDRESSES", "KERAS_DISTRIBUTION_NUM_PROCESSES"])


def test_each_process_reads_its_rows_and_added_ones_weigh_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = LabelledRows([np.full(4, 7 + row, np.int32) for row in range(5)], np.arange(5, dtype=np.float32))
    batches = TrainingBatches(texts, batch_size=5, seed=0)
    ids, targets = batches[0]
    parts = []
    for process in range(2):
        monkeypatch.setattr(distribution, "_process", lambda process=process: (process, 2))
        parts.append(distribution._Share(batches, num_devices=2)[0])
    shared_ids, shared_targets, weights = (np.concatenate(values) for values in zip(*parts, strict=True))
    np.testing.assert_array_equal(shared_ids[:5], ids)
    np.testing.assert_array_equal(shared_targets[:5], targets)
    assert weights[5] == 0
    assert (weights * shared_targets[:, 0]).mean() == pytest.approx(targets.mean())
