"""An audit in plain words, the same wherever it is shown."""

from sentiment.audit import Audit
from sentiment.plurals import many
from sentiment.prediction import Prediction
from sentiment.report.safe import one_line
from sentiment.words import Word

_MOST_NAMED = 8  # of the counter-words, each counted once
_LONGEST_NAME = 40  # characters


def in_words(prediction: Prediction, audit: Audit) -> tuple[str, str]:
    """What would change the answer, and what the highlights are worth, a sentence each; safe on a terminal."""
    return _counter(prediction, audit), _worth(audit)


def _counter(prediction: Prediction, audit: Audit) -> str:
    if not audit.counter_words:
        return "Cutting out its words in order of contribution never gives it the other label."
    names = _names(audit)
    would = f"it would read as {one_line(audit.counter_label or '')}."
    if len(names) <= _MOST_NAMED:
        listed = ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0]
        return f"Without {listed} {would}"
    share = f"{len(audit.counter_words):,} of its {many(len(prediction.words), 'word')}"
    return f"Without {share} ({', '.join(names[:_MOST_NAMED])} and others) {would}"


def _names(audit: Audit) -> list[str]:
    """The counter-words in quotes, strongest first; the same word, whatever its case, once, with its number."""
    groups: dict[str, list[Word]] = {}
    for word in audit.counter_words:
        groups.setdefault(word.text.casefold(), []).append(word)
    return [
        f'"{_name(group[0])}"' + (f" ({len(group):,} times)" if len(group) > 1 else "") for group in groups.values()
    ]


def _name(word: Word) -> str:
    name = one_line(word.text)
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def _worth(audit: Audit) -> str:
    """Comprehensiveness, sufficiency (in points of per cent) and flip fraction, each beside that of random words."""
    ranked, random = audit.contribution, audit.random
    return (
        f"Cutting out the words that weigh most takes {_points(ranked.comprehensiveness)} points off the probability of"
        f" its label on average, cutting out random words {_points(random.comprehensiveness)}; keeping nothing else"
        f" takes {_points(ranked.sufficiency)}, nothing but random words {_points(random.sufficiency)}. The label turns"
        f" {_turning(ranked.flip_fraction)}, in random order {_turning(random.flip_fraction)}."
    )


def _points(share: float) -> str:
    return f"{100 * share:.1f}".replace("-0.0", "0.0")


def _turning(share: float | None) -> str:
    return "never" if share is None else f"after {share:.1%} of its words"
