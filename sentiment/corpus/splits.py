"""Splits that follow from the data alone: what belongs together is on one side, on every machine, every time."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from sentiment.corpus.rows import Examples


def fold(group: str, num_folds: int = 5) -> int:
    """The fold of a group: SHA-256 of its name, modulo `num_folds`."""
    return int(_digest(group), 16) % num_folds


def text_key(text: str) -> str:
    """SHA-256 of the text without outer white space, in hex: the group of a text that has no other."""
    return _digest(text.strip())


def split_keys(examples: Examples) -> list[str]:
    """What each example is split by: its group, else its text.

    Equal texts get the key of the first of them, so they never fall on both sides, whatever their groups.
    """
    texts = [text_key(text) for text in examples.texts]
    keys: dict[str, str] = {}
    for text, group in zip(texts, examples.groups or texts, strict=True):
        keys.setdefault(text, group)
    return [keys[text] for text in texts]


def held_out_mask(keys: Sequence[str], *, num_folds: int = 5, fold_index: int = 0) -> NDArray[np.bool_]:
    """True where an example is held out: where its key (see `split_keys`) falls into the fold.

    Returns:
        [num_examples] bool.

    Raises:
        ValueError: fewer than two folds, or no fold of that index.
    """
    if num_folds < 2 or not 0 <= fold_index < num_folds:
        raise ValueError(f"fold_index {fold_index} of {num_folds} folds; at least 2 folds, index from 0")
    return np.fromiter((fold(key, num_folds) == fold_index for key in keys), dtype=np.bool_, count=len(keys))


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
