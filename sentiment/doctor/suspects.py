"""Labels that are probably wrong: a model that has not seen them disagrees with confidence.

Confident learning (Northcutt, Jiang & Chuang 2021): a class's threshold is the mean out-of-fold probability of that
class over the texts labelled so; a text that reaches the threshold of the other class, and is likelier to be of it,
is a suspect. With honest labels a hard corpus has suspects, too: their number is a bound more than an estimate.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sentiment.corpus import Examples
from sentiment.doctor.findings import CLASSES, MOST_CASES, Case, Finding, graded, percent, shortened
from sentiment.plurals import many

_MANY = 0.1  # share of suspects
_CHANCE = 0.55  # balanced accuracy up to which the words say next to nothing

Floats = NDArray[np.float64]


def suspects(labels: NDArray[np.int8], probabilities: Floats) -> NDArray[np.int64]:
    """Indices of the labels that are contradicted with confidence, the most confident first.

    Args:
        labels: 0 negative, 1 positive; both are there.  # [num_examples]
        probabilities: Out-of-fold P(positive).  # [num_examples]
    """
    return _by_confidence(labels, probabilities, _confident_class(labels, probabilities) == 1 - labels)


def estimated_share(labels: NDArray[np.int8], probabilities: Floats) -> float:
    """Share of wrong labels, from the calibrated confident joint; exact only where the model's errors are unbiased."""
    confident = _confident_class(labels, probabilities)
    share = 0.0
    for label in (0, 1):
        inside = labels == label
        num_confident = int(np.sum(inside & (confident >= 0)))
        if num_confident:
            share += float(np.mean(inside)) * float(np.sum(inside & (confident == 1 - label))) / num_confident
    return share


def find_suspects(examples: Examples, probabilities: Floats) -> Iterator[Finding]:
    """Label-noise suspects; or that the labels have nothing to do with the words."""
    labels = examples.labels
    right = (probabilities >= 0.5) == labels
    balanced = float(np.mean([right[labels == label].mean() for label in (0, 1)]))
    if balanced < _CHANCE:
        yield Finding(
            "unlearnable",
            "warning",
            f"The words hardly tell the label: tf-idf and logistic regression have a balanced accuracy of "
            f"{balanced:.0%} in cross-validation, a coin has 50%.",
            "Check that --label-column is the right one, and that labels did not slip against the texts.",
            {"balanced_accuracy": round(balanced, 4)},
        )
        return
    found = suspects(labels, probabilities)
    if not found.size:
        return
    share = found.size / len(examples)
    yield Finding(
        "label-suspects",
        graded(share, warning=_MANY),
        f"{many(found.size, 'label')} ({percent(share)}) may be wrong: tf-idf and logistic regression, trained on the "
        f"other texts and right on {right.mean():.0%} of them, confidently say the opposite. Some of these are texts "
        "that are hard, not labels that are wrong.",
        "Read them from the top, and stop when the labels turn out right; nothing is removed for you.",
        {
            "num_suspects": int(found.size),
            "share": round(share, 4),
            "estimated_share": round(estimated_share(labels, probabilities), 4),
            "accuracy": round(float(right.mean()), 4),
        },
        tuple(
            Case(
                (examples.ids[i],),
                (shortened(examples.texts[i]),),
                f"labelled {CLASSES[labels[i]]}; {CLASSES[1 - labels[i]]} by its words "
                f"({abs(labels[i] - probabilities[i]):.0%})",
            )
            for i in found[:MOST_CASES]
        ),
        tuple(examples.ids[i] for i in found),
    )


def _confident_class(labels: NDArray[np.int8], probabilities: Floats) -> NDArray[np.int64]:
    """The class that each text is of with confidence; -1 where there is none."""
    each = np.stack([1 - probabilities, probabilities], axis=1)  # [num_examples, 2]
    thresholds = [each[labels == label, label].mean() for label in (0, 1)]
    confident = np.where(each >= thresholds, each, -1.0)
    return np.where(confident.max(axis=1) < 0, -1, confident.argmax(axis=1))


def _by_confidence(labels: NDArray[np.int8], probabilities: Floats, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
    places = np.flatnonzero(chosen)
    doubt = np.abs(labels - probabilities)[places]  # P(the other class)
    return places[np.argsort(-doubt, kind="stable")]
