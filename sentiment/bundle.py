"""A model on disk: one directory, checked before it is used, written so that it is there whole or not at all.

    manifest.json         what it is and how it was made; SHA-256 of every other file and of itself
    tokenizer.json        text to tokens, in the format of the `tokenizers` library
    model.onnx            tokens to logit, attention and contributions
    weights.safetensors   the weights in half precision, to train on from

Nothing in it is unpickled or executed.
"""

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from importlib import resources
from pathlib import Path
from typing import Any

from sentiment.errors import BundleCorruptError, BundleNotFoundError, BundleVersionError, OutputError

FORMAT_VERSION = 1
SHIPPED = "imdb"
ENVIRONMENT_VARIABLE = "SENTIMENT_MODEL"
MANIFEST, TOKENIZER, MODEL, WEIGHTS = "manifest.json", "tokenizer.json", "model.onnx", "weights.safetensors"
FILES = (TOKENIZER, MODEL, WEIGHTS)
_LARGEST = 1 << 30  # bytes of a file
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_KINDS: dict[str, type | tuple[type, ...]] = {
    "format_version": int,
    "bias": (int, float),
    "tolerance": (int, float),
    "files": dict,
    "training": dict,
    "metrics": dict,
    "card": dict,
}


@dataclass(frozen=True)
class Golden:
    """What the training side answered to one text; the runtime has to agree.

    Attributes:
        text: The text.
        ids: Its token ids, by keras-nlp.
        logit: By Keras.
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
    """What a bundle is, and how it was made.

    Attributes:
        name: Of the model.
        created: Date, ISO 8601.
        labels: Names of the negative and the positive class.
        bias: Logit of a text with no evidence.
        temperature: What the logits were divided by to be calibrated; already folded into the weights.
        tolerance: How far a logit may be from the training side's.
        sizes: Vocabulary, embedding, units and so on.
        files: SHA-256 of every other file.
        training: Corpus, hashes of all inputs, split, seed, configuration, versions, steps, minutes, epochs.
        metrics: On held-out texts; empty where no text was held out.
        card: In plain words: intended use, limits.
        golden: Examples replayed by `Classifier.verify`.
        format_version: Of this layout.
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
    format_version: int = FORMAT_VERSION

    def to_json(self) -> bytes:
        """The manifest as a file, with the digest of its own content in it."""
        content = {**asdict(self), "labels": list(self.labels)}
        return json.dumps({**content, "digest": _digest(content)}, indent=1).encode() + b"\n"

    @classmethod
    def from_json(cls, raw: bytes) -> "Manifest":
        """Back from `to_json`.

        Raises:
            BundleCorruptError: It is not a manifest, or was altered.
            BundleVersionError: A newer release wrote it.
        """
        try:
            content = json.loads(raw)
            version = content["format_version"]
            if isinstance(version, int) and version > FORMAT_VERSION:
                raise BundleVersionError(
                    f"{MANIFEST} has format version {version}, this release reads up to {FORMAT_VERSION}: "
                    "install a newer release"
                )
            digest = content.pop("digest")
            if digest != _digest(content):
                raise BundleCorruptError(f"{MANIFEST} was altered: its digest does not match; get the model anew")
            golden = [Golden(**example) for example in content.pop("golden")]
            known = {entry.name for entry in fields(cls)}
            values = {name: value for name, value in content.items() if name in known}
            negative, positive = values.pop("labels")
            manifest = cls(**values, labels=(str(negative), str(positive)), golden=golden)
            for name, kind in _KINDS.items():
                if not isinstance(getattr(manifest, name), kind):
                    raise TypeError(f"{name} is of another type")
            return manifest
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise BundleCorruptError(f"{MANIFEST} is not a manifest ({error}): get the model anew") from error


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
        name: A directory, or the name of a shipped bundle; None for the environment variable SENTIMENT_MODEL,
            or else the shipped default.

    Raises:
        BundleNotFoundError: There is none.
    """
    if name is None:
        name = os.environ.get(ENVIRONMENT_VARIABLE) or SHIPPED
    if _is_bundle(Path(name)):
        return Path(name)
    if isinstance(name, str) and _NAME.fullmatch(name):
        package = Path(str(resources.files("sentiment")))
        for folder in (package / "saved_models", package.parent / "saved_models"):
            if _is_bundle(folder / name):
                return folder / name
    raise BundleNotFoundError(
        f"no model at {str(name)!r}: give a directory with a {MANIFEST}, or the name of a shipped model ({SHIPPED})"
    )


def read_bundle(path: Path) -> Bundle:
    """Reads a bundle and checks every file of it against its hash.

    Raises:
        BundleNotFoundError: There is none.
        BundleCorruptError: A file is missing, truncated or altered.
        BundleVersionError: A newer release wrote it.
    """
    if not _is_bundle(path):
        raise BundleNotFoundError(f"no model at {str(path)!r}: {MANIFEST} is missing")
    manifest = Manifest.from_json(_read(path / MANIFEST))
    content = {}
    for name in FILES:
        content[name] = _read(path / name)
        if hashlib.sha256(content[name]).hexdigest() != manifest.files.get(name):
            raise BundleCorruptError(
                f"{path / name} was altered or truncated: its SHA-256 is not the one in {MANIFEST}; get the model anew"
            )
    return Bundle(path, manifest, content[TOKENIZER], content[MODEL])


def read_weights(path: Path) -> bytes:
    """The content of a bundle's `weights.safetensors`, checked like the rest."""
    manifest = read_bundle(path).manifest
    content = _read(path / WEIGHTS)
    if hashlib.sha256(content).hexdigest() != manifest.files[WEIGHTS]:
        raise BundleCorruptError(f"{path / WEIGHTS} changed while it was read")
    return content


def write_bundle(path: Path, manifest: Manifest, files: Mapping[str, bytes], *, force: bool = False) -> None:
    """Writes a bundle: beside its place first, then renamed, so that it is never half there.

    Args:
        path: The directory to make; its parent is made too.
        manifest: What it is; `manifest.files` is that of `file_hashes(files)`.
        files: Content of each file of `FILES`.
        force: Whether to replace a bundle that is there. Nothing else is ever replaced.

    Raises:
        OutputError: There is something already, or it cannot be written.
    """
    refuse_existing(path, force=force)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
        try:
            partial.chmod(0o755)
            for name, content in {**files, MANIFEST: manifest.to_json()}.items():
                (partial / name).write_bytes(content)
            if path.exists():
                old = partial.with_name(partial.name + ".old")
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
        raise OutputError(f"cannot write the model to {str(path)!r}: {error.strerror}") from error


def refuse_existing(path: Path, *, force: bool) -> None:
    """Raises OutputError unless a bundle may be written at `path`."""
    try:
        if path.name in ("", ".."):
            raise OutputError(f"{str(path)!r} has no name of its own: name the directory to make")
        if not path.exists():
            return
        present = {entry.name for entry in path.iterdir()} if path.is_dir() else {path.name}
    except OSError as error:
        raise OutputError(f"cannot write the model to {str(path)!r}: {error.strerror}") from error
    if present and (MANIFEST not in present or not present <= {MANIFEST, *FILES}):
        raise OutputError(f"{str(path)!r} exists and is not a model alone: choose another place")
    if present and not force:
        raise OutputError(f"{str(path)!r} exists: choose another place, or replace it with --force")


def file_hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 of each file, as the manifest keeps it."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def _digest(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def _is_bundle(path: Path) -> bool:
    try:
        return (path / MANIFEST).is_file()
    except OSError:  # a name too long, a folder nobody may enter
        return False


def _read(path: Path) -> bytes:
    try:
        if path.is_symlink() and path.resolve().parent != path.parent.resolve():
            raise BundleCorruptError(f"{path} is a link out of its directory: copy the file into it")
        if path.stat().st_size > _LARGEST:
            raise BundleCorruptError(f"{path} is larger than {_LARGEST:,} bytes")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise BundleCorruptError(f"{path} is missing: get the model anew") from error
    except OSError as error:
        raise BundleCorruptError(f"{path} cannot be read: {error.strerror}") from error
