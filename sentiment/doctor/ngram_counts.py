"""Words and pairs of words of each text, counted once for all that asks for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sentiment.doctor.findings import Progress, silent
from sentiment.doctor.tokens import tokenized
from sentiment.errors import MissingExtraError

_MOST = 100_000  # n-grams kept, the most frequent ones


@dataclass(frozen=True, eq=False)
class NgramCounts:
    """How often each n-gram is in each text.

    Attributes:
        counts: SciPy's CSR matrix.  # [num_texts, num_ngrams]
        ngrams: What is counted, words of a pair with a space between.  # [num_ngrams]
    """

    counts: Any
    ngrams: NDArray[np.object_]


def count_ngrams(texts: Sequence[str], *, progress: Progress = silent) -> NgramCounts | None:
    """Counts of the words and pairs that are in two texts or more; None where there are no such.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    try:
        from sklearn.feature_extraction.text import CountVectorizer
    except ImportError as error:
        raise MissingExtraError("checking a corpus", "data") from error

    vectorizer = CountVectorizer(analyzer=_ngrams, min_df=min(2, len(texts)), max_features=_MOST, dtype=np.float32)
    try:
        counts = vectorizer.fit_transform(progress(texts, "texts counted", total=len(texts)))
    except ValueError:  # nothing is in two texts
        return None
    return NgramCounts(counts, vectorizer.get_feature_names_out())


def _ngrams(text: str) -> Iterator[str]:
    tokens = tokenized(text)
    yield from tokens
    for first, second in pairwise(tokens):
        yield f"{first} {second}"
