"""What `sentiment evaluate --explanations` does: draws texts, and holds the rankings of their words against removal."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

import numpy as np

from sentiment.classifier import Classifier
from sentiment.cli.options import note
from sentiment.cli.progress import counted
from sentiment.cli.training_side import training_side
from sentiment.corpus import Row, read_rationales
from sentiment.erasure import LONGEST, TokenScores, examine
from sentiment.errors import CorpusError, TextError
from sentiment.faithfulness import Faithfulness, summarize
from sentiment.largest import Largest
from sentiment.plurals import many

_SEED = 0


class Sample:
    """Draws rows with a text: those whose texts have the least SHA-256, the same ones in every order of a corpus.

    Args:
        size: How many at most.
    """

    def __init__(self, size: int) -> None:
        self._drawn: Largest[Row] = Largest(size)

    def offer(self, row: Row) -> None:
        """Takes the row, for now, if it is one of those."""
        digest = sha256((row.text or "").encode("utf-8", "surrogatepass")).digest()
        self._drawn.offer(-int.from_bytes(digest), row)

    @property
    def num_seen(self) -> int:
        """Rows offered."""
        return self._drawn.num_seen

    @property
    def rows(self) -> list[Row]:
        """Those drawn, in the order of the corpus."""
        return sorted(self._drawn.items, key=lambda row: row.number)


def explain(classifier: Classifier, rows: Sequence[Row], *, gradients: bool) -> Faithfulness:
    """Examines texts, and says how many could not be.

    Args:
        classifier: Whose explanations are meant.
        rows: With a text each.
        gradients: Whether to hold rankings by gradients against removal, too.

    Raises:
        CorpusError: No text could be examined.
        MissingExtraError: `gradients` needs what is not installed.
    """
    others = gradient_rankings(classifier) if gradients else {}
    random = np.random.default_rng(_SEED)
    examined, too_long, unreadable = [], 0, []
    for row in counted(rows, "texts examined", total=len(rows)):
        text = row.text or ""
        try:
            rationales = read_rationales(row.rationales, text)
        except CorpusError as error:
            rationales = None
            unreadable.append(f"row {row.number}: {error}")
        try:
            examined.append(examine(classifier, text, random=random, rationales=rationales, others=others))
        except TextError:
            too_long += 1
    if unreadable:
        note(f"note: rationales of {many(len(unreadable), 'row')} left out (the first: {unreadable[0]})")
    if too_long:
        note(f"note: {many(too_long, 'text')} of more than {LONGEST:,} words left out of the explanations")
    if not examined:
        raise CorpusError("no text is short enough for its explanation to be measured: leave out --explanations")
    return summarize(examined, seed=_SEED)


def gradient_rankings(classifier: Classifier) -> Mapping[str, TokenScores]:
    """Rankings by gradients, from the training side, by name.

    Raises:
        MissingExtraError: The training side is not installed.
    """
    with training_side("--gradients"):
        from sentiment.training.gradient_rankings import GradientRankings
        from sentiment.training.stored import load_network
    rankings = GradientRankings(load_network(classifier.path))
    return {
        "gradient × input": rankings.gradient_input,
        "integrated gradients": rankings.integrated_gradients,
    }
