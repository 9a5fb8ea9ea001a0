"""A corpus to a model: the schedule, from texts to a checked bundle.

    split → vocabulary → ids → vectors → language model → soft labels → fit → calibrate → export → measure → write

Each stage leaves a file in the run's directory, so a run that was stopped goes on where it was.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from sentiment import metrics
from sentiment.bundle import MODEL, Manifest, refuse_existing, write_bundle
from sentiment.corpus import Examples, held_out_mask, split_keys, text_key
from sentiment.corpus.quiet import quiet
from sentiment.errors import TrainingError
from sentiment.session import Session
from sentiment.training.batches import as_read, predict_logits, shorten
from sentiment.training.config import TrainConfig
from sentiment.training.export import export
from sentiment.training.language_model import PRETRAINED, learn_language
from sentiment.training.manifest import NUM_FOLDS, Inputs, Outcome, Refit, make_manifest
from sentiment.training.model import UNKNOWN, Network, build_network
from sentiment.training.progress import Progress
from sentiment.training.stages import Run, hash_texts
from sentiment.training.teacher import soft_labels
from sentiment.training.trainer import Epoch, LabelledRows, fit
from sentiment.training.vectors import learn_vectors
from sentiment.training.vocabulary import KerasTokenizer, learn_vocabulary
from sentiment.training.weights import calibrated, from_safetensors, get_weights, set_weights, to_safetensors

_FEWEST = 20  # labelled texts of a class
_SHARPEST = 0.5  # where all held-out texts are right, the best temperature would be none: certainty without end


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

    A fifth of the examples, by group, is held out: for early stopping, the temperature, and to say how good the
    model is. A `refit` holds nothing out.

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
    if refit and refit.source.training["config"] != config.to_dict():
        raise TrainingError(f"a refit repeats the configuration of {refit.source.name!r}, received another one")
    with quiet():  # what TensorFlow says when it looks for a GPU
        keras.ops.zeros(1)
    held_out = np.zeros(len(inputs.examples), dtype=bool) if refit else _held_out(inputs.examples)
    _check_size(inputs.examples.labels[~held_out], inputs.examples.labels[held_out] if not refit else None)
    inputs = _without_held_out(inputs, held_out, note)
    hashes = {"labelled": hash_texts(inputs.examples.texts, inputs.examples.labels)}
    if inputs.unlabeled:
        hashes["unlabelled"] = hash_texts(inputs.unlabeled)
    definition = {
        "config": config.to_dict(),
        "inputs": hashes,
        "held_out": sha256(held_out.tobytes()).hexdigest(),
        "refit": refit.epochs if refit else None,
    }
    run = Run(output, definition, resume=resume, force=force)
    try:
        learnt = _learn(inputs, held_out, config, refit, run, note)
        labels = inputs.examples.labels[held_out]
        network = learnt.network
        temperature = refit.source.temperature if refit else _temperature(learnt.logits, labels)
        set_weights(network, calibrated(get_weights(network), temperature))
        note("exporting, and comparing the runtime with Keras")
        files, golden = export(network, learnt.tokenizer, seed=config.seed)
        outcome = Outcome(
            network=network,
            files=files,
            golden=golden,
            history=learnt.history,
            held_out=held_out,
            inputs_sha256=hashes,
            temperature=temperature,
            figures={} if refit else _measure(files[MODEL], learnt.held_out_rows, labels),
            seconds={**run.seconds(), "fit": learnt.history[-1].seconds},
        )
        manifest = make_manifest(output.name, inputs, config, outcome, refit)
        write_bundle(output, manifest, files, force=force)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"what is done is kept in {run.folder}: go on with --resume") from None
    run.finish()
    return manifest


@dataclass(frozen=True)
class _Learnt:
    """What the stages up to the fit have made; `logits` and rows of token ids are those of the held-out texts."""

    network: Network
    tokenizer: bytes
    history: list[Epoch]
    held_out_rows: list[NDArray[np.int32]]
    logits: NDArray[np.float32]


def _learn(
    inputs: Inputs,
    held_out: NDArray[np.bool_],
    config: TrainConfig,
    refit: Refit | None,
    run: Run,
    note: Callable[[str], None],
) -> _Learnt:
    """The stages from vocabulary to fit."""
    texts = inputs.examples.texts
    seen = [text for text, out in zip(texts, held_out, strict=True) if not out]
    note(f"learning from {len(seen):,} labelled and {len(inputs.unlabeled):,} unlabelled texts")
    tokenizer = run.once(
        "tokenizer.json", lambda: learn_vocabulary([*seen, *inputs.unlabeled], size=config.vocabulary_size)
    )
    keras_tokenizer = KerasTokenizer(tokenizer)
    rows = run.once_rows("ids", lambda: _encode(keras_tokenizer, [*texts, *inputs.unlabeled]))
    labelled, unlabelled = rows[: len(texts)], rows[len(texts) :]
    learnable = [row for row, out in zip(labelled, held_out, strict=True) if not out]
    network = build_network(config, len(keras_tokenizer.vocabulary))
    vectors = None
    if config.vector_epochs:
        vectors = run.once_array(
            "vectors", lambda: _vectors([*learnable, *unlabelled], len(keras_tokenizer.vocabulary), config)
        )
        network.classifier.get_layer("embedding").set_weights([vectors])
    if config.lm_epochs:
        num_tokens = len(keras_tokenizer.vocabulary)
        language = run.once(
            "language_model.safetensors",
            lambda: to_safetensors(
                learn_language([*learnable, *unlabelled], config, num_tokens=num_tokens, vectors=vectors)
            ),
        )
        set_weights(network, from_safetensors(language, PRETRAINED))
    short = [shorten(row, config.max_tokens) for row in labelled]
    labels = inputs.examples.labels
    targets = labels.astype(np.float32)
    training = LabelledRows([short[index] for index in np.flatnonzero(~held_out)], targets[~held_out])
    if unlabelled and config.unlabeled_tokens:
        extra = [shorten(row, config.unlabeled_tokens) for row in unlabelled]
        taught = run.once_array("soft_labels", lambda: _teach(learnable, labels[~held_out], extra, config))
        training = LabelledRows([*training.rows, *extra], np.concatenate([training.targets, taught]))
    validation = LabelledRows([short[index] for index in np.flatnonzero(held_out)], targets[held_out])
    history = fit(
        network.classifier,
        training,
        None if refit else validation,
        config,
        run.checkpoints,
        stop_after=refit.epochs if refit else None,
    )
    whole = [as_read(labelled[index]) for index in np.flatnonzero(held_out)]
    return _Learnt(network, tokenizer, history, whole, predict_logits(network.classifier, whole))


def _held_out(examples: Examples) -> NDArray[np.bool_]:
    return held_out_mask(split_keys(examples), num_folds=NUM_FOLDS)


def _without_held_out(inputs: Inputs, held_out: NDArray[np.bool_], note: Callable[[str], None]) -> Inputs:
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


def _encode(tokenizer: KerasTokenizer, texts: Sequence[str]) -> list[NDArray[np.int32]]:
    progress = Progress("tokenizing", total=len(texts), unit="texts")
    rows = []
    for ids in tokenizer.encode(texts):
        rows.append(ids if len(ids) else np.array([UNKNOWN], dtype=np.int32))
        progress.advance(1)
    progress.close()
    return rows


def _vectors(rows: Sequence[NDArray[np.int32]], num_tokens: int, config: TrainConfig) -> NDArray[np.float32]:
    # gensim reads the texts once more, to count
    progress = Progress("word vectors", total=len(rows) * (config.vector_epochs + 1), unit="texts")
    vectors = learn_vectors(
        rows,
        num_tokens=num_tokens,
        size=config.embedding_size,
        epochs=config.vector_epochs,
        seed=config.seed,
        tick=progress.advance,
    )
    progress.close()
    return vectors


def _teach(
    labelled: Sequence[NDArray[np.int32]],
    labels: NDArray[np.int8],
    unlabelled: Sequence[NDArray[np.int32]],
    config: TrainConfig,
) -> NDArray[np.float32]:
    progress = Progress("soft labels", total=len(labelled) + len(unlabelled), unit="texts")
    taught = soft_labels(labelled, labels, unlabelled, seed=config.seed, tick=progress.advance)
    progress.close()
    return taught


def _temperature(logits: NDArray[np.float32], labels: NDArray[np.int8]) -> float:
    return max(_SHARPEST, metrics.fit_temperature(logits, labels))


def _measure(model: bytes, rows: Sequence[NDArray[np.int32]], labels: NDArray[np.int8]) -> dict[str, Any]:
    """The figures of the model as it will be shipped, on whole held-out texts."""
    session = Session(model)
    logits = np.array([session.read(row).logit for row in rows])
    return metrics.measure(labels, 1 / (1 + np.exp(-logits))).to_dict()
