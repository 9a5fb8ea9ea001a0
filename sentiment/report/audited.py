"""An audit in plain words, the same wherever it is shown."""

from collections import Counter

from sentiment.audit import Audit
from sentiment.prediction import Prediction
from sentiment.report.markup import signed
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
    names = [f'"{name}"' + (f" ({number} times)" if number > 1 else "") for name, number in _counted(audit).items()]
    would = f"it would read as {one_line(audit.counter_label or '')}."
    if len(names) <= _MOST_NAMED:
        listed = ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0]
        return f"Without {listed} {would}"
    share = f"{len(audit.counter_words):,} of its {len(prediction.words):,} words"
    return f"Without {share} ({', '.join(names[:_MOST_NAMED])} and others) {would}"


def _counted(audit: Audit) -> Counter[str]:
    """How often each word is among the counter-words, whatever its case, strongest first."""
    return Counter(_name(word).casefold() for word in audit.counter_words)


def _name(word: Word) -> str:
    name = one_line(word.text)
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def _worth(audit: Audit) -> str:
    """Comprehensiveness beside that of random words, as changes in points of per cent."""
    ranked, random = (signed(-100 * part.comprehensiveness, digits=1) for part in (audit.contribution, audit.random))
    return (
        f"Cutting out the words that weigh most changes the probability of its label by {ranked} points on average,"
        f" random words by {random}."
    )
