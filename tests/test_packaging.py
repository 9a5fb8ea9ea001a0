"""What `pip install .` installs: the right requirements, and a wheel that works from any folder."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import sentiment

ROOT = Path(__file__).parent.parent


def distribution(requirement: str) -> str:
    """The name in a requirement, spelt one way."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0]).lower()


def requirements(name: str) -> set[str]:
    """A list of requirements in setup.py, with the lists that it takes in, read without running it."""
    tree = ast.parse((ROOT / "setup.py").read_text(encoding="utf-8"))
    lists = {
        node.targets[0].id: node.value.elts
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.List)
    }
    found = set()
    for entry in lists[name]:
        if isinstance(entry, ast.Constant) and isinstance(entry.value, str):
            found.add(distribution(entry.value))
        elif isinstance(entry, ast.Starred) and isinstance(entry.value, ast.Name):
            found |= requirements(entry.value.id)
    return found


def test_the_core_is_small() -> None:
    assert requirements("CORE") == {"numpy", "onnxruntime", "tokenizers", "click"}


def pins(path: Path) -> dict[str, str]:
    """The versions in a file that scripts/lock wrote, by name."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [line.partition(";")[0].rstrip("\\ ") for line in lines if line and not line.startswith(("#", " "))]
    assert all(re.fullmatch(r"[a-z0-9-]+==[\w.+!-]+", pin) for pin in found), "only name==version, no paths"
    versions = dict(pin.split("==") for pin in found)
    assert [pin.split("==")[0] for pin in found] == sorted(versions), "scripts/lock sorts them, and names each once"
    return versions


def test_constraints_pin_every_requirement() -> None:
    extras = (requirements(name) for name in ("CORE", "DATA", "SERVE", "SPARK", "TRAIN", "DEV"))
    assert set().union(*extras) <= pins(ROOT / "constraints.txt").keys()


@pytest.mark.parametrize("extra", ["core", "data", "serve", "spark", "train", "dev"])
def test_each_extra_has_its_pins_with_hashes(extra: str) -> None:
    path = ROOT / "requirements" / f"{extra}.txt"
    found = pins(path)
    assert requirements("CORE") | requirements(extra.upper()) | {"setuptools"} <= found.keys()
    assert found.items() <= pins(ROOT / "constraints.txt").items(), "run scripts/lock"
    entries = re.split(r"\n(?=\w)", path.read_text(encoding="utf-8"))[1:]
    assert len(entries) == len(found)
    for entry in entries:
        _, *hashes = entry.rstrip().split(" \\\n")
        assert hashes, entry
        assert all(re.fullmatch(r" +--hash=sha256:[0-9a-f]{64}", one) for one in hashes), entry


def test_every_extra_is_locked() -> None:
    tree = ast.parse((ROOT / "setup.py").read_text(encoding="utf-8"))
    [extras] = [node.value for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "extras_require"]
    assert isinstance(extras, ast.Dict)
    names = {ast.literal_eval(key) for key in extras.keys if key is not None}
    assert {path.stem for path in (ROOT / "requirements").iterdir()} == {"core", *names}


@pytest.mark.parametrize("place", ["scripts/quickstart", "scripts/test", "Dockerfile"])
def test_what_is_installed_is_held_against_hashes(place: str) -> None:
    commands = re.findall(r"(?:pip|\$pip) install .*", (ROOT / place).read_text(encoding="utf-8"))
    assert len(commands) >= 2
    assert all("--require-hashes" in command or "--no-deps --no-build-isolation" in command for command in commands)


def test_what_training_imports_is_in_its_extra() -> None:
    found = set()
    for path in [*(ROOT / "sentiment").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.split(".")[0])
    found -= {*sys.stdlib_module_names, "sentiment"}
    found = {{"sklearn": "scikit-learn"}.get(name, name.replace("_", "-")) for name in found}
    # JAX is imported where somebody has chosen it as Keras' backend, and so has it.
    extras = requirements("TRAIN") | requirements("DATA") | requirements("SERVE") | requirements("SPARK")
    assert found - requirements("CORE") - {"jax"} <= extras


def test_licence_and_changelog() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
    assert f"## [{sentiment.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_version_is_the_same_everywhere() -> None:
    assert f'version="{sentiment.__version__}"' in (ROOT / "setup.py").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel installs; the wheel is built from a copy, so that the checkout stays clean."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in ("sentiment", "saved_models"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    for stray in ("mine", "imdb.run"):  # what a person trains beside the shipped model is theirs
        (source / "saved_models" / stray).mkdir(exist_ok=True)
        (source / "saved_models" / stray / "manifest.json").write_text("{}")
    for name in ("setup.py", "pyproject.toml", "MANIFEST.in", "LICENSE"):
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    built = subprocess.run([*pip, "--wheel-dir", str(folder), str(source)], capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    [wheel] = folder.glob("sentiment-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def test_the_wheel_holds_the_package_its_assets_and_the_shipped_model(installed: Path) -> None:
    package = installed / "sentiment"
    for source in (ROOT / "sentiment").rglob("*"):
        if source.suffix in (".py", ".css", ".js", ".json", ".typed"):
            assert (package / source.relative_to(ROOT / "sentiment")).is_file(), source
    shipped = {path.name for path in (ROOT / "saved_models" / "imdb").iterdir()}
    assert {"manifest.json", "tokenizer.json", "model.onnx"} <= shipped
    assert {path.name for path in (package / "saved_models").iterdir()} == {"imdb"}
    assert {path.name for path in (package / "saved_models" / "imdb").iterdir()} == shipped
    assert {path.name for path in installed.iterdir()} <= {"sentiment", f"sentiment-{sentiment.__version__}.dist-info"}


def test_the_wheel_works_from_any_folder(installed: Path, tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "sentiment", "classify", "A superb film, moving and funny."],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["label"] == "positive"


@pytest.mark.skipif(os.name == "nt", reason="no sh there")
def test_an_old_python_is_refused_with_the_remedy(tmp_path: Path) -> None:
    old = tmp_path / "python3.9"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.1 && exit 0\nexit 1\n')
    old.chmod(0o755)
    result = subprocess.run(
        ["sh", "scripts/find_python"],
        cwd=ROOT,
        env={**os.environ, "PYTHON": str(old)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stdout) == (1, "")
    assert "3.11" in result.stderr
    assert "found: Python 3.9.1" in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="no sh there")
def test_a_folder_that_is_no_environment_is_never_cleared(tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    result = subprocess.run(
        ["sh", "scripts/make_venv", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "not a virtual environment" in result.stderr
    assert (tmp_path / "mine").exists()
