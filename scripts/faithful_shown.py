"""What `scripts/faithful_training` keeps of a row, and its table."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from scripts import one_pass
from sentiment.bootstrap import Estimate
from sentiment.comparison import compare
from sentiment.metrics import wilson_interval
from sentiment.report.tables import estimate_cell

BASE = "base"
SEED = 0


@dataclass(frozen=True)
class Found:
    """What a row came to: shares in [0, 1], calibration error, conicity in [-1, 1], minutes of the fit alone."""

    ece: float
    log_loss: float
    network_alone: float
    scales: tuple[float, ...]
    pairs_ordered: float
    conicity: dict[str, float]
    steps: int
    minutes: float


def table(rows: Sequence[str], folder: Path, labels: Any, number: int) -> str:
    """What is done, as Markdown.

    Args:
        rows: Names in the order of the table.
        folder: Where the figures are.
        labels: Of fold 0.  # [texts]
        number: Reviews that were explained.
    """
    lines = [
        "| | fold 0 | against the base, points | ECE | pairs in order | comprehensiveness | random | sufficiency "
        "| flip (median) | τ with leave-one-out | conicity | steps | minutes |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    base = folder / f"{slug_of(BASE)}.npy"
    for name in rows:
        path, explained = folder / f"{slug_of(name)}.json", folder / explained_name(name, number)
        if not explained.exists():
            continue
        found = Found(**json.loads(path.read_text()))
        rankings = {ranking["name"]: ranking for ranking in json.loads(explained.read_text())["rankings"]}
        deleted, random = (rankings[which]["removals"]["deletion"] for which in ("contribution", "random"))
        probabilities = np.load(folder / f"{slug_of(name)}.npy")
        num_right = int(((probabilities >= 0.5) == labels).sum())
        interval = wilson_interval(num_right, len(labels))
        against = "–"
        if name != BASE and base.exists():
            against = _points(asdict(compare(labels, np.load(base), probabilities, seed=SEED).accuracy_difference))
        cells = [
            name,
            f"{num_right / len(labels):.2%} ({interval.low:.1%} to {interval.high:.1%})",
            against,
            f"{found.ece:.1%}",
            f"{found.pairs_ordered:.1%}",
            _cell(deleted["comprehensiveness"]),
            _cell(random["comprehensiveness"]),
            _cell(deleted["sufficiency"]),
            _cell(deleted["flip"]),
            _cell(rankings["contribution"]["agreement"]),
            _cell(found.conicity),
            f"{found.steps:,}",
            f"{found.minutes:.1f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(figure: dict[str, float]) -> str:
    """A figure with its interval, as the other tables have it."""
    return estimate_cell(Estimate(**figure))


def _points(figure: dict[str, float]) -> str:
    value, low, high = (f"{100 * figure[part]:+.2f}".replace("-", "−") for part in ("value", "low", "high"))
    return f"{value} ({low} to {high})"


def slug_of(name: str) -> str:
    """What the files of a row are called."""
    return one_pass.slug_of(f"faithful {name}")


def explained_name(name: str, number: int) -> str:
    """The file of what the explanations of so many reviews came to."""
    return f"{slug_of(name)}-{number}-texts.json"
