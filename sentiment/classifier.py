"""The classifier: a text in, a label with its reasons out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sentiment.bundle import MANIFEST, Bundle, Manifest, find_bundle, read_bundle
from sentiment.errors import BundleCorruptError, BundleError, SentimentError, TextError
from sentiment.metrics import THRESHOLD, sigmoid
from sentiment.missing import is_missing
from sentiment.prediction import UNCERTAIN, Failure, Prediction
from sentiment.session import Reading, Session
from sentiment.tokenizer import Encoding, Tokenizer

FAR = 1 / 3
"""Share of words that are unknown or in fragments, above which a text is far from the vocabulary.

It is at most .14 in 2,500 reviews of IMDB, .4 to .5 in French, Spanish and program code, .7 to 1 in German, Finnish and
Russian.
"""
# No corpus has so many texts that it could teach odds of e^40 to 1. The log-odds of 3,500 reviews of IMDB, the 1,000
# longest among them, are at most 29 either way; those of one phrase some hundred times over may be more.
_UNTAUGHT = 40.0
# Tokens of a batch, with padding: about eight reviews of 250. Larger batches are no faster, and take more memory.
_BATCH_TOKENS = 2048
_MOST_PADDED = 1.25  # times as many tokens as there are without padding
WINDOW = 64
"""Texts that `Classifier.classify_many` reads ahead."""
_COLUMNS_NAMED = 20  # in a message
_LARGEST_TOLERANCE = 0.05  # of golden examples, whatever a manifest says


@dataclass(frozen=True)
class GoldenCheck:
    """How well the model's golden examples are met.

    Attributes:
        num_examples: How many there are.
        max_logit_difference: The largest distance from the training side's logit.
        max_token_difference: The largest distance from its attention or contribution, over all tokens.
        tolerance: What either may be: what the manifest allows, but .05 at most.
        same_ids: Whether every text has the training side's token ids.
    """

    num_examples: int
    max_logit_difference: float
    max_token_difference: float
    tolerance: float
    same_ids: bool

    @property
    def passed(self) -> bool:
        """Whether the model answers as it did when it was made; False if there is no example to tell by."""
        differences = (self.max_logit_difference, self.max_token_difference)
        return self.num_examples > 0 and self.same_ids and all(value <= self.tolerance for value in differences)


class Classifier:
    """Tells whether a text is positive or negative, and shows why.

    Use `Classifier.load()`. One classifier may serve several threads.

    Args:
        bundle: A checked model.
        abstain_below: A text whose likelier class has a smaller probability than this gets the label "uncertain"; its
            probability and its reasons stay. From .5, which answers every text, to below 1. What a bound costs on
            texts of your own, `sentiment evaluate` says.

    Raises:
        BundleCorruptError: Its files do not fit each other.
        BundleError: It is to abstain, and one of its classes is called "uncertain".
        ValueError: `abstain_below` is no such bound.

    Example:
        >>> from sentiment import Classifier
        >>> classifier = Classifier.load()
        >>> prediction = classifier.classify("A superb film, and not a dull minute in it.")
        >>> prediction.label
        'positive'
        >>> abs(prediction.bias + sum(word.contribution for word in prediction.words) - prediction.logit) < 1e-4
        True
    """

    def __init__(self, bundle: Bundle, *, abstain_below: float = THRESHOLD) -> None:
        if not THRESHOLD <= abstain_below < 1:
            raise ValueError(f"abstain_below is from 0.5 to below 1, such as 0.8, received {abstain_below!r}")
        self.abstain_below = abstain_below
        self.manifest: Manifest = bundle.manifest
        if abstain_below > THRESHOLD and UNCERTAIN in self.manifest.labels:
            raise BundleError(
                f"a model with a class called {UNCERTAIN!r} cannot abstain: the two could not be told apart"
            )
        self.path: Path = bundle.path
        self._tokenizer = Tokenizer(bundle.tokenizer)
        self._session = Session(bundle.model)
        num_tokens = self._tokenizer.num_tokens
        if num_tokens != self.manifest.sizes["vocabulary"]:
            raise BundleCorruptError(
                f"tokenizer.json has {num_tokens:,} tokens, {MANIFEST} says {self.manifest.sizes['vocabulary']:,}: "
                "reinstall or re-download the model"
            )
        self._session.read(np.array([num_tokens - 1], dtype=np.int32))  # does the embedding reach as far?

    @classmethod
    def load(cls, bundle: str | Path | None = None, *, abstain_below: float = THRESHOLD) -> "Classifier":
        """Loads a model.

        Args:
            bundle: The name of a shipped one, or else its directory; by default what the environment variable
                SENTIMENT_MODEL says, or else the model shipped with the package.
            abstain_below: See `Classifier`.

        Raises:
            BundleError: It is not there, was altered, or needs a newer release.
            ValueError: `abstain_below` is not from .5 to below 1.
        """
        return cls(read_bundle(find_bundle(bundle)), abstain_below=abstain_below)

    def classify(self, text: str) -> Prediction:
        """Classify one text.

        It is read whole up to 20,000 tokens; of a longer one the first and last 10,000 are read, and a warning
        says so. White space, line breaks and `<br />` separate words and mean nothing else.

        Raises:
            TextError: The text is blank, not a string, or has more than ten million characters.
        """
        encoding = self._tokenizer.encode(text)
        return self._prediction(text, encoding, self._read([encoding.ids])[0])

    def classify_many(
        self, texts: Any, *, text_column: str | None = None, window: int = WINDOW
    ) -> Iterator[Prediction | Failure]:
        """Classify texts in constant memory, several at a time.

        Args:
            texts: Strings: any iterable, an array, a Series; or, with `text_column`, a DataFrame, an Arrow table or a
                dict of columns. They are taken as they are needed, `window` at a time: texts that come one by one,
                such as lines that somebody types, are answered only when a window is complete or there are no more.
            text_column: The column of the texts.
            window: How many texts are read ahead, to be put together with others of like length; 1 answers each text
                before the next is taken.

        Raises:
            TextError: On the first step, if what was given is not several texts: a single string, whose letters are
                not texts, or a table without `text_column`.
            ValueError: On the first step, if `window` is less than 1.

        Yields:
            One result per text, in order; a `Failure` for a text that cannot be classified. Each text's answer is
            the same as alone, to 1e-6.
        """
        if window < 1:
            raise ValueError(f"window is at least 1, received {window!r}")
        source = iterate_texts(texts, text_column)
        while True:
            taken, end = _take(source, window)
            yield from self._classified(taken)
            if isinstance(end, StopIteration):
                return
            if end is not None:
                raise end

    def token_ids(self, text: str) -> NDArray[np.int32]:
        """Return the tokens of a text as the model reads them.

        Returns:
            Ids, at least one.  # [tokens]

        Raises:
            TextError: See `classify`.
        """
        return self._tokenizer.encode_ids(text)

    def logit(self, ids: NDArray[np.int32]) -> float:
        """Return the calibrated log-odds of the positive class, of a text given as token ids.

        Args:
            ids: At least one.  # [tokens]
        """
        return self._read([ids])[0].logit

    def logits(self, rows: Sequence[NDArray[np.int32]]) -> NDArray[np.float64]:
        """Return the calibrated log-odds of the positive class, of each of several texts given as token ids.

        Args:
            rows: Any number; each has at least one token id.  # [texts] rows of [tokens]

        Returns:
            In the order of the rows.  # [texts]
        """
        found = np.empty(len(rows))
        for batch in _batches([len(ids) for ids in rows]):
            found[batch] = [reading.logit for reading in self._read([rows[index] for index in batch])]
        return found

    def _classified(self, texts: Sequence[str]) -> Iterator[Prediction | Failure]:
        """One result per text, in order; texts of like length are read together."""
        encodings: list[Encoding | SentimentError] = [self._encoded(text) for text in texts]
        places = [index for index, encoding in enumerate(encodings) if isinstance(encoding, Encoding)]
        rows = [encoding.ids for encoding in encodings if isinstance(encoding, Encoding)]
        readings: dict[int, Reading | SentimentError] = {}
        for batch in _batches([len(ids) for ids in rows]):
            answers = self._read_each([rows[index] for index in batch])
            readings.update(zip((places[index] for index in batch), answers, strict=True))
        for index, (text, encoding) in enumerate(zip(texts, encodings, strict=True)):
            if isinstance(encoding, SentimentError):
                yield Failure(encoding)
            elif isinstance(reading := readings.pop(index), SentimentError):
                yield Failure(reading)
            else:
                yield self._prediction(text, encoding, reading)

    def _read(self, rows: Sequence[NDArray[np.int32]]) -> list[Reading]:
        """Run the model once; all reading of texts goes through here."""
        return self._session.read_batch(rows)

    def _encoded(self, text: str) -> Encoding | SentimentError:
        try:
            return self._tokenizer.encode(text)
        except SentimentError as error:
            return error

    def _read_each(self, rows: Sequence[NDArray[np.int32]]) -> Sequence[Reading | SentimentError]:
        """Answers to a batch; if it cannot be read, each text is tried alone, so that only those fail that cause it."""
        try:
            return self._read(rows)
        except SentimentError as error:
            return [error] if len(rows) == 1 else [self._read_each([ids])[0] for ids in rows]

    def _prediction(self, text: str, encoding: Encoding, reading: Reading) -> Prediction:
        negative, positive = self.manifest.labels
        prediction = Prediction(
            text=text,
            label=positive if reading.logit >= 0 else negative,
            probability=float(sigmoid(reading.logit)),
            logit=reading.logit,
            bias=self.manifest.bias,
            num_tokens=encoding.num_tokens,
            num_tokens_read=len(encoding.ids),
            offsets=encoding.offsets,
            attention=reading.attention,
            contribution=reading.contribution,
            warnings=_warnings(text, encoding, reading.logit),
            unknown_share=encoding.unknown_share,
        )
        if prediction.confidence < self.abstain_below:
            return replace(prediction, label=UNCERTAIN, abstained=True)
        return prediction

    def verify(self) -> GoldenCheck:
        """Replays the golden examples of the manifest: does the model answer as the training side did?"""
        logits, tokens, same_ids = [0.0], [0.0], True
        for example in self.manifest.golden:
            same_ids = same_ids and self._ids(example.text) == example.ids
            reading = self._session.read(np.array(example.ids, dtype=np.int32))
            logits.append(abs(reading.logit - example.logit))
            tokens.append(np.abs(reading.attention - np.array(example.attention)).max())
            tokens.append(np.abs(reading.contribution - np.array(example.contribution)).max())
        return GoldenCheck(
            num_examples=len(self.manifest.golden),
            max_logit_difference=float(np.max(logits)),  # NaN if any is
            max_token_difference=float(np.max(tokens)),
            tolerance=min(self.manifest.tolerance, _LARGEST_TOLERANCE),
            same_ids=same_ids,
        )

    def _ids(self, text: str) -> list[int]:
        """Token ids of a text; none if it is blank."""
        try:
            ids: list[int] = self.token_ids(text).tolist()
        except TextError:
            return []
        return ids


def _take(source: Iterator[str], window: int) -> tuple[list[str], Exception | None]:
    """Take up to `window` texts; also return the error that ended the source, StopIteration at its end, or None."""
    taken: list[str] = []
    try:
        while len(taken) < window:
            taken.append(next(source))
    except Exception as end:  # noqa: BLE001 - raised once the texts before it are answered
        return taken, end
    return taken, None


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of rows that are read together: of like length, and of few tokens with their padding."""
    batch: list[int] = []
    num_tokens = 0
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        num_tokens += lengths[index]
        padded = lengths[index] * (len(batch) + 1)
        if batch and (padded > _BATCH_TOKENS or padded > _MOST_PADDED * num_tokens):
            yield batch
            batch, num_tokens = [], lengths[index]
        batch.append(index)
    if batch:
        yield batch


def iterate_texts(texts: Any, text_column: str | None = None) -> Iterator[Any]:
    """Yield the texts of an iterable, or of a column of a table; libraries of tables are told by what they offer.

    Raises:
        TextError: There are no texts in it to iterate over.
    """
    kind = type(texts).__name__
    if isinstance(texts, str | bytes):
        raise TextError("classify_many takes several texts, received one string: use classify, or a list of it")
    names = texts.keys() if isinstance(texts, Mapping) else None
    for attribute in ("column_names", "columns"):  # of the class: a Series offers the names in its index, too
        if names is None and hasattr(type(texts), attribute):
            names = getattr(texts, attribute)
    if names is None and text_column is not None:
        raise TextError(f"text_column names a column of a DataFrame or dict, received {kind}: leave it out")
    if names is not None:
        columns = list(names)
        listed = ", ".join(map(repr, columns[:_COLUMNS_NAMED])) + (", …" if len(columns) > _COLUMNS_NAMED else "")
        if text_column is None:
            raise TextError(f"received {kind} with the columns {listed}: say with text_column which holds the texts")
        if text_column not in columns:
            raise TextError(f"the {kind} has no column {text_column!r}: its columns are {listed}")
        texts = texts[text_column]
        if isinstance(texts, str | bytes):
            raise TextError(f"column {text_column!r} of the {kind} is one string, not several: use classify")
    if getattr(texts, "ndim", 1) != 1:
        raise TextError(f"texts in one dimension are expected, received {kind} of {texts.ndim}: give one column of it")
    if hasattr(texts, "to_pylist"):  # of Arrow, whose iterators yield no Python values
        texts = texts.to_pylist()
    if not isinstance(texts, Iterable):
        raise TextError(f"classify_many takes several texts, such as a list, received {kind}")
    yield from texts


def _warnings(text: str, encoding: Encoding, logit: float) -> tuple[str, ...]:
    """Return what to know before trusting an answer."""
    warnings = []
    if is_missing(text):
        warnings.append(f"the whole text is {text.strip()!r}, a missing value and not an opinion: ignore the answer")
    read = len(encoding.ids)
    if read < encoding.num_tokens:
        warnings.append(f"the text has {encoding.num_tokens:,} tokens: only its first and last {read // 2:,} were read")
    if encoding.unknown_share > FAR:
        warnings.append(
            f"{encoding.unknown_share:.0%} of the words are unknown to the model, or in fragments "
            "(another language, or code?): do not rely on the answer"
        )
    if abs(logit) > _UNTAUGHT:
        warnings.append(
            f"log-odds of {logit:+,.0f} are more than texts can teach (very long, or the same words over and over?): "
            "do not rely on the probability"
        )
    return tuple(warnings)
