"""Is there enough, of both classes, and is it text: what can be seen by counting."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sentiment.corpus import Examples
from sentiment.doctor.copies import Copies
from sentiment.doctor.findings import CLASSES, MOST_CASES, Case, Finding, graded, percent, shortened
from sentiment.metrics import wilson_interval
from sentiment.missing import is_missing
from sentiment.plurals import many

FEWEST = 20
"""Texts of a class that training needs."""

MANY_EMPTY = 0.01
"""Share of texts without words that is more than a slip."""

_RARE = 0.1  # share of the rarer class
_FEW_HELD_OUT = 200
_TYPICAL = 0.8  # accuracy whose interval is shown


def find_amount(examples: Examples, copies: Copies, held_out: NDArray[np.bool_] | None) -> Iterator[Finding]:
    """Too few texts, of a class or at all; one text over and over; a rare class."""
    if not len(examples):
        yield Finding(
            "no-texts", "error", "There is not one labelled text.", "Check the columns: --text-column, --label-column."
        )
        return
    yield from _too_few(examples.labels, held_out)
    counts = np.bincount(examples.labels, minlength=2)
    rarer = int(counts.argmin())
    share = float(counts[rarer] / counts.sum())
    if 0 < share < _RARE:
        yield Finding(
            "rare-class",
            "warning",
            f"Only {percent(share)} of the texts are {CLASSES[rarer]}: a model that never says {CLASSES[rarer]} "
            f"is right on {percent(1 - share)} of them.",
            f"Add {CLASSES[rarer]} texts, and judge the model by its balanced accuracy or F1, not its accuracy.",
            {"share": round(share, 4)},
        )
    if len(examples) > 1 and np.unique(copies.exact).size == 1:
        yield Finding(
            "constant-text",
            "error",
            f"All {len(examples):,} texts are the same.",
            "Check that --text-column names the column of the texts.",
            cases=(Case((examples.ids[0],), (shortened(examples.texts[0]),)),),
        )


def _too_few(labels: NDArray[np.int8], held_out: NDArray[np.bool_] | None) -> Iterator[Finding]:
    counts = np.bincount(labels, minlength=2)
    if not counts.all():
        yield Finding(
            "one-class",
            "error",
            f"Of {many(len(labels), 'text')} none is {CLASSES[int(counts.argmin())]}: there is nothing to tell apart.",
            "Add texts of the other class, or check --label-column, --positive and --negative.",
        )
        return
    training = counts if held_out is None else np.bincount(labels[~held_out], minlength=2)
    measured = None if held_out is None else np.bincount(labels[held_out], minlength=2)
    parts = {f"training_{name}": int(number) for name, number in zip(CLASSES, training, strict=True)}
    if training.min() < FEWEST:
        yield Finding(
            "too-few",
            "error",
            f"{training[0]:,} negative and {training[1]:,} positive texts to learn from, at least {FEWEST} of each "
            "are needed.",
            "Label more texts, a few hundred of each class for a useful model.",
            parts,
        )
    if measured is None:
        return
    parts = {f"held_out_{name}": int(number) for name, number in zip(CLASSES, measured, strict=True)}
    if not measured.all():
        yield Finding(
            "one-class-held-out",
            "error",
            f"{measured[0]:,} negative and {measured[1]:,} positive texts would be held out to measure the model, "
            "both are needed.",
            "Label more texts; if there are groups, in more of them, or leave them aside with --no-groups.",
            parts,
        )
    elif measured.sum() < _FEW_HELD_OUT:
        num_measured = int(measured.sum())
        interval = wilson_interval(round(_TYPICAL * num_measured), num_measured)
        yield Finding(
            "few-held-out",
            "warning",
            f"Only {many(num_measured, 'text')} would be held out to measure the model: an accuracy of "
            f"{_TYPICAL:.0%} on them could truly be anything from {interval.low:.0%} to {interval.high:.0%}.",
            "Do not choose between models by so few; label more texts, or measure on others with sentiment evaluate.",
            parts | {"interval_low": round(interval.low, 4), "interval_high": round(interval.high, 4)},
        )


def find_wordless(examples: Examples) -> Iterator[Finding]:
    """Texts in which there is nothing to learn from."""
    found = [index for index, text in enumerate(examples.texts) if _is_wordless(text)]
    if found:
        share = len(found) / len(examples)
        yield Finding(
            "no-words",
            graded(share, warning=MANY_EMPTY),
            f"{many(len(found), 'text has', 'texts have')} no word in "
            f"{'it' if len(found) == 1 else 'them'} ({percent(share)}): empty, punctuation or digits alone, or a "
            "placeholder such as NaN.",
            "Remove the rows, unless signs such as :-) are what is to be learnt.",
            {"num_texts": len(found), "share": round(share, 4)},
            tuple(
                Case((examples.ids[index],), (shortened(examples.texts[index]),), CLASSES[examples.labels[index]])
                for index in found[:MOST_CASES]
            ),
            tuple(examples.ids[index] for index in found),
        )


def _is_wordless(text: str) -> bool:
    return is_missing(text) or not any(map(str.isalpha, text))
