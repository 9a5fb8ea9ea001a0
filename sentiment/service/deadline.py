"""A classifier that stops when the time of a call is up, also within an audit, which reads a text many times."""

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sentiment.classifier import Classifier
from sentiment.session import Reading


class TimedClassifier(Classifier):
    """Answers as another classifier does, until a moment; after it, reading raises TimeoutError.

    Args:
        classifier: The other one, whose model it shares.
        seconds: From now on.
    """

    def __init__(self, classifier: Classifier, seconds: float) -> None:
        vars(self).update(vars(classifier))
        self._end = time.monotonic() + seconds

    def _read(self, rows: Sequence[NDArray[np.int32]]) -> list[Reading]:
        if time.monotonic() >= self._end:
            raise TimeoutError
        return super()._read(rows)
