"""Accuracy against speed, a point a peer (matplotlib)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scripts.peers.measure import Figures, Peer
from sentiment.metrics import wilson_interval
from sentiment.report.colours import NEGATIVE_INK, POSITIVE_INK

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_OTHERS_INK, _GRID = "#3c4450", "#dfe3e8"  # as in sentiment/plots.py
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
    for place, (peer, found) in enumerate(ranked):
        is_ours, speed = peer.environment is None, found.reviews_per_second
        ink = NEGATIVE_INK if is_ours else POSITIVE_INK if found.num_right is not None else _OTHERS_INK
        share = low = high = 100 * (peer.cited_accuracy or 0.0)
        if found.num_right is not None:
            share = 100 * found.num_right / found.num_validation
            interval = wilson_interval(found.num_right, found.num_validation)
            low, high = 100 * interval.low, 100 * interval.high
            axes.plot((speed, speed), (low, high), color=ink, linewidth=1.5)
        face = "white" if found.num_right is None else ink
        axes.plot(
            speed, share, "D" if is_ours else "o", color=ink, markerfacecolor=face, markersize=9 if is_ours else 7
        )
        name = peer.title.strip("*") + (" (cited)" if found.num_right is None else "")
        axes.annotate(
            name,
            (speed, low if place % 2 else high),  # neighbours on different sides
            xytext=(0, -12 if place % 2 else 12),
            textcoords="offset points",
            ha="center",
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
    axes.margins(x=0.16, y=0.12)
    axes.set(xlabel="whole reviews a second on one core", ylabel="accuracy on held-out films (%)")
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color=_GRID)
    axes.set_axisbelow(True)
    return figure
