"""Pairs of short texts that differ by a negation or a contrast and mean the opposite: tests/data/negation_pairs.tsv."""

import csv
from dataclasses import dataclass
from pathlib import Path

PAIRS = Path(__file__).resolve().parent.parent / "tests" / "data" / "negation_pairs.tsv"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that differ little and mean the opposite."""

    kind: str
    template: str
    positive: str
    negative: str


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """The pairs of opposite texts, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    texts = {(row["pair"], row["label"]): row["text"] for row in rows}
    about = {row["pair"]: (row["kind"], row["template"]) for row in rows}
    return [Pair(*about[pair], texts[pair, "positive"], texts[pair, "negative"]) for pair in about]
