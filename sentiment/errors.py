"""Every error this package raises on purpose.

    SentimentError
    ├── TextError               a text cannot be classified (empty, not a string, too long)
    ├── CorpusError             a corpus cannot be read, or its labels are not two classes
    ├── BundleError             a model directory cannot be used
    │   ├── BundleNotFoundError     there is nothing there
    │   ├── BundleCorruptError      a file is missing, truncated or altered
    │   └── BundleVersionError      it was written by another release
    ├── OutputError             a result cannot be written, or is already there
    ├── MissingExtraError       an optional dependency is not installed
    ├── MissingJavaError        there is no Java to run Spark
    ├── ServiceError            the HTTP service cannot start
    ├── SparkError              Spark cannot start, or gave a job up
    └── TrainingError           training cannot start, or was stopped

Each message says what was wrong, what was received and what to do next, in one line.
"""


class SentimentError(Exception):
    """Base of all errors raised by this package."""


class TextError(SentimentError, ValueError):
    """A text cannot be classified."""


class CorpusError(SentimentError, ValueError):
    """A corpus cannot be read, or its labels are not two classes."""


class BundleError(SentimentError):
    """A model directory cannot be used."""


class BundleNotFoundError(BundleError):
    """There is no model directory at the given place."""


class BundleCorruptError(BundleError):
    """A file of the model directory is missing, truncated or altered."""


class BundleVersionError(BundleError):
    """The model directory was written by another release of this package, and this one cannot read it."""


class OutputError(SentimentError):
    """A result cannot be written, or already exists."""


class MissingExtraError(SentimentError, ImportError):
    """An optional dependency is not installed.

    Args:
        purpose: What needs it, such as "drawing figures".
        extra: The extra of this package that brings it.
    """

    def __init__(self, purpose: str, extra: str = "train") -> None:
        command = f"python -m pip install -c constraints.txt '.[{extra}]'"
        super().__init__(f"{purpose} needs the extra {extra!r}: in the checkout, run {command}")


class MissingJavaError(SentimentError):
    """There is no Java to run Spark."""


class ServiceError(SentimentError):
    """The HTTP service cannot start."""


class SparkError(SentimentError):
    """Spark cannot start, or gave a job up."""


class TrainingError(SentimentError):
    """Training cannot start, or was stopped before it had a result."""
