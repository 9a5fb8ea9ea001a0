"""A pre-trained encoder as a teacher: fine-tuned on labeled texts, it labels others with logits.

Learning from a teacher's logits: Hinton et al. 2015; from a pre-trained encoder to an LSTM: Tang et al. 2019,
Mukherjee & Awadallah 2019.
"""

import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

import keras
import numpy as np
from numpy.typing import NDArray

from sentiment import metrics
from sentiment.errors import TrainingError
from sentiment.files import whole_file, write_file
from sentiment.training.backbone import Backbone, load_backbone
from sentiment.training.batches import LabelledRows, pad, predict_logits
from sentiment.training.distribution import share
from sentiment.training.extracts import draw_extracts
from sentiment.training.progress import Progress
from sentiment.training.stages import hash_texts
from sentiment.training.trainer import GO_ON

_POOL = 50  # batches whose texts are sorted by length together
_MULTIPLE = 32  # `pad` rounds lengths up to a multiple of it
_BATCH_TOKENS = 8_192  # when labeling
_PART = 4_096  # texts in a file of logits
_ENCODED = 1_000  # texts tokenized at a time
_STATE = "teacher.safetensors"
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_BF16_FLAGS = {"amx_bf16", "avx512_bf16"}


@dataclass(frozen=True, kw_only=True)
class TeacherConfig:
    """How a teacher is fine-tuned.

    Attributes:
        epochs: Passes over the texts.
        batch_size: Texts and extracts a step.
        max_tokens: Longer texts are cut to their first third and last two thirds.
        extracts: Extracts of each text that are learned under its label.
        extract_weight: How much an extract counts; a text counts 1.
        encoder_rate: Highest learning rate of the encoder.
        head_rate: Highest learning rate of the new linear unit.
        weight_decay: Decoupled from the gradient (Loshchilov & Hutter 2019).
        warm_up: Share of the steps in which the rates rise; after it they fall to zero on a line.
        dropout: Share of the pooled state that is dropped.
        gradient_norm: Longer gradients are shortened to it.
        seed: Determines order and dropout.
        dtype: Keras dtype policy of the encoder; None for "mixed_bfloat16" where the machine computes with it.
        save_seconds: Time between two checkpoints.
    """

    epochs: int = 1
    batch_size: int = 32
    max_tokens: int = 256
    extracts: int = 1
    extract_weight: float = 0.3
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    weight_decay: float = 0.01
    warm_up: float = 0.06
    dropout: float = 0.1
    gradient_norm: float = 1.0
    seed: int = 0
    dtype: str | None = None
    save_seconds: float = 300.0


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
        self._model = _classifier(backbone.encoder, self._dropout, config.seed)

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
        state = _State(folder / _STATE, self._definition(texts, labels))
        step, arrays = state.load()
        if step and "optimizer" not in arrays:  # finished
            _assign(self._model.trainable_variables, arrays["model"], state.path)
            return
        rows = self._training_rows(texts, labels)
        total = -(-len(rows.rows) // self.config.batch_size) * self.config.epochs
        self._model.compile(
            optimizer=_optimizer(self.config, total),
            loss=keras.losses.BinaryCrossentropy(from_logits=True),
            jit_compile=keras.backend.backend() != "tensorflow",
        )
        self._model.optimizer.build(self._model.trainable_variables)
        _generalize_training(self._model)
        if step:
            _assign(self._model.trainable_variables, arrays["model"], state.path)
            _assign(self._model.optimizer.variables, arrays["optimizer"], state.path)
        self._train(rows, step, total, state)
        state.save(total, {"model": self._model.trainable_variables})

    def _train(self, rows: LabelledRows, first: int, total: int, state: "_State") -> None:
        size, epoch, saved = self.config.batch_size, -1, time.monotonic()
        steps_each = total // self.config.epochs
        progress = Progress("teacher", total=(total - first) * size, unit="texts")
        try:
            for step in range(first, total):
                if step // steps_each != epoch:
                    epoch = step // steps_each
                    batches = share(_Batches(rows, size, (self.config.seed, epoch)))
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
        for ids in _shapes():
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


def best_dtype() -> str:
    """Return "mixed_bfloat16" where there is a GPU or a CPU with bfloat16 units, else "float32"."""
    if any(not device.startswith("cpu") for device in keras.distribution.list_devices()):
        return "mixed_bfloat16"
    try:
        flags = set(Path("/proc/cpuinfo").read_text().split())
    except OSError:  # not Linux
        return "float32"
    return "mixed_bfloat16" if flags & _BF16_FLAGS else "float32"


def _classifier(encoder: keras.Model, dropout: keras.layers.Layer, seed: int) -> keras.Model:
    """Token ids + 1 [batch, length] to logit [batch, 1]; the embeddings stay as they are."""
    for variable in encoder.trainable_variables:
        if "embedding" in variable.path:
            variable.trainable = False
    ids = keras.Input((None,), dtype="int32")
    real = keras.ops.cast(ids > 0, "int32")
    inputs = {
        "token_ids": keras.ops.maximum(ids - 1, 0),
        "padding_mask": real,
        "segment_ids": keras.ops.zeros_like(ids),
    }
    states = keras.ops.cast(encoder({name: inputs[name] for name in encoder.input}), "float32")
    mask = keras.ops.expand_dims(keras.ops.cast(real, "float32"), -1)  # [batch, length, 1]
    num_tokens = keras.ops.maximum(keras.ops.sum(mask, axis=1), 1.0)
    pooled = keras.ops.sum(states * mask, axis=1) / num_tokens  # [batch, size]
    initializer = keras.initializers.RandomNormal(stddev=0.02, seed=seed)
    head = keras.layers.Dense(1, kernel_initializer=initializer, dtype="float32", name="head")
    return keras.Model(ids, head(dropout(pooled)))


def _shapes() -> list[NDArray[np.int32]]:
    """Return batches to run before all others under TensorFlow; none for other backends.

    TensorFlow compiles for the first shape that it meets and, once it has met another, for any shape; the two round
    differently. Results must not depend on which batch comes first after a restart.
    """
    return [np.ones((size, size), dtype=np.int32) for size in (2, 3)] if keras.backend.backend() == "tensorflow" else []


def _generalize_training(model: keras.Model) -> None:
    """Compile the training step for any shape, and leave the model as it was."""
    variables = [*model.trainable_variables, *model.optimizer.variables]
    before = [keras.ops.convert_to_numpy(variable).copy() for variable in variables]
    for ids in _shapes():
        ones = np.ones((len(ids), 1), dtype=np.float32)
        model.train_on_batch(ids, ones, sample_weight=ones[:, 0])
    for variable, value in zip(variables, before, strict=True):
        variable.assign(value)


class _Rate(keras.optimizers.schedules.LearningRateSchedule):
    """Rises on a line, then falls on a line to zero."""

    def __init__(self, highest: float, warm_up: int, total: int) -> None:
        self.highest, self.warm_up, self.total = highest, warm_up, total

    def __call__(self, step: Any) -> Any:
        step = keras.ops.cast(step, "float32")
        falling = (self.total - step) / max(1, self.total - self.warm_up)
        return self.highest * keras.ops.minimum((step + 1) / self.warm_up, falling)


class TwoRates(keras.optimizers.AdamW):
    """AdamW whose rate is multiplied by `head_factor` for the head."""

    def __init__(self, *, head_factor: float, **options: Any) -> None:
        super().__init__(**options)
        self.head_factor = head_factor

    def build(self, variables: Sequence[keras.Variable]) -> None:
        super().build(variables)
        self._head = {index for index, variable in enumerate(variables) if variable.path.startswith("head/")}

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        is_head = self._get_variable_index(variable) in self._head
        super().update_step(gradient, variable, learning_rate * (self.head_factor if is_head else 1.0))


def _optimizer(config: TeacherConfig, total: int) -> keras.optimizers.Optimizer:
    return TwoRates(
        head_factor=config.head_rate / config.encoder_rate,
        learning_rate=_Rate(config.encoder_rate, max(1, round(config.warm_up * total)), total),
        weight_decay=config.weight_decay,
        global_clipnorm=config.gradient_norm,
    )


class _Batches(keras.utils.PyDataset):
    """One epoch's batches of texts of similar length, in random order."""

    def __init__(self, texts: LabelledRows, batch_size: int, seed: tuple[int, int]) -> None:
        super().__init__()
        self.texts = texts
        lengths = np.array([len(row) for row in texts.rows])
        random = np.random.default_rng(seed)
        shuffled = random.permutation(len(lengths))
        batches = []
        for first in range(0, len(shuffled), batch_size * _POOL):
            pool = shuffled[first : first + batch_size * _POOL]
            pool = pool[np.argsort(lengths[pool], kind="stable")]
            batches += [pool[start : start + batch_size] for start in range(0, len(pool), batch_size)]
        self._order = [batches[index] for index in random.permutation(len(batches))]

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, index: int) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.float32]]:
        chosen = self.texts.take(self._order[index])
        weights = np.ones(len(chosen.rows), dtype=np.float32) if chosen.weights is None else chosen.weights
        return pad(chosen.rows), chosen.targets[:, None], weights


class _State:
    """The file that a run of `fit` continues from.

    Args:
        path: The file.
        definition: Identifies the run.
    """

    def __init__(self, path: Path, definition: str) -> None:
        self.path, self.definition = path, definition

    def load(self) -> tuple[int, dict[str, list[NDArray[Any]]]]:
        """Return the number of steps done and the arrays of each group in order."""
        from safetensors import SafetensorError, safe_open

        if not self.path.exists():
            return 0, {}
        groups: dict[str, list[NDArray[Any]]] = {"model": []}
        try:
            with safe_open(self.path, framework="numpy") as file:
                facts = file.metadata() or {}
                for name in sorted(file.keys()):
                    groups.setdefault(name.partition("/")[0], []).append(file.get_tensor(name))
            step = int(facts["step"])
        except (SafetensorError, OSError, ValueError, KeyError) as error:
            raise _damaged(self.path) from error
        if facts.get("definition") != self.definition:
            raise TrainingError(
                f"{self.path} is of a teacher with other texts or another configuration: give the same as at first, "
                "or start again with --force"
            )
        return step, groups

    def save(self, step: int, groups: Mapping[str, Sequence[keras.Variable]]) -> None:
        """Replace the file in one step."""
        from safetensors.numpy import save

        tensors = {
            f"{group}/{index:05}": np.asarray(keras.ops.convert_to_numpy(variable), order="C")
            for group, variables in groups.items()
            for index, variable in enumerate(variables)
        }
        facts = {"definition": self.definition, "step": str(step)}
        write_file(self.path, save(tensors, metadata=facts), remedy=GO_ON)


def _assign(variables: Sequence[keras.Variable], arrays: Sequence[NDArray[Any]], path: Path) -> None:
    if [tuple(variable.shape) for variable in variables] != [array.shape for array in arrays]:
        raise _damaged(path)
    for variable, array in zip(variables, arrays, strict=True):
        variable.assign(array)


def _shortened(ids: NDArray[np.int32], max_tokens: int) -> NDArray[np.int32]:
    """Return the first third and the last two thirds of `max_tokens` ids: reviews often end with their verdict."""
    head = max_tokens // 3
    return ids if len(ids) <= max_tokens else np.concatenate([ids[:head], ids[head - max_tokens :]])


def _read_part(path: Path, number: int) -> NDArray[np.float32]:
    try:
        stored: NDArray[np.float32] = np.load(path, allow_pickle=False)
    except (ValueError, EOFError, OSError) as error:
        raise _damaged(path) from error
    if stored.shape != (number,) or stored.dtype != np.float32:
        raise _damaged(path)
    return stored


def _damaged(path: Path) -> TrainingError:
    return TrainingError(f"{path} is damaged: delete it, or start again with --force")
