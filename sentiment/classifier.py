"""The classifier: a text in, a label with its reasons out."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sentiment.bundle import Bundle, Manifest, find_bundle, read_bundle
from sentiment.errors import SentimentError, TextError
from sentiment.prediction import Failure, Prediction
from sentiment.session import Session
from sentiment.tokenizer import Encoding, Tokenizer

# A text is far from the vocabulary when more than this share of its words is unknown or in fragments. It is at most
# .14 in 2,500 reviews of IMDB, .4 to .5 in French, Spanish and program code, .7 to 1 in German, Finnish and Russian.
_FAR = 1 / 3


@dataclass(frozen=True)
class GoldenCheck:
    """How well the model's golden examples are met.

    Attributes:
        num_examples: How many there are.
        max_logit_difference: The largest distance from the training side's logit.
        tolerance: What the manifest allows.
        same_ids: Whether every text has the training side's token ids.
    """

    num_examples: int
    max_logit_difference: float
    tolerance: float
    same_ids: bool

    @property
    def passed(self) -> bool:
        """Whether the model answers as it did when it was made."""
        return self.same_ids and self.max_logit_difference <= self.tolerance


class Classifier:
    """Tells whether a text is positive or negative, and shows why.

    Use `Classifier.load()`. One classifier may serve several threads.

    Args:
        bundle: A checked model.

    Example:
        >>> from sentiment import Classifier
        >>> classifier = Classifier.load()
        >>> prediction = classifier.classify("A superb film, and not a dull minute in it.")
        >>> prediction.label
        'positive'
        >>> abs(prediction.bias + sum(word.contribution for word in prediction.words) - prediction.logit) < 1e-4
        True
    """

    def __init__(self, bundle: Bundle) -> None:
        self.manifest: Manifest = bundle.manifest
        self.path: Path = bundle.path
        self._tokenizer = Tokenizer(bundle.tokenizer)
        self._session = Session(bundle.model)

    @classmethod
    def load(cls, bundle: str | Path | None = None) -> "Classifier":
        """Loads a model.

        Args:
            bundle: Its directory, or the name of a shipped one; by default the environment variable
                SENTIMENT_MODEL, or else the model shipped with the package.

        Raises:
            BundleError: It is not there, was altered, or needs a newer release.
        """
        return cls(read_bundle(find_bundle(bundle)))

    def classify(self, text: str) -> Prediction:
        """Classifies one text.

        It is read whole up to 20,000 tokens; of a longer one the first and last 10,000 are read, and a warning
        says so. White space, line breaks and `<br />` separate words and mean nothing else.

        Raises:
            TextError: The text is blank, not a string, or has more than ten million characters.
        """
        encoding = self._tokenizer.encode(text)
        reading = self._session.read(encoding.ids)
        negative, positive = self.manifest.labels
        return Prediction(
            text=text,
            label=positive if reading.logit >= 0 else negative,
            probability=_sigmoid(reading.logit),
            logit=reading.logit,
            bias=self.manifest.bias,
            num_tokens=encoding.num_tokens,
            num_tokens_read=len(encoding.ids),
            offsets=encoding.offsets,
            attention=reading.attention,
            contribution=reading.contribution,
            warnings=_warnings(encoding),
        )

    def classify_many(self, texts: Iterable[str]) -> Iterator[Prediction | Failure]:
        """Classifies texts one after the other, in constant memory.

        Raises:
            TextError: On the first step, if a single string was given: its letters are not texts.

        Yields:
            One result per text, in order; a `Failure` for a text that cannot be classified. Each text's answer is
            the same as alone.
        """
        if isinstance(texts, str):
            raise TextError("classify_many takes several texts, received one string: use classify, or a list of it")
        for text in texts:
            try:
                yield self.classify(text)
            except SentimentError as error:
                yield Failure(error)

    def verify(self) -> GoldenCheck:
        """Replays the golden examples of the manifest: does the model answer as the training side did?"""
        differences, same_ids = [0.0], True
        for example in self.manifest.golden:
            ids = self._tokenizer.encode(example.text).ids
            same_ids = same_ids and ids.tolist() == example.ids
            reading = self._session.read(np.array(example.ids, dtype=np.int32))
            differences.append(abs(reading.logit - example.logit))
        largest = float(np.max(differences))  # NaN if any is
        return GoldenCheck(len(self.manifest.golden), largest, self.manifest.tolerance, same_ids)


def _sigmoid(logit: float) -> float:
    return 1 / (1 + math.exp(-logit)) if logit >= 0 else math.exp(logit) / (1 + math.exp(logit))


def _warnings(encoding: Encoding) -> tuple[str, ...]:
    warnings = []
    read = len(encoding.ids)
    if read < encoding.num_tokens:
        warnings.append(f"the text has {encoding.num_tokens:,} tokens: only its first and last {read // 2:,} were read")
    if encoding.num_strange > _FAR * encoding.num_words:
        warnings.append(
            f"{encoding.num_strange / encoding.num_words:.0%} of the words are unknown to the model, or in fragments "
            "(another language, or code?): do not rely on the answer"
        )
    return tuple(warnings)
