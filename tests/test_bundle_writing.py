"""Writing a model: all of it or nothing, and over nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sentiment.bundle import read_bundle, refuse_existing, write_bundle
from sentiment.errors import OutputError
from tests.small_bundle import CONTENT, make_manifest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A bundle on disk."""
    path = tmp_path / "models" / "small"
    write_bundle(path, make_manifest(), CONTENT)
    return path


def test_a_bundle_is_replaced_only_by_force(small: Path) -> None:
    other = make_manifest(name="other")
    with pytest.raises(OutputError, match="exists: choose another place, or replace it with --force"):
        write_bundle(small, other, CONTENT)
    assert read_bundle(small).manifest.name == "small"
    write_bundle(small, other, CONTENT, force=True)
    assert read_bundle(small).manifest.name == "other"
    assert [entry.name for entry in small.parent.iterdir()] == ["small"]


def test_a_link_to_a_bundle_is_replaced_and_the_bundle_stays(small: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(small, target_is_directory=True)
    write_bundle(link, make_manifest(name="other"), CONTENT, force=True)
    assert not link.is_symlink()
    assert read_bundle(link).manifest.name == "other"
    assert read_bundle(small).manifest.name == "small"


@pytest.mark.parametrize("force", [False, True])
def test_what_is_no_bundle_is_never_replaced(small: Path, tmp_path: Path, force: bool) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes").write_text("mine")
    (small / "notes").write_text("mine")
    for path in (tmp_path / "file", tmp_path / "folder", small):
        with pytest.raises(OutputError, match="exists and is not a model"):
            refuse_existing(path, force=force)
        with pytest.raises(OutputError, match="exists and is not a model"):
            write_bundle(path, make_manifest(), CONTENT, force=force)
    assert (tmp_path / "folder" / "notes").read_text() == (small / "notes").read_text() == "mine"


@pytest.mark.parametrize("path", [Path(), Path(".."), Path("/")])
def test_a_place_without_a_name_is_refused(path: Path) -> None:
    with pytest.raises(OutputError, match="no name of its own"):
        refuse_existing(path, force=True)


def test_an_empty_directory_is_filled(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    refuse_existing(tmp_path / "empty", force=False)
    write_bundle(tmp_path / "empty", make_manifest(), CONTENT)
    assert read_bundle(tmp_path / "empty").manifest.name == "small"
    assert [entry.name for entry in tmp_path.iterdir()] == ["empty"]


@pytest.mark.parametrize("name", ["file/model", "file", "x" * 300])
def test_a_place_that_cannot_be_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match=r"cannot write the model to|is not a model"):
        write_bundle(tmp_path / name, make_manifest(), CONTENT)
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


# Writes a bundle to argv[1] while no file may grow beyond 4 kB, as on a full disk.
FULL_DISK = """
import resource, sys
from pathlib import Path
from sentiment.bundle import FILES, read_bundle, write_bundle
from sentiment.errors import OutputError
path = Path(sys.argv[1])
manifest = read_bundle(Path(sys.argv[2])).manifest
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write_bundle(path, manifest, dict.fromkeys(FILES, b"x" * 100_000), force=True)
except OutputError as error:
    print(error)
"""


@pytest.mark.parametrize("existing", [False, True])
def test_a_failed_write_leaves_everything_as_it_was(small: Path, existing: bool) -> None:
    path = small if existing else small.parent / "new"
    before = {entry: entry.read_bytes() for entry in small.iterdir()}
    result = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path), str(small)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout == f"cannot write the model to {str(path)!r}: File too large\n"
    assert {entry: entry.read_bytes() for entry in small.iterdir()} == before
    assert list(small.parent.iterdir()) == [small]


def test_all_files_are_on_the_disk_before_the_bundle_is_in_its_place(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, rename = os.fsync, Path.rename

    def record_fsync(descriptor: int) -> None:
        fsync(descriptor)
        steps.append(f"{os.fstat(descriptor).st_size} bytes")

    def record_rename(self: Path, target: Path) -> Path:
        steps.append("rename")
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", record_fsync)
    monkeypatch.setattr(Path, "rename", record_rename)
    write_bundle(small, make_manifest(name="other"), CONTENT, force=True)
    sizes = sorted(f"{entry.stat().st_size} bytes" for entry in small.iterdir())
    assert sorted(steps[:4]) == sizes
    assert steps[4:] == ["rename", "rename"]


def test_a_failed_replacement_puts_the_old_bundle_back(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def fail_at_the_last(self: Path, target: Path) -> Path:
        if target == small and not self.name.endswith(".old"):
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_at_the_last)
    with pytest.raises(OutputError, match="Input/output error"):
        write_bundle(small, make_manifest(name="other"), CONTENT, force=True)
    assert read_bundle(small).manifest.name == "small"
    assert list(small.parent.iterdir()) == [small]
