"""What words and short phrases tell by themselves: weights of 1- to 3-grams, which are read beside the network.

Naive-Bayes weighted n-grams under logistic regression (Wang & Manning 2012, "Baselines and Bigrams"), the wide part of
a wide and deep model (Cheng et al. 2016). They know thousands of phrases that a small network has no room for; the
network knows what order and context make of them. They learn from unlabelled texts, too, under the labels that
teachers, students and the network itself give. An n-gram's weight is shared equally by its tokens, so that
contributions still add up.

The weights are kept in a hash table (Weinberger et al. 2009) of two bytes an entry: the weight in int8, and the
fingerprint of the n-gram it belongs to, so that other n-grams that fall into the same bucket are not taken for it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sentiment.errors import MissingExtraError, TrainingError

LONGEST = 3  # tokens of an n-gram
MOST = 250_000  # n-grams that are kept; bucket and fingerprint of more would not be computed within int32
BUCKETS_EACH = 4  # buckets for each n-gram kept: one in nine finds a weightier one in its bucket, which stays
BUCKET_BASE, MARK_BASE, MARK_RANGE, MARKS = 2_003, 1_999, 999_983, 255  # of the polynomial hashes
_PENALTY = 0.1  # inverse strength; .1 and .3 differ by less than .1 points on IMDB
_PENALTY_TAUGHT = 0.3  # the same where unlabelled texts are learnt, too: more of them bear more
_MANY = (5_000, 15_000)  # texts, from which on an n-gram has to occur in one more: in few, each tells something
_UNTOUCHED = 10.0  # what a feature is multiplied by so that the penalty hardly touches its weight
_TINY = 1e-8  # what a table of no weight takes for its largest


@dataclass(frozen=True, eq=False)
class Taught:
    """Unlabelled texts, and what teachers say of them (self-training with soft labels: Xie et al. 2020).

    Attributes:
        rows: Token ids of each text.
        targets: Probability that each is positive.  # [texts]
        weight: Of a text that the teachers are sure of, beside a labelled one, in the regression; the less sure they
            are, the less. In the naive-Bayes ratios each counts whole, for the class that it is thought to be of.
    """

    rows: Sequence[NDArray[np.int32]]
    targets: NDArray[np.float32]
    weight: float


@dataclass(frozen=True, eq=False)
class Ngrams:
    """Weights of n-grams, by hash.

    Attributes:
        weights: Multiples of `step`.  # [buckets] int8
        fingerprints: Whose weight it is, 1 to 255; 0 in an empty bucket.  # [buckets] uint8
        step: Log-odds.
    """

    weights: NDArray[np.int8]
    fingerprints: NDArray[np.uint8]
    step: float

    def logits(self, rows: Sequence[NDArray[np.int32]]) -> NDArray[np.float32]:
        """The summed weights of all n-grams of each text of token ids, in log-odds [texts]."""
        return np.array([self._units(row) for row in rows], dtype=np.float32) * np.float32(self.step)

    def to_bytes(self) -> bytes:
        """The table as a file."""
        from safetensors.numpy import save

        step = np.array([self.step], dtype=np.float64)
        return bytes(save({"weights": self.weights, "fingerprints": self.fingerprints, "step": step}))

    @classmethod
    def from_bytes(cls, content: bytes) -> "Ngrams":
        """Back from `to_bytes`.

        Raises:
            TrainingError: It is not what `to_bytes` made.
        """
        from safetensors import SafetensorError
        from safetensors.numpy import load

        try:
            table = load(content)
            return cls(table["weights"], table["fingerprints"], float(table["step"][0]))
        except (SafetensorError, KeyError) as error:
            raise TrainingError(f"the n-grams of this run are damaged ({error}): start again with --force") from error

    def _units(self, row: NDArray[np.int32]) -> int:
        found = hashes(row, len(self.weights))
        return sum(
            int(self.weights[bucket[self.fingerprints[bucket] == mark]].sum(dtype=int)) for bucket, mark in found
        )


def hashes(ids: Any, num_buckets: int) -> Iterator[tuple[Any, Any]]:
    """Bucket and fingerprint of all n-grams of one token, then of two, then of three.

    All within int32, and by operators that arrays and tensors share; `onnx_graph.py` spells them out as nodes.

    Args:
        ids: Token ids, int32.  # [..., length]
        num_buckets: Of the table, at most 4 * MOST.

    Yields:
        For n = 1 to 3, of the n-gram that begins at each place: bucket and fingerprint.  # [..., length - n + 1], twice
    """
    bucket = mark = ids * 0
    for length in range(1, LONGEST + 1):
        last = ids[..., length - 1 :]
        if length > 1:
            bucket, mark = bucket[..., :-1], mark[..., :-1]
        bucket = (bucket * BUCKET_BASE + last) % num_buckets
        mark = (mark * MARK_BASE + last) % MARK_RANGE
        yield bucket, mark % MARKS + 1


def learn_ngrams(
    rows: Sequence[NDArray[np.int32]],
    labels: NDArray[np.int8],
    *,
    kept: int,
    seed: int,
    taught: Taught | None = None,
    origin: Ngrams | None = None,
    tick: Callable[[int], None] = lambda _: None,
) -> Ngrams:
    """Learns the weights from labelled texts, and from what teachers say of others.

    Args:
        rows: Token ids of each text.
        labels: 0 or 1, both of them.  # [texts]
        kept: The weightiest so many n-grams are kept, 1 to MOST.
        seed: Of the solver.
        taught: Unlabelled texts; of these, only n-grams that occur in labelled ones are looked at.
        origin: A table of other texts, with as many buckets and the same token ids. Its logit is one feature more,
            which the penalty hardly touches; the new weights are what is to be added to it.
        tick: Called with the number of texts that have been read since the last call.

    Raises:
        TrainingError: No word or n-gram occurs in enough of the texts.
    """
    from scipy.sparse import csr_matrix, hstack, vstack
    from sklearn.linear_model import LogisticRegression

    counter, counts = count_ngrams(rows, tick)
    weights = np.ones(len(rows))
    if taught is not None:
        counts = vstack([counts, counter.transform(ticking(taught.rows, tick))]).tocsr()
        rows, labels = [*rows, *taught.rows], np.concatenate([labels, taught.targets > 0.5]).astype(np.int8)
        weights = np.concatenate([weights, taught.weight * np.abs(2 * taught.targets - 1)])
    ratio = log_ratio(counts, labels)
    counts.data *= ratio[counts.indices]
    if origin is not None:
        counts = hstack([counts, csr_matrix(_UNTOUCHED * origin.logits(rows)[:, None])]).tocsr()
    # Which class is the more frequent one is for the network's bias to know: no n-gram shall have to say it.
    model = LogisticRegression(
        C=_PENALTY if taught is None else _PENALTY_TAUGHT,
        solver="liblinear",
        dual=True,
        fit_intercept=False,
        class_weight="balanced",
        max_iter=1000,
        random_state=seed,
    )
    found = model.fit(counts, labels, sample_weight=weights).coef_[0]
    told = found[: len(ratio)] * ratio  # [n-grams]
    heaviest = np.argsort(-np.abs(told), kind="stable")[:kept]
    grams = sorted(counter.vocabulary_, key=counter.vocabulary_.__getitem__)
    learnt = _table([grams[column] for column in heaviest], told[heaviest], BUCKETS_EACH * kept)
    return learnt if origin is None else _added(learnt, origin, max(0.0, _UNTOUCHED * float(found[-1])))


def _added(learnt: Ngrams, origin: Ngrams, share: float) -> Ngrams:
    """The sum of a table and `share` times another; where two n-grams want one bucket, the weightier has it."""
    new, old = learnt.weights * np.float64(learnt.step), origin.weights * np.float64(origin.step) * share
    same = learnt.fingerprints == origin.fingerprints
    weights = np.where(same, new + old, np.where(np.abs(new) >= np.abs(old), new, old))
    marks = np.where(same | (np.abs(new) >= np.abs(old)), learnt.fingerprints, origin.fingerprints)
    step = max(float(np.abs(weights).max(initial=0)), _TINY) / 127
    return Ngrams(np.round(weights / step).astype(np.int8), marks, step)


def _table(grams: Sequence[tuple[int, ...]], weights: NDArray[np.float32], num_buckets: int) -> Ngrams:
    """The table of n-grams that come in order, the weightiest first."""
    buckets = np.zeros(len(grams), dtype=np.int64)
    marks = np.zeros(len(grams), dtype=np.uint8)
    lengths = np.array([len(gram) for gram in grams])
    for length in range(1, LONGEST + 1):
        alike = np.flatnonzero(lengths == length)
        ids = np.array([grams[index] for index in alike.tolist()], dtype=np.int32).reshape(-1, length)
        *_, (bucket, mark) = islice(hashes(ids, num_buckets), length)
        buckets[alike], marks[alike] = bucket[:, 0], mark[:, 0]
    taken, first = np.unique(buckets, return_index=True)  # of those that share a bucket, the weightiest
    step = max(float(np.abs(weights).max(initial=0)), _TINY) / 127
    table = Ngrams(np.zeros(num_buckets, dtype=np.int8), np.zeros(num_buckets, dtype=np.uint8), step)
    table.weights[taken], table.fingerprints[taken] = np.round(weights[first] / step), marks[first]
    return table


def count_ngrams(rows: Sequence[NDArray[np.int32]], tick: Callable[[int], None] = lambda _: None) -> tuple[Any, Any]:
    """Counts n-grams of labelled texts.

    Returns:
        The fitted `CountVectorizer`, and how often each n-gram occurs in each text, sparse.  # [texts, n-grams]

    Raises:
        TrainingError: No word or n-gram occurs in enough of the texts.
    """
    try:
        from sklearn.feature_extraction.text import CountVectorizer
    except ImportError as error:
        raise MissingExtraError("training (scikit-learn)") from error
    rarest = 1 + sum(len(rows) >= many for many in _MANY)
    counter = CountVectorizer(analyzer=_n_grams, min_df=rarest, dtype=np.float32)
    try:
        return counter, counter.fit_transform(ticking(rows, tick))
    except ValueError as error:
        raise TrainingError("the labelled texts have no words in common to learn from: give more of them") from error


def log_ratio(counts: Any, labels: NDArray[np.int8]) -> NDArray[np.float32]:
    """Of each n-gram: the log of how much likelier it is to occur in a positive text; add-one smoothed."""
    occurs = counts.copy()
    occurs.data[:] = 1
    positive = 1 + np.asarray(occurs[labels == 1].sum(axis=0)).ravel()
    negative = 1 + np.asarray(occurs[labels == 0].sum(axis=0)).ravel()
    return np.asarray(np.log((positive / positive.sum()) / (negative / negative.sum())), dtype=np.float32)


def ticking(rows: Sequence[NDArray[np.int32]], tick: Callable[[int], None]) -> Iterator[NDArray[np.int32]]:
    """The rows, with a tick after each."""
    for row in rows:
        yield row
        tick(1)


def _n_grams(row: NDArray[np.int32]) -> Iterator[tuple[int, ...]]:
    """All runs of one to three token ids."""
    ids = row.tolist()
    for length in range(1, LONGEST + 1):
        yield from zip(*(ids[start:] for start in range(length)), strict=False)
