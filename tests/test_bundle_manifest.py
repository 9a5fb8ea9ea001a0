"""What a manifest may say: all that a program relies on is checked before it is relied on."""

import dataclasses
import hashlib
import json
import math
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentiment.bundle import FORMAT_VERSION, MANIFEST, TOKENIZER, Manifest
from sentiment.errors import BundleCorruptError, BundleError, BundleVersionError
from sentiment.normalization import NORMALIZATION_VERSION
from tests.hostile import bounded, json_values, mistyped
from tests.small_bundle import make_manifest


def changed(change: Callable[[dict[str, Any]], object], *, sign: bool = True) -> bytes:
    """A manifest with a change; signed, its digest is right again."""
    content = json.loads(make_manifest().to_json())
    digest = content.pop("digest")
    change(content)
    return signed(content) if sign else json.dumps({**content, "digest": digest}).encode()


def signed(content: dict[str, Any]) -> bytes:
    """That content, with its digest."""
    return json.dumps(
        {**content, "digest": hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()}
    ).encode()


@pytest.mark.hostile
@given(
    st.dictionaries(st.text(max_size=5), json_values(finite=True), max_size=3),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
)
def test_any_manifest_comes_back(training: dict[str, Any], bias: float, name: str) -> None:
    manifest = make_manifest(training=training, bias=bias, name=name)
    again = Manifest.from_json(manifest.to_json())
    # JSON joins two surrogates that stand for one character; all else comes back as it was.
    assert json.dumps(dataclasses.asdict(again)) == json.dumps(dataclasses.asdict(manifest))


@pytest.mark.hostile
@given(data=st.data())
def test_no_altered_manifest_is_believed(data: st.DataObject) -> None:
    raw = make_manifest().to_json()
    at = data.draw(st.integers(0, len(raw) - 2))  # the last byte is a line end
    altered = bytearray(raw)
    if data.draw(st.booleans()):
        altered[at] ^= 1 << data.draw(st.integers(0, 7))
    else:
        del altered[at:]
    try:
        parsed = json.loads(altered)
    except ValueError:
        parsed = None
    if parsed == json.loads(raw):  # white space only
        assert Manifest.from_json(bytes(altered)) == make_manifest()
    else:
        with pytest.raises((BundleCorruptError, BundleVersionError), match=rf"\A{MANIFEST} [^\n]+\Z"):
            Manifest.from_json(bytes(altered))


@pytest.mark.hostile
@given(mistyped(make_manifest().to_json()))
def test_a_signed_manifest_of_any_values_is_refused_or_comes_back(content: dict[str, Any]) -> None:
    content.pop("digest", None)
    with bounded():
        try:
            manifest = Manifest.from_json(signed(content))
        except BundleError as error:
            assert re.fullmatch(rf"{MANIFEST} [^\n]+", str(error))  # noqa: PT017 - not whether, but what
            return
    assert Manifest.from_json(manifest.to_json()) == manifest
    assert all(isinstance(label, str) for label in manifest.labels)
    assert math.isfinite(manifest.bias)
    assert math.isfinite(manifest.tolerance)


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b"null", b"3", b'"manifest"', b"{}", b"\xff\xfe", b"[" * 100_000, b'{"format_version": 2}'],
)
def test_what_is_no_manifest_is_refused(raw: bytes) -> None:
    with pytest.raises(BundleCorruptError, match=f"{MANIFEST} is not a manifest"):
        Manifest.from_json(raw)


def test_what_stands_in_a_manifest_does_not_break_the_line() -> None:
    raw = changed(lambda content: content["golden"][0].update({"a\nb": 1}))
    with pytest.raises(BundleCorruptError, match=rf"\A{MANIFEST} is not a manifest [^\n]*'a b'[^\n]*\Z"):
        Manifest.from_json(raw)


def test_a_newer_format_says_upgrade() -> None:
    raw = changed(lambda content: content.update(format_version=FORMAT_VERSION + 1, novel={"x": 1}), sign=False)
    with pytest.raises(BundleVersionError, match=f"format version {FORMAT_VERSION + 1}.*install a newer release"):
        Manifest.from_json(raw)


def test_a_bundle_of_release_0_1_says_what_to_do() -> None:
    raw = changed(lambda content: content.update(format_version=1), sign=False)
    with pytest.raises(
        BundleVersionError, match=r"of release 0\.1.*: train it again with `sentiment train`, or install"
    ):
        Manifest.from_json(raw)


@pytest.mark.parametrize(("more", "remedy"), [(1, "install a newer release"), (-1, "train it again with `sentiment")])
def test_other_text_rules_are_refused_with_the_remedy(more: int, remedy: str) -> None:
    version = NORMALIZATION_VERSION + more
    raw = changed(lambda content: content.update(normalization=version))
    with pytest.raises(BundleVersionError, match=f"text rules of version {version}.*: {remedy}"):
        Manifest.from_json(raw)


def test_a_teacher_comes_back() -> None:
    teacher = {"name": "all-MiniLM-L6-v2", "license": "Apache-2.0", "sha256": "ab" * 32, "sizes": [1, 2.5, None]}
    assert Manifest.from_json(make_manifest(teacher=teacher).to_json()).teacher == teacher
    assert Manifest.from_json(make_manifest().to_json()).teacher is None


@pytest.mark.parametrize(
    "change",
    [{"bias": 0.2}, {"labels": ["pos", "neg"]}, {"files": {}}, {"golden": []}, {"novel": 1}, {"format_version": 0}],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_manifest_does_not_match_its_digest(change: dict[str, Any]) -> None:
    raw = changed(lambda content: content.update(change), sign=False)
    with pytest.raises(BundleCorruptError, match=f"{MANIFEST} was altered: its digest"):
        Manifest.from_json(raw)


@pytest.mark.parametrize(
    "change",
    [
        {"bias": "high"},
        {"bias": True},
        {"bias": 10**400},
        {"temperature": "high"},
        {"temperature": [1.5]},
        {"normalization": "1"},
        {"normalization": None},
        {"normalization": 1.0},
        {"teacher": "MiniLM"},
        {"teacher": ["MiniLM"]},
        {"tolerance": None},
        {"name": None},
        {"name": {"a": 1}},
        {"created": 20260102},
        {"labels": ["a", "b", "c"]},
        {"labels": [1, 2]},
        {"labels": None},
        {"sizes": {"vocabulary": "3"}},
        {"sizes": {"vocabulary": 3, "units": 1.5}},
        {"sizes": {}},
        {"sizes": [3]},
        {"files": [1]},
        {"files": {TOKENIZER: 1}},
        {"card": {"use": ["none"]}},
        {"card": "none"},
        {"training": []},
        {"golden": [{"text": "x"}]},
        {"golden": 3},
        {"format_version": "2"},
        {"metrics": None},
        {"metrics": {"accuracy": "high"}},
    ],
    ids=lambda change: str(change)[:60],
)
def test_a_signed_manifest_of_other_types_is_refused(change: dict[str, Any]) -> None:
    raw = changed(lambda content: content.update(change))
    with pytest.raises(BundleCorruptError, match=f"{MANIFEST} is not a manifest"):
        Manifest.from_json(raw)


@pytest.mark.parametrize(
    "change",
    [
        {"text": None},
        {"ids": [1, 3]},
        {"ids": [1, -1]},
        {"ids": [1, "2"]},
        {"ids": [1, 2.0]},
        {"ids": [1]},
        {"ids": [], "attention": [], "contribution": []},
        {"logit": "0"},
        {"attention": [0.5, None]},
        {"contribution": [0.5]},
        {"contribution": 0.5},
    ],
    ids=lambda change: str(change)[:60],
)
def test_a_golden_example_that_cannot_be_replayed_is_refused(change: dict[str, Any]) -> None:
    raw = changed(lambda content: content["golden"][0].update(change))
    with pytest.raises(BundleCorruptError, match=f"{MANIFEST} is not a manifest"):
        Manifest.from_json(raw)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("place", ["bias", "temperature", "tolerance", "metrics", "training", "golden"])
def test_a_number_that_is_not_finite_is_refused(place: str, number: float) -> None:
    golden = make_manifest().golden[0]
    values = {
        "metrics": {"accuracy": number},
        "training": {"epochs": [{"loss": number}]},
        "golden": [dataclasses.replace(golden, attention=[0.5, number])],
    }
    manifest = make_manifest(**{place: values.get(place, number)})
    with pytest.raises(ValueError, match="not JSON compliant"):
        manifest.to_json()
    raw = changed(lambda content: content.update({place: dataclasses.asdict(manifest)[place]}))
    for literal in (raw, raw.replace(b"Infinity", b"1e999")):
        with pytest.raises(BundleCorruptError, match=f"{MANIFEST} is not a manifest .*not finite"):
            Manifest.from_json(literal)


@pytest.mark.parametrize(
    "name", ["bias", "digest", "files", "golden", "labels", "format_version", "name", "normalization"]
)
def test_a_manifest_with_something_missing_is_refused(name: str) -> None:
    content = json.loads(changed(lambda content: content.pop(name, None)))
    content.pop(name, None)  # the digest
    with pytest.raises(BundleCorruptError, match=f"{MANIFEST} is not a manifest"):
        Manifest.from_json(json.dumps(content).encode())


def test_what_a_later_release_adds_to_this_format_is_passed_over() -> None:
    assert Manifest.from_json(changed(lambda content: content.update(novel={"x": 1}))) == make_manifest()
