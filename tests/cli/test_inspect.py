"""`sentiment inspect`, on the shipped model and on damaged copies of it."""

import json
import shutil
from pathlib import Path

import pytest

from sentiment.classifier import GoldenCheck
from sentiment.cli.inspect import _lines
from tests.cli.samples import GOOD, Run, assert_one_error
from tests.small_bundle import make_manifest


@pytest.fixture
def copy(bundle_path: Path, tmp_path: Path) -> Path:
    """A copy of the shipped bundle, to be damaged."""
    return Path(shutil.copytree(bundle_path, tmp_path / "model"))


def test_the_card_says_what_how_good_and_where_it_fails(run: Run) -> None:
    result = run("inspect", "--format", "text")
    assert result.exit_code == 0, result.output
    for word in ("Learnt from", "How good", "interval", "held-out", "Limits", "SHA-256", "verified", "Golden"):
        assert word in result.stdout
    assert result.stderr == ""


def test_no_card_acts_on_the_terminal() -> None:
    manifest = make_manifest(
        name="my\x1b[2Jmodel",
        labels=("bad\x1b", "good\x9b"),
        card={"us\x1be": "any\x07<br />\x1b]0;owned"},
        training={"backend": "\x1b[31m"},
        metrics={},
    )
    check = GoldenCheck(1, max_logit_difference=0.0, max_token_difference=0.0, tolerance=0.1, same_ids=True)
    shown = "\n".join(_lines(manifest, check, width=80))
    assert not {"\x1b", "\x9b", "\x07"} & set(shown)
    assert "any␇<br />␛]0;owned" in shown


def test_the_teacher_is_named_with_its_license_and_hash() -> None:
    check = GoldenCheck(1, max_logit_difference=0.0, max_token_difference=0.0, tolerance=0.1, same_ids=True)
    teacher = {"name": "all-MiniLM-L6-v2", "license": "Apache-2.0", "sha256": "ab" * 32}
    shown = "\n".join(_lines(make_manifest(teacher=teacher, metrics={}), check, width=200))
    assert f"name all-MiniLM-L6-v2, license Apache-2.0, sha256 {'ab' * 32}" in shown
    assert "Teacher" not in "\n".join(_lines(make_manifest(metrics={}), check, width=200))


def test_json_has_the_manifest_and_the_check(run: Run) -> None:
    card = json.loads(run("inspect", "imdb", "--format", "json").stdout)
    assert card["name"] == "imdb"
    assert card["verified"] is True
    assert card["golden_check"]["num_examples"] >= 5
    assert card["golden_check"]["max_logit_difference"] <= card["golden_check"]["tolerance"]
    assert {"card", "training", "sizes", "files", "metrics"} <= set(card)


def test_a_copy_works_as_the_original(run: Run, copy: Path) -> None:
    assert run("inspect", copy).exit_code == 0
    assert run("classify", GOOD, "-m", copy).stdout == run("classify", GOOD).stdout


@pytest.mark.parametrize("verb", [["inspect"], ["classify", GOOD, "-m"]], ids=["inspect", "classify"])
@pytest.mark.parametrize("name", ["manifest.json", "model.onnx", "tokenizer.json"])
@pytest.mark.parametrize("damage", ["missing", "truncated", "tampered", "empty"])
def test_damage_is_refused_in_one_line(run: Run, copy: Path, verb: list[str], name: str, damage: str) -> None:
    path = copy / name
    data = bytearray(path.read_bytes())
    if damage == "missing":
        path.unlink()
    elif damage == "tampered":
        place = data.index(b'"bias"') if name == "manifest.json" else len(data) // 2
        data[place + 2] ^= 1
        path.write_bytes(data)
    else:
        path.write_bytes(data[: len(data) // 2 if damage == "truncated" else 0])
    result = run(*verb, copy)
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    assert_one_error(result.stderr, name if name != "manifest.json" or damage != "missing" else str(copy))


def test_a_newer_format_is_refused_with_the_remedy(run: Run, copy: Path) -> None:
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    manifest["format_version"] += 1
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    result = run("inspect", copy)
    assert result.exit_code == 1
    assert_one_error(result.stderr, "format version", "newer release")


@pytest.mark.parametrize("what", ["nothing", "file", "empty folder"])
def test_what_is_no_bundle_is_refused(run: Run, tmp_path: Path, what: str) -> None:
    path = tmp_path / "place"
    if what == "file":
        path.write_text("not a model")
    elif what == "empty folder":
        path.mkdir()
    result = run("inspect", path)
    assert result.exit_code == 1
    assert_one_error(result.stderr, str(path))
