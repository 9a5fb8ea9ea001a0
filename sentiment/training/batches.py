"""Texts to padded batches of similar length."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from sentiment.tokenizer import MAX_TOKENS
from sentiment.training.model import PAD

LONGEST_EXTRACT = 60
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


@dataclass(frozen=True)
class LabelledRows:
    """Texts as token ids, with the probability that each is positive.

    Attributes:
        rows: Token ids of each text.
        targets: 0 or 1, or a soft label between.  # [texts]
        weights: What each text counts in training; None where all count the same.  # [texts]
    """

    rows: Sequence[NDArray[np.int32]]
    targets: NDArray[np.float32]
    weights: NDArray[np.float32] | None = None

    def __add__(self, others: "LabelledRows") -> "LabelledRows":
        """These texts, then the others, which count as one each."""
        weights = None
        if self.weights is not None:
            weights = np.concatenate([self.weights, np.ones(len(others.rows), dtype=np.float32)])
        return LabelledRows([*self.rows, *others.rows], np.concatenate([self.targets, others.targets]), weights)

    def take(self, places: NDArray[Any]) -> "LabelledRows":
        """The texts at these places, or where this is true."""
        rows = [self.rows[place] for place in np.arange(len(self.rows))[places].tolist()]
        return LabelledRows(rows, self.targets[places], None if self.weights is None else self.weights[places])


def class_weighted(texts: LabelledRows) -> LabelledRows:
    """The same texts, weighed so that both classes count the same together (King & Zeng 2001)."""
    share = float(texts.targets.mean())  # of the positive class
    if share in (0.0, 0.5, 1.0):
        return texts
    weights = np.where(texts.targets > 0.5, 0.5 / share, 0.5 / (1 - share))
    return LabelledRows(texts.rows, texts.targets, weights.astype(np.float32))


def shortened(texts: LabelledRows, max_tokens: int) -> LabelledRows:
    """The texts as `shorten` leaves them."""
    return LabelledRows([shorten(row, max_tokens) for row in texts.rows], texts.targets, texts.weights)


@dataclass(frozen=True)
class Extracts:
    """A few sentences out of a text, learnt beside whole texts so that short ones are read as well.

    An extract keeps the label of its text (multiple-instance learning: Dietterich et al. 1997). What a sentence has
    to do with the verdict of the whole, the model finds out by itself.

    Attributes:
        share: Extracts an epoch, as a share of the number of texts.
        enders: Ids of the tokens that end a sentence.
    """

    share: float
    enders: Sequence[int]

    def draw(self, row: NDArray[np.int32], random: np.random.Generator) -> NDArray[np.int32]:
        """One to three sentences in a row, `LONGEST_EXTRACT` tokens at most."""
        ends = 1 + np.flatnonzero(np.isin(row[:-1], self.enders))
        borders = np.concatenate([[0], ends[np.diff(ends, prepend=0) > 1], [len(row)]])  # "..." ends one sentence
        first = int(random.integers(len(borders) - 1))
        last = min(first + int(random.integers(1, 4)), len(borders) - 1)
        return row[borders[first] : borders[last]][:LONGEST_EXTRACT]


class TrainingBatches(keras.utils.PyDataset):
    """Batches of texts of similar length, in another random order each epoch, extracts among them.

    Order and extracts depend on seed and epoch alone: a resumed run sees what an uninterrupted one would have seen.

    Args:
        texts: Texts to learn from.
        batch_size: Texts a batch, at most.
        batch_tokens: Tokens a batch, padding included, at most; one text where that is longer.
        seed: Of order and extracts.
        epoch: The epoch that comes first, counted from 0.
        extracts: None for whole texts only.
    """

    def __init__(
        self,
        texts: LabelledRows,
        *,
        batch_size: int,
        batch_tokens: int = 1 << 20,
        seed: int,
        epoch: int = 0,
        extracts: Extracts | None = None,
    ) -> None:
        super().__init__()
        self.texts, self.extracts = texts, extracts
        self.batch_size, self.batch_tokens = batch_size, batch_tokens
        self.seed, self.epoch = seed, epoch
        self._begin()

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, index: int) -> tuple[NDArray[Any], ...]:
        ids = self._padded(index)
        # Keras takes a length that the first two batches share for that of all batches: let them differ.
        if index == 0 and len(self) > 1 and ids.shape[1] == self._padded(1).shape[1]:
            ids = self._padded(0, wider=True)
        chosen = self._order[index]
        targets = self._targets[chosen][:, None]
        return (ids, targets) if self._weights is None else (ids, targets, self._weights[chosen])

    def _padded(self, index: int, *, wider: bool = False) -> NDArray[np.int32]:
        return pad([self._rows[row] for row in self._order[index]], wider=wider)

    def on_epoch_end(self) -> None:
        """Draws the next epoch's extracts and order."""
        self.epoch += 1
        self._begin()

    def _begin(self) -> None:
        random = np.random.default_rng((self.seed, self.epoch))
        self._rows, self._targets, self._weights = self.texts.rows, self.texts.targets, self.texts.weights
        if self.extracts:
            number = round(self.extracts.share * len(self.texts.rows))
            chosen = random.choice(len(self.texts.rows), size=number)
            self._rows = [*self._rows, *(self.extracts.draw(self.texts.rows[index], random) for index in chosen)]
            self._targets = np.concatenate([self._targets, self._targets[chosen]])
            if self._weights is not None:
                self._weights = np.concatenate([self._weights, self._weights[chosen]])
        self._order = self._shuffled(random)

    def _shuffled(self, random: np.random.Generator) -> list[NDArray[np.int64]]:
        lengths = np.array([len(row) for row in self._rows])
        shuffled = random.permutation(len(self._rows))
        pool = self.batch_size * _POOL
        batches: list[NDArray[np.int64]] = []
        for first in range(0, len(shuffled), pool):
            texts = shuffled[first : first + pool]
            texts = texts[np.argsort(lengths[texts], kind="stable")[::-1]]  # longest first: it sets a batch's width
            start = 0
            while start < len(texts):
                width = -(-int(lengths[texts[start]]) // _MULTIPLE) * _MULTIPLE
                size = min(self.batch_size, max(1, self.batch_tokens // width))
                batches.append(texts[start : start + size])
                start += size
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
