"""What a file of texts comes to: how many, how they fall, which failed, and where to find each."""

from collections import Counter
from collections.abc import Sequence

from sentiment.prediction import UNCERTAIN, Failure, Prediction
from sentiment.report.article import side_of
from sentiment.report.markup import escape, percent

_NUM_BINS = 20
_BAR_WIDTH, _BAR_HEIGHT = 12, 60


def render_summary(results: Sequence[tuple[str, Prediction | Failure]], *, labels: tuple[str, str]) -> str:
    """The head of a report on several texts, given as (name, result): counts, a histogram, a filter and a list.

    `labels` are the names of the negative and the positive class.
    """
    predictions = [result for _, result in results if isinstance(result, Prediction)]
    sides = Counter(side_of(result) for _, result in results)
    num_warned = sum(bool(prediction.warnings) for prediction in predictions)
    names = {"positive": labels[1], "negative": labels[0], "uncertain": UNCERTAIN, "failed": "not classified"}
    counts = {side: (name, sides[side]) for side, name in names.items()}
    figures = "".join(
        f'<div class="{side}"><dt>{escape(name)}</dt>'
        f"<dd>{count:,} <small>{escape(_share(count, len(results)))}</small></dd></div>"
        for side, (name, count) in counts.items()
        if count or side in ("positive", "negative")
    )
    warned = f"<div><dt>with a warning</dt><dd>{num_warned:,}</dd></div>" if num_warned else ""
    choices = "".join(
        f'<label><input type="radio" name="only" id="only-{side}">{escape(name)}</label>'
        for side, (name, count) in counts.items()
        if count
    )
    return f"""<section class="summary" aria-label="Summary">
<dl><div><dt>texts</dt><dd>{len(results):,}</dd></div>{figures}{warned}</dl>
{_histogram(predictions, labels)}
<fieldset><legend>Show texts</legend><label><input type="radio" name="only" checked>all</label>{choices}</fieldset>
<details><summary>List of all texts</summary><ol>{"".join(_row(*row) for row in enumerate(results, 1))}</ol></details>
</section>
"""


def _row(number: int, row: tuple[str, Prediction | Failure]) -> str:
    name, result = row
    side = side_of(result)
    answer = (
        "not classified" if isinstance(result, Failure) else f"{escape(result.label)} {percent(result.probability)}"
    )
    return f'<li class={side}><a href="#t{number}">{escape(name)}</a> {answer}</li>'


def _histogram(predictions: Sequence[Prediction], labels: tuple[str, str]) -> str:
    """How many texts got each probability, in bins of 5 points."""
    counts = [0] * _NUM_BINS
    for prediction in predictions:
        counts[min(_NUM_BINS - 1, int(prediction.probability * _NUM_BINS))] += 1
    tallest = max(counts) or 1
    bars = []
    for position, count in enumerate(counts):
        height = max(1, round(count / tallest * _BAR_HEIGHT)) if count else 0
        side = "positive" if position >= _NUM_BINS // 2 else "negative"
        low, high = 100 * position // _NUM_BINS, 100 * (position + 1) // _NUM_BINS
        bars.append(
            f'<rect class={side} x="{position * _BAR_WIDTH + 1}" y="{_BAR_HEIGHT - height}"'
            f' width="{_BAR_WIDTH - 2}" height="{height}"><title>{low} to {high}%: {count:,} texts</title></rect>'
        )
    return (
        f'<figure><svg viewBox="0 0 {_NUM_BINS * _BAR_WIDTH} {_BAR_HEIGHT + 1}" role="img"'
        f' aria-label="Histogram of the probability of {escape(labels[1])}">{"".join(bars)}'
        f'<path d="M0 {_BAR_HEIGHT + 0.5}H{_NUM_BINS * _BAR_WIDTH}"/></svg>'
        f"<figcaption><span>0%</span> <span>texts by probability of {escape(labels[1])}</span>"
        " <span>100%</span></figcaption></figure>"
    )


def _share(count: int, total: int) -> str:
    return "<1%" if 0 < count < total / 100 else f"{count / total:.0%}"
