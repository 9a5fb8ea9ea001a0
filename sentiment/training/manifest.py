"""What a model was learnt from, and the manifest that says so."""

import datetime
import os
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from importlib import metadata
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from sentiment import selective
from sentiment.bundle import Golden, Manifest, file_hashes
from sentiment.corpus import Examples, Split
from sentiment.training.calibration import Calibration
from sentiment.training.config import TrainConfig
from sentiment.training.export import SMALL_TOLERANCE
from sentiment.training.model import Network
from sentiment.training.trainer import Epoch
from sentiment.training.transfer import Origin
from sentiment.training.vocabulary import Vocabulary
from sentiment.training.weights import get_weights

_LABELS = ("negative", "positive")
_LIBRARIES = (
    "keras",
    "tensorflow",
    "keras-nlp",
    "tensorflow-datasets",
    "tokenizers",
    "gensim",
    "scikit-learn",
    "numpy",
    "onnxruntime",
)
# Variables that change how sums are split among threads, and so their last bits.
_ENVIRONMENT = ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OMP_NUM_THREADS")


@dataclass(frozen=True)
class SoftTexts:
    """Texts with probabilities for labels (knowledge distillation: Hinton et al. 2015).

    Attributes:
        texts: The texts.
        probabilities: Probability that each is positive, in [0, 1].  # [texts] float32
        weights: Weight of each in the loss; 1 is that of a labeled text.  # [texts] float32
    """

    texts: Sequence[str]
    probabilities: NDArray[np.float32]
    weights: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.texts)


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What a model learns from.

    Attributes:
        examples: Labelled texts.
        split: Which of them are only there to measure by; None for a fifth (`stratified_split`).
        unlabeled: More texts of the kind.
        label_probabilities: The teacher's probability that each example is positive, NaN where it has none; None
            for labels alone.  # [examples]
        soft: More texts, with probabilities for labels.
        vocabulary: Tokenizer and token vectors to start from, as a teacher has them; None to learn them.
        teacher: What the probabilities come from: name, license, SHA-256 and so on, for the manifest.
        origin: The model to start from; None to start from nothing.
        replay: Labelled texts of the domain that the origin was made for, against forgetting.
        corpus: What the labelled texts are called in the manifest.
        unlabeled_corpus: What the others are called.
        replay_corpus: What those of the old domain are called.
        command: What to type to make the model again.
    """

    examples: Examples
    split: Split | None = None
    unlabeled: Sequence[str] = ()
    label_probabilities: NDArray[np.float32] | None = None
    soft: SoftTexts | None = None
    vocabulary: Vocabulary | None = None
    teacher: Mapping[str, Any] | None = None
    origin: Origin | None = None
    replay: Examples | None = None
    corpus: str
    unlabeled_corpus: str | None = None
    replay_corpus: str | None = None
    command: str | None = None


@dataclass(frozen=True)
class Refit:
    """Learn from all texts, with the calibration that held-out texts showed to be right.

    Attributes:
        read: Reads the manifest of the model that was fitted in the same way without the held-out texts. It is called
            after the fit: the two can be trained side by side.
        facts: More of what was found on the held-out texts, for the manifest.
    """

    read: Callable[[], Manifest]
    facts: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def source(self) -> Manifest:
        """That manifest."""
        return self.read()


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a training run came to.

    Attributes:
        network: Its network, calibrated.
        files: Content of the model's files.
        golden: Its golden examples.
        history: Its epochs.
        split: Which examples it has not learnt from.
        inputs_sha256: Hash of each training input.
        calibration: Already folded into the network's weights.
        figures: On the held-out texts; empty for a refit.
        seconds: What each stage took.
    """

    network: Network
    files: Mapping[str, bytes]
    golden: list[Golden]
    history: Sequence[Epoch]
    split: Split
    inputs_sha256: Mapping[str, str]
    calibration: Calibration
    figures: Mapping[str, Any]
    seconds: Mapping[str, float]


def make_manifest(name: str, inputs: Inputs, config: TrainConfig, outcome: Outcome, refit: Refit | None) -> Manifest:
    """The manifest of a model called `name` that has just been exported."""
    weights = get_weights(outcome.network)
    losses = [epoch.validation_loss for epoch in outcome.history if epoch.validation_loss is not None]
    return Manifest(
        name=name,
        created=datetime.datetime.now(datetime.UTC).date().isoformat(),
        labels=_LABELS,
        bias=float(weights["output/bias"][0]),
        temperature=outcome.calibration.temperature,
        teacher=None if inputs.teacher is None else dict(inputs.teacher),
        tolerance=SMALL_TOLERANCE,
        sizes={
            "vocabulary": len(weights["embedding/embeddings"]),
            **{size: getattr(config, size) for size in ("embedding_size", "units", "attention_units")},
        },
        files=file_hashes(outcome.files),
        training={
            "corpus": inputs.corpus,
            "unlabeled_corpus": inputs.unlabeled_corpus,
            "replay_corpus": inputs.replay_corpus,
            "origin": None if inputs.origin is None else inputs.origin.classifier.manifest.name,
            "num_labelled": int((~outcome.split.held_out).sum()),
            "num_unlabelled": len(inputs.unlabeled),
            "num_soft": 0 if inputs.soft is None else len(inputs.soft),
            "shift": outcome.calibration.shift,
            "num_held_out": int(outcome.split.held_out.sum()),
            "split": outcome.split.rule,
            "inputs_sha256": dict(outcome.inputs_sha256),
            "held_out_sha256": outcome.split.sha256,
            "command": inputs.command,
            "config": config.to_dict(),
            "backend": keras.backend.backend(),
            "environment": {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
            "versions": {
                "python": platform.python_version(),
                **{library: metadata.version(library) for library in _LIBRARIES},
            },
            "best_epoch": int(np.argmin(losses)) + 1 if losses and config.patience else len(outcome.history),
            "epochs": [asdict(epoch) for epoch in outcome.history],
            "minutes": round(sum(outcome.seconds.values()) / 60, 1),
            "seconds": dict(outcome.seconds),
        },
        metrics=_figures(outcome, refit),
        card=_card(inputs, config, outcome.figures, refit),
        golden=outcome.golden,
    )


def _figures(outcome: Outcome, refit: Refit | None) -> dict[str, Any]:
    """On held-out texts; a refit, which has none, keeps what abstaining cost the model that it repeats."""
    if refit is None:
        return dict(outcome.figures)
    kept = {name: value for name, value in refit.source.metrics.items() if name == selective.NAME}
    return {**kept, **refit.facts}


def _card(inputs: Inputs, config: TrainConfig, figures: Mapping[str, Any], refit: Refit | None) -> dict[str, str]:
    patience = config.patience
    if refit:
        figures, patience = refit.source.metrics, refit.source.training["config"]["patience"]
    chosen = "the epoch and the calibration" if patience else "the calibration"
    how_good = (
        f"accuracy {figures['accuracy']:.1%} (95 % interval {figures['accuracy_low']:.1%} to "
        f"{figures['accuracy_high']:.1%}), expected calibration error {figures['ece']:.1%}, "
        f"on {figures['num_examples']:,} held-out texts, which also chose {chosen}"
    )
    if refit:
        how_good += ", by a model made in the same way without them; this one has learnt from them too"
    return {
        "learnt_from": f"{inputs.corpus}, unlabelled: {inputs.unlabeled_corpus or 'nothing'}{_started(inputs)}",
        "how_good": how_good,
        "use": f"telling {_LABELS[1]} from {_LABELS[0]} texts of the kind it has learnt from",
        "limits": "there is no neutral answer; texts of another kind or language, single sentences, irony, and texts "
        "edited to say the opposite are judged less well than whole texts of its own kind",
        "highlights": "a contribution belongs to a word in its context, not to the word alone: the LSTM has read the "
        "words around it",
    }


def _started(inputs: Inputs) -> str:
    if inputs.origin is None:
        return ""
    replay = f", with {inputs.replay_corpus} against forgetting" if inputs.replay_corpus else ""
    return f"; started from {inputs.origin.classifier.manifest.name}{replay}"
