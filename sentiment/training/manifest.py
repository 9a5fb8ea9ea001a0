"""What a model was learnt from, and the manifest that says so."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib import metadata
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from sentiment import selective
from sentiment.bundle import Golden, Manifest, file_hashes
from sentiment.corpus import Examples
from sentiment.training.config import TrainConfig
from sentiment.training.export import SMALL_TOLERANCE
from sentiment.training.model import Network
from sentiment.training.trainer import Epoch
from sentiment.training.weights import get_weights

NUM_FOLDS = 5
READERS = ("network", "ngrams")
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


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What a model is learnt from.

    Attributes:
        examples: Labelled texts.
        unlabeled: More texts of the kind.
        corpus: What the labelled texts are called in the manifest.
        unlabeled_corpus: What the others are called.
        labels: Names of the negative and the positive class.
    """

    examples: Examples
    unlabeled: Sequence[str] = ()
    corpus: str
    unlabeled_corpus: str | None = None
    labels: tuple[str, str] = ("negative", "positive")


@dataclass(frozen=True)
class Refit:
    """Learn from all texts, with the scales that held-out texts showed to be right.

    Attributes:
        read: Reads the manifest of the model that was fitted in the same way without the held-out texts. It is called
            after the fit: the two can be trained side by side.
    """

    read: Callable[[], Manifest]

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
        held_out: Which examples it has not learnt from.  # [examples] bool
        inputs_sha256: Hash of each training input.
        scales: What the logit of each of READERS was multiplied by; already in the network's weights.
        figures: On the held-out texts; empty for a refit.
        seconds: What each stage took.
    """

    network: Network
    files: Mapping[str, bytes]
    golden: list[Golden]
    history: Sequence[Epoch]
    held_out: NDArray[np.bool_]
    inputs_sha256: Mapping[str, str]
    scales: Mapping[str, float]
    figures: Mapping[str, Any]
    seconds: Mapping[str, float]


def make_manifest(name: str, inputs: Inputs, config: TrainConfig, outcome: Outcome, refit: Refit | None) -> Manifest:
    """The manifest of a model called `name` that has just been exported."""
    weights = get_weights(outcome.network)
    losses = [epoch.validation_loss for epoch in outcome.history if epoch.validation_loss is not None]
    return Manifest(
        name=name,
        created=datetime.datetime.now(datetime.UTC).date().isoformat(),
        labels=inputs.labels,
        bias=float(weights["output/bias"][0]),
        scales=dict(outcome.scales),
        tolerance=SMALL_TOLERANCE,
        sizes={
            "vocabulary": len(weights["embedding/embeddings"]),
            **{size: getattr(config, size) for size in ("embedding_size", "units", "attention_units")},
            "ngrams": int(np.count_nonzero(weights["ngrams/fingerprints"])),
        },
        files=file_hashes(outcome.files),
        training={
            "corpus": inputs.corpus,
            "unlabeled_corpus": inputs.unlabeled_corpus,
            "num_labelled": int((~outcome.held_out).sum()),
            "num_unlabelled": len(inputs.unlabeled),
            "num_held_out": int(outcome.held_out.sum()),
            "split": "none held out" if refit else f"fold 0 of {NUM_FOLDS} by SHA-256 of the group, else of the text",
            "inputs_sha256": dict(outcome.inputs_sha256),
            "config": config.to_dict(),
            "backend": keras.backend.backend(),
            "versions": {library: metadata.version(library) for library in _LIBRARIES},
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
    return {name: value for name, value in refit.source.metrics.items() if name == selective.NAME}


def _card(inputs: Inputs, config: TrainConfig, figures: Mapping[str, Any], refit: Refit | None) -> dict[str, str]:
    if refit:
        figures = refit.source.metrics
    chosen = "the epoch and the scales" if config.patience else "the scales"
    alone = figures["accuracy_alone"]
    how_good = (
        f"accuracy {figures['accuracy']:.1%} (95 % interval {figures['accuracy_low']:.1%} to "
        f"{figures['accuracy_high']:.1%}), expected calibration error {figures['ece']:.1%}, "
        f"on {figures['num_examples']:,} held-out texts, which also chose {chosen}; "
        f"alone, the network has {alone['network']:.1%} and the n-grams {alone['ngrams']:.1%}"
    )
    if refit:
        how_good += ", by a model made in the same way without them; this one has learnt from them too"
    return {
        "learnt_from": f"{inputs.corpus}, unlabelled: {inputs.unlabeled_corpus or 'nothing'}",
        "how_good": how_good,
        "use": f"telling {inputs.labels[1]} from {inputs.labels[0]} texts of the kind it has learnt from",
        "limits": "there is no neutral answer; texts of another kind or language, single sentences, irony, and texts "
        "edited to say the opposite are judged less well than whole texts of its own kind",
        "highlights": "a contribution belongs to a position in its context, not to the word alone: it is what LSTM and "
        "attention make of the position, and its share of the phrases it is part of; attention is the LSTM's alone",
    }
