"""What `sentiment train` says at its end: how good the model is, and beside what."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sentiment.plurals import many
from sentiment.report.safe import one_line

if TYPE_CHECKING:
    from sentiment.doctor import Diagnosis
    from sentiment.training.retraining import Retrained

_NEW, _OLD = "new_domain", "old_domain"


def findings(diagnosis: "Diagnosis") -> Iterator[str]:
    """What the data doctor has to say before the training, notes aside; `sentiment check` says all."""
    for finding in diagnosis.findings:
        if finding.severity != "note":
            yield f"warning: {finding.message}"  # what is an error to training it says itself


def closing(made: "Retrained", output: Path) -> Iterator[str]:
    """The lines, for a person, safe to print as they are.

    Args:
        made: What was made.
        output: Where the model is.
    """
    metrics = made.measured.metrics
    yield f"accuracy on {many(metrics['num_examples'], 'held-out text')}, which also calibrated it, with 95% intervals"
    low, high = metrics["accuracy_low"], metrics["accuracy_high"]
    yield f"  {'this model':<30} {metrics['accuracy']:6.1%}  ({low:.1%} to {high:.1%})"
    for other in made.beside:
        gain = other.gain
        verdict = f"this model: {100 * gain.value:+.1f} points ({100 * gain.low:+.1f} to {100 * gain.high:+.1f})"
        name, interval = one_line(other.name), other.interval
        yield f"  {name:<30.30} {other.accuracy:6.1%}  ({interval.low:.1%} to {interval.high:.1%})  {verdict}"
    yield f"  calibration error {metrics['ece']:.1%}"
    for name, key in (("new", _NEW), ("old", _OLD)):
        if figures := metrics.get(key):
            yield (
                f"  {name} domain, {many(figures['num_examples'], 'text')}: "
                f"{figures['before']:.1%} before, {figures['after']:.1%} after"
            )
    if _NEW in metrics and _OLD not in metrics:
        yield "  how much of the old domain it has forgotten is not known: --replay CORPUS measures it, and helps"
    yield one_line(f"wrote {output}, and what it gets wrong: {made.pages / 'worst_errors.html'}")
    yield one_line(f"next: sentiment classify -m {output} --explain TEXT")
