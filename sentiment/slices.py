"""How often answers are right for some kinds of texts: by class, length, negation, unknown words or a column's value.

A kind of text that is answered worse than all others together, beyond chance, is marked: by Fisher's exact test, with
Holm's correction for the number of kinds (Holm 1979). NumPy and the standard library only.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sentiment.metrics import LEVEL, Interval, Truth, wilson_interval

_LENGTHS = (10, 20, 50, 100, 200, 500)  # tokens, at most
_SHARES = (0.0, 0.05, 0.1, 1 / 3)  # at most; above the last the classifier warns
LENGTH_NAMES = ("1 to 10 tokens", "11 to 20", "21 to 50", "51 to 100", "101 to 200", "201 to 500", "over 500")
UNKNOWN_NAMES = ("none", "up to 5%", "5% to 10%", "10% to 33%", "over 33%")
NEGATION_NAMES = ("no negation word", "with one or more")

# English only. The cues of Councill et al. 2010, "What's Great and What's Not", with the forms without an apostrophe.
_NEGATION = re.compile(
    r"\b(?:no|not|none|nor|never|neither|nobody|nothing|nowhere|without|hardly|barely|scarcely|rarely|seldom"
    r"|lack|lacks|lacked|lacking|cannot|(?:ai|are|ca|could|did|does|do|had|has|have|is|might|must|need|sha|should|was"
    r"|were|wo|would) ?nt)\b|n ?['\u2019`]t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Slice:
    """The texts of one kind.

    Attributes:
        value: What they have in common.
        num_examples: How many they are.
        accuracy: Share predicted right.
        accuracy_low: Lower end of its 95 % interval (Wilson).
        accuracy_high: Upper end.
        p_value: How probable so few right answers are, or fewer, if this kind is no harder than all others.
        is_worse: Whether it is worse than the others beyond chance, at the level .05 over all kinds together.
    """

    value: str
    num_examples: int
    accuracy: float
    accuracy_low: float
    accuracy_high: float
    p_value: float
    is_worse: bool


@dataclass(frozen=True, slots=True)
class Slicing:
    """All texts by kind, such as their length.

    Attributes:
        by: What the kinds differ in.
        slices: Those that occur.
    """

    by: str
    slices: tuple[Slice, ...]

    def to_dicts(self) -> list[dict[str, Any]]:
        """A JSON-ready row for each slice."""
        return [{"by": self.by, **asdict(one)} for one in self.slices]


def length_name(num_tokens: int) -> str:
    """Which of `LENGTH_NAMES` a text has."""
    return LENGTH_NAMES[bisect_left(_LENGTHS, num_tokens)]


def unknown_name(unknown_share: float) -> str:
    """Which of `UNKNOWN_NAMES` a text has, by its share of words that the model does not know, in [0, 1]."""
    return UNKNOWN_NAMES[bisect_left(_SHARES, unknown_share)]


def negation_name(text: str) -> str:
    """Which of `NEGATION_NAMES` a text has, by a list of English words ("not", "never", "without", "isn't", …)."""
    return NEGATION_NAMES[_NEGATION.search(text) is not None]


def slice_by(by: str, values: Sequence[str], right: Truth, *, order: Iterable[str] = ()) -> Slicing:
    """Texts by the value that each has.

    Args:
        by: What the values are.
        values: One for each text.  # [num_examples]
        right: Whether its answer is right.  # [num_examples]
        order: Values in the order in which they are to stand; all others follow, those with the most texts first.
    """
    totals = Counter(values)
    rights = Counter(value for value, is_right in zip(values, right.tolist(), strict=True) if is_right)
    first = [value for value in order if value in totals]
    names = [*first, *(value for value, _ in totals.most_common() if value not in set(first))]
    test = _FisherTest(rights.total(), totals.total())
    p_values = [test.p_value(rights[name], totals[name]) for name in names]
    slices = []
    for name, p_value, is_worse in zip(names, p_values, _rejected(p_values), strict=True):
        interval: Interval = wilson_interval(rights[name], totals[name])
        share = rights[name] / totals[name]
        slices.append(Slice(name, totals[name], share, interval.low, interval.high, p_value, is_worse))
    return Slicing(by, tuple(slices))


class _FisherTest:
    """Are some of all examples harder than the others? One-sided.

    How many of the right answers fall to them is hypergeometric if they are not.
    """

    def __init__(self, num_right: int, num_examples: int) -> None:
        self.num_right, self.num_examples = num_right, num_examples
        self._log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, num_examples + 1)))])

    def p_value(self, num_right: int, num_examples: int) -> float:
        """P(so few right, or fewer) among `num_examples` of all."""
        others = self.num_examples - num_examples
        counts = np.arange(max(0, self.num_right - others), num_right + 1)
        logs = self._log_choose(num_examples, counts) + self._log_choose(others, self.num_right - counts)
        total = self._log_choose(self.num_examples, np.array([self.num_right]))
        return min(1.0, float(np.exp(logs - total).sum()))

    def _log_choose(self, among: int, drawn: NDArray[np.int64]) -> NDArray[np.float64]:
        table = self._log_factorial
        found: NDArray[np.float64] = table[among] - table[drawn] - table[among - drawn]
        return found


def _rejected(p_values: Sequence[float]) -> list[bool]:
    """Which hypotheses fall at `LEVEL` by Holm's method: the least p-values first, until one stands."""
    rejected = [False] * len(p_values)
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        if p_values[place] > LEVEL / (len(p_values) - rank):
            break
        rejected[place] = True
    return rejected
