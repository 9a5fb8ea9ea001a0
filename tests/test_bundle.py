"""A model on disk: there whole or not at all, and refused when it was altered."""

import os
from pathlib import Path

import pytest

from sentiment import bundle as module
from sentiment.bundle import (
    ENVIRONMENT_VARIABLE,
    FILES,
    FORMAT_VERSION,
    MANIFEST,
    MODEL,
    TOKENIZER,
    Bundle,
    find_bundle,
    read_bundle,
    write_bundle,
)
from sentiment.errors import BundleCorruptError, BundleNotFoundError
from tests.small_bundle import CONTENT, make_manifest


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A bundle on disk."""
    path = tmp_path / "models" / "small"
    write_bundle(path, make_manifest(), CONTENT)
    return path


def test_a_bundle_comes_back_as_it_was_written(small: Path) -> None:
    bundle = read_bundle(small)
    assert bundle == Bundle(small, make_manifest(), CONTENT[TOKENIZER], CONTENT[MODEL])
    assert sorted(entry.name for entry in small.iterdir()) == sorted([MANIFEST, *FILES])
    assert [entry.name for entry in small.parent.iterdir()] == ["small"]
    assert small.stat().st_mode & 0o777 == 0o755


def test_the_shipped_bundle_is_whole_and_small(bundle_path: Path, bundle: Bundle) -> None:
    assert bundle.manifest.format_version == FORMAT_VERSION
    assert set(bundle.manifest.files) == set(FILES)
    assert sorted(entry.name for entry in bundle_path.iterdir()) == sorted([MANIFEST, *FILES])
    assert len(bundle.model) <= 6_000_000
    assert sum(entry.stat().st_size for entry in bundle_path.iterdir()) <= 20_000_000
    assert len(bundle.manifest.golden) >= 5
    assert bundle.manifest.labels == ("negative", "positive")


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(small: Path, name: str) -> None:
    (small / name).unlink()
    with pytest.raises(BundleCorruptError, match=f"{name} is missing: reinstall or re-download the model"):
        read_bundle(small)


def test_a_folder_in_place_of_a_file_is_named(small: Path) -> None:
    (small / MODEL).unlink()
    (small / MODEL).mkdir()
    with pytest.raises(BundleCorruptError, match=f"{MODEL} cannot be read"):
        read_bundle(small)


def test_a_missing_manifest_is_no_bundle(small: Path) -> None:
    (small / MANIFEST).unlink()
    with pytest.raises(BundleNotFoundError, match=f"{MANIFEST} is missing"):
        read_bundle(small)


def test_a_file_too_large_is_not_read(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LARGEST", (small / MANIFEST).stat().st_size)
    os.truncate(small / MODEL, 1 << 21)  # sparse
    with pytest.raises(BundleCorruptError, match=f"{MODEL} is larger than"):
        read_bundle(small)


@pytest.mark.parametrize("name", [*FILES, MANIFEST])
def test_a_link_out_of_the_directory_is_not_followed(small: Path, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    (small / name).rename(outside)
    (small / name).symlink_to(outside)
    with pytest.raises(BundleCorruptError, match=f"{name} is a link out of its directory"):
        read_bundle(small)


def test_links_within_a_bundle_and_to_a_bundle_are_followed(small: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(small, target_is_directory=True)
    assert read_bundle(link).manifest == read_bundle(small).manifest
    (small / MODEL).rename(small / "model")
    (small / MODEL).symlink_to("model")
    assert read_bundle(small).model == CONTENT[MODEL]


def test_a_bundle_is_found_by_its_path(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, "/nowhere")
    assert find_bundle(small) == small
    assert find_bundle(str(small)) == small
    monkeypatch.chdir(small.parent)
    assert find_bundle("small").resolve() == small


def test_a_shipped_bundle_is_found_by_its_name(
    bundle_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(ENVIRONMENT_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    shipped = read_bundle(bundle_path).manifest
    assert read_bundle(find_bundle("imdb")).manifest == shipped
    assert read_bundle(find_bundle()).manifest == shipped


def test_a_folder_here_never_stands_in_for_a_shipped_bundle(
    bundle_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_bundle(tmp_path / "imdb", make_manifest(), CONTENT)
    shipped = read_bundle(bundle_path).manifest
    monkeypatch.delenv(ENVIRONMENT_VARIABLE, raising=False)
    assert read_bundle(find_bundle()).manifest == shipped
    assert read_bundle(find_bundle("imdb")).manifest == shipped
    for said in ("", "imdb"):
        monkeypatch.setenv(ENVIRONMENT_VARIABLE, said)
        assert read_bundle(find_bundle()).manifest == shipped
    for path in ("./imdb", "imdb/", str(tmp_path / "imdb"), Path("imdb")):
        assert read_bundle(find_bundle(path)).manifest.name == "small"
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, "./imdb")
    assert read_bundle(find_bundle()).manifest.name == "small"


def test_an_empty_name_is_no_place(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small)
    with pytest.raises(BundleNotFoundError, match=r"the name of the model is empty: give a directory .*imdb"):
        find_bundle("")
    assert find_bundle(".") == Path()


def test_the_environment_names_the_default(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(small))
    assert find_bundle() == small
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, "/nowhere")
    with pytest.raises(BundleNotFoundError, match="no model at '/nowhere'"):
        find_bundle()


@pytest.mark.parametrize(
    "name", ["nothing", "../imdb", "imdb/", "x" * 5000, "a\x00b", "\udce9", "model.onnx", Path("imdb2")]
)
def test_a_name_of_nothing_says_what_to_give(name: str | Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BundleNotFoundError, match=r"no model at .*: give a directory .* or the name .*imdb") as caught:
        find_bundle(name)
    assert "\n" not in str(caught.value)
