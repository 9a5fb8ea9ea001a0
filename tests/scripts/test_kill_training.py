"""A training that is killed, and gone on with, ends at the same files as one that was not."""

import json
from pathlib import Path

import pytest

from scripts.kills import Kill, differences, kill_and_resume


def test_killed_twice() -> None:
    pytest.importorskip("keras")
    in_an_epoch, as_a_bundle_is_written = Kill(0.02, change=30), Kill(0.0, change=28)
    [outcome] = kill_and_resume([[in_an_epoch, as_a_bundle_is_written]])
    assert outcome.differences == []
    first, second = (event for _, event in outcome.doing)
    assert "measured.run/fit/" in first
    assert "measured.run/.measured." in second


def test_what_differs_is_told(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name / "model").mkdir(parents=True)
        training = {"seconds": {"fit": len(name)}, "minutes": 1, "epochs": [{"loss": 0.5, "seconds": len(name)}]}
        manifest = {"created": name, "digest": name, "bias": 0.5, "training": training}
        (tmp_path / name / "model" / "manifest.json").write_text(json.dumps(manifest))
        (tmp_path / name / "model" / "model.onnx").write_bytes(b"same")
    assert differences(tmp_path / "one", tmp_path / "other") == []
    (tmp_path / "one" / "model" / "model.onnx").write_bytes(b"another")
    (tmp_path / "one" / "rest").write_bytes(b"")
    manifest["training"] = {**training, "epochs": [{"loss": 0.25, "seconds": 1}]}
    (tmp_path / "one" / "model" / "manifest.json").write_text(json.dumps(manifest))
    found = differences(tmp_path / "one", tmp_path / "other")
    assert found == ["model/manifest.json: /training/epochs", "model/model.onnx", "rest is not in both"]
