"""The outcomes of `scripts/attention_claims` as Markdown tables and as pictures."""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from scripts.claims import LONGEST, Outcome
from scripts.deletion import Faithfulness
from sentiment.metrics import wilson_interval
from sentiment.plots import save

GOALS = (0.85, 0.88, 0.90)
# Okabe & Ito's colours, told apart by colour-blind readers, too; never colour alone.
_STYLES = {
    "last": ("#000000", "o", ":"),
    "mean": ("#e69f00", "s", "--"),
    "max": ("#009e73", "^", "-."),
    "attention": ("#0072b2", "D", "-"),
}
_SHARE_NAMES = {"attention": "attention weight", "max": "features won"}
_GRID = "#dfe3e8"
_LEVEL = 1.959964  # standard errors of a 95 % interval

ByPooling = dict[str, list[Outcome]]


def tables(outcomes: Sequence[Outcome]) -> str:
    """Three tables, one for each claim; figures of several seeds are averaged."""
    groups = _by_pooling(outcomes)
    return "\n\n".join((_convergence_table(groups), _length_table(groups), _faithfulness_table(groups)))


def draw(outcomes: Sequence[Outcome], folder: Path) -> None:
    """Writes attention_convergence.png, attention_length.png and attention_faithfulness.png."""
    groups = _by_pooling(outcomes)
    for name, figure in (
        ("convergence", _convergence_figure(groups)),
        ("length", _length_figure(groups)),
        ("faithfulness", _faithfulness_figure(groups)),
    ):
        save(figure, folder / f"attention_{name}.png")


def steps_to(outcome: Outcome, accuracy: float) -> int | None:
    """The first measured step with so high an accuracy, if any."""
    return next((point.step for point in outcome.curve if point.validation_accuracy >= accuracy), None)


def _by_pooling(outcomes: Sequence[Outcome]) -> ByPooling:
    return {name: group for name in _STYLES if (group := [one for one in outcomes if one.pooling == name])}


def _convergence_table(groups: ByPooling) -> str:
    header = ["pooling", *(f"steps to {goal:.0%}" for goal in GOALS), "loss, first half", "loss, at the end", "fold 0"]
    rows = []
    for name, group in groups.items():
        losses = np.mean([[point.loss for point in one.curve] for one in group], axis=0)
        half = losses[: math.ceil(len(losses) / 2)].mean()
        texts, right = np.array(group[0].num_texts), np.mean([one.num_right for one in group], axis=0)
        cells = [_steps([steps_to(one, goal) for one in group]) for goal in GOALS]
        rows.append([name, *cells, f"{half:.3f}", f"{losses[-1]:.3f}", _accuracy(right.sum(), int(texts.sum()))])
    return _markdown(header, rows)


def _steps(found: Sequence[int | None]) -> str:
    steps = [step for step in found if step is not None]
    if not steps:
        return "not reached"
    spread = f" ({min(steps)} to {max(steps)})" if len(steps) > 1 else ""
    missed = f", {len(found) - len(steps)} of {len(found)} not" if len(steps) < len(found) else ""
    return f"{np.mean(steps):.0f}{spread}{missed}"


def _length_table(groups: ByPooling) -> str:
    counts = next(iter(groups.values()))[0].num_texts
    header = ["pooling", *(f"{name} tokens, {count:,} texts" for name, count in zip(_buckets(), counts, strict=True))]
    rows = []
    for name, group in groups.items():
        right = np.mean([one.num_right for one in group], axis=0)
        rows.append([name, *(_accuracy(*pair) for pair in zip(right.tolist(), counts, strict=True))])
    return _markdown(header, rows)


def _buckets() -> list[str]:
    pairs = zip((None, *LONGEST[:-1]), LONGEST, strict=True)
    names = [f"over {low}" if high is None else f"{low + 1} to {high}" for low, high in pairs if low is not None]
    return [f"up to {LONGEST[0]}", *names]


def _accuracy(right: float, count: int) -> str:
    if not count:
        return "–"
    interval = wilson_interval(round(right), count)
    return f"{100 * right / count:.1f} ({100 * interval.low:.1f} to {100 * interval.high:.1f})"


def _faithfulness_table(groups: ByPooling) -> str:
    header = ["pooling", "highlight", "comprehensiveness", "over random", "share of leave-one-out's"]
    header += ["sufficiency", "flips", "τ with leave-one-out"]
    rows = []
    for pooling, group in groups.items():
        found = _highlights(group)
        chance, best = (np.mean(_texts(found[name], "comprehensiveness")) for name in ("random", "leave-one-out"))
        for name, same in found.items():
            falls = _texts(same, "comprehensiveness")
            over, gap = falls - _texts(found["random"], "comprehensiveness"), best - chance
            agreement = [one.agreement for one in same if one.agreement is not None]
            is_random, is_best = name == "random", name == "leave-one-out"
            rows.append(
                [
                    pooling,
                    _named(pooling, name),
                    _interval(falls),
                    "" if is_random else _interval(over),
                    "" if is_random or is_best or gap <= 0 else f"{over.mean() / gap:.0%}",
                    _interval(_texts(same, "sufficiency")),
                    f"{np.mean([one.flips for one in same]):.0%}",
                    f"{np.mean(agreement):.2f}" if agreement and not is_best else "",
                ]
            )
    return _markdown(header, rows)


def _highlights(group: Sequence[Outcome]) -> dict[str, list[Faithfulness]]:
    """Each highlight of a pooling, seed by seed."""
    names = [one.highlight for one in group[0].highlights]
    return {name: [one for outcome in group for one in outcome.highlights if one.highlight == name] for name in names}


def _texts(same: Sequence[Faithfulness], name: str) -> NDArray[np.float64]:
    """A figure of each text, averaged over seeds, [texts]."""
    return np.asarray(np.mean([getattr(one, name) for one in same], axis=0), dtype=np.float64)


def _named(pooling: str, highlight: str) -> str:
    return _SHARE_NAMES[pooling] if highlight == "share" else highlight


def _half_width(values: NDArray[np.float64]) -> float:
    """Of the 95 % interval of the mean, over texts."""
    return _LEVEL * float(values.std(ddof=1)) / math.sqrt(len(values)) if len(values) > 1 else math.nan


def _interval(values: NDArray[np.float64]) -> str:
    return f"{values.mean():.3f} ± {_half_width(values):.3f}"


def _markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, ["---"] * len(header), *rows))


def _axes(width: float, height: float, *, columns: int = 1) -> tuple[Figure, list[Axes]]:
    figure = Figure(figsize=(width, height), layout="constrained", facecolor="white")
    axes = list(figure.subplots(1, columns, squeeze=False).flat)
    for one in axes:
        one.spines[["top", "right"]].set_visible(False)
        one.grid(color=_GRID)
        one.set_axisbelow(True)
    return figure, axes


def _convergence_figure(groups: ByPooling) -> Figure:
    """Mean over seeds, with the range of several seeds as a band."""
    figure, (left, right) = _axes(9, 3.8, columns=2)
    for name, group in groups.items():
        colour, _, line = _STYLES[name]
        steps = [point.step for point in group[0].curve]
        for axes, field, factor in ((left, "loss", 1), (right, "validation_accuracy", 100)):
            values = factor * np.array([[getattr(point, field) for point in one.curve] for one in group])
            axes.plot(steps, values.mean(axis=0), color=colour, linestyle=line, linewidth=1.8, label=name)
            if len(group) > 1:
                axes.fill_between(steps, values.min(axis=0), values.max(axis=0), color=colour, alpha=0.15, linewidth=0)
    for goal in GOALS:
        right.axhline(100 * goal, color="#3c4450", linewidth=0.7, linestyle=(0, (1, 3)))
    left.set(xlabel="step", ylabel="training loss (nats per text)", ylim=(0, None))
    right.set(xlabel="step", ylabel="accuracy on held-out texts (%)", ylim=(48, 100))
    right.legend(frameon=False, loc="lower right")
    return figure


def _length_figure(groups: ByPooling) -> Figure:
    figure, (axes,) = _axes(7.2, 3.8)
    counts = next(iter(groups.values()))[0].num_texts
    filled = [bucket for bucket, count in enumerate(counts) if count]
    for place, (name, group) in enumerate(groups.items()):
        colour, marker, _ = _STYLES[name]
        right = np.mean([one.num_right for one in group], axis=0)
        shares = [100 * right[bucket] / counts[bucket] for bucket in filled]
        ends = [wilson_interval(round(right[bucket]), counts[bucket]) for bucket in filled]
        below = [max(0.0, share - 100 * end.low) for share, end in zip(shares, ends, strict=True)]
        above = [max(0.0, 100 * end.high - share) for share, end in zip(shares, ends, strict=True)]
        offset = 0.16 * (place - (len(groups) - 1) / 2)
        places = np.arange(len(filled)) + offset
        axes.errorbar(
            places, shares, yerr=(below, above), color=colour, marker=marker, linestyle="", capsize=2, label=name
        )
    names = _buckets()
    axes.set_xticks(range(len(filled)), [f"{names[bucket]}\n{counts[bucket]:,} texts" for bucket in filled])
    axes.set(xlabel="tokens of a text, read whole", ylabel="accuracy (%), with 95% interval")
    axes.grid(visible=False, axis="x")
    axes.legend(frameon=False, ncols=len(groups), loc="upper center", bbox_to_anchor=(0.5, 1.14))
    return figure


def _faithfulness_figure(groups: ByPooling) -> Figure:
    """One line for each highlight of each pooling; random and leave-one-out are hollow."""
    lines = [(pooling, name, same) for pooling, group in groups.items() for name, same in _highlights(group).items()]
    figure, (left, right) = _axes(9, 0.8 + 0.27 * len(lines), columns=2)
    heights = list(range(len(lines)))
    for axes, field in ((left, "comprehensiveness"), (right, "sufficiency")):
        for height, (pooling, name, same) in zip(heights, lines, strict=True):
            colour, marker, _ = _STYLES[pooling]
            values = _texts(same, field)
            hollow = "white" if name in ("random", "leave-one-out") else colour
            error = _half_width(values)
            axes.errorbar(
                values.mean(),
                height,
                xerr=None if math.isnan(error) else error,
                color=colour,
                marker=marker,
                markerfacecolor=hollow,
                capsize=2,
            )
        axes.set_ylim(len(lines) - 0.5, -0.5)
        axes.axvline(0, color="#3c4450", linewidth=0.8)
    left.set_yticks(heights, [f"{pooling}: {_named(pooling, name)}" for pooling, name, _ in lines])
    right.set_yticks(heights, [""] * len(lines))
    left.set(xlabel="fall of P(class) without the top fifth\n(comprehensiveness: high is faithful)", ylabel="highlight")
    right.set(xlabel="fall of P(class) with the top fifth alone\n(sufficiency: low is faithful)")
    return figure
