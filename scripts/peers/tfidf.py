"""Logistic regression on tf-idf of words and pairs of words, by scikit-learn: what most people would try first."""

from pathlib import Path

from scripts.peers.protocol import Classify, Data, Fitted, plain, serve

STRENGTHS = (1.0, 3.0, 10.0, 30.0, 100.0)


def fit(data: Data, model: Path) -> Fitted:
    """Tries each inverse strength of the penalty."""
    import joblib  # type: ignore[import-untyped]
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = TfidfVectorizer(preprocessor=simplified, ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    train = vectorizer.fit_transform(data.train.texts)
    validation = vectorizer.transform(data.validation.texts)
    chosen, most = "", -1
    for strength in STRENGTHS:
        regression = LogisticRegression(C=strength, solver="liblinear", dual=True, max_iter=1000, random_state=0)
        regression.fit(train, data.train.labels)
        right = data.validation.num_right(regression.predict(validation) == 1)
        if right > most:
            most, chosen = right, f"C {strength:g} of {', '.join(f'{value:g}' for value in STRENGTHS)}"
            joblib.dump((vectorizer, regression), model / "model.joblib")
    return Fitted(chosen, [model / "model.joblib"])


def load(model: Path) -> Classify:
    """Reads the model."""
    import joblib

    vectorizer, regression = joblib.load(model / "model.joblib")
    return lambda texts: list(regression.predict(vectorizer.transform(texts)) == 1)


def simplified(text: str) -> str:
    """Lower case, no mark-up."""
    return plain(text).lower()


if __name__ == "__main__":
    from scripts.peers import tfidf  # so that what is written names this module, not __main__

    serve(tfidf.fit, tfidf.load)
