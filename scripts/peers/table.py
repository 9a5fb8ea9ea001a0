"""The figures as a Markdown table that README holds as it is, and as lines on our own model."""

from collections.abc import Sequence

from scripts.peers.measure import NUM_COLD, Figures, Peer
from sentiment.metrics import wilson_interval

_HEADER = (
    "",
    "accuracy on held-out films (95 % interval)",
    "reviews/s, one core",
    "one review, ms",
    "cold start, s",
    "peak memory, MB",
    "model, MB",
    "chosen",
)


def markdown(rows: Sequence[tuple[Peer, Figures]]) -> str:
    """The table and what has to be known to read it."""
    lines = [_HEADER, ("---", *["---:"] * (len(_HEADER) - 2), "---"), *(_row(peer, found) for peer, found in rows)]
    return "\n".join([*(f"| {' | '.join(cells)} |" for cells in lines), "", *_notes(rows)])


def details(figures: Figures) -> str:
    """What else was measured of one peer, a figure a line."""
    values = {
        "tokens per text": _rounded(figures.tokens_per_text, 1),
        "milliseconds per review, tokenizing": _rounded(figures.milliseconds_tokenizing, 3),
        "milliseconds one warm review, median": _rounded(figures.milliseconds_alone, 2),
        "milliseconds one warm review, mean": _rounded(figures.milliseconds_alone_mean, 2),
        "milliseconds one warm review, p99": _rounded(figures.milliseconds_alone_p99, 2),
        "seconds sentiment classify, cold": _rounded(figures.seconds_cold, 3),
        "megabytes sentiment classify, cold": _rounded(figures.megabytes_cold, 1),
        "seconds sentiment --help": _rounded(figures.seconds_help, 3),
    }
    width = max(map(len, values))
    return "\n".join(f"{name:<{width}}  {value}" for name, value in values.items())


def _row(peer: Peer, figures: Figures) -> tuple[str, ...]:
    return (
        peer.title,
        _accuracy(peer, figures),
        _significant(figures.reviews_per_second),
        _significant(figures.milliseconds_alone),
        f"{figures.seconds_cold:.2f}",
        f"{figures.megabytes_cold:.0f}",
        _significant(figures.megabytes_model),
        figures.setting,
    )


def _accuracy(peer: Peer, figures: Figures) -> str:
    if figures.num_right is None:
        return f"{100 * (peer.cited_accuracy or 0):.1f} % (cited)"
    interval = wilson_interval(figures.num_right, figures.num_validation)
    share = figures.num_right / figures.num_validation
    return f"{100 * share:.1f} % ({100 * interval.low:.1f} to {100 * interval.high:.1f})"


def _notes(rows: Sequence[tuple[Peer, Figures]]) -> list[str]:
    """Under the table: on what, and how."""
    notes = []
    measured = [figures for _, figures in rows if figures.num_right is not None]
    if measured:
        notes.append(
            f"Accuracy: {measured[0].num_validation:,} reviews of films that no model has learnt from. What is under "
            "“chosen” was chosen on the same reviews, the lexicons’ thresholds and the scales of our two readers, too."
        )
    if any(peer.cited_accuracy is not None for peer, _ in rows):
        notes.append(
            "DistilBERT: 67 million random weights in ONNX Runtime, for speed, memory and size; its accuracy is cited "
            "(Sanh et al. 2019, fp32, official test split), and int8 is taken to lose none of it."
        )
    counts = "; ".join(
        f"{'others' if index else 'most'} {number:,} together and {alone:,} one by one"
        for index, (number, alone) in enumerate(_counts(rows))
    ).removeprefix("" if len(_counts(rows)) > 1 else "most ")
    notes.append(
        f"Speed: whole reviews, tokenizing included ({counts}), median of those read one by one; cold start: a whole "
        f"process that classifies one sentence, median of {NUM_COLD}, and the most memory that it held. "
        f"{rows[0][1].machine}."
    )
    return notes


def _counts(rows: Sequence[tuple[Peer, Figures]]) -> list[tuple[int, int]]:
    """How many texts speed was measured on, the largest first."""
    return sorted({(figures.num_texts, figures.num_alone) for _, figures in rows}, reverse=True)


def _significant(value: float) -> str:
    """Three digits, or all those before the point."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _rounded(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"
