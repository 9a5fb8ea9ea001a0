"""What a simple model says of each label when it has not seen it: tf-idf and logistic regression, five folds."""

import numpy as np
from numpy.typing import NDArray

from sentiment.doctor.findings import Progress, silent
from sentiment.doctor.ngram_counts import NgramCounts

NUM_FOLDS = 5


def out_of_fold(
    counts: NgramCounts, labels: NDArray[np.int8], groups: NDArray[np.int64], *, seed: int, progress: Progress = silent
) -> NDArray[np.float64] | None:
    """P(positive) of each text, by a model that was fitted without its fold.

    Folds are stratified by class, and a group is never in two; the idf weights come from all texts, labels from none.

    Returns:
        [num_texts]; None where there are fewer groups than folds, or all of a class would be in one fold.
    """
    from sklearn.feature_extraction.text import TfidfTransformer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedGroupKFold

    if np.unique(groups).size < NUM_FOLDS or np.bincount(labels, minlength=2).min() < NUM_FOLDS:
        return None
    weights = TfidfTransformer(sublinear_tf=True).fit_transform(counts.counts)
    probabilities = np.zeros(len(labels))
    splitter = StratifiedGroupKFold(n_splits=NUM_FOLDS, shuffle=True, random_state=seed)
    folds = list(splitter.split(np.zeros(len(labels)), labels, groups))
    if any(np.unique(labels[seen]).size < 2 for seen, _ in folds):
        return None
    for seen, unseen in progress(folds, "folds", total=NUM_FOLDS):
        model = LogisticRegression(C=10.0, solver="liblinear").fit(weights[seen], labels[seen])
        if unseen.size:
            probabilities[unseen] = model.predict_proba(weights[unseen])[:, 1]
    return probabilities
