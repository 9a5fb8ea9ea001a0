"""NB-SVM: n-grams weighted by naive Bayes under a linear model (Wang & Manning 2012), here logistic regression.

Runs of one to three words or punctuation marks, present or not.
"""

from pathlib import Path

from scripts.peers.protocol import Classify, Data, Fitted, plain, serve

STRENGTHS = (0.03, 0.1, 0.3, 1.0)
SMOOTHING = 1.0


def fit(data: Data, model: Path) -> Fitted:
    """Tries each inverse strength of the penalty."""
    import joblib  # type: ignore[import-untyped]
    import numpy as np
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    counter = CountVectorizer(
        preprocessor=simplified,
        token_pattern=r"\w+|[^\w\s]",
        ngram_range=(1, 3),
        binary=True,
        min_df=2,
        dtype=np.float32,
    )
    train, labels = counter.fit_transform(data.train.texts), np.array(data.train.labels)
    positive, negative = (SMOOTHING + np.asarray(train[labels == label].sum(axis=0)).ravel() for label in (1, 0))
    ratio = np.log((positive / positive.sum()) / (negative / negative.sum())).astype(np.float32)  # [n-grams]
    train.data *= ratio[train.indices]
    validation = counter.transform(data.validation.texts)
    chosen, most = "", -1
    for strength in STRENGTHS:
        regression = LogisticRegression(C=strength, solver="liblinear", dual=True, max_iter=1000, random_state=0)
        regression.fit(train, labels)
        weights, bias = (ratio * regression.coef_[0]).astype(np.float32), float(regression.intercept_[0])
        right = data.validation.num_right(validation @ weights + bias >= 0)
        if right > most:
            most, chosen = right, f"C {strength:g} of {', '.join(f'{value:g}' for value in STRENGTHS)}"
            joblib.dump((counter, weights, bias), model / "model.joblib")
    return Fitted(chosen, [model / "model.joblib"])


def load(model: Path) -> Classify:
    """Reads the model."""
    import joblib

    counter, weights, bias = joblib.load(model / "model.joblib")
    return lambda texts: list(counter.transform(texts) @ weights + bias >= 0)


def simplified(text: str) -> str:
    """Lower case, no mark-up."""
    return plain(text).lower()


if __name__ == "__main__":
    from scripts.peers import nbsvm  # so that what is written names this module, not __main__

    serve(nbsvm.fit, nbsvm.load)
