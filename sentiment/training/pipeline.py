"""A corpus to a model: from texts to a checked bundle.

split → learn (`schedule.py`) → calibrate → export → measure → write
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from sentiment.bundle import MODEL, TOKENIZER, Manifest, is_bundle, read_bundle, refuse_existing, write_bundle
from sentiment.corpus import Split, stratified_split, text_key
from sentiment.corpus.quiet import quiet
from sentiment.doctor.amount import FEWEST
from sentiment.errors import OutputError, TrainingError
from sentiment.plurals import many
from sentiment.training import distribution
from sentiment.training.calibration import Calibration, calibrate
from sentiment.training.config import TrainConfig
from sentiment.training.export import export
from sentiment.training.manifest import Inputs, Outcome, Refit, SoftTexts, make_manifest
from sentiment.training.measuring import before_and_after, measure
from sentiment.training.schedule import FittedModel, learn
from sentiment.training.stages import Run, hash_texts, kept_in
from sentiment.training.transfer import rehearsal
from sentiment.training.weights import calibrated, get_weights, set_weights


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

    A part of the examples is held out (`Inputs.split`): for the calibration, early stopping where
    the configuration has patience, and to say how good the model is. A `refit` holds nothing out.

    Args:
        inputs: Texts to learn from.
        output: The bundle's directory.
        config: Sizes and steps.
        refit: See `Refit`.
        resume: Whether to go on with a run that was stopped, be it after its last step.
        force: Whether to replace a model, or to throw away an unfinished run, that is there.
        note: Told what is going on, a line at a time.

    Returns:
        The manifest of the model, with its figures on the held-out texts.

    Raises:
        TrainingError: There is too little to learn from, or the run failed.
        OutputError: `output` cannot be written.
        KeyboardInterrupt: The run was stopped; its message says how to go on.
    """
    refuse_existing(output, force=force or resume)
    asked = config
    if refit and config.patience:  # there is nothing to stop early by
        config = replace(config, epochs=refit.source.training["best_epoch"], patience=0)
    with quiet():  # what TensorFlow says when it looks for a GPU
        distribution.start()
        keras.ops.zeros(1)
    logging.getLogger("tensorflow").setLevel(logging.ERROR)  # a new length of text is no cause for concern
    split = inputs.split or stratified_split(inputs.examples, seed=config.seed)
    if refit:
        split = Split(np.zeros(len(inputs.examples), dtype=bool), "none held out")
    held_out = split.held_out
    _check_size(inputs.examples.labels[~held_out], inputs.examples.labels[held_out] if not refit else None)
    inputs = without_measured(inputs, held_out, note)
    definition = identity(inputs, split, config)
    hashes = definition["inputs"]
    made = _made(output, definition, force=force) if resume else None
    made = made if distribution.everywhere(made is not None) else None
    run = Run(output, definition, resume=resume, force=force)
    if made:
        run.finish()
        return made
    with kept_in(run.folder):
        learnt = learn(inputs, held_out, config, run, note)
        labels = inputs.examples.labels[held_out]
        network = learnt.network
        calibration = _refitted(refit, asked, hashes["labelled"]) if refit else calibrate(learnt.logits, labels)
        set_weights(network, calibrated(get_weights(network), calibration))
        note("exporting, and comparing the runtime with Keras")
        files, golden = export(network, learnt.texts.tokenizer, seed=config.seed)
        outcome = Outcome(
            network=network,
            files=files,
            golden=golden,
            history=learnt.history,
            split=split,
            inputs_sha256=hashes,
            calibration=calibration,
            figures={} if refit else _figures(files, learnt, inputs, held_out),
            seconds=run.seconds() | {"fit": learnt.seconds},
        )
        manifest = make_manifest(output.name, inputs, config, outcome, refit)
        if distribution.is_first():
            write_bundle(output, manifest, files, force=force or resume, workspace=run.folder)
    run.finish()
    return manifest


def _made(output: Path, definition: Mapping[str, Any], *, force: bool) -> Manifest | None:
    """What the run has made, if it was stopped after that."""
    if not is_bundle(output):
        return None
    manifest = read_bundle(output).manifest
    found = [manifest.training.get(name) for name in ("config", "inputs_sha256", "held_out_sha256")]
    if found == [definition[name] for name in ("config", "inputs", "held_out")]:
        return manifest
    if not force:
        raise OutputError(
            f"{str(output)!r} was made with another configuration or from other texts: give the same as at "
            "first, or start again with --force"
        )
    return None


def identity(inputs: Inputs, split: Split, config: TrainConfig) -> dict[str, Any]:
    """What two runs must have in common to be the same: configuration, texts, and which of them are held out."""
    hashes = {"labelled": hash_texts(inputs.examples.texts, inputs.examples.labels)}
    if inputs.unlabeled:
        hashes["unlabelled"] = hash_texts(inputs.unlabeled)
    if inputs.soft:
        hashes["soft"] = hash_texts(inputs.soft.texts)
        hashes["soft_probabilities"] = sha256(inputs.soft.probabilities.tobytes()).hexdigest()
    if inputs.label_probabilities is not None:
        hashes["label_probabilities"] = sha256(inputs.label_probabilities.tobytes()).hexdigest()
    if inputs.origin:
        hashes["origin"] = inputs.origin.sha256
    if inputs.replay:
        hashes["replay"] = hash_texts(inputs.replay.texts, inputs.replay.labels)
    return {"config": config.to_dict(), "inputs": hashes, "held_out": split.sha256}


def without_measured(inputs: Inputs, held_out: NDArray[np.bool_], note: Callable[[str], None]) -> Inputs:
    """The inputs without second copies of what is only there to measure by: nothing of it may be learnt from.

    Raises:
        TrainingError: Too little is left to replay.
    """
    keys = {text_key(inputs.examples.texts[index]) for index in np.flatnonzero(held_out)}
    replay = inputs.replay
    if replay is not None:
        labelled = {text_key(text) for text in inputs.examples.texts}
        is_apart = np.array([text_key(text) not in labelled for text in replay.texts], dtype=bool)
        if not is_apart.all():
            num_known = int((~is_apart).sum())
            note(f"{many(num_known, 'text to replay is', 'texts to replay are')} in the corpus, too, and left aside")
        replay = replay.take(is_apart)
        keys |= {text_key(text) for text in rehearsal(replay).measured.texts}
    kept = [text for text in inputs.unlabeled if text_key(text) not in keys]
    soft = inputs.soft
    if soft is not None:
        apart = np.array([text_key(text) not in keys for text in soft.texts], dtype=bool)
        texts = [text for text, is_apart in zip(soft.texts, apart, strict=True) if is_apart]
        soft = SoftTexts(texts, soft.probabilities[apart], soft.weights[apart])
    if num_known := len(inputs.unlabeled) - len(kept):
        note(f"{many(num_known, 'unlabelled text is', 'unlabelled texts are')} held out, too, and left aside")
    return replace(inputs, unlabeled=kept, soft=soft, replay=replay)


def _check_size(training: NDArray[np.int8], held_out: NDArray[np.int8] | None) -> None:
    for name, labels, fewest in (("training", training, FEWEST), ("held-out", held_out, 1)):
        if labels is None:
            continue
        counts = np.bincount(labels, minlength=2)
        if counts.min() < fewest:
            raise TrainingError(
                f"too little to learn from: {counts[0]} negative and {counts[1]} positive {name} texts, "
                f"at least {fewest} of each are needed; label more, in more groups if there are groups (or --no-groups)"
            )


def _refitted(refit: Refit, config: TrainConfig, labelled_sha256: str) -> Calibration:
    made_from = refit.source.training
    if (
        TrainConfig.from_dict(made_from["config"]) != config
        or made_from["inputs_sha256"]["labelled"] != labelled_sha256
    ):
        raise TrainingError(
            f"a refit repeats the training of {refit.source.name!r}, received another configuration or other texts"
        )
    return Calibration(refit.source.temperature, float(made_from["shift"]))


def _figures(
    files: Mapping[str, bytes], learnt: FittedModel, inputs: Inputs, held_out: NDArray[np.bool_]
) -> dict[str, Any]:
    """All that is measured on held-out texts."""
    examples = inputs.examples.take(held_out)
    figures = measure(files[MODEL], learnt, examples.labels)
    if inputs.origin:
        old = None if inputs.replay is None else rehearsal(inputs.replay).measured
        figures |= before_and_after(inputs.origin, files[TOKENIZER], files[MODEL], examples, old)
    return figures
