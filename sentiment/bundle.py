"""A model on disk: one directory, checked before it is used, written whole or not at all.

manifest.json         what it is and how it was made; SHA-256 of every other file and of itself
tokenizer.json        plain words to tokens, in the format of the `tokenizers` library
model.onnx            tokens to logit, attention and contributions
weights.safetensors   the weights in half precision, to train on from

Nothing in it is unpickled or executed.
"""

import hashlib
import json
import math
import os
import re
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from importlib import resources
from pathlib import Path
from typing import Any

from sentiment.errors import BundleCorruptError, BundleNotFoundError, BundleVersionError, OutputError
from sentiment.files import sync, why
from sentiment.normalization import NORMALIZATION_VERSION

FORMAT_VERSION = 2
SHIPPED = "imdb"
ENVIRONMENT_VARIABLE = "SENTIMENT_MODEL"
MANIFEST, TOKENIZER, MODEL, WEIGHTS = "manifest.json", "tokenizer.json", "model.onnx", "weights.safetensors"
FILES = (TOKENIZER, MODEL, WEIGHTS)
_LARGEST = 1 << 30  # bytes of a file
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class Golden:
    """The answer of the training side to one text; the runtime has to agree.

    Attributes:
        text: The text.
        ids: Its token ids, by the training side.
        logit: Log-odds of the positive class, by the training side.
        attention: Weight of each token.
        contribution: Signed part of the logit of each token.
    """

    text: str
    ids: list[int]
    logit: float
    attention: list[float]
    contribution: list[float]


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The contents of a bundle, and how it was made.

    Attributes:
        name: Name of the model.
        created: Date, ISO 8601.
        labels: Names of the negative and the positive class.
        bias: Logit of a text with no evidence.
        temperature: What the logits were divided by to be calibrated; already in the weights.
        tolerance: How far a logit may be from the training side's.
        sizes: `vocabulary`, `embedding_size`, `units` and `attention_units`.
        normalization: Version of the rules that put text into plain words (`sentiment.normalization`).
        files: SHA-256 of every other file.
        training: Command, corpora, hashes of all inputs, split, configuration with its seed, versions, machine, epochs.
        metrics: On held-out texts; of a refit, those of abstaining, of others beside it, of `sentiment check`.
        card: In plain words: intended use, limits.
        golden: Examples replayed by `Classifier.verify`.
        teacher: The model that this one learned from: `name`, `license`, `sha256` and so on; None if there was none.
        format_version: Version of this layout.
    """

    name: str
    created: str
    labels: tuple[str, str]
    bias: float
    temperature: float
    tolerance: float
    sizes: dict[str, int]
    files: dict[str, str]
    training: dict[str, Any]
    metrics: dict[str, Any]
    card: dict[str, str]
    golden: list[Golden] = field(repr=False)
    normalization: int = NORMALIZATION_VERSION
    teacher: dict[str, Any] | None = None
    format_version: int = FORMAT_VERSION

    def to_json(self) -> bytes:
        """The manifest as a file, with the digest of its own content in it; ValueError if a number is not finite."""
        content = {**asdict(self), "labels": list(self.labels)}
        return json.dumps({**content, "digest": _digest(content)}, indent=1, allow_nan=False).encode() + b"\n"

    @classmethod
    def from_json(cls, raw: bytes) -> "Manifest":
        """Back from `to_json`.

        Raises:
            BundleCorruptError: It is not a manifest, was altered, or a value is of another type or not finite.
            BundleVersionError: Another release wrote it, in a format or with text rules that this one does not have.
        """
        try:
            content = json.loads(raw, parse_int=_number, parse_float=_number, parse_constant=_number)
            version = content["format_version"]
            if isinstance(version, int) and version > FORMAT_VERSION:
                raise BundleVersionError(
                    f"{MANIFEST} has format version {version}, this release reads version {FORMAT_VERSION}: "
                    "install a newer release"
                )
            if version == 1:
                raise BundleVersionError(
                    f"{MANIFEST} has format version 1, of release 0.1; this release reads version {FORMAT_VERSION}: "
                    "train it again with `sentiment train`, or install sentiment 0.1 to keep using it"
                )
            digest = content.pop("digest")
            if digest != _digest(content):
                raise BundleCorruptError(
                    f"{MANIFEST} was altered: its digest does not match; reinstall or re-download the model"
                )
            _check_normalization(content["normalization"])
            golden = [Golden(**example) for example in content.pop("golden")]
            known = {entry.name for entry in fields(cls)}
            values = {name: value for name, value in content.items() if name in known}
            negative, positive = values.pop("labels")
            manifest = cls(**values, labels=(negative, positive), golden=golden)
            for name, found, kind in _typed(manifest):
                if not all(isinstance(value, kind) and not isinstance(value, bool) for value in found):
                    raise TypeError(f"{name} is of another type")
            for example in golden:
                inside = all(0 <= id < manifest.sizes["vocabulary"] for id in example.ids)
                if not (inside and 0 < len(example.ids) == len(example.attention) == len(example.contribution)):
                    raise ValueError("a golden example has ids beyond the vocabulary, or not one value per token")
            return manifest
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            why = " ".join(str(error).split())  # it may quote what stands there
            raise BundleCorruptError(
                f"{MANIFEST} is not a manifest ({why}): reinstall or re-download the model"
            ) from error


@dataclass(frozen=True)
class Bundle:
    """A checked bundle.

    Attributes:
        path: Its directory.
        manifest: Its manifest.
        tokenizer: Content of `tokenizer.json`.
        model: Content of `model.onnx`.
    """

    path: Path
    manifest: Manifest
    tokenizer: bytes = field(repr=False)
    model: bytes = field(repr=False)


def find_bundle(name: str | Path | None = None) -> Path:
    """The directory of a bundle.

    Args:
        name: The name of a shipped bundle, or else a directory; a `Path`, and a string that is no plain name, is a
            directory only. None for what the environment variable SENTIMENT_MODEL says, by the same rule; where that
            is not set, or empty, for the shipped default, wherever the program runs.

    Raises:
        BundleNotFoundError: There is none.
    """
    if name is None:
        name = os.environ.get(ENVIRONMENT_VARIABLE) or None
    places = [] if name is None or name == "" else [Path(name)]
    if name is None or (isinstance(name, str) and _NAME.fullmatch(name)):
        package = Path(str(resources.files("sentiment")))
        places[:0] = [folder / "saved_models" / (name or SHIPPED) for folder in (package, package.parent)]
    for place in places:
        if is_bundle(place):
            return place
    for place in places:
        _check_permitted(place / MANIFEST)
    wrong = f"no model at {str(name or SHIPPED)!r}" if places else "the name of the model is empty"
    raise BundleNotFoundError(f"{wrong}: give a directory with a {MANIFEST}, or the name of a shipped one ({SHIPPED})")


def read_bundle(path: Path) -> Bundle:
    """Reads a bundle and checks every file of it against its hash.

    Raises:
        BundleNotFoundError: There is none.
        BundleCorruptError: A file is missing, truncated or altered.
        BundleVersionError: Another release wrote it, in a format or with text rules that this one does not have.
    """
    if not is_bundle(path):
        raise BundleNotFoundError(f"no model at {str(path)!r}: {MANIFEST} is missing")
    manifest = Manifest.from_json(_read(path / MANIFEST))
    used = {}
    for name in FILES:
        content = _read(path / name)
        if hashlib.sha256(content).hexdigest() != manifest.files.get(name):
            raise BundleCorruptError(
                f"{path / name} was altered or truncated: its SHA-256 is not the one in {MANIFEST}; "
                "reinstall or re-download the model"
            )
        if name != WEIGHTS:  # to train on from: checked, but not kept
            used[name] = content
    return Bundle(path, manifest, used[TOKENIZER], used[MODEL])


def write_bundle(
    path: Path, manifest: Manifest, files: Mapping[str, bytes], *, force: bool = False, workspace: Path | None = None
) -> None:
    """Writes a bundle: to the disk beside its place first, then renamed, so that it is never half there.

    Args:
        path: The directory to make; its parent is made too.
        manifest: What it is; `manifest.files` is that of `file_hashes(files)`.
        files: Content of each file of `FILES`.
        force: Whether to replace a bundle that is there, and nothing else. That takes two renames: a crash just between
            them leaves the old one as `.NAME.*.old` beside its place.
        workspace: A directory on the same disk, where the bundle is until it is whole; None for its parent.

    Raises:
        OutputError: There is something already, or it cannot be written.
    """
    refuse_existing(path, force=force)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=workspace or path.parent))
        try:
            partial.chmod(0o755)
            for name, content in {**files, MANIFEST: manifest.to_json()}.items():
                (partial / name).write_bytes(content)
                sync(partial / name)
            if path.exists():
                old = path.with_name(partial.name + ".old")
                path.rename(old)
                try:
                    partial.rename(path)
                except BaseException:
                    old.rename(path)
                    raise
                if old.is_symlink():
                    old.unlink()
                else:
                    shutil.rmtree(old, ignore_errors=True)
            else:
                partial.rename(path)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    except OSError as error:
        raise OutputError(f"cannot write the model to {str(path)!r}: {why(error)}") from error


def refuse_existing(path: Path, *, force: bool) -> None:
    """Raises OutputError unless a bundle may be written at `path`."""
    try:
        if path.name in ("", ".."):
            raise OutputError(f"{str(path)!r} has no name of its own: name the directory to make")
        if not path.exists():
            return
        present = {entry.name for entry in path.iterdir()} if path.is_dir() else {path.name}
    except OSError as error:
        raise OutputError(f"cannot write the model to {str(path)!r}: {why(error)}") from error
    if present and (MANIFEST not in present or not present <= {MANIFEST, *FILES}):
        raise OutputError(f"{str(path)!r} exists and is not a model alone: choose another place")
    if present and not force:
        raise OutputError(f"{str(path)!r} exists: choose another place, or replace it with --force")


def file_hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 of each file, as the manifest keeps it."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def _check_normalization(version: object) -> None:
    """Raise BundleVersionError if a model was made with other text rules; another type than int is found later."""
    if isinstance(version, int) and not isinstance(version, bool) and version != NORMALIZATION_VERSION:
        newer = version > NORMALIZATION_VERSION
        remedy = "install a newer release" if newer else "train it again with `sentiment train`"
        raise BundleVersionError(
            f"{MANIFEST} has text rules of version {version}, this release has version {NORMALIZATION_VERSION}: "
            f"{remedy}"
        )


def _digest(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def _number(literal: str) -> float:
    if not math.isfinite(number := float(literal)):
        raise ValueError(f"{literal[:20]} is not finite")
    return int(literal) if literal.lstrip("-").isdigit() else number


def _typed(manifest: Manifest) -> Iterator[tuple[str, Collection[Any], Any]]:
    """Values of a manifest that the runtime relies on, and what they have to be, as (name, values, type)."""
    versions = (manifest.format_version, manifest.normalization)
    yield "format_version, normalization or sizes", [*versions, *manifest.sizes.values()], int
    yield "name, created or labels", [manifest.name, manifest.created, *manifest.labels], str
    yield "bias, temperature or tolerance", [manifest.bias, manifest.temperature, manifest.tolerance], int | float
    yield "teacher", [manifest.teacher], dict | None
    yield "training", [manifest.training], dict
    yield "metrics", manifest.metrics.values(), int | float | dict | None
    yield "files or card", [*manifest.files.values(), *manifest.card.values()], str
    for example in manifest.golden:
        yield "golden", [example.text], str
        yield "golden", example.ids, int
        yield "golden", [example.logit, *example.attention, *example.contribution], int | float


def is_bundle(path: Path) -> bool:
    """Whether a bundle seems to be there; whether it is whole, `read_bundle` finds out."""
    return os.path.isfile(path / MANIFEST)  # noqa: PTH113 - False, too, of a name too long or a folder nobody may enter


def _read(path: Path) -> bytes:
    try:
        if path.is_symlink() and path.resolve().parent != path.parent.resolve():
            raise BundleCorruptError(f"{path} is a link out of its directory: copy the file into it")
        if path.stat().st_size > _LARGEST:
            raise BundleCorruptError(f"{path} is larger than {_LARGEST:,} bytes")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise BundleCorruptError(f"{path} is missing: reinstall or re-download the model") from error
    except OSError as error:
        raise BundleCorruptError(f"{path} cannot be read: {why(error)}") from error


def _check_permitted(path: Path) -> None:
    """Refuse a model that may be there, in a folder that may not be entered."""
    try:
        path.stat()
    except PermissionError as error:
        raise BundleNotFoundError(f"the model at {str(path.parent)!r} cannot be read: {why(error)}") from error
    except (OSError, ValueError):  # it is not there
        pass
