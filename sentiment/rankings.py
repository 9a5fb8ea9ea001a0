"""How two rankings of the same things agree, and how well a ranking finds what it is to find. NumPy only.

A ranking is one score for each thing, high first.
"""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def kendall(one: ArrayLike, other: ArrayLike) -> float:
    """Kendall's τ_b of two rankings of the same things, in [-1, 1]; NaN if one ranks all the same.

    In time by the square of their number, in memory by their number.
    """
    first, second = _floats(one), _floats(other)
    both = pairs = other_pairs = 0.0
    for index in range(len(first) - 1):
        here = np.sign(first[index + 1 :] - first[index])  # [things after this one]
        there = np.sign(second[index + 1 :] - second[index])  # [things after this one]
        both += float(here @ there)
        pairs += float(here @ here)
        other_pairs += float(there @ there)
    return both / math.sqrt(pairs * other_pairs) if pairs and other_pairs else math.nan


def average_precision(wanted: ArrayLike, ranking: ArrayLike) -> float:
    """Area under the precision-recall curve, in [0, 1]: Σ (R_n - R_{n-1}) P_n over the different scores, high first.

    Args:
        wanted: True for what is to be found.  # [things]
        ranking: Things of one score are found at once.  # [things]

    Returns:
        NaN if nothing is to be found.
    """
    truth, scores = np.asarray(wanted, dtype=np.bool_), _floats(ranking)
    if not truth.any():
        return math.nan
    order = np.argsort(-scores, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(scores[order])), len(order) - 1)  # last of each score
    hits = np.cumsum(truth[order])[ends]
    return float(np.sum(np.diff(hits, prepend=0) * hits / (ends + 1)) / truth.sum())


def top_f1(wanted: ArrayLike, ranking: ArrayLike) -> float:
    """F1 of the first things of a ranking, as many as are to be found, in [0, 1]; it is precision and recall, too.

    Args:
        wanted: True for what is to be found.  # [things]
        ranking: Of equal ones the earlier counts as the first.  # [things]

    Returns:
        NaN if nothing is to be found.
    """
    truth = np.asarray(wanted, dtype=np.bool_)
    number = int(truth.sum())
    first = np.argsort(-_floats(ranking), kind="stable")[:number]
    return float(truth[first].mean()) if number else math.nan


def _floats(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64)
