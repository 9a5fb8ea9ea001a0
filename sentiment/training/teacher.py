"""Teachers for unlabeled texts where no pre-trained one is given: two linear models of token n-grams, by scikit-learn.

* Naive-Bayes weighted n-grams under logistic regression (Wang & Manning 2012, "Baselines and Bigrams").
* Latent semantic analysis (Deerwester et al. 1990) of the n-grams of all texts, labelled and unlabelled, weighted by
  how much they tell; logistic regression on the factors. The company that an n-gram keeps in unlabelled texts tells
  what it means where it is rare among the labelled ones.

Learning from teachers' soft labels: Hinton et al. 2015.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sentiment import metrics
from sentiment.errors import MissingExtraError, TrainingError

NUM_TEACHERS = 2
_LONGEST = 3  # tokens of an n-gram
_MANY = (5_000, 15_000)  # texts from which on an n-gram has to occur in one more: in few, each one says something
_FACTORS = 400
_PENALTY = 0.3  # inverse strength; .1 to 1 differ by less than .05 points on IMDB
_FACTOR_PENALTY = 10.0
_TINY = 1e-9


def teach(
    labelled: Sequence[NDArray[np.int32]],
    labels: NDArray[np.int8],
    unlabelled: Sequence[NDArray[np.int32]],
    *,
    seed: int,
    tick: Callable[[int], None] = lambda _: None,
) -> NDArray[np.float32]:
    """What the teachers that have learnt from the labelled texts think of the others.

    Args:
        labelled: Token ids of each text.
        labels: 0 or 1.  # [labelled]
        unlabelled: Token ids of each text.
        seed: Of the solvers.
        tick: Called with the number of texts that have been read since the last call.

    Returns:
        Each teacher's logit for each unlabelled text.  # [NUM_TEACHERS, unlabelled]

    Raises:
        TrainingError: No word or n-gram occurs in enough of the labelled texts.
    """
    counter, counts = _count_ngrams(labelled, tick)  # [labelled, n-grams]
    others = counter.transform(_ticking(unlabelled, tick))  # [unlabelled, n-grams]
    for occurs in (counts, others):
        occurs.data[:] = 1
    ratio = _log_ratio(counts, labels)  # [n-grams]
    for weighted in (counts, others):
        weighted.data *= ratio[weighted.indices]
    return np.stack([_n_gram_logits(counts, labels, others, seed), _factor_logits(counts, labels, others, seed)])


def soft_labels(logits: NDArray[np.float32], *, sharpness: float) -> NDArray[np.float32]:
    """What several models think together.

    Each model's logits are brought to the same scale (a standard deviation of 1 over the texts) and averaged; one that
    thinks the same of all texts has nothing to say.

    Args:
        logits: Of each model, for each text.  # [models, texts]
        sharpness: What the average is multiplied by: the larger, the surer the labels.

    Returns:
        Probability that each text is positive, in [0, 1].  # [texts]
    """
    scale = logits.std(axis=1, keepdims=True)  # [models, 1]
    telling = scale[:, 0] > 0
    if not telling.any():
        return np.full(logits.shape[1], 0.5, dtype=np.float32)
    together = sharpness * np.mean(logits[telling] / scale[telling], axis=0)
    return metrics.sigmoid(together).astype(np.float32)


def _n_gram_logits(counts: Any, labels: NDArray[np.int8], others: Any, seed: int) -> NDArray[np.float32]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_PENALTY, solver="liblinear", dual=True, max_iter=1000, random_state=seed)
    model.fit(counts, labels)
    return np.asarray(model.decision_function(others), dtype=np.float32)


def _factor_logits(counts: Any, labels: NDArray[np.int8], others: Any, seed: int) -> NDArray[np.float32]:
    from scipy.sparse import vstack
    from sklearn.decomposition import TruncatedSVD
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import normalize

    texts = vstack([counts, others]).tocsr()
    texts.data = np.abs(texts.data)
    common = np.flatnonzero(texts.getnnz(axis=0) >= min(20, max(2, texts.shape[0] // 100)))
    num_factors = min(_FACTORS, len(common) - 1, len(labels) // 4)
    if num_factors < 1:
        return np.zeros(others.shape[0], dtype=np.float32)
    svd = TruncatedSVD(num_factors, n_iter=2, power_iteration_normalizer="QR", random_state=seed)
    with np.errstate(invalid="ignore"):  # the share of variance, where all texts are alike
        found = svd.fit_transform(normalize(texts[:, common]))
    factors = normalize(found / np.maximum(svd.singular_values_, _TINY))  # [texts, factors]
    model = LogisticRegression(C=_FACTOR_PENALTY, max_iter=500).fit(factors[: len(labels)], labels)
    return np.asarray(model.decision_function(factors[len(labels) :]), dtype=np.float32)


def _count_ngrams(rows: Sequence[NDArray[np.int32]], tick: Callable[[int], None] = lambda _: None) -> tuple[Any, Any]:
    """Counts n-grams of labelled texts.

    Returns:
        The fitted `CountVectorizer`, and how often each n-gram occurs in each text, sparse.  # [texts, n-grams]

    Raises:
        TrainingError: No word or n-gram occurs in enough of the texts.
    """
    try:
        from sklearn.feature_extraction.text import CountVectorizer
    except ImportError as error:
        raise MissingExtraError("training (scikit-learn)") from error
    rarest = 1 + sum(len(rows) >= many for many in _MANY)
    counter = CountVectorizer(analyzer=_n_grams, min_df=rarest, dtype=np.float32)
    try:
        return counter, counter.fit_transform(_ticking(rows, tick))
    except ValueError as error:
        raise TrainingError("the labelled texts have no words in common to learn from: give more of them") from error


def _log_ratio(counts: Any, labels: NDArray[np.int8]) -> NDArray[np.float32]:
    """Of each n-gram: the log of how much likelier it is to occur in a positive text; add-one smoothed."""
    occurs = counts.copy()
    occurs.data[:] = 1
    positive = 1 + np.asarray(occurs[labels == 1].sum(axis=0)).ravel()
    negative = 1 + np.asarray(occurs[labels == 0].sum(axis=0)).ravel()
    return np.asarray(np.log((positive / positive.sum()) / (negative / negative.sum())), dtype=np.float32)


def _ticking(rows: Sequence[NDArray[np.int32]], tick: Callable[[int], None]) -> Iterator[NDArray[np.int32]]:
    """The rows, with a tick after each."""
    for row in rows:
        yield row
        tick(1)


def _n_grams(row: NDArray[np.int32]) -> Iterator[tuple[int, ...]]:
    """All runs of one to three token ids."""
    ids = row.tolist()
    for length in range(1, _LONGEST + 1):
        yield from zip(*(ids[start:] for start in range(length)), strict=False)
