"""Texts that are there more than once, exactly or nearly.

Near means that the sets of shingles (Broder 1997: three words in a row, or five characters of a script without spaces)
have a Jaccard similarity of .8 or more; web addresses and handles are left out. Candidates come from MinHash and
locality-sensitive hashing by datasketch; each is verified on the sets themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from sentiment.doctor.addresses import without_addresses
from sentiment.doctor.findings import Progress, silent
from sentiment.doctor.tokens import is_unspaced, tokenized, words_of
from sentiment.errors import MissingExtraError

SIMILARITY = 0.8
_NUM_HASHES = 128
_WORDS, _CHARACTERS = 3, 5
_MOST_CANDIDATES = 100  # of a text that are verified

Indices = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Copies:
    """Which texts are copies of which.

    Attributes:
        exact: Index of the first text that is equal but for case and white space, itself included.  # [num_texts]
        near: Index of the text whose near-copy each is, itself included; equal texts have the same.  # [num_texts]
    """

    exact: Indices
    near: Indices


def find_copies(texts: Sequence[str], *, seed: int = 0, progress: Progress = silent) -> Copies:
    """Exact and near copies among `texts`, in time that grows with their number, not its square.

    Each text is compared with the first of each family only, so that ten thousand forms of one template cost no more
    than ten thousand different texts; a copy of a copy that is too far from the first starts a family of its own.

    Raises:
        MissingExtraError: datasketch is not installed.
    """
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError as error:
        raise MissingExtraError("checking a corpus", "data") from error

    first: dict[str, int] = {}
    exact = np.array([first.setdefault(" ".join(t.split()).casefold(), i) for i, t in enumerate(texts)], dtype=np.int64)
    near = exact.copy()
    different = np.unique(exact).tolist()
    shingles: dict[int, NDArray[np.uint64]] = {}  # of the first text of each family
    # Missing a copy is worse than verifying a candidate in vain.
    index = MinHashLSH(threshold=SIMILARITY, num_perm=_NUM_HASHES, weights=(0.1, 0.9))
    sketch = MinHash(num_perm=_NUM_HASHES, seed=seed, hashfunc=int)
    for place in progress(different, "texts compared", total=len(different)):
        found = shingled(without_addresses(texts[place]))
        if not found.size:
            continue
        hashed = sketch.copy()
        hashed.update_batch(found.tolist())
        candidates = sorted(index.query(hashed))[:_MOST_CANDIDATES]
        similarities = [jaccard(found, shingles[candidate]) for candidate in candidates]
        if similarities and max(similarities) >= SIMILARITY:
            near[place] = candidates[similarities.index(max(similarities))]
        else:
            shingles[place] = found
            index.insert(place, hashed, check_duplication=False)
    return Copies(exact=exact, near=near[exact])


def shingled(text: str) -> NDArray[np.uint64]:
    """The set of shingles of a text, each as its CRC-32, in order; a shorter text is one shingle; no words, none."""
    tokens = tokenized(text)
    words = words_of(tokens) or tokens
    size = _CHARACTERS if is_unspaced(words) else _WORDS
    runs = [" ".join(words[i : i + size]) for i in range(max(1, len(words) - size + 1))] if words else []
    hashes = [crc32(run.encode("utf-8", "surrogatepass")) for run in runs]
    return np.unique(np.array(hashes, dtype=np.uint64))


def jaccard(first: NDArray[np.uint64], second: NDArray[np.uint64]) -> float:
    """Size of the intersection over that of the union, of two sets that are not both empty."""
    shared = np.intersect1d(first, second, assume_unique=True).size
    return float(shared / (first.size + second.size - shared))
