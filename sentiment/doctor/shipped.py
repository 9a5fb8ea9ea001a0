"""The model shipped with this package, as a second opinion on a corpus."""

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sentiment.bundle import SHIPPED, find_bundle
from sentiment.classifier import FAR, Classifier
from sentiment.corpus import Examples
from sentiment.doctor.findings import Progress, silent
from sentiment.errors import BundleError, TextError

MOST_READ = 300
"""Texts that are classified at most."""


@dataclass(frozen=True)
class Opinion:
    """What the shipped model says of some texts of a corpus.

    Attributes:
        places: Which texts.  # [num_read]
        agrees: Whether the label is the model's.  # [num_read]
        num_foreign: Texts that are not among them, because most of their words are unknown to the model.
    """

    places: NDArray[np.int64]
    agrees: NDArray[np.bool_]
    num_foreign: int


def second_opinion(examples: Examples, *, seed: int = 0, progress: Progress = silent) -> Opinion | None:
    """Return what the shipped model says of at most `MOST_READ` texts; None if it is not there."""
    classifier = _shipped()
    if classifier is None:
        return None
    drawn = np.random.default_rng(seed).permutation(len(examples))[:MOST_READ]
    places, agrees, num_foreign = [], [], 0
    for place in progress(sorted(drawn.tolist()), "texts classified", total=drawn.size):
        try:
            found = classifier.classify(examples.texts[place])
        except TextError:
            continue
        if found.unknown_share > FAR:
            num_foreign += 1
        else:
            places.append(place)
            agrees.append((found.logit >= 0) == bool(examples.labels[place]))
    return Opinion(np.array(places, dtype=np.int64), np.array(agrees, dtype=bool), num_foreign)


@functools.cache
def _shipped() -> Classifier | None:
    try:
        return Classifier.load(find_bundle(SHIPPED))
    except BundleError:
        return None
