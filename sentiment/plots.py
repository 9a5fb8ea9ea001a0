"""Figures of a training, of how good its answers are, and of the reasons of one answer.

Matplotlib (the `train` extra) is imported when a figure is drawn, never before. Each function returns a figure and
leaves no global state; `save` writes it.
"""

import math
import os
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sentiment.errors import MissingExtraError, OutputError
from sentiment.files import whole_file
from sentiment.metrics import Confusion, Reliability, wilson_interval
from sentiment.prediction import Prediction
from sentiment.report.colours import ATTENTION_INK, NEGATIVE_INK, POSITIVE_INK
from sentiment.report.markup import remainder
from sentiment.report.safe import visible
from sentiment.selective import RiskCoverage

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, _GRID = "#3c4450", "#dfe3e8"
_MOST_NAMED_WORDS = 48
_NUM_ANNOTATED_WORDS = 14
_SMALLEST_NAMED_SHARE = 0.05  # of the strongest bar
_LONGEST_NAME = 14  # characters of a word at its bar
_ANNOTATED_HEIGHT = 185.0  # points, of the axes whose bars are named
_LABEL_HEIGHT, _LETTER_HEIGHT = 13.0, 4.2  # points upward of a slanting label: its distance and slant, each letter
_APART = 8.0  # per cent of an axis, that a name takes
_NAMED_BOUNDS = (0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
_DOTS_PER_INCH = 160
_FORMATS = (".png", ".svg")


def training_curves(history: Sequence[Mapping[str, float] | object]) -> "Figure":
    """Loss and accuracy by epoch.

    Args:
        history: One row per evaluation, a mapping or a record with `epoch`, `loss` and, where measured,
            `validation_loss` and `validation_accuracy` (shares in [0, 1]); None or absent leaves a gap.
    """
    figure, (left, right) = make_axes(9, 3.6, columns=2)
    from matplotlib.ticker import MaxNLocator

    steps = _column(history, "epoch")
    left.plot(steps, _column(history, "loss"), color=INK, linestyle="--", marker="o", markersize=4, label="training")
    validation = _column(history, "validation_loss")
    if not all(map(math.isnan, validation)):
        left.plot(steps, validation, color=POSITIVE_INK, marker="s", markersize=4, label="validation")
    left.set(xlabel="epoch", ylabel="loss (nats per text)", ylim=(0, None), title="Loss")
    left.legend(frameon=False)
    accuracy = [100 * value for value in _column(history, "validation_accuracy")]
    right.plot(steps, accuracy, color=POSITIVE_INK, marker="s", markersize=4)
    best = max((value for value in accuracy if not math.isnan(value)), default=None)
    if best is not None:
        right.annotate(
            f"best {best:.1f}%",
            (steps[accuracy.index(best)], best),
            xytext=(0, 8),
            textcoords="offset points",
            ha="center",
        )
        right.margins(y=0.2)
    for axes in (left, right):
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    right.set(xlabel="epoch", ylabel="validation accuracy (%)", title="Accuracy")
    return figure


def confusion_matrix(confusion: Confusion, *, labels: tuple[str, str] = ("negative", "positive")) -> "Figure":
    """How many texts of each class were taken for which; `labels` name the negative and the positive class."""
    counts = (
        (confusion.true_negative, confusion.false_positive),
        (confusion.false_negative, confusion.true_positive),
    )
    figure, (axes,) = make_axes(4.6, 4.0)
    totals = [max(1, sum(row)) for row in counts]
    shares = [[count / total for count in row] for row, total in zip(counts, totals, strict=True)]
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for actual, row in enumerate(counts):
        for predicted, count in enumerate(row):
            share = shares[actual][predicted]
            axes.text(
                predicted,
                actual,
                f"{count:,}\n{share:.1%}",
                ha="center",
                va="center",
                fontsize=14,
                color="white" if share > 0.55 else INK,
            )
    axes.set_xticks((0, 1), labels, parse_math=False)
    axes.set_yticks((0, 1), labels, parse_math=False, rotation=90, va="center")
    axes.set(xlabel="predicted class", ylabel="actual class")
    axes.set_title("texts, and their share of the actual class", fontsize=10)
    axes.grid(visible=False)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return figure


def reliability_diagram(reliability: Reliability, *, positive: str = "positive") -> "Figure":
    """How often texts are positive, by the probability they were given; on the diagonal, as often as was said.

    `positive` names the positive class.
    """
    filled = reliability.count > 0
    count = reliability.count[filled]  # [num_filled]
    said, seen = 100 * reliability.predicted[filled], 100 * reliability.observed[filled]  # [num_filled]
    intervals = [
        wilson_interval(round(share * num / 100), num) for share, num in zip(seen, count.tolist(), strict=True)
    ]
    errors = (
        [max(0.0, share - 100 * interval.low) for share, interval in zip(seen, intervals, strict=True)],
        [max(0.0, 100 * interval.high - share) for share, interval in zip(seen, intervals, strict=True)],
    )
    figure, (upper, lower) = make_axes(4.8, 5.4, rows=2, height_ratios=(4, 1))
    upper.plot((0, 100), (0, 100), color=INK, linestyle="--", linewidth=1, label="perfectly calibrated")
    upper.errorbar(
        said,
        seen,
        yerr=errors,
        color=POSITIVE_INK,
        marker="o",
        markersize=5,
        linewidth=1.5,
        capsize=2,
        elinewidth=1,
        label="texts, with 95% interval",
    )
    upper.set(xlim=(-2, 102), ylim=(-2, 102))
    upper.set_ylabel(f"actually {visible(positive)} (%)", parse_math=False)
    upper.legend(frameon=False, loc="upper left")
    lower.bar(said, count, width=2.5, color=POSITIVE_INK)
    lower.set(ylabel="texts")
    lower.set_xlabel(f"probability of {visible(positive)} (%)", parse_math=False)
    return figure


def risk_coverage_curve(curve: RiskCoverage) -> "Figure":
    """Share of wrong answers by the share of texts answered, the surest first; some bounds are named on the curve."""
    figure, (axes,) = make_axes(4.8, 4.0)
    axes.step(100 * curve.coverage, 100 * curve.risk, where="pre", color=POSITIVE_INK, linewidth=1.5)
    named = (math.inf, math.inf)
    for band in map(curve.band, _NAMED_BOUNDS):
        place = 100 * band.coverage, 100 * (1 - band.accuracy)
        is_apart = named[0] - place[0] > _APART or abs(named[1] - place[1]) > _APART / 100 * axes.get_ylim()[1]
        if band.coverage and is_apart:  # from the one before: names do not stand upon each other
            named = place
            left = place[0] < _APART  # where the name would lie across the axis
            axes.plot(*place, color=INK, marker="o", markersize=4)
            axes.annotate(
                f"{band.confidence:.0%}",
                place,
                xytext=(6 if left else -4, 4),
                textcoords="offset points",
                ha="left" if left else "right",
            )
    axes.set(xlabel="texts answered (%)", ylabel="of these, wrong (%)", xlim=(0, 102), ylim=(0, None))
    axes.set_title("named: the least confidence that is answered", fontsize=10)
    return figure


def attention_over_text(prediction: Prediction) -> "Figure":
    """Signed contribution and attention of every word of a text, in order.

    All words are named in a short text, and the strongest ones in a longer one, where their bars can be seen.
    """
    words = prediction.words
    positions = range(len(words))
    contributions = [word.contribution for word in words]
    is_short = len(words) <= _MOST_NAMED_WORDS
    inches = max(5.0, min(11.0, 1.5 + 0.24 * len(words)))
    figure, (upper, lower) = make_axes(inches, 4.4 if is_short else 5.2, rows=2, height_ratios=(3, 2))
    width = 0.8 if is_short else 1.0
    for sign, colour, hatch in ((1, POSITIVE_INK, ""), (-1, NEGATIVE_INK, "////" if is_short else "")):
        side = [value if value * sign > 0 else 0.0 for value in contributions]
        upper.bar(positions, side, width=width, color=colour, hatch=hatch, edgecolor="white", linewidth=0)
    upper.axhline(0, color=INK, linewidth=0.8)
    upper.set(ylabel="contribution\n(log-odds)")
    total = remainder(prediction.logit, prediction.bias)
    upper.set_title(
        f"{visible(prediction.label)}: log-odds {prediction.logit:+.2f}"
        f" = bias {prediction.bias:+.2f}, words {total:+.2f}",
        loc="left",
        fontsize=10,
        parse_math=False,
    )
    lower.bar(positions, [100 * word.attention for word in words], width=width, color=ATTENTION_INK)
    lower.set(ylabel="attention (%)", xlabel="words in order" if is_short else "position of the word in the text")
    lower.set_xlim(-0.7, len(words) - 0.3)
    if is_short:
        names = [visible(word.text) for word in words]
        lower.set_xticks(positions, names, rotation=90, fontsize=9, parse_math=False)
    else:
        _annotate(upper, prediction)
    lower.tick_params(axis="x", length=0 if is_short else 3)
    for axes in (upper, lower):
        axes.grid(visible=False, axis="x")
    return figure


def save(figure: "Figure", path: str | os.PathLike[str]) -> None:
    """Write a figure as PNG or SVG, by the ending of the path; an existing file is replaced in one step.

    Raises:
        OutputError: The ending is another one, or the file cannot be written.
    """
    target = Path(path)
    if target.suffix.lower() not in _FORMATS:
        raise OutputError(f"cannot write a figure as {target.name!r}: end the name in .png or .svg")
    import matplotlib as mpl

    image_format = target.suffix.lower().removeprefix(".")
    metadata = {"Date": None} if image_format == "svg" else {"Software": None}
    # Without hinting letters are as wide as they were measured.
    drawing = mpl.rc_context({"svg.hashsalt": "sentiment", "text.hinting": "none"})
    with whole_file(target) as partial, drawing, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from", UserWarning)  # an emoji: drawn as a box
        figure.savefig(partial, format=image_format, dpi=_DOTS_PER_INCH, metadata=metadata)


def make_axes(
    width: float, height: float, *, rows: int = 1, columns: int = 1, height_ratios: Sequence[float] | None = None
) -> "tuple[Figure, list[Axes]]":
    """An empty figure in the style of this package, and its axes; sizes in inches."""
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtraError("drawing figures (matplotlib)") from error
    figure = Figure(figsize=(width, height), layout="constrained", facecolor="white")
    grid = figure.subplots(rows, columns, sharex=rows > 1, height_ratios=height_ratios, squeeze=False)
    for axes in grid.flat:
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(color=_GRID)
        axes.set_axisbelow(True)
    return figure, list(grid.flat)


def _column(history: Sequence[Mapping[str, float] | object], name: str) -> list[float]:
    """One figure of every row; NaN, which is drawn as a gap, where it was not measured."""
    values = (row.get(name) if isinstance(row, Mapping) else getattr(row, name, None) for row in history)
    return [math.nan if value is None else float(value) for value in values]


def _annotate(axes: "Axes", prediction: Prediction) -> None:
    """Name the words that weigh most at their bars; no punctuation, and none whose bar is too short to be seen."""
    ranked = sorted(enumerate(prediction.words), key=lambda item: -abs(item[1].contribution))
    least = _SMALLEST_NAMED_SHARE * abs(ranked[0][1].contribution)
    named = [
        (position, _short(word.text), word.contribution)
        for position, word in ranked
        if abs(word.contribution) >= least and word.contribution and any(map(str.isalnum, word.text))
    ][:_NUM_ANNOTATED_WORDS]
    for position, name, contribution in named:
        is_positive = contribution > 0
        axes.annotate(
            name,
            (position, contribution),
            xytext=(0, 3 if is_positive else -3),
            textcoords="offset points",
            rotation=60,
            fontsize=8,
            ha="left" if is_positive else "right",
            va="bottom" if is_positive else "top",
            rotation_mode="anchor",
            parse_math=False,
        )
    _make_room(axes, [(contribution, len(name)) for _, name, contribution in named])


def _make_room(axes: "Axes", labels: Sequence[tuple[float, int]]) -> None:
    """Widen the y-axis so that the labels, given as (end of the bar, number of characters), lie between its ends."""
    low, high = start_low, start_high = axes.get_ylim()
    for _ in range(30):  # what a label needs in data units grows with the axis: a few rounds, and it stands
        unit = (high - low) / _ANNOTATED_HEIGHT  # of one point
        ends = [(value, _LABEL_HEIGHT + _LETTER_HEIGHT * length) for value, length in labels]
        low = min([start_low, *(value - points * unit for value, points in ends if value < 0)])
        high = max([start_high, *(value + points * unit for value, points in ends if value > 0)])
    axes.set_ylim(low, high)


def _short(text: str) -> str:
    name = visible(text)
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
