"""A classifier that stops when the time of a call is up, also within an audit, which reads a text many times."""

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sentiment.classifier import Classifier
from sentiment.prediction import Prediction
from sentiment.session import Reading


class TimedClassifier(Classifier):
    """Answers as another classifier does, until a moment; after it, reading raises TimeoutError.

    Args:
        classifier: The other one, whose model it shares.
        seconds: From now on.
    """

    def __init__(self, classifier: Classifier, seconds: float) -> None:
        vars(self).update(vars(classifier))
        self._classifier = classifier
        self._end = time.monotonic() + seconds

    def classify(self, text: str) -> Prediction:
        """Classify one text.

        Raises:
            TextError: As the other classifier.
            TimeoutError: The time is up.
        """
        self._check()
        return self._classifier.classify(text)

    def _read(self, rows: Sequence[NDArray[np.int32]]) -> list[Reading]:
        self._check()
        return self._classifier._read(rows)

    def _check(self) -> None:
        if time.monotonic() >= self._end:
            raise TimeoutError
