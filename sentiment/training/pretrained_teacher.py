"""A pre-trained encoder as a teacher: fine-tuned on labeled texts, it labels others with logits.

Learning from a teacher's logits: Hinton et al. 2015; from a pre-trained encoder to an LSTM: Tang et al. 2019,
Mukherjee & Awadallah 2019.
"""

import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Self

import keras
import numpy as np
from numpy.typing import NDArray

from sentiment import metrics
from sentiment.errors import TrainingError
from sentiment.files import whole_file
from sentiment.training.backbone import Backbone, load_backbone
from sentiment.training.batches import LabelledRows, predict_logits
from sentiment.training.distribution import share
from sentiment.training.extracts import draw_extracts
from sentiment.training.fine_tuning import (
    TeacherBatches,
    TeacherConfig,
    best_dtype,
    build_classifier,
    first_shapes,
    generalize_training,
    make_optimizer,
)
from sentiment.training.fit_state import FitState, damaged, restore
from sentiment.training.progress import Progress
from sentiment.training.stages import hash_texts
from sentiment.training.trainer import GO_ON

_MULTIPLE = 32  # `pad` rounds lengths up to a multiple of it
_BATCH_TOKENS = 8_192  # when labeling
_PART = 4_096  # texts in a file of logits
_ENCODED = 1_000  # texts tokenized at a time
_STATE = "teacher.safetensors"
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)


class PretrainedTeacher:
    """An encoder with mean pooling and one linear unit.

    Args:
        backbone: The encoder.
        config: How it is fine-tuned.
    """

    def __init__(self, backbone: Backbone, config: TeacherConfig) -> None:
        self.config = config
        self.identity: Mapping[str, str | None] = backbone.identity
        """`name`, `handle`, `license` and `sha256` of the pre-trained weights."""
        self._encode_texts = backbone.encode
        self._max_tokens = min(config.max_tokens, (backbone.max_tokens or config.max_tokens) // _MULTIPLE * _MULTIPLE)
        self._dropout = keras.layers.Dropout(config.dropout, seed=config.seed)
        self._model = build_classifier(backbone.encoder, self._dropout, config.seed)

    @classmethod
    def load(cls, handle: str, config: TeacherConfig | None = None) -> Self:
        """Load an encoder from a folder or `hf://USER/MODEL`.

        Raises:
            TrainingError: There is none that can be used.
        """
        config = config or TeacherConfig()
        return cls(load_backbone(handle, dtype=config.dtype or best_dtype()), config)

    def fit(self, texts: Sequence[str], labels: NDArray[np.int8], folder: Path) -> None:
        """Fine-tune on labeled texts and extracts of them.

        A stopped call, made again, continues from its last checkpoint with the same result; a finished one is not
        repeated.

        Args:
            texts: The texts.
            labels: 0 negative, 1 positive.  # [texts]
            folder: Existing directory for the state.

        Raises:
            TrainingError: The state belongs to another run or is damaged, or the loss is not a finite number.
            OutputError: The state cannot be written.
        """
        state = FitState(folder / _STATE, self._definition(texts, labels))
        step, arrays = state.load()
        if step and "optimizer" not in arrays:  # finished
            restore(self._model.trainable_variables, arrays["model"], state.path)
            return
        rows = self._training_rows(texts, labels)
        total = -(-len(rows.rows) // self.config.batch_size) * self.config.epochs
        self._model.compile(
            optimizer=make_optimizer(self.config, total),
            loss=keras.losses.BinaryCrossentropy(from_logits=True),
            jit_compile=keras.backend.backend() != "tensorflow",
        )
        self._model.optimizer.build(self._model.trainable_variables)
        generalize_training(self._model)
        if step:
            restore(self._model.trainable_variables, arrays["model"], state.path)
            restore(self._model.optimizer.variables, arrays["optimizer"], state.path)
        self._train(rows, step, total, state)
        state.save(total, {"model": self._model.trainable_variables})

    def _train(self, rows: LabelledRows, first: int, total: int, state: FitState) -> None:
        size, epoch, saved = self.config.batch_size, -1, time.monotonic()
        steps_each = total // self.config.epochs
        progress = Progress("teacher", total=(total - first) * size, unit="texts")
        try:
            for step in range(first, total):
                if step // steps_each != epoch:
                    epoch = step // steps_each
                    batches = share(TeacherBatches(rows, size, (self.config.seed, epoch)))
                if self.config.dropout:
                    self._dropout.seed_generator.state.assign([self.config.seed, step])
                ids, targets, weights = batches[step % steps_each]
                loss = float(self._model.train_on_batch(ids, targets, sample_weight=weights))
                if not np.isfinite(loss):
                    raise TrainingError("the teacher's loss is not a finite number: lower its learning rates")
                progress.advance(size, loss=f"{loss:.3f}")
                if time.monotonic() - saved >= self.config.save_seconds and step + 1 < total:
                    state.save(
                        step + 1,
                        {"model": self._model.trainable_variables, "optimizer": self._model.optimizer.variables},
                    )
                    saved = time.monotonic()
        finally:
            progress.close()

    def logits(self, texts: Sequence[str], *, progress: Progress | None = None) -> NDArray[np.float32]:
        """Return the logit of each text, in order.  # [texts]."""
        rows = self._encode(texts)
        if not rows:
            return np.empty(0, dtype=np.float32)
        for ids in first_shapes():
            self._model.predict_on_batch(ids)
        logits = predict_logits(self._model, rows, batch_tokens=_BATCH_TOKENS)
        if progress:
            progress.advance(len(texts))
        return logits

    def label(self, texts: Sequence[str], folder: Path) -> NDArray[np.float32]:
        """Return the same as `logits`, kept in files of 4,096 texts: a stopped call, made again, continues.

        Args:
            texts: The texts.
            folder: Existing directory for the files; one per fine-tuned teacher.

        Raises:
            TrainingError: A file is damaged.
            OutputError: A file cannot be written.
        """
        parts = [texts[first : first + _PART] for first in range(0, len(texts), _PART)]
        paths = [folder / f"{number:05}-{hash_texts(part)[:16]}.npy" for number, part in enumerate(parts)]
        left = [(part, path) for part, path in zip(parts, paths, strict=True) if not path.exists()]
        if left:
            progress = Progress("labeling", total=sum(len(part) for part, _ in left), unit="texts")
            for part, path in left:
                logits = self.logits(part, progress=progress)
                with whole_file(path, remedy=GO_ON) as partial:
                    np.save(partial, logits, allow_pickle=False)
            progress.close()
        stored = [_read_part(path, len(part)) for part, path in zip(parts, paths, strict=True)]
        return np.concatenate(stored) if stored else np.empty(0, dtype=np.float32)

    def measure(self, texts: Sequence[str], labels: NDArray[np.int8]) -> dict[str, float]:
        """Return accuracy and log loss (in nats) on texts that it has not learned from."""
        probabilities = metrics.sigmoid(self.logits(texts))
        positive = np.asarray(labels) == 1
        return {
            "num_examples": len(texts),
            "accuracy": float(np.mean((probabilities >= 0.5) == positive)),
            "log_loss": metrics.log_loss(positive, probabilities),
        }

    def _training_rows(self, texts: Sequence[str], labels: NDArray[np.int8]) -> LabelledRows:
        extracts, origins = [], []
        for index, text in enumerate(texts):
            drawn = draw_extracts(text, number=self.config.extracts, seed=self.config.seed)
            extracts += drawn
            origins += [index] * len(drawn)
        targets = np.asarray(labels, dtype=np.float32)
        weights = np.ones(len(texts) + len(extracts), dtype=np.float32)
        weights[len(texts) :] = self.config.extract_weight
        rows = self._encode([*texts, *extracts])
        return LabelledRows(rows, np.concatenate([targets, targets[origins]]), weights)

    def _encode(self, texts: Sequence[str]) -> list[NDArray[np.int32]]:
        """Return token ids, one added to each, so that `PAD` is no token."""
        rows = []
        for first in range(0, len(texts), _ENCODED):
            rows += self._encode_texts([_BREAK.sub(" ", text) for text in texts[first : first + _ENCODED]])
        return [_shortened(row, self._max_tokens) + np.int32(1) for row in rows]

    def _definition(self, texts: Sequence[str], labels: NDArray[np.int8]) -> str:
        """Hash all that determines the result of `fit`."""
        config = {name: value for name, value in asdict(self.config).items() if name != "save_seconds"}
        facts = [self.identity["sha256"], config, hash_texts(texts, labels)]
        return sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def _shortened(ids: NDArray[np.int32], max_tokens: int) -> NDArray[np.int32]:
    """Return the first third and the last two thirds of `max_tokens` ids: reviews often end with their verdict."""
    head = max_tokens // 3
    return ids if len(ids) <= max_tokens else np.concatenate([ids[:head], ids[head - max_tokens :]])


def _read_part(path: Path, number: int) -> NDArray[np.float32]:
    try:
        stored: NDArray[np.float32] = np.load(path, allow_pickle=False)
    except (ValueError, EOFError, OSError) as error:
        raise damaged(path) from error
    if stored.shape != (number,) or stored.dtype != np.float32:
        raise damaged(path)
    return stored
