"""A corpus to a model: from texts to a checked bundle.

split → learn (`schedule.py`) → put together (`stacking.py`) → export → measure → write
"""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from sentiment import metrics, selective
from sentiment.bundle import MODEL, Manifest, refuse_existing, write_bundle
from sentiment.corpus import Examples, held_out_mask, split_keys, text_key
from sentiment.corpus.quiet import quiet
from sentiment.errors import TrainingError
from sentiment.session import Session
from sentiment.training import distribution
from sentiment.training.batches import as_read
from sentiment.training.config import TrainConfig
from sentiment.training.export import export
from sentiment.training.manifest import NUM_FOLDS, READERS, Inputs, Outcome, Refit, make_manifest
from sentiment.training.schedule import Learnt, learn
from sentiment.training.stacking import fit_scales
from sentiment.training.stages import Run, hash_texts
from sentiment.training.weights import get_weights, joined, set_weights

_FEWEST = 20  # labelled texts of a class


def train(
    inputs: Inputs,
    output: Path,
    config: TrainConfig,
    *,
    refit: Refit | None = None,
    resume: bool = False,
    force: bool = False,
    note: Callable[[str], None] = lambda _: None,
) -> Manifest:
    """Trains a model and writes it to `output`.

    A fifth of the examples, by group, is held out: for the scales of network and n-grams, early stopping where the
    configuration has patience, and to say how good the model is. A `refit` holds nothing out.

    Args:
        inputs: Texts to learn from.
        output: The bundle's directory.
        config: Sizes and steps.
        refit: See `Refit`.
        resume: Whether to go on with a run that was stopped.
        force: Whether to replace a model, or to throw away an unfinished run, that is there.
        note: Told what is going on, a line at a time.

    Returns:
        The manifest of the model, with its figures on the held-out texts.

    Raises:
        TrainingError: There is too little to learn from, or the run failed.
        OutputError: `output` cannot be written.
        KeyboardInterrupt: The run was stopped; its message says how to go on.
    """
    refuse_existing(output, force=force)
    if refit and config.patience:
        raise TrainingError(
            f"a refit holds nothing out to stop early by: patience must be 0, received {config.patience}"
        )
    with quiet():  # what TensorFlow says when it looks for a GPU
        distribution.start()
        keras.ops.zeros(1)
    held_out = np.zeros(len(inputs.examples), dtype=bool) if refit else _held_out(inputs.examples)
    _check_size(inputs.examples.labels[~held_out], inputs.examples.labels[held_out] if not refit else None)
    inputs = without_held_out(inputs, held_out, note)
    hashes = {"labelled": hash_texts(inputs.examples.texts, inputs.examples.labels)}
    if inputs.unlabeled:
        hashes["unlabelled"] = hash_texts(inputs.unlabeled)
    definition = {
        "config": config.to_dict(),
        "inputs": hashes,
        "held_out": sha256(held_out.tobytes()).hexdigest(),
    }
    run = Run(output, definition, resume=resume, force=force)
    try:
        learnt = learn(inputs, held_out, config, run, note)
        labels = inputs.examples.labels[held_out]
        network = learnt.network
        scales = _refitted(refit, config, hashes["labelled"]) if refit else fit_scales(learnt.logits, labels)
        set_weights(network, joined(get_weights(network), learnt.ngrams, scales))
        note("exporting, and comparing the runtime with Keras")
        files, golden = export(network, learnt.material.tokenizer, seed=config.seed)
        outcome = Outcome(
            network=network,
            files=files,
            golden=golden,
            history=learnt.history,
            held_out=held_out,
            inputs_sha256=hashes,
            scales=dict(zip(READERS, scales, strict=True)),
            figures={} if refit else _measure(files[MODEL], learnt, labels),
            seconds=run.seconds() | learnt.fit_seconds,
        )
        manifest = make_manifest(output.name, inputs, config, outcome, refit)
        if distribution.is_first():
            write_bundle(output, manifest, files, force=force)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"what is done is kept in {run.folder}: go on with --resume") from None
    run.finish()
    return manifest


def _held_out(examples: Examples) -> NDArray[np.bool_]:
    return held_out_mask(split_keys(examples), num_folds=NUM_FOLDS)


def without_held_out(inputs: Inputs, held_out: NDArray[np.bool_], note: Callable[[str], None]) -> Inputs:
    """The inputs without the unlabelled texts that are held out, too: nothing of those may be seen."""
    keys = {text_key(inputs.examples.texts[index]) for index in np.flatnonzero(held_out)}
    kept = [text for text in inputs.unlabeled if text_key(text) not in keys]
    if len(kept) < len(inputs.unlabeled):
        note(f"{len(inputs.unlabeled) - len(kept):,} unlabelled texts are held out, too, and are left aside")
    return replace(inputs, unlabeled=kept)


def _check_size(training: NDArray[np.int8], held_out: NDArray[np.int8] | None) -> None:
    for name, labels, fewest in (("training", training, _FEWEST), ("held-out", held_out, 1)):
        if labels is None:
            continue
        counts = np.bincount(labels, minlength=2)
        if counts.min() < fewest:
            raise TrainingError(
                f"too little to learn from: {counts[0]} negative and {counts[1]} positive {name} texts, "
                f"at least {fewest} of each are needed"
            )


def _refitted(refit: Refit, config: TrainConfig, labelled_sha256: str) -> tuple[float, ...]:
    made_from = refit.source.training
    if made_from["config"] != config.to_dict() or made_from["inputs_sha256"]["labelled"] != labelled_sha256:
        raise TrainingError(
            f"a refit repeats the training of {refit.source.name!r}, received another configuration or other texts"
        )
    return tuple(refit.source.scales[reader] for reader in READERS)


def _measure(model: bytes, learnt: Learnt, labels: NDArray[np.int8]) -> dict[str, Any]:
    """The figures of the model as it will be shipped, on whole held-out texts; of its readers, what they are alone."""
    session = Session(model)
    probabilities = metrics.sigmoid(
        np.array([session.read(as_read(row)).logit for row in learnt.material.held_out.rows])
    )
    alone = {
        reader: float(right)
        for reader, right in zip(READERS, ((learnt.logits >= 0) == labels).mean(axis=1), strict=True)
    }
    table = selective.risk_coverage(labels, probabilities).table()
    return {**metrics.measure(labels, probabilities).to_dict(), "accuracy_alone": alone, selective.NAME: table}
