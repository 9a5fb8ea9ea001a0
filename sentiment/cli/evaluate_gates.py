"""The quality gates of `sentiment evaluate`: figures that may not be lower, or higher, than somebody asked for."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sentiment.metrics import Metrics

    GateType = click.ParamType[tuple[str, float]]
else:
    GateType = click.ParamType  # which takes no type before click 8.3

AT_LEAST = ("accuracy", "balanced_accuracy", "f1", "auc", "average_precision")
"""Of these, more is better."""
AT_MOST = ("ece", "brier", "log_loss")
"""Of these, less is better."""

Gates = Sequence[tuple[str, float]]


class Gate(GateType):
    """A figure and its bound, as in `accuracy=0.93`.

    Args:
        figures: Names that are known.
        highest: The largest bound that makes sense.
    """

    name = "gate"

    def __init__(self, figures: Sequence[str], *, highest: float = 1.0) -> None:
        self.figures, self.highest = figures, highest

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, float]:
        """The name of the figure and its bound, from 0."""
        name, _, bound = str(value).partition("=")
        try:
            number = float(bound)
        except ValueError:
            number = -1.0
        if name not in self.figures or not 0 <= number <= self.highest:
            known = ", ".join(self.figures)
            self.fail(f"{value!r} is not NAME=NUMBER, NAME of {known}, NUMBER from 0 to {self.highest:g}.", param, ctx)
        return name, number


def missed(metrics: "Metrics", *, at_least: Gates, at_most: Gates) -> Iterator[str]:
    """What to say of each gate that was missed; a figure that does not exist misses every gate."""
    for name, bound in at_least:
        value = getattr(metrics, name)
        if not value >= bound:
            yield f"{name} is {value:.4f}, under the {bound:g} asked for"
    for name, bound in at_most:
        value = getattr(metrics, name)
        if not value <= bound:
            yield f"{name} is {value:.4f}, over the {bound:g} asked for"
