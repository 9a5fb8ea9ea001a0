"""Accuracy against speed, a point a peer (matplotlib)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scripts.peers.measure import Figures, Peer
from sentiment.metrics import wilson_interval
from sentiment.report.colours import NEGATIVE_INK, POSITIVE_INK

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_OTHERS_INK, _GRID = "#3c4450", "#dfe3e8"  # as in sentiment/plots.py
_NAME_HEIGHT = 0.5  # points of accuracy, near 90 %, that a name takes
_TICKS = (50, 60, 70, 75, 80, 85, 90, 92, 94, 96, 98)


def accuracy_by_speed(rows: Sequence[tuple[Peer, Figures]]) -> "Figure":
    """One point a peer, named, with its interval; hollow where accuracy is cited. Ours has another mark and colour.

    The scale upward is that of the logarithm of the errors: from 90 to 95 % is as far as from 80 to 90 %.
    """
    import numpy as np
    from matplotlib.figure import Figure as Canvas
    from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

    figure = Canvas(figsize=(8, 4.8), layout="constrained", facecolor="white")
    axes = figure.subplots()
    ranked = sorted(rows, key=lambda row: row[1].reviews_per_second)
    heights = [_share(peer, found) for peer, found in ranked]
    for place, (peer, found) in enumerate(ranked):
        is_ours, speed = peer.environment is None, found.reviews_per_second
        ink = NEGATIVE_INK if is_ours else POSITIVE_INK if found.num_right is not None else _OTHERS_INK
        share = heights[place]
        if found.num_right is not None:
            interval = wilson_interval(found.num_right, found.num_validation)
            axes.plot((speed, speed), (100 * interval.low, 100 * interval.high), color=ink, linewidth=1.5)
        face = "white" if found.num_right is None else ink
        axes.plot(
            speed, share, "D" if is_ours else "o", color=ink, markerfacecolor=face, markersize=9 if is_ours else 7
        )
        name = peer.title.strip("*") + (" (cited)" if found.num_right is None else "")
        # To the right of its point, unless the next faster one stands there.
        is_left = place + 1 < len(ranked) and abs(heights[place + 1] - share) < _NAME_HEIGHT
        axes.annotate(
            name,
            (speed, share),
            xytext=(-9 if is_left else 9, 0),
            textcoords="offset points",
            ha="right" if is_left else "left",
            va="center",
            color=ink,
            fontweight="bold" if is_ours else "normal",
        )
    axes.set_xscale("log")
    axes.set_yscale(
        "function",
        functions=(lambda share: -np.log(np.maximum(100.5 - share, 1e-3)), lambda height: 100.5 - np.exp(-height)),
    )
    axes.yaxis.set_major_locator(FixedLocator(_TICKS))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
    axes.margins(x=0.45, y=0.12)
    axes.set(xlabel="whole reviews a second on one core", ylabel="accuracy on held-out films (%)")
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color=_GRID)
    axes.set_axisbelow(True)
    return figure


def _share(peer: Peer, found: Figures) -> float:
    """Accuracy in per cent, measured or cited."""
    return 100 * (found.num_right / found.num_validation if found.num_right is not None else peer.cited_accuracy or 0.0)
