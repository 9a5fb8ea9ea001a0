"""What a model has to beat: the most frequent class, tf-idf with logistic regression, and other models as they are."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sentiment.bootstrap import Estimate, estimate
from sentiment.classifier import Classifier
from sentiment.corpus import Examples
from sentiment.errors import MissingExtraError
from sentiment.metrics import Interval, wilson_interval
from sentiment.prediction import Prediction

_STRENGTHS = (1.0, 10.0, 100.0)  # inverse penalties, of which the best is chosen by cross-validation
_MOST_CHOSEN_ON = 5_000  # texts
_SEED = 0


@dataclass(frozen=True)
class Beside:
    """Another way, on the same held-out texts.

    Attributes:
        name: What it is.
        accuracy: In [0, 1].
        interval: The accuracy's 95 % interval (Wilson).
        gain: Accuracy of our model less that of this one, with its 95 % interval (paired bootstrap).
    """

    name: str
    accuracy: float
    interval: Interval
    gain: Estimate

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return asdict(self)


def compare(
    ours: NDArray[np.bool_], learnt: Examples, held_out: Examples, models: Mapping[str, Classifier]
) -> list[Beside]:
    """Our model beside simpler ones and others.

    Args:
        ours: Which of the held-out texts our model got right.  # [held out]
        learnt: What it has learnt from; the simpler ones learn from the same.
        held_out: What all are measured on.
        models: More models, by the names to show.
    """
    found = answers(learnt, held_out, models)
    return [_beside(name, ours, answer == held_out.labels) for name, answer in found.items()]


def answers(learnt: Examples, held_out: Examples, models: Mapping[str, Classifier]) -> dict[str, NDArray[np.int8]]:
    """What each of the others answers, see `compare`: 1 positive, 0 negative."""
    return {
        "the most frequent class": np.full(len(held_out), int(2 * learnt.labels.sum() > len(learnt)), dtype=np.int8),
        "tf-idf + logistic regression": _tf_idf(learnt, held_out.texts),
        **{name: classified(model, held_out.texts) for name, model in models.items()},
    }


def _beside(name: str, ours: NDArray[np.bool_], theirs: NDArray[np.bool_]) -> Beside:
    gain = estimate(ours.astype(np.float64) - theirs, seed=_SEED)
    return Beside(name, float(theirs.mean()), wilson_interval(int(theirs.sum()), len(theirs)), gain)


def _tf_idf(learnt: Examples, texts: Sequence[str]) -> NDArray[np.int8]:
    """Words and pairs of words, weighed as is usual."""
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.model_selection import GridSearchCV
    except ImportError as error:
        raise MissingExtraError("training (scikit-learn)") from error
    # Every run of word characters is a word: the usual pattern drops those of one letter.
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"(?u)\w+|[^\w\s]")
    features = vectorizer.fit_transform(learnt.texts)
    model = LogisticRegression(class_weight="balanced", max_iter=1000)
    chosen = _drawn(learnt.labels)
    search = GridSearchCV(model, {"C": _STRENGTHS}, cv=3).fit(features[chosen], learnt.labels[chosen])
    model.set_params(C=search.best_params_["C"]).fit(features, learnt.labels)
    return np.asarray(model.predict(vectorizer.transform(texts)), dtype=np.int8)


def _drawn(labels: NDArray[np.int8]) -> NDArray[np.int64]:
    """Places of up to 5,000 texts; of a rare class as many as there are, up to half."""
    order = np.random.default_rng(_SEED).permutation(len(labels))
    half = _MOST_CHOSEN_ON // 2
    positive, negative = order[labels[order] == 1], order[labels[order] == 0]
    return np.concatenate(
        [positive[: max(half, _MOST_CHOSEN_ON - len(negative))], negative[: max(half, _MOST_CHOSEN_ON - len(positive))]]
    )


def classified(classifier: Classifier, texts: Sequence[str]) -> NDArray[np.int8]:
    """1 where the model says positive; a text that it cannot read it gets wrong."""
    results = classifier.classify_many(texts)
    return np.array([int(r.logit >= 0) if isinstance(r, Prediction) else -1 for r in results], dtype=np.int8)
