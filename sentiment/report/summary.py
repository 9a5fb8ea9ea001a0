"""What a file of texts comes to: how many, how they fall, which words weigh most; and the form that filters them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sentiment.prediction import UNCERTAIN, Failure, Prediction
from sentiment.report.article import side_of
from sentiment.report.controls import render_controls
from sentiment.report.histogram import bins_of, render_histogram
from sentiment.report.markup import Labels, escape
from sentiment.report.overall import render_overall
from sentiment.report.passage import num_words

_NUM_BINS = 20
_WIDTHS = tuple(digit * 10**power for power in range(5) for digit in (1, 2, 5))  # words in a bin
_SHARE_IN_SIGHT = 0.98  # of the texts; the longer ones lie in the last bin


def render_summary(results: Sequence[tuple[str, Prediction | Failure]], *, labels: Labels) -> str:
    """The head of a report on several texts, given as (name, result): counts, histograms, words and the form.

    `labels` are the names of the negative and the positive class.
    """
    numbered = [(number, result) for number, (_, result) in enumerate(results, 1) if isinstance(result, Prediction)]
    predictions = [prediction for _, prediction in numbered]
    counts = Counter(side_of(result) for _, result in results)
    names = {"positive": labels[1], "negative": labels[0], "uncertain": UNCERTAIN, "failed": "not classified"}
    sides = [
        (side, name, counts[side]) for side, name in names.items() if counts[side] or side in ("positive", "negative")
    ]
    figures = "".join(
        f'<div class="{side}"><dt>{escape(name)}</dt>'
        f"<dd>{count:,} <small>{escape(_share(count, len(results)))}</small></dd></div>"
        for side, name, count in sides
    )
    num_warned = sum(bool(prediction.warnings) for prediction in predictions)
    warned = f"<div><dt>with a warning</dt><dd>{num_warned:,}</dd></div>" if num_warned else ""
    return f"""<section class="summary" aria-label="Summary">
<dl><div><dt>texts</dt><dd>{len(results):,}</dd></div>{figures}{warned}</dl>
{_plots(predictions, labels) if predictions else ""}</section>
{render_overall(numbered, [name for name, _ in results], labels) if predictions else ""}
{render_controls(sides, labels=labels)}"""


def _plots(predictions: Sequence[Prediction], labels: Labels) -> str:
    return f'<div class="plots">{_by_probability(predictions, labels)}{_by_length(predictions)}</div>'


def _by_probability(predictions: Sequence[Prediction], labels: Labels) -> str:
    width = 100 // _NUM_BINS
    bins = bins_of([prediction.probability * 100 for prediction in predictions], width=width, number=_NUM_BINS)
    sided = [replace(bar, side="positive" if bar.low >= 50 else "negative") for bar in bins]
    return render_histogram(sided, of=f"probability of {labels[1]}", unit="%", field="p")


def _by_length(predictions: Sequence[Prediction]) -> str:
    lengths = sorted(num_words(prediction.words) for prediction in predictions)
    most = lengths[int((len(lengths) - 1) * _SHARE_IN_SIGHT)]
    width = next((width for width in _WIDTHS if width * (_NUM_BINS - 1) >= most), _WIDTHS[-1])
    longest = lengths[-1] >= width * _NUM_BINS
    bins = bins_of(lengths, width=width, number=_NUM_BINS, open_end=longest)
    return render_histogram(bins, of="length in words", unit="", field="n")


def _share(count: int, total: int) -> str:
    return "<1%" if 0 < count < total / 100 else f"{count / total:.0%}"
