"""Teachers for unlabelled texts: two readings of the same word n-grams, by scikit-learn.

* Naive-Bayes weighted n-grams under logistic regression (Wang & Manning 2012, "Baselines and Bigrams").
* Latent semantic analysis (Deerwester et al. 1990) of the n-grams of all texts, labelled and unlabelled, weighted by
  how much they tell; logistic regression on the factors. The company that an n-gram keeps in unlabelled texts tells
  what it means where it is rare among the labelled ones.

Learning from teachers' soft labels: Hinton et al. 2015.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sentiment import metrics
from sentiment.training.ngrams import count_ngrams, log_ratio, ticking

NUM_TEACHERS = 2
_FACTORS = 400
_PENALTY = 0.3  # inverse strength; .1 to 1 differ by less than .05 points on IMDB
_FACTOR_PENALTY = 10.0


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
    counter, counts = count_ngrams(labelled, tick)  # [labelled, n-grams]
    others = counter.transform(ticking(unlabelled, tick))  # [unlabelled, n-grams]
    for occurs in (counts, others):
        occurs.data[:] = 1
    ratio = log_ratio(counts, labels)  # [n-grams]
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
    factors = normalize(svd.fit_transform(normalize(texts[:, common])) / svd.singular_values_)  # [texts, factors]
    model = LogisticRegression(C=_FACTOR_PENALTY, max_iter=500).fit(factors[: len(labels)], labels)
    return np.asarray(model.decision_function(factors[len(labels) :]), dtype=np.float32)
