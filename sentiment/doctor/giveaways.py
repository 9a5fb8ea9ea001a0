"""Words that give the label away: one word, or two in a row, that does what a whole model should do.

A word is a giveaway if whether a text has it

* tells the label with a balanced accuracy of 90 % or more (the model would read nothing else), or
* is 99 times as frequent in one class as in the other, and in 30 % of that class or more.

Frequencies are smoothed by half a text, so that few texts prove nothing. Honest words of sentiment are far from
either: most texts of a class do without any one of them, and many of the other class have it.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sentiment.corpus import Examples
from sentiment.doctor.findings import CLASSES, MOST_CASES, Case, Finding, percent, shortened
from sentiment.doctor.ngram_counts import NgramCounts
from sentiment.doctor.tokens import is_unspaced
from sentiment.plurals import many

BALANCED_ACCURACY = 0.9
RATIO = 99.0
COVERAGE = 0.3
_BEFORE = 40  # characters shown before an n-gram
_SAME = 0.9  # texts in common, of those that have either of two n-grams


def find_giveaways(examples: Examples, counts: NgramCounts) -> Iterator[Finding]:
    """Words and pairs of words that give the label away; an error where one of them does it alone."""
    present = counts.counts > 0
    sizes = np.bincount(examples.labels, minlength=2)
    if not sizes.all():
        return
    having = np.stack([np.asarray(present[examples.labels == label].sum(axis=0)).ravel() for label in (0, 1)])
    shares = (having + 0.5) / (sizes[:, None] + 1)  # [2, num_ngrams]
    side = shares.argmax(axis=0)  # the class that it speaks for
    high, low = shares.max(axis=0), shares.min(axis=0)
    accuracy = (1 + high - low) / 2
    fires = (accuracy >= BALANCED_ACCURACY) | ((high >= RATIO * low) & (high >= COVERAGE))
    chosen = _distinct(counts, np.flatnonzero(fires), accuracy)
    if not chosen:
        return
    best = chosen[0]
    mine = int(side[best])
    alone = accuracy[best] >= BALANCED_ACCURACY
    with_it = [int(number) for number in having[:, best]]
    others = f", and {many(len(chosen) - 1, 'other')} like it" if len(chosen) > 1 else ""
    yield Finding(
        "giveaway",
        "error" if alone else "warning",
        f"“{_written(counts.ngrams[best])}” gives the label away: it is in {percent(with_it[mine] / sizes[mine])} of "
        f"the {CLASSES[mine]} texts and {percent(with_it[1 - mine] / sizes[1 - mine])} of the {CLASSES[1 - mine]} "
        f"ones{others}. A model would learn to look for it, and fail on texts without.",
        "If it came with the labels (a rating, a tag, a form's wording), remove it from the texts.",
        {"num_ngrams": len(chosen), "balanced_accuracy": round(float(accuracy[best]), 4)},
        tuple(_case(examples, counts, index, side[index], having[:, index]) for index in chosen[:MOST_CASES]),
    )


def _distinct(counts: NgramCounts, found: NDArray[np.int64], accuracy: NDArray[np.float64]) -> list[int]:
    """The n-grams found, the best first, of those that are in the same texts the one that says most."""
    order = sorted(
        found.tolist(), key=lambda i: (-round(float(accuracy[i]), 3), -sum(map(str.isalnum, counts.ngrams[i])))
    )
    chosen: dict[int, set[int]] = {}
    for index in order:
        inside = set(counts.counts[:, [index]].nonzero()[0].tolist())
        if not any(len(inside & others) >= _SAME * len(inside | others) for others in chosen.values()):
            chosen[index] = inside
    return list(chosen)


def _case(examples: Examples, counts: NgramCounts, index: int, side: int, having: NDArray[np.int64]) -> Case:
    inside = counts.counts[:, [index]].nonzero()[0]
    shown = next(int(place) for place in inside if examples.labels[place] == side)
    numbers = " and ".join(f"{having[label]:,} {CLASSES[label]}" for label in (side, 1 - side))
    return Case(
        (examples.ids[shown],),
        (_around(examples.texts[shown], str(counts.ngrams[index])),),
        f"“{_written(counts.ngrams[index])}”: {numbers}",
    )


def _written(ngram: str) -> str:
    """An n-gram as people write it: without a space in scripts that have none."""
    words = ngram.split(" ")
    return shortened(("" if is_unspaced(words) else " ").join(words))


def _around(text: str, ngram: str) -> str:
    """The part of a text where an n-gram is."""
    start = max(0, text.casefold().find(ngram.split(" ")[0]) - _BEFORE)
    return shortened(("…" if start else "") + text[start:])
