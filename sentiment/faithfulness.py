"""How faithful rankings of words are, over a corpus.

AOPC, the mean over several shares of the words, of comprehensiveness and sufficiency: DeYoung et al. 2020, "ERASER".
Intervals are by the bootstrap over texts (Efron 1979).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sentiment.bootstrap import Estimate, estimate
from sentiment.deletion import SHARES
from sentiment.erasure import DELETION, RANDOM, UNKNOWN_TOKEN, Erasure, ExaminedText

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Removal:
    """A ranking under one way of removal, over texts.

    Attributes:
        comprehensiveness: Mean over texts and `SHARES` of p(text) - p(text without the first words); high is faithful.
        sufficiency: Mean of p(text) - p(the first words alone); low is faithful.
        flip: Median of `Erasure.flip`; low is faithful.
        curve: Mean p of the whole text, then without the first words for each of `SHARES`.
    """

    comprehensiveness: Estimate
    sufficiency: Estimate
    flip: Estimate
    curve: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """A ranking, over texts; see `RankedText`. What could not be measured on any text is None."""

    name: str
    removals: Mapping[str, Removal]
    agreement: Estimate | None
    agreement_of_sizes: Estimate | None
    average_precision: Estimate | None
    token_f1: Estimate | None


@dataclass(frozen=True, slots=True)
class Faithfulness:
    """What was found over a corpus.

    Attributes:
        num_texts: Texts examined.
        num_rationales: Of these, texts in which people marked words.
        mean_words: Words of a text, on average.
        rankings: In the order in which they are shown.
    """

    num_texts: int
    num_rationales: int
    mean_words: float
    rankings: tuple[Ranking, ...]

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return {"shares": list(SHARES), **asdict(self)}


def summarize(texts: Sequence[ExaminedText], *, seed: int) -> Faithfulness:
    """The figures over texts that were examined with the same rankings.

    Args:
        texts: One at least.
        seed: Of the bootstrap.
    """
    whole = np.array([text.probability for text in texts])
    rankings = []
    for name in texts[0].rankings:
        ranked = [text.rankings[name] for text in texts]
        removals = {
            way: _removal(whole, [one.erasures[way] for one in ranked], seed) for way in (DELETION, UNKNOWN_TOKEN)
        }
        measured = {
            figure: _estimate_known([getattr(one, figure) for one in ranked], seed)
            for figure in ("agreement", "agreement_of_sizes", "average_precision", "token_f1")
        }
        rankings.append(Ranking(name, removals, **measured))
    return Faithfulness(
        num_texts=len(texts),
        num_rationales=sum(not math.isnan(text.rankings[RANDOM].average_precision) for text in texts),
        mean_words=float(np.mean([text.num_words for text in texts])),
        rankings=tuple(rankings),
    )


def _removal(whole: Floats, erasures: Sequence[Erasure], seed: int) -> Removal:
    without, alone = (np.array([getattr(one, part) for one in erasures]) for part in ("without", "alone"))
    return Removal(
        comprehensiveness=estimate((whole[:, None] - without).mean(axis=1), seed=seed),
        sufficiency=estimate((whole[:, None] - alone).mean(axis=1), seed=seed),
        flip=estimate([one.flip for one in erasures], np.median, seed=seed),
        curve=(float(whole.mean()), *without.mean(axis=0).tolist()),
    )


def _estimate_known(values: Sequence[float], seed: int) -> Estimate | None:
    """The mean of the values that are not NaN; None if all are."""
    known = [value for value in values if not math.isnan(value)]
    return estimate(known, seed=seed) if known else None
