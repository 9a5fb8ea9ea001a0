"""Word vectors learnt from all texts, labelled or not: where the embedding starts.

Continuous bag of words (Mikolov et al. 2013) by gensim.
"""

import os
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sentiment.errors import MissingExtraError

# Standard deviation of the vectors handed over: Keras starts embeddings at .03, which trains too slowly.
_DEVIATION = 0.25
_WINDOW = 8
_LONGEST = 10_000  # tokens of a sentence that gensim reads
_FEW = 20_000_000  # tokens to read in all, some 20 s of one thread, which always learns the same


class _Sentences:
    """The texts as gensim wants them: lists of strings, readable again and again."""

    def __init__(self, rows: Sequence[NDArray[np.int32]], names: NDArray[np.str_], tick: Callable[[int], None]) -> None:
        self.rows, self.names, self.tick = rows, names, tick

    def __iter__(self) -> Iterator[list[str]]:
        for row in self.rows:
            for first in range(0, len(row), _LONGEST):
                yield self.names[row[first : first + _LONGEST]].tolist()
            self.tick(1)


def learn_vectors(
    rows: Sequence[NDArray[np.int32]],
    *,
    num_tokens: int,
    size: int,
    epochs: int,
    seed: int,
    tick: Callable[[int], None] = lambda _: None,
) -> NDArray[np.float32]:
    """Learns a vector for each token.

    Args:
        rows: Token ids of each text.
        num_tokens: Size of the vocabulary.
        size: Width of a vector.
        epochs: Passes over the texts.
        seed: Of the initial vectors. Many texts are read by all threads at once, and then two runs differ a little.
        tick: Called with the number of texts that have been read since the last call.

    Returns:
        Vectors [num_tokens, size] with zero mean and a standard deviation of .25; a token that never occurs gets a
        random one, padding zeros.
    """
    try:
        from gensim.models import Word2Vec
    except ImportError as error:
        raise MissingExtraError("learning word vectors (gensim)") from error
    names = np.array([str(number) for number in range(num_tokens)])
    model = Word2Vec(
        _Sentences(rows, names, tick),
        vector_size=size,
        window=_WINDOW,
        epochs=epochs,
        min_count=1,
        sample=1e-4,
        seed=seed + 1,
        workers=1 if epochs * sum(map(len, rows)) <= _FEW else os.cpu_count() or 1,
    )
    vectors = np.random.default_rng(seed).standard_normal((num_tokens, size), dtype=np.float32)
    seen = np.array([int(name) for name in model.wv.index_to_key])
    learnt = model.wv.vectors - model.wv.vectors.mean(axis=0)
    vectors[seen] = learnt / learnt.std()
    vectors *= _DEVIATION
    vectors[0] = 0
    return vectors
