"""Sentiment of a text, with its reasons.

    from sentiment import Classifier

    prediction = Classifier.load().classify("A superb film.")
    prediction.label, prediction.probability, prediction.words

The names below are imported on first use, so that `import sentiment` and `sentiment --help` cost nothing.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sentiment.audit import Audit
    from sentiment.classifier import Classifier
    from sentiment.errors import SentimentError
    from sentiment.prediction import Failure, Prediction
    from sentiment.words import Sentence, Token, Word

# Or ONNX Runtime reports to its maker over the network, and keeps a number for this machine in its cache.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

__version__ = "0.1.0"

__all__ = ["Audit", "Classifier", "Failure", "Prediction", "Sentence", "SentimentError", "Token", "Word", "__version__"]

_HOMES = {
    "Audit": "sentiment.audit",
    "Classifier": "sentiment.classifier",
    "Failure": "sentiment.prediction",
    "Prediction": "sentiment.prediction",
    "Sentence": "sentiment.words",
    "SentimentError": "sentiment.errors",
    "Token": "sentiment.words",
    "Word": "sentiment.words",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'sentiment' has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
