"""`sentiment inspect`: the model card, and whether the model is what it says."""

import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from sentiment.cli.options import format_option
from sentiment.errors import BundleCorruptError
from sentiment.report.safe import one_line

if TYPE_CHECKING:
    from sentiment.bundle import Manifest
    from sentiment.classifier import Classifier, GoldenCheck

# The parts of a manifest for people; programs get all of it.
_FIGURES = ("f1", "auc", "ece", "brier")
_TRAINING = (
    "command",
    "num_labelled",
    "num_unlabelled",
    "num_held_out",
    "split",
    "best_epoch",
    "minutes",
    "backend",
    "machine",
    "environment",
    "versions",
)


@click.command(epilog="Example: sentiment inspect imdb")
@click.argument("model", metavar="[BUNDLE]", required=False, envvar="SENTIMENT_MODEL")
@format_option("text", "jsonl", "json")
def inspect(*, model: str | None, form: str) -> None:
    """Show what BUNDLE was trained on, how good it is, where it fails; check that it is intact.

    BUNDLE is a model's folder or the name of a shipped one, imdb by default. The hash of every file is compared with
    the manifest, and the golden examples, computed when the model was trained, are classified again; the exit code is
    1 if anything differs.
    """
    from sentiment.classifier import Classifier
    from sentiment.cli.output import write_stdout
    from sentiment.json_text import to_json

    classifier = Classifier.load(model)
    check = classifier.verify()
    if form == "text":
        width = max(60, shutil.get_terminal_size().columns)
        write_stdout((line + "\n" for line in _lines(classifier.manifest, check, width=width)), data=False)
    else:
        write_stdout([to_json(_found(classifier, check), indent=2 if form == "json" else None) + "\n"], data=True)
    if not check.passed:
        raise BundleCorruptError(
            f"{classifier.path} does not answer its golden examples as it did when it was made ({_outcome(check)}): "
            "install it again, with the versions in constraints.txt"
        )


def facts(manifest: "Manifest") -> Iterator[tuple[str, str]]:
    """What to know of a model before trusting it, as (name, value), in order."""
    yield "Labels", " and ".join(manifest.labels)
    for key, value in manifest.card.items():
        yield _title(key), value
    if manifest.teacher:
        yield "Teacher", _plain(manifest.teacher)
    yield "Created", manifest.created


def _lines(manifest: "Manifest", check: "GoldenCheck", *, width: int) -> Iterator[str]:
    """The card for a person, in lines of at most `width` columns."""
    rows = list(facts(manifest))
    rows += [(_title(key), f"{manifest.metrics[key]:.4f}") for key in _FIGURES if manifest.metrics.get(key) is not None]
    rows += [
        (_title(key), _plain(manifest.training[key]))
        for key in _TRAINING
        if manifest.training.get(key) not in (None, {})
    ]
    rows.append(("Sizes", _plain(manifest.sizes)))
    rows += [(name, f"verified, SHA-256 {digest}") for name, digest in manifest.files.items()]
    outcome = "answered as when it was made" if check.passed else "NOT answered as when it was made"
    rows.append(("Golden examples", f"{check.num_examples} {outcome}: {_outcome(check)}"))
    rows = [(one_line(name), one_line(value)) for name, value in rows]
    indent = max(len(name) for name, _ in rows) + 4
    yield f"{one_line(manifest.name)} (format {manifest.format_version})"
    for name, value in rows:
        lines = textwrap.wrap(value, width=width - indent, break_long_words=False) or [""]
        yield f"  {name}".ljust(indent) + lines[0]
        yield from (" " * indent + line for line in lines[1:])


def _title(key: str) -> str:
    title = key.replace("num_", "").replace("_", " ")
    return title.upper() if title in ("auc", "ece", "f1") else title.capitalize()


def _outcome(check: "GoldenCheck") -> str:
    ids = "same tokens" if check.same_ids else "other tokens"
    return (
        f"{ids}, logits within {check.max_logit_difference:.2g}, attention and contributions within "
        f"{check.max_token_difference:.2g} ({check.tolerance:.2g} is allowed)"
    )


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(entry)}" for key, entry in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_plain(entry) for entry in value)
    return str(value)


def _found(classifier: "Classifier", check: "GoldenCheck") -> dict[str, Any]:
    """The card for programs: the manifest but for the golden examples, which are many numbers, and the check."""
    manifest = asdict(classifier.manifest)
    del manifest["golden"]
    return {"schema": 1, **manifest, "verified": check.passed, "golden_check": asdict(check)}
