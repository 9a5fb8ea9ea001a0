"""Labels the wrong way round: the shipped model, which knows films, says the opposite of nearly all of them."""

from collections.abc import Iterator

from sentiment.corpus import Examples
from sentiment.doctor.findings import CLASSES, MOST_CASES, Case, Finding, percent, shortened
from sentiment.doctor.shipped import Opinion
from sentiment.plurals import many

AGREEMENT = 0.2
"""Share of the labels that the model agrees with, below which they look reversed. By chance it is a half."""
_FEWEST = 30  # texts, below which chance alone may do it
_MOST_FOREIGN = 0.5  # share of the texts in words that the model does not know, above which it has no say


def find_reversed(examples: Examples, opinion: Opinion) -> Iterator[Finding]:
    """Find labels that look reversed.

    Args:
        examples: The corpus.
        opinion: What the shipped model says of it.
    """
    num_read = opinion.places.size
    if num_read < _FEWEST or opinion.num_foreign > _MOST_FOREIGN * (num_read + opinion.num_foreign):
        return
    share = float(opinion.agrees.mean())
    labels = examples.labels[opinion.places]
    by_class = [float(opinion.agrees[labels == label].mean()) for label in (0, 1) if (labels == label).any()]
    if share >= AGREEMENT or max(by_class) >= 0.5:
        return
    against = opinion.places[~opinion.agrees]
    yield Finding(
        "labels-reversed",
        "warning",
        f"The labels look reversed: of {many(num_read, 'text')}, the model shipped with this package agrees with the "
        f"labels of {percent(share)}. Swap them with --positive and --negative (as in --positive 0 --negative 1) "
        "unless they are right.",
        "Read the texts below: if the labels are wrong, say which ones mean what with --positive and --negative.",
        {"num_read": int(num_read), "agreement": round(share, 4)},
        tuple(
            Case((examples.ids[i],), (shortened(examples.texts[i]),), f"labeled {CLASSES[examples.labels[i]]}")
            for i in against[:MOST_CASES]
        ),
        tuple(examples.ids[i] for i in against),
    )


def say_reversed(examples: Examples, opinion: Opinion | None) -> str | None:
    """Return the warning alone, or None."""
    found = () if opinion is None else find_reversed(examples, opinion)
    return next((f"warning: {finding.message}" for finding in found), None)
