"""The answer to one text without the words that a ranking puts first, and with these alone.

ERASER (DeYoung et al. 2020); agreement with leave-one-out: Jain & Wallace 2019, "Attention is not Explanation"; the
share of words whose removal flips the label: Serrano & Smith 2019, "Is Attention Interpretable?". Everywhere, p is the
calibrated probability of the label that is predicted for the whole text.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sentiment.classifier import Classifier
from sentiment.deletion import cut, top_counts
from sentiment.errors import TextError
from sentiment.metrics import sigmoid
from sentiment.rankings import average_precision, kendall, top_f1
from sentiment.tokenizer import UNKNOWN
from sentiment.words import Word, word_spans

LONGEST = 2_000
"""Words of a text that is examined: leave-one-out reads a text once for each of its words."""
CONTRIBUTION, ATTENTION, LEAVE_ONE_OUT, RANDOM = "contribution", "attention", "leave-one-out", "random"
DELETION, UNKNOWN_TOKEN = "deletion", "unknown token"
"""Ways of removal."""

Floats = NDArray[np.float64]
Spans = Sequence[tuple[int, int]]
TokenScores = Callable[[NDArray[np.int32]], Floats]
"""Token ids to a score for each, log-odds toward the positive class."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What the answer to one text is worth with words removed, those first that a ranking puts first.

    Attributes:
        without: p without the first words, for each of `SHARES`.
        alone: p of nothing but these.
        flip: Smallest share of the words, in the order of the ranking, whose removal changes the label; 1 where the
            label never changes.
    """

    without: tuple[float, ...]
    alone: tuple[float, ...]
    flip: float


@dataclass(frozen=True, slots=True)
class RankedText:
    """One ranking of the words of one text.

    Attributes:
        erasures: By the way of removal: words deleted from the text, which is tokenized again, or their tokens replaced
            by the unknown token.
        agreement: Kendall's τ_b with leave-one-out by deletion; NaN where one of the two ranks all words the same.
        agreement_of_sizes: The same of the sizes of both, for a ranking that has no sign (as Jain & Wallace do).
        average_precision: Of finding the words that people marked; NaN where none are marked.
        token_f1: F1 of as many first words as are marked; NaN where none are.
    """

    erasures: Mapping[str, Erasure]
    agreement: float
    agreement_of_sizes: float
    average_precision: float
    token_f1: float


@dataclass(frozen=True, slots=True)
class ExaminedText:
    """One text.

    Attributes:
        probability: p of the whole text, in [.5, 1].
        num_words: Punctuation marks are words.
        rankings: By name.
    """

    probability: float
    num_words: int
    rankings: Mapping[str, RankedText]


def examine(
    classifier: Classifier,
    text: str,
    *,
    random: np.random.Generator,
    rationales: Spans | None = None,
    others: Mapping[str, TokenScores] | None = None,
) -> ExaminedText:
    """Measure every ranking of a text's words by removing words.

    Args:
        classifier: Reads the text, and what is left of it, some four times for each of its words.
        text: At most `LONGEST` words.
        random: Of the random ranking.
        rationales: Start and end of what people marked, as `str` indices; None where nobody did.
        others: More rankings, by name; a word's score is the sum of those of its tokens.

    Raises:
        TextError: The text cannot be classified, or is too long.
    """
    reader = _Reader(classifier, text)
    words = reader.words
    whole = float(reader.probabilities([()])[0])
    drops = whole - reader.probabilities([[place] for place in range(len(words))])
    scores = {
        CONTRIBUTION: reader.side * np.array([word.contribution for word in words]),
        ATTENTION: np.array([word.attention for word in words]),
        **{name: reader.toward(score(reader.ids)) for name, score in (others or {}).items()},
        LEAVE_ONE_OUT: drops,
        RANDOM: random.random(len(words)),
    }
    marked = _marked(words, rationales or ())
    rankings = {}
    for name, score in scores.items():
        order = np.argsort(-score, kind="stable").tolist()
        rankings[name] = RankedText(
            erasures={way: reader.erase(order, by_token=way == UNKNOWN_TOKEN) for way in (DELETION, UNKNOWN_TOKEN)},
            agreement=kendall(score, drops),
            agreement_of_sizes=kendall(np.abs(score), np.abs(drops)),
            average_precision=average_precision(marked, score),
            token_f1=top_f1(marked, score),
        )
    return ExaminedText(whole, len(words), rankings)


class _Reader:
    """Reads one text whole and with words removed; words go by their places."""

    def __init__(self, classifier: Classifier, text: str) -> None:
        prediction = classifier.classify(text)
        self.words = prediction.words
        if len(self.words) > LONGEST or prediction.num_tokens_read < prediction.num_tokens:
            raise TextError(f"a text of more than {LONGEST:,} words cannot be examined: shorten it")
        self.ids = classifier.token_ids(text)
        self.side = 1.0 if prediction.logit >= 0 else -1.0
        self._tokens = [(first, last) for *_, first, last in word_spans(text, prediction.offsets)]
        self._classifier, self._text = classifier, text

    def toward(self, tokens: Floats) -> Floats:
        """Scores of tokens, toward positive, as scores of words, toward the label."""
        return self.side * np.array([tokens[first:last].sum() for first, last in self._tokens])

    def probabilities(self, removed: Iterable[Iterable[int]], *, by_token: bool = False) -> Floats:
        """P of the label without each of these sets of words; with nothing left, that of no evidence at all."""
        return sigmoid(self.side * self._logits(removed, by_token=by_token))

    def erase(self, order: Sequence[int], *, by_token: bool) -> Erasure:
        """Removes words in this order."""
        counts = top_counts(len(order))
        return Erasure(
            without=tuple(self.probabilities((order[:count] for count in counts), by_token=by_token).tolist()),
            alone=tuple(self.probabilities((order[count:] for count in counts), by_token=by_token).tolist()),
            flip=self._flip(order, by_token=by_token),
        )

    def _flip(self, order: Sequence[int], *, by_token: bool) -> float:
        """The share is looked for in steps of a hundredth of the words, and within the step that flips, by words."""

        def flips(count: int) -> bool:
            (logit,) = self._logits([order[:count]], by_token=by_token)
            return bool((logit >= 0) != (self.side > 0))

        step = max(1, len(order) // 100)
        reached = next(filter(flips, range(step, len(order), step)), None)
        if reached is None:
            return 1.0
        first = next(filter(flips, range(reached - step + 1, reached)), reached)
        return first / len(order)

    def _logits(self, removed: Iterable[Iterable[int]], *, by_token: bool) -> Floats:
        rows = [self._ids_without(places, by_token=by_token) for places in removed]
        logits = np.full(len(rows), self._classifier.manifest.bias)
        read = [index for index, row in enumerate(rows) if row is not None]
        logits[read] = self._classifier.logits([row for row in rows if row is not None])
        return logits

    def _ids_without(self, places: Iterable[int], *, by_token: bool) -> NDArray[np.int32] | None:
        """Token ids of the text without some words; None if nothing is left."""
        if by_token:
            ids = self.ids.copy()
            for place in places:
                first, last = self._tokens[place]
                ids[first:last] = UNKNOWN
            return ids
        try:
            return self._classifier.token_ids(cut(self._text, [self.words[place] for place in places]))
        except TextError:
            return None


def _marked(words: Sequence[Word], spans: Spans) -> NDArray[np.bool_]:
    """Which words overlap one of the spans."""
    return np.array([any(start < word.end and word.start < end for start, end in spans) for word in words])
