"""Figures of what "positive" is worth at every bound. As in `plots.py`, Matplotlib is imported when one is drawn."""

from typing import TYPE_CHECKING

from sentiment.curves import Curve
from sentiment.plots import INK, make_axes
from sentiment.report.colours import POSITIVE_INK
from sentiment.report.safe import visible

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SIZE = 4.6, 5.0  # inches


def roc_figure(curve: Curve, *, area: float, labels: tuple[str, str] = ("negative", "positive")) -> "Figure":
    """The ROC curve, the diagonal that guessing gives, and the point of the model's own answers.

    Args:
        curve: What is drawn.
        area: Under it (AUC), in [0, 1].
        labels: Names of the negative and the positive class.
    """
    figure, (axes,) = make_axes(*_SIZE)
    falsely, recall = 100 * curve.false_positive_rate, 100 * curve.recall
    axes.plot((0, 100), (0, 100), color=INK, linestyle="--", linewidth=1, label="guessing: area 0.500")
    axes.plot(falsely, recall, color=POSITIVE_INK, linewidth=1.5, label=f"this model: area {area:.3f}")
    _mark_answers(axes, float(falsely[curve.answered]), float(recall[curve.answered]))
    _finish(
        axes, f"{visible(labels[0])} texts called {visible(labels[1])} (%)", f"{visible(labels[1])} texts found (%)"
    )
    return figure


def precision_recall_figure(curve: Curve, *, area: float, positive: str = "positive") -> "Figure":
    """The precision-recall curve, the precision that guessing gives, and the point of the model's own answers.

    Args:
        curve: What is drawn.
        area: Under it (average precision), in [0, 1].
        positive: Name of the positive class.
    """
    figure, (axes,) = make_axes(*_SIZE)
    recall, precision = 100 * curve.recall, 100 * curve.precision
    base = 100 * curve.base_rate
    axes.plot(
        (0, 100), (base, base), color=INK, linestyle="--", linewidth=1, label=f"guessing: area {curve.base_rate:.3f}"
    )
    axes.step(recall, precision, where="pre", color=POSITIVE_INK, linewidth=1.5, label=f"this model: area {area:.3f}")
    _mark_answers(axes, float(recall[curve.answered]), float(precision[curve.answered]))
    _finish(axes, f"{visible(positive)} texts found (%)", f"of texts called {visible(positive)}, right (%)")
    return figure


def _mark_answers(axes: "Axes", x: float, y: float) -> None:
    axes.plot((x,), (y,), color=INK, marker="o", markersize=6, linestyle="", label="its answers (from 50% on)")


def _finish(axes: "Axes", horizontal: str, vertical: str) -> None:
    axes.set(xlim=(-2, 102), ylim=(-2, 102), aspect="equal")
    axes.set_xlabel(horizontal, parse_math=False)
    axes.set_ylabel(vertical, parse_math=False)
    axes.legend(frameon=False, loc="lower left", bbox_to_anchor=(0, 1))  # above: a curve may run anywhere
