"""A teacher for unlabelled texts: word n-grams, weighted by naive Bayes, under logistic regression.

Features: Wang & Manning 2012, "Baselines and Bigrams"; learning from a teacher's soft labels: Hinton et al. 2015.
scikit-learn counts and fits.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sentiment.errors import MissingExtraError

_LONGEST = 3  # tokens of an n-gram
_RAREST = 3  # texts an n-gram occurs in, at least
_PENALTY = 0.3  # inverse strength; .1 to 1 differ by less than .05 points on IMDB


def soft_labels(
    labelled: Sequence[NDArray[np.int32]],
    labels: NDArray[np.int8],
    unlabelled: Sequence[NDArray[np.int32]],
    *,
    seed: int,
    tick: Callable[[int], None] = lambda _: None,
) -> NDArray[np.float32]:
    """What a teacher that has learnt from the labelled texts thinks of the others.

    Args:
        labelled: Token ids of each text.
        labels: 0 or 1.  # [labelled]
        unlabelled: Token ids of each text.
        seed: Of the solver.
        tick: Called with the number of texts that have been read since the last call.

    Returns:
        Probability that each text is positive.  # [unlabelled]
    """
    try:
        from sklearn.feature_extraction.text import CountVectorizer
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise MissingExtraError("learning from unlabelled texts (scikit-learn)") from error
    counter = CountVectorizer(
        analyzer=_n_grams, binary=True, min_df=min(_RAREST, max(1, len(labelled) // 100)), dtype=np.float32
    )
    counts = counter.fit_transform(_ticking(labelled, tick))
    positive = 1 + np.asarray(counts[labels == 1].sum(axis=0)).ravel()
    negative = 1 + np.asarray(counts[labels == 0].sum(axis=0)).ravel()
    ratio = np.log((positive / positive.sum()) / (negative / negative.sum())).astype(np.float32)  # [n-grams]
    counts.data *= ratio[counts.indices]
    model = LogisticRegression(C=_PENALTY, solver="liblinear", dual=True, max_iter=1000, random_state=seed)
    model.fit(counts, labels)
    others = counter.transform(_ticking(unlabelled, tick))
    others.data *= ratio[others.indices]
    probabilities: NDArray[np.float32] = model.predict_proba(others)[:, 1].astype(np.float32)
    return probabilities


def _n_grams(row: NDArray[np.int32]) -> Iterator[tuple[int, ...]]:
    """All runs of one to three token ids."""
    ids = row.tolist()
    for length in range(1, _LONGEST + 1):
        yield from zip(*(ids[start:] for start in range(length)), strict=False)


def _ticking(rows: Sequence[NDArray[np.int32]], tick: Callable[[int], None]) -> Iterator[NDArray[np.int32]]:
    for row in rows:
        yield row
        tick(1)
