"""`sentiment export`: what it writes, says and refuses; tests/training/test_interchange.py has the rest."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.samples import GOOD, Run, Spawn, assert_one_error

needs_keras = pytest.mark.skipif(find_spec("keras") is None, reason="the train extra is not installed")


@needs_keras
def test_onnx_is_a_folder_that_classifies(spawn: Spawn, run: Run, tmp_path: Path) -> None:
    output = tmp_path / "exact"
    result = spawn("export", "--format", "onnx", "-o", output)
    assert result.returncode == 0, result.stderr.decode()
    assert result.stdout == b""
    assert f"wrote {output}: " in result.stderr.decode().splitlines()[0]
    assert {"model.onnx", "tokenizer.json", "manifest.json"} <= {path.name for path in output.iterdir()}
    exact, small = (json.loads(run("classify", GOOD, "-m", model).stdout) for model in (output, "imdb"))
    assert exact["logit"] == pytest.approx(small["logit"], abs=0.1)
    assert exact["logit"] != small["logit"]
    again = run("export", "--format", "onnx", "-o", output)
    assert again.exit_code == 1
    assert_one_error(again.stderr, str(output), "--force")


@needs_keras
def test_keras_is_a_file_replaced_only_with_force(spawn: Spawn, run: Run, tmp_path: Path) -> None:
    output = tmp_path / "imdb.keras"
    output.write_text("mine")
    result = run("export", "--format", "keras", "-o", output)
    assert result.exit_code == 1
    assert_one_error(result.stderr, str(output), "--force")
    assert output.read_text() == "mine"
    spawned = spawn("export", "--format", "keras", "-o", output, "--force")
    assert spawned.returncode == 0, spawned.stderr.decode()
    first, second = spawned.stderr.decode().splitlines()
    assert first.startswith(f"wrote {output}: ")
    assert "import sentiment.training.raw_text_model" in second
    assert output.read_bytes()[:2] == b"PK"
    assert [path.name for path in tmp_path.glob("*imdb*")] == ["imdb.keras"]


@pytest.mark.jax
def test_raw_text_needs_tensorflow(spawn: Spawn, tmp_path: Path) -> None:
    pytest.importorskip("jax")
    result = spawn("export", "--format", "keras", "-o", tmp_path / "imdb.keras", KERAS_BACKEND="jax")
    assert result.returncode == 1
    assert_one_error(result.stderr.decode(), "tensorflow", "KERAS_BACKEND")
    assert not list(tmp_path.glob("*.keras"))


def test_no_model_is_exported_onto_itself(run: Run, bundle_path: Path) -> None:
    result = run("export", bundle_path, "--format", "onnx", "-o", bundle_path, "--force")
    assert result.exit_code == 1
    assert_one_error(result.stderr, str(bundle_path))


def test_a_missing_model_is_one_line(run: Run, tmp_path: Path) -> None:
    result = run("export", "no_such_model", "--format", "keras", "-o", tmp_path / "a.keras")
    assert result.exit_code == 1
    assert_one_error(result.stderr, "no_such_model")


def test_without_the_extra_it_says_what_to_install(spawn: Spawn, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked" / "keras"
    blocked.mkdir(parents=True)
    (blocked / "__init__.py").write_text("raise ModuleNotFoundError(\"No module named 'keras'\")")
    path = f"{blocked.parent}:{Path(__file__).parents[2]}"
    result = spawn("export", "--format", "onnx", "-o", tmp_path / "exact", PYTHONPATH=path)
    assert result.returncode == 1
    assert_one_error(result.stderr.decode(), "train", "pip install")
    assert not (tmp_path / "exact").exists()
