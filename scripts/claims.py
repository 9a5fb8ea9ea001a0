"""One pooling, fitted and held against the three claims, for `scripts/attention_claims`.

No choice is made on the held-out texts: every run takes all its epochs, and its last averaged weights are measured.
"""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from scripts.deletion import Faithfulness, audit
from scripts.poolings import build_pooled
from sentiment import metrics
from sentiment.files import write_file
from sentiment.training import TrainConfig
from sentiment.training.batches import LabelledRows, as_read, predict_logits, shortened
from sentiment.training.stages import Run
from sentiment.training.trainer import Checkpoints, fit

LONGEST = (100, 200, 400, 800, None)  # tokens of a text in each bucket, at most
AUDITED_TOKENS = (5, 200)  # leave-one-out reads a text once for each of its tokens
_NUM_WATCHED, _NUM_AUDITED = 1000, 200  # held-out texts of the curve, and of the deletions
_MEASURED = 12  # times an epoch
# Mean gives all the same share, which is no order. Of the last states, the first and the last position have all.
_HIGHLIGHTS = {"last": (), "mean": ("contribution",), "max": ("contribution", "share")}


@dataclass(frozen=True)
class Data:
    """What all poolings have in common.

    Attributes:
        vectors: Where the embedding starts.  # [tokens, embedding]
        training: Texts to learn from, whole.
        held_out: Texts never seen, whole.
    """

    vectors: NDArray[np.float32]
    training: LabelledRows
    held_out: LabelledRows


@dataclass(frozen=True)
class Point:
    """A measurement in the course of a training, of the weights as they are, not averaged.

    Attributes:
        step: Batches learnt from.
        loss: Mean training loss since the measurement before, in nats, with dropout.
        validation_loss: Mean log loss on some held-out texts, in nats.
        validation_accuracy: On the same, in [0, 1].
    """

    step: int
    loss: float
    validation_loss: float
    validation_accuracy: float


@dataclass(frozen=True)
class Outcome:
    """What came of one training.

    Attributes:
        pooling: One of `poolings.POOLINGS`.
        seed: Of initial weights, order of texts and dropout.
        seconds: Of the training, with the measurements of the curve.
        curve: By step.
        num_texts: Held-out texts in each bucket of length.  # [len(LONGEST)]
        num_right: How many of them are predicted right, read whole.  # [len(LONGEST)]
        highlights: How faithful each is.
    """

    pooling: str
    seed: int
    seconds: float
    curve: list[Point]
    num_texts: list[int]
    num_right: list[int]
    highlights: list[Faithfulness]

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Outcome":
        """Back from `dataclasses.asdict`."""
        curve = [Point(**row) for row in stored["curve"]]
        return cls(**{**stored, "curve": curve, "highlights": [Faithfulness(**row) for row in stored["highlights"]]})


class Curve:
    """Measures a model in the course of its training, and stores each point at once.

    Args:
        path: File of the points; those of an epoch that was not finished are thrown away.
        model: Token ids to logit.
        watched: Held-out texts, as in training.
        steps: Batches of an epoch.
        epochs: How many are done.
    """

    def __init__(self, path: Path, model: keras.Model, watched: LabelledRows, *, steps: int, epochs: int) -> None:
        self.path, self.model, self.watched, self.steps = path, model, watched, steps
        stored = [Point(**row) for row in json.loads(path.read_text())] if path.exists() else []
        self.points = [point for point in stored if point.step <= epochs * steps]
        self._every = max(1, steps // _MEASURED)
        self._before = (0, 0.0)  # batches of this epoch at the last measurement, and the sum of their losses

    def batch_end(self, batch: int, logs: Mapping[str, float]) -> None:
        """Keras's `on_train_batch_end`; its loss is the mean since the epoch began."""
        done = batch + 1
        if done % self._every and done != self.steps:
            return
        total = float(logs["loss"]) * done
        batches, losses = self._before
        self._before = (0, 0.0) if done == self.steps else (done, total)
        step = int(keras.ops.convert_to_numpy(self.model.optimizer.iterations))
        probabilities = _probabilities(self.model, self.watched.rows)
        self.points.append(
            Point(
                step=step,
                loss=(total - losses) / (done - batches),
                validation_loss=metrics.log_loss(self.watched.targets, probabilities),
                validation_accuracy=metrics.accuracy(self.watched.targets, probabilities),
            )
        )
        write_file(self.path, json.dumps([asdict(point) for point in self.points]))


def measure(pooling: str, data: Data, config: TrainConfig, run: Run) -> Outcome:
    """Fits and measures one pooling with the seed of `config`, or takes what the run has stored of it."""
    name = f"{pooling}-{config.seed}"
    folder = run.folder / name

    def make() -> bytes:
        outcome = _fit_and_measure(pooling, data, config, run.checkpoints(name), folder / "curve.json")
        return json.dumps(asdict(outcome)).encode()

    stored = run.once(f"{name}.json", make)
    shutil.rmtree(folder, ignore_errors=True)
    return Outcome.from_dict(json.loads(stored))


def _fit_and_measure(pooling: str, data: Data, config: TrainConfig, checkpoints: Checkpoints, points: Path) -> Outcome:
    network = build_pooled(pooling, config, len(data.vectors))
    model = network.classifier
    model.get_layer("embedding").set_weights([data.vectors])
    short = shortened(data.training, config.max_tokens)
    curve = Curve(
        points,
        model,
        shortened(_some(data.held_out, _NUM_WATCHED), config.max_tokens),
        steps=-(-len(short.rows) // config.batch_size),
        epochs=len(checkpoints.history()),
    )
    watch = keras.callbacks.LambdaCallback(on_train_batch_end=curve.batch_end)
    history = fit(model, short, None, config, checkpoints, callbacks=[watch])
    num_texts, num_right = by_length(data.held_out, _probabilities(model, [*map(as_read, data.held_out.rows)]))
    fewest, most = AUDITED_TOKENS
    audited = _some(_where(data.held_out, [fewest <= len(row) <= most for row in data.held_out.rows]), _NUM_AUDITED)
    highlights = audit(network, audited.rows, highlights=_HIGHLIGHTS.get(pooling, ("contribution", "share")), seed=0)
    return Outcome(pooling, config.seed, history[-1].seconds, curve.points, num_texts, num_right, highlights)


def by_length(texts: LabelledRows, probabilities: NDArray[np.float64]) -> tuple[list[int], list[int]]:
    """Number of texts, and of those predicted right, in each bucket of `LONGEST`."""
    edges = [longest for longest in LONGEST if longest is not None]
    bucket = np.searchsorted(edges, [len(row) for row in texts.rows])  # [texts]
    right = (probabilities >= metrics.THRESHOLD) == (texts.targets > 0.5)
    counts = (np.bincount(bucket[chosen], minlength=len(LONGEST)).tolist() for chosen in (slice(None), right))
    num_texts, num_right = counts
    return num_texts, num_right


def _some(texts: LabelledRows, number: int) -> LabelledRows:
    """So many of the texts, or all: the same ones every time."""
    chosen = np.zeros(len(texts.rows), dtype=np.bool_)
    chosen[np.random.default_rng(0).permutation(len(chosen))[:number]] = True
    return _where(texts, chosen.tolist())


def _where(texts: LabelledRows, chosen: Sequence[bool]) -> LabelledRows:
    places = np.flatnonzero(chosen)
    return LabelledRows([texts.rows[int(place)] for place in places], texts.targets[places])


def _probabilities(model: keras.Model, rows: Sequence[NDArray[np.int32]]) -> NDArray[np.float64]:
    return metrics.sigmoid(predict_logits(model, rows))
