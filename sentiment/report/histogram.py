"""A histogram as inline SVG: no library, no script, and what each bar stands for in its title."""

from collections.abc import Sequence
from dataclasses import dataclass

from sentiment.plurals import many
from sentiment.report.markup import escape

_WIDTH, _HEIGHT = 240, 72


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar: how many texts lie from `low` to `high`, `high` excluded unless the bar is the last.

    Attributes:
        low: Where it begins.
        high: Where it ends; None where it has no end.
        count: Texts in it.
        side: Class of its colour in the page's style sheet.
    """

    low: float
    high: float | None
    count: int
    side: str = "plain"


def bins_of(values: Sequence[float], *, width: float, number: int, open_end: bool = False) -> list[Bin]:
    """Values from 0 on in `number` bins of one width; what lies beyond goes into the last, which has then no end."""
    counts = [0] * number
    for value in values:
        counts[min(number - 1, int(value / width))] += 1
    return [
        Bin(place * width, None if open_end and place == number - 1 else (place + 1) * width, count)
        for place, count in enumerate(counts)
    ]


def render_histogram(bins: Sequence[Bin], *, of: str, unit: str, field: str) -> str:
    """Bars as a `<figure>`.

    Args:
        bins: In order, all of one width.
        of: What is counted over, for the caption.
        unit: Goes behind each number; may be empty.
        field: Name of the filter that a click on a bar sets.
    """
    tallest = max((bar.count for bar in bins), default=0) or 1
    step = _WIDTH / max(1, len(bins))
    bars = "".join(_bar(bar, position * step, step, tallest, unit) for position, bar in enumerate(bins))
    first, last = bins[0], bins[-1]
    end = f"{last.low:g}{unit} or more" if last.high is None else f"{last.high:g}{unit}"
    return (
        f'<figure data-field="{field}"><figcaption>Texts by {escape(of)} <small>tallest bar: {tallest:,}</small>'
        f'</figcaption><svg viewBox="0 0 {_WIDTH} {_HEIGHT + 1}" preserveAspectRatio="none" role="img"'
        f' aria-label="{escape(_in_words(bins, of, unit))}">{bars}'
        f'<path d="M0 {_HEIGHT + 0.5}H{_WIDTH}"/></svg>'
        f'<p class="axis"><span>{first.low:g}{unit}</span><span>{end}</span></p></figure>'
    )


def _bar(bar: Bin, left: float, step: float, tallest: int, unit: str) -> str:
    height = max(1, round(bar.count / tallest * _HEIGHT)) if bar.count else 0
    high = "" if bar.high is None else f"{bar.high:g}"
    return (
        f'<g class="{bar.side}" data-low={bar.low:g} data-high="{high}"><title>{_range(bar, unit)}: '
        f'{many(bar.count, "text")}</title><rect class="hit" x="{left:g}" y="0" width="{step:g}"'
        f' height="{_HEIGHT}"/><rect x="{left + 0.75:g}" y="{_HEIGHT - height}" width="{step - 1.5:g}"'
        f' height="{height}"/></g>'
    )


def _range(bar: Bin, unit: str) -> str:
    return f"{bar.low:g}{unit} or more" if bar.high is None else f"{bar.low:g} to {bar.high:g}{unit}"


def _in_words(bins: Sequence[Bin], of: str, unit: str) -> str:
    """The histogram for those who do not see it: its bars that are not empty."""
    bars = "; ".join(f"{_range(bar, unit)}: {bar.count:,}" for bar in bins if bar.count)
    return f"Histogram of texts by {of}. {bars}"
