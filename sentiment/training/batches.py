"""Texts to padded batches of similar length."""

from collections.abc import Sequence

import keras
import numpy as np
from numpy.typing import NDArray

from sentiment.tokenizer import MAX_TOKENS
from sentiment.training.model import PAD

_POOL = 50  # batches whose texts are sorted by length together
_MULTIPLE = 32  # padded lengths are multiples of it, so that few shapes have to be compiled


def shorten(ids: NDArray[np.int32], max_tokens: int) -> NDArray[np.int32]:
    """The first quarter and the last three of `max_tokens`: reviews often end with their verdict."""
    if len(ids) <= max_tokens:
        return ids
    head = max_tokens // 4
    return np.concatenate([ids[:head], ids[head - max_tokens :]])


def as_read(ids: NDArray[np.int32]) -> NDArray[np.int32]:
    """What is left of a text at run time: of a very long one, its head and tail."""
    half = MAX_TOKENS // 2
    return ids if len(ids) <= MAX_TOKENS else np.concatenate([ids[:half], ids[-half:]])


def pad(rows: Sequence[NDArray[np.int32]], *, wider: bool = False) -> NDArray[np.int32]:
    """Rows padded on the right, [rows, longest row rounded up], and one step more if `wider`."""
    longest = max(len(row) for row in rows) + wider * _MULTIPLE
    batch = np.full((len(rows), -(-longest // _MULTIPLE) * _MULTIPLE), PAD, dtype=np.int32)
    for index, row in enumerate(rows):
        batch[index, : len(row)] = row
    return batch


class TrainingBatches(keras.utils.PyDataset):
    """Batches of texts of similar length, in another random order each epoch.

    The order depends on seed and epoch alone, so that a resumed run sees what an uninterrupted one would have seen.

    Args:
        rows: Token ids of each text.
        targets: Probability that a text is positive; 0 or 1 where it is labelled.  # [texts]
        batch_size: Texts a batch.
        seed: Of the order.
        epoch: The epoch that comes first, counted from 0.
    """

    def __init__(
        self,
        rows: Sequence[NDArray[np.int32]],
        targets: NDArray[np.float32],
        *,
        batch_size: int,
        seed: int,
        epoch: int = 0,
    ) -> None:
        super().__init__()
        self.rows, self.targets, self.batch_size, self.seed, self.epoch = rows, targets, batch_size, seed, epoch
        self._lengths = np.array([len(row) for row in rows])
        self._order = self._shuffled()

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, index: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        chosen = self._order[index]
        # Keras takes a length that the first two batches share for that of all batches: let them differ.
        ids = pad([self.rows[row] for row in chosen], wider=index == 0)
        return ids, self.targets[chosen][:, None]

    def on_epoch_end(self) -> None:
        """Draws the next epoch's order."""
        self.epoch += 1
        self._order = self._shuffled()

    def _shuffled(self) -> list[NDArray[np.int64]]:
        random = np.random.default_rng((self.seed, self.epoch))
        shuffled = random.permutation(len(self.rows))
        pool = self.batch_size * _POOL
        batches: list[NDArray[np.int64]] = []
        for first in range(0, len(shuffled), pool):
            texts = shuffled[first : first + pool]
            texts = texts[np.argsort(self._lengths[texts], kind="stable")]
            batches += [texts[start : start + self.batch_size] for start in range(0, len(texts), self.batch_size)]
        return [batches[index] for index in random.permutation(len(batches))]


def predict_logits(
    model: keras.Model, rows: Sequence[NDArray[np.int32]], *, batch_tokens: int = 32_768
) -> NDArray[np.float32]:
    """Logits of texts in their order.

    Args:
        model: Token ids [batch, length] to logit [batch, 1].
        rows: Token ids of each text.
        batch_tokens: Tokens a batch, padding included, or one text where that is longer.
    """
    lengths = np.array([len(row) for row in rows])
    order = np.argsort(lengths, kind="stable")[::-1]  # longest first: each batch is as wide as its first text
    logits = np.empty(len(rows), dtype=np.float32)
    first = 0
    while first < len(order):
        chosen = order[first : first + max(1, batch_tokens // int(lengths[order[first]]))]
        batch = pad([rows[row] for row in chosen])
        logits[chosen] = keras.ops.convert_to_numpy(model.predict_on_batch(batch))[:, 0]
        first += len(chosen)
    return logits
