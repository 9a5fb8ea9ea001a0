"""Bundles that someone has tampered with, or made to do harm."""

import json
import random
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sentiment.bundle import FILES, MANIFEST, MODEL, TOKENIZER, Bundle, find_bundle, read_bundle
from sentiment.errors import BundleCorruptError, BundleError, BundleNotFoundError
from sentiment.session import Session
from tests.hostile import bounded, damaged
from tests.small_bundle import CONTENT, make_manifest

NUM_FLIPS = 1000


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small"
    path.mkdir()
    for name, content in {**CONTENT, MANIFEST: make_manifest().to_json()}.items():
        (path / name).write_bytes(content)
    return path


def test_a_flipped_byte_is_refused_by_the_name_of_its_file(small: Path) -> None:
    chance = random.Random(0)
    names = (MANIFEST, *FILES)
    whole = {name: (small / name).read_bytes() for name in names}
    same = 0
    for _ in range(NUM_FLIPS):
        name = chance.choice(names)
        flipped = bytearray(whole[name])
        flipped[chance.randrange(len(flipped))] ^= chance.randrange(1, 256)
        (small / name).write_bytes(flipped)
        try:
            again = read_bundle(small).manifest
        except BundleError as error:
            assert name in str(error)  # noqa: PT017 - whether it is raised is what is asked
        else:  # white space, or another way of writing the same number
            assert (name, again) == (MANIFEST, make_manifest())
            same += 1
        (small / name).write_bytes(whole[name])
    assert same < NUM_FLIPS / 100
    assert read_bundle(small).manifest == make_manifest()


@pytest.mark.hostile
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_was_damaged_or_exchanged_is_refused_by_name_or_says_the_same(small: Path, data: st.DataObject) -> None:
    whole = {MANIFEST: make_manifest().to_json(), **CONTENT}
    names = data.draw(st.lists(st.sampled_from(list(whole)), min_size=1, max_size=2, unique=True))
    contents = {name: data.draw(damaged(whole[name]) | st.sampled_from([*whole.values(), None])) for name in names}
    wrong = {name for name in names if contents[name] != whole[name]}
    for name, content in {**whole, **contents}.items():
        (small / name).unlink(missing_ok=True) if content is None else (small / name).write_bytes(content)
    try:
        with bounded():
            bundle = read_bundle(small)
    except BundleError as error:
        assert next(re.finditer("|".join(whole), str(error)))[0] in wrong  # noqa: PT017 - not whether, but what
    else:
        assert wrong <= {MANIFEST}
        assert bundle == Bundle(small, make_manifest(), CONTENT[TOKENIZER], CONTENT[MODEL])


@pytest.mark.parametrize("name", [MANIFEST, *FILES])
def test_a_link_out_of_the_bundle_is_refused(small: Path, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    (small / name).rename(outside)
    for target in (outside, Path("..") / "outside"):
        (small / name).symlink_to(target)
        with pytest.raises(BundleCorruptError, match=f"{name} is a link out of its directory"):
            read_bundle(small)
        (small / name).unlink()


def test_a_manifest_names_no_paths(small: Path, tmp_path: Path) -> None:
    """The files that are read have fixed names, whatever a manifest lists."""
    (tmp_path / "secret").write_text("secret")
    files = {**make_manifest().files, "../secret": "0" * 64, "/etc/passwd": "0" * 64}
    (small / MANIFEST).write_bytes(make_manifest(files=files).to_json())
    bundle = read_bundle(small)
    assert (bundle.tokenizer, bundle.model) == (CONTENT[TOKENIZER], CONTENT[MODEL])


@pytest.mark.parametrize("name", ["../small", "a/../../small", "/nowhere", "~", "\0", "x" * 5000])
def test_a_name_is_no_way_into_the_shipped_models(name: str) -> None:
    with pytest.raises(BundleNotFoundError):
        find_bundle(name)


def onnx_model(*, external: str = "", domain: str = "") -> bytes:
    """A small model with weights in another file, or an operator of another domain."""
    from onnx import TensorProto, helper

    weights = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[4], raw_data=b"\0" * 16)
    if external:
        weights.ClearField("raw_data")
        weights.data_location = TensorProto.EXTERNAL
        for key, value in (("location", external), ("offset", "0"), ("length", "16")):
            weights.external_data.add(key=key, value=value)
    graph = helper.make_graph(
        [helper.make_node("Add", ["x", "w"], ["y"], domain=domain)],
        "graph",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [4])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [4])],
        [weights],
    )
    opsets = [helper.make_opsetid("", 17), *([helper.make_opsetid(domain, 1)] if domain else [])]
    raw: bytes = helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString()
    return raw


@pytest.mark.parametrize("place", ["w.bin", "../w.bin", "absolute"])
def test_weights_in_another_file_are_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    for path in (tmp_path / "w.bin", folder / "w.bin"):
        np.zeros(4, dtype=np.float32).tofile(path)
    monkeypatch.chdir(folder)
    model = onnx_model(external=str(tmp_path / "w.bin") if place == "absolute" else place)
    with pytest.raises(BundleCorruptError, match=r"model\.onnx has weights in another file, which is never read"):
        Session(model)


def test_an_operator_from_elsewhere_is_refused() -> None:
    with pytest.raises(BundleCorruptError, match=r"model\.onnx cannot be loaded .*evil"):
        Session(onnx_model(domain="evil"))
    with pytest.raises(BundleCorruptError, match="is a model of another kind"):  # the control: else it loads
        Session(onnx_model())


def test_a_tokenizer_is_data_alone(small: Path) -> None:
    """`tokenizer.json` is read by its library, which knows JSON and nothing that runs."""
    from sentiment.tokenizer import Tokenizer

    for definition in (b"", b"\x80\x04cos\nsystem\n", json.dumps({"model": {"type": "Evil"}}).encode(), b"[" * 9999):
        with pytest.raises(BundleCorruptError, match=r"tokenizer\.json is not a tokenizer definition"):
            Tokenizer(definition)
