"""Figures of how faithful explanations are. As in `plots.py`, Matplotlib is imported when a figure is drawn."""

from typing import TYPE_CHECKING

from sentiment.deletion import SHARES
from sentiment.erasure import ATTENTION, CONTRIBUTION, DELETION, LEAVE_ONE_OUT, RANDOM
from sentiment.faithfulness import Faithfulness
from sentiment.plots import INK, make_axes
from sentiment.report.colours import ATTENTION_INK, NEGATIVE_INK, POSITIVE_INK

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Colour, dash and marker of each ranking: none is told by its colour alone.
_STYLES = {
    CONTRIBUTION: (POSITIVE_INK, "-", "o"),
    ATTENTION: (ATTENTION_INK, "-", "s"),
    LEAVE_ONE_OUT: (INK, "--", "^"),
    RANDOM: (INK, ":", "x"),
}
_OTHERS = ((NEGATIVE_INK, "-.", "D"), (NEGATIVE_INK, "--", "v"))


def deletion_curves(found: Faithfulness) -> "Figure":
    """Mean probability of the predicted label by the share of words deleted, those first that a ranking puts first."""
    figure, (axes,) = make_axes(8.2, 4.2)
    shares = [0.0, *(100 * share for share in SHARES)]
    others = iter(_OTHERS)
    for ranking in found.rankings:
        colour, dash, marker = _STYLES.get(ranking.name) or next(others)
        curve = [100 * value for value in ranking.removals[DELETION].curve]
        axes.plot(shares, curve, color=colour, linestyle=dash, marker=marker, markersize=5, label=ranking.name)
    axes.set(xlabel="words deleted (%), the highest-ranked first", ylabel="probability of the predicted label (%)")
    axes.set(xlim=(-1, 51), ylim=(0, 102))
    axes.set_title(f"{found.num_texts:,} texts, each read again without the words", fontsize=10)
    axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
    return figure
