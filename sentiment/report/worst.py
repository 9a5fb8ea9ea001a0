"""The most confident wrong answers, and where two models disagree most, as pages of highlighted texts.

Only the few texts that are shown are kept, however many pass.
"""

from collections.abc import Iterable

from sentiment.largest import Largest
from sentiment.prediction import Failure, Id, Prediction
from sentiment.report.html import ModelCard, ReportEntry, render_report
from sentiment.report.markup import Labels

NUM_SHOWN = 50


class WorstErrors:
    """Collects wrong answers; those that are surest of themselves are kept.

    Args:
        labels: Names of the negative and the positive class.
        number: How many at most.
    """

    def __init__(self, labels: Labels, *, number: int = NUM_SHOWN) -> None:
        self.labels = labels
        self._largest: Largest[ReportEntry] = Largest(number)

    def offer(self, id: Id, label: int, prediction: Prediction) -> None:
        """Takes an answer to a text whose label is 0 (negative) or 1 (positive); a right one is let pass."""
        if (prediction.logit >= 0) != bool(label):
            name = f"{id} (labelled {self.labels[label]})"
            self._largest.offer(abs(prediction.logit), ReportEntry(name, prediction))

    @property
    def num_wrong(self) -> int:
        """Wrong answers seen."""
        return self._largest.num_seen

    @property
    def entries(self) -> list[ReportEntry]:
        """Those kept, the surest first; the name of each says its label."""
        return self._largest.items

    def page(self, *, corpus: str, model_card: ModelCard) -> str:
        """A self-contained HTML page of them, see `render_report`."""
        return render_report(self.entries, title=f"Worst errors on {corpus}", model_card=model_card)


def worst_errors(
    ids: Iterable[Id],
    labels: Iterable[int],
    outcomes: Iterable[Prediction | Failure],
    *,
    names: Labels = ("negative", "positive"),
    number: int = NUM_SHOWN,
) -> WorstErrors:
    """The worst errors among answers, as `Classifier.classify_many` gives them; failures are left out.

    Args:
        ids: One for each text.
        labels: 0 negative, 1 positive, for each text.
        outcomes: The answers, in the same order.
        names: Of the negative and the positive class.
        number: How many at most.
    """
    worst = WorstErrors(names, number=number)
    for id, label, outcome in zip(ids, labels, outcomes, strict=True):
        if isinstance(outcome, Prediction):
            worst.offer(id, label, outcome)
    return worst


def disagreements_page(
    pairs: Iterable[tuple[str, Prediction, Prediction]], *, corpus: str, names: tuple[str, str], labels: Labels
) -> str:
    """A self-contained HTML page of texts as two models read them, one after the other.

    Args:
        pairs: A name of the text, the reading of the first model, that of the second.
        corpus: Where they are from.
        names: Of the two models.
        labels: Names of the negative and the positive class.
    """
    entries = []
    for name, *readings in pairs:
        for model, reading in zip("AB", readings, strict=True):
            entries.append(ReportEntry(f"{name}, read by {model}", reading))
    card = ModelCard(f"A: {names[0]}, then B: {names[1]}", labels=labels)
    return render_report(entries, title=f"Where A and B disagree on {corpus}", model_card=card)
