"""From a corpus to a model that is known to be good: measure one beside others, then learn from all of it.

    train on four fifths → measure on the fifth, beside others → pages for a person → train on all

The first model stays in `measured`, in the folder of the pages.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from sentiment import plots
from sentiment.bundle import (
    FILES,
    SHIPPED,
    WEIGHTS,
    Manifest,
    find_bundle,
    is_bundle,
    read_bundle,
    refuse_existing,
    write_bundle,
)
from sentiment.classifier import Classifier
from sentiment.corpus import Examples, stratified_split
from sentiment.corpus.quiet import quiet
from sentiment.errors import OutputError
from sentiment.files import PARTIAL, write_file
from sentiment.metrics import measure, reliability
from sentiment.prediction import Prediction
from sentiment.report.html import ModelCard
from sentiment.report.worst import worst_errors
from sentiment.training import distribution
from sentiment.training.baselines import Beside, compare
from sentiment.training.config import TrainConfig
from sentiment.training.manifest import Inputs, Refit
from sentiment.training.pipeline import identity, train, without_measured
from sentiment.training.stages import hash_texts, kept_in
from sentiment.training.transfer import Origin

MEASURED = "measured"
_PAGES = ("training.png", "confusion.png", "reliability.png", "worst_errors.html")


@dataclass(frozen=True)
class Retrained:
    """What a retraining came to.

    Attributes:
        measured: The manifest of the model that was measured.
        beside: What it was held against.
        pages: The folder with that model, plots and its worst errors.
    """

    measured: Manifest
    beside: list[Beside]
    pages: Path


def pages_folder(output: Path) -> Path:
    """Where the plots and the worst errors of the model in `output` are."""
    return output.with_name(output.name + "-report")


def retrain(
    inputs: Inputs,
    output: Path,
    config: TrainConfig,
    *,
    resume: bool = False,
    force: bool = False,
    facts: Mapping[str, Any] | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> Retrained:
    """Trains a model, says how good it is, and writes it to `output`.

    Args:
        inputs: Texts to learn from.
        output: The bundle's directory; `pages_folder` says where the rest goes.
        config: Sizes and steps.
        resume: Whether to go on with a run that was stopped.
        force: Whether to replace a model, or to throw away an unfinished run, that is there.
        facts: More to keep in the manifest, with its metrics.
        note: Told what is going on, a line at a time.

    Raises:
        TrainingError: There is too little to learn from, or the run failed.
        OutputError: `output` cannot be written.
        KeyboardInterrupt: The run was stopped; its message says how to go on.
    """
    is_ours = resume and _learnt_from(output, inputs.examples)  # stopped after the last step
    refuse_existing(output, force=force or is_ours)
    with quiet():
        distribution.start()
    pages = distribution.own_folder(pages_folder(output))
    first = pages / MEASURED
    _refuse_other(pages)
    if is_bundle(first) and not (resume or force):
        raise OutputError(
            f"{str(first)!r} is there from another run: go on with it by --resume, or start again with --force"
        )
    split = inputs.split or stratified_split(inputs.examples, seed=config.seed)
    inputs = without_measured(replace(inputs, split=split), split.held_out, note)
    for line in _learnt_before(inputs.origin, identity(inputs, split, config)["inputs"]):
        note(line)
    train(inputs, first, config, resume=resume, force=force, note=note)
    distribution.share_files(first)
    classifier = Classifier.load(first)
    with kept_in(pages):
        note("measuring it beside others")
        held_out = inputs.examples.take(split.held_out)
        results = list(classifier.classify_many(held_out.texts))
        held_out = held_out.take(np.array([isinstance(result, Prediction) for result in results]))
        answers = [result for result in results if isinstance(result, Prediction)]
        right = np.array([answer.logit >= 0 for answer in answers]) == held_out.labels
        beside = compare(right, inputs.examples.take(~split.held_out), held_out, _others(inputs.origin))
        _write_pages(pages, classifier.manifest, held_out, answers, corpus=inputs.corpus)
    facts = {**(facts or {}), "beside": {other.name: other.to_dict() for other in beside}}
    if config.refit:
        note("learning from all texts, for as many epochs as were best")
        train(
            inputs,
            output,
            config,
            refit=Refit(lambda: classifier.manifest, facts),
            resume=resume,
            force=force,
            note=note,
        )
    elif distribution.is_first():
        _adopt(first, output, facts, force=force or is_ours)
    return Retrained(classifier.manifest, beside, pages)


def _refuse_other(pages: Path) -> None:
    """Refuses to write into a folder that holds anything else."""
    if not pages.exists():
        return
    present = [pages.name] if not pages.is_dir() else sorted(entry.name for entry in pages.iterdir())
    other = [name for name in present if not name.startswith((MEASURED, f".{MEASURED}", *_PAGES, PARTIAL))]
    if other:
        raise OutputError(
            f"{str(pages)!r} holds {other[0]!r}, which no training wrote: move it, or choose another place"
        )


def _learnt_from(output: Path, examples: Examples) -> bool:
    """Whether there is a model of these texts."""
    if not is_bundle(output):
        return False
    hashes = read_bundle(output).manifest.training.get("inputs_sha256", {})
    return bool(hashes.get("labelled") == hash_texts(examples.texts, examples.labels))


def _others(origin: Origin | None) -> dict[str, Classifier]:
    """The shipped model and the origin, by the names to show."""
    shipped = Classifier.load(find_bundle(SHIPPED))
    models = {f"{SHIPPED}, as it is": shipped}
    if origin and origin.sha256 != shipped.manifest.files[WEIGHTS]:
        name = origin.classifier.manifest.name
        models[f"{name if name != SHIPPED else 'the origin'}, as it is"] = origin.classifier
    return models


def _learnt_before(origin: Origin | None, hashes: Mapping[str, str]) -> Iterator[str]:
    """Whether the origin knows what it is measured on, in words."""
    if origin is None:
        return
    learnt = origin.classifier.manifest.training.get("inputs_sha256", {}).get("labelled")
    for part, texts in (("labelled", "this corpus"), ("replay", "all texts to replay")):
        if learnt is not None and hashes.get(part) == learnt:
            name = origin.classifier.manifest.name
            yield f"warning: {name} has learnt from {texts}: figures on them are better than on new ones"


def _write_pages(
    pages: Path, manifest: Manifest, held_out: Examples, answers: Sequence[Prediction], *, corpus: str
) -> None:
    """Training curves, confusion, calibration, and the worst errors with their highlights."""
    for half in pages.glob(f"{PARTIAL}*"):  # of a run that was killed as it wrote
        half.unlink()
    probabilities = [answer.probability for answer in answers]
    figures = measure(held_out.labels, probabilities)
    labels = manifest.labels
    plots.save(plots.training_curves(manifest.training["epochs"]), pages / "training.png")
    plots.save(plots.confusion_matrix(figures.confusion, labels=labels), pages / "confusion.png")
    diagram = plots.reliability_diagram(reliability(held_out.labels, probabilities), positive=labels[1])
    plots.save(diagram, pages / "reliability.png")
    worst = worst_errors(held_out.ids, held_out.labels.tolist(), answers, names=labels)
    card = ModelCard(name=manifest.name, labels=labels, facts=tuple(manifest.card.items()))
    page = worst.page(corpus=f"the held-out texts of {Path(corpus).name}", model_card=card)
    write_file(pages / "worst_errors.html", page)


def _adopt(measured: Path, output: Path, facts: Mapping[str, Any], *, force: bool) -> None:
    """Writes the measured model to `output`."""
    manifest = read_bundle(measured).manifest
    manifest = replace(manifest, name=output.name, metrics={**manifest.metrics, **facts})
    write_bundle(output, manifest, {name: (measured / name).read_bytes() for name in FILES}, force=force)
