"""A classifier that stops when the time of a call is up, also within an audit, which reads a text many times."""

import time

from sentiment.classifier import Classifier
from sentiment.prediction import Prediction


class TimedClassifier(Classifier):
    """Answers as another classifier does, up to a moment.

    Args:
        classifier: The other one, whose model it shares.
        seconds: From now on.
    """

    def __init__(self, classifier: Classifier, seconds: float) -> None:
        vars(self).update(vars(classifier))
        self._classifier = classifier
        self._end = time.monotonic() + seconds

    def classify(self, text: str) -> Prediction:
        """Classifies one text.

        Raises:
            TextError: As the other classifier.
            TimeoutError: The time is up.
        """
        if time.monotonic() >= self._end:
            raise TimeoutError
        return self._classifier.classify(text)
