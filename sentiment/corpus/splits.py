"""Splits that follow from the data alone: what belongs together is on one side, on every machine, every time."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from sentiment.corpus.rows import Examples


@dataclass(frozen=True, eq=False)
class Split:
    """Which examples are only there to measure by.

    Attributes:
        held_out: True where an example is.  # [num_examples] bool
        rule: How they were chosen, in words.
    """

    held_out: NDArray[np.bool_]
    rule: str

    @property
    def sha256(self) -> str:
        """Of `held_out`, a byte an example."""
        return sha256(self.held_out.tobytes()).hexdigest()


def stratified_split(examples: Examples, *, seed: int, share: float = 0.2) -> Split:
    """Holds out about `share` of the examples of each class.

    What belongs together (see `split_keys`) stays together. Of each class, keys are taken in the order of the SHA-256
    of seed and key as long as the number of their examples comes nearer to `share`; a key with examples of both
    classes counts as one of the more frequent (negative, where they are equally frequent).
    """
    keys, places = np.unique(split_keys(examples), return_inverse=True)
    sizes = np.bincount(places)
    positive = 2 * np.bincount(places, weights=examples.labels) > sizes
    order = np.argsort([_digest(f"{seed} {key}") for key in keys], kind="stable")
    taken = np.zeros(len(keys), dtype=np.bool_)
    for label in (False, True):
        left = share * sizes[positive == label].sum()
        for key in order[positive[order] == label]:
            if sizes[key] <= 2 * left:  # nearer with it than without
                taken[key] = True
                left -= sizes[key]
    return Split(taken[places], f"about {share:.0%} of each class, by SHA-256 of seed {seed} and group, else text")


def fold_split(examples: Examples) -> Split:
    """Fold 0 of 5 of the groups, whatever the seed: what the figures of IMDB are measured on."""
    return Split(held_out_mask(split_keys(examples)), "fold 0 of 5 by SHA-256 of the group, else of the text")


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
