"""Corpora made for these tests: reviews that nothing is wrong with, to which each test does one wrong."""

import random
from collections.abc import Sequence

import numpy as np

from sentiment.corpus import Examples
from sentiment.doctor import Finding

NEUTRAL = (
    "the a plot actor scene music story dialogue camera ending cast script pace humour light sound budget sequel theme "
    "role and of with in that was had from this some more than when there while another very people time house street"
).split()
WORDS = (
    "dull awful flat boring poor weak tedious wooden clumsy stale".split(),
    "superb moving lovely witty fresh rich tender brilliant warm clever".split(),
)

POSITIVE = (
    "A superb, moving and beautifully acted film. I loved every minute of it.",
    "One of the best films I have seen in years: funny, warm and clever.",
    "Wonderful story, great cast, and the ending is simply perfect.",
)
NEGATIVE = (
    "A dull, lifeless waste of time. The worst film I have seen this year.",
    "Terrible acting and an awful script. I was bored from start to finish.",
    "What a disappointment: a boring story, bad jokes and a stupid ending.",
)


def reviews(num: int = 300, *, seed: int = 0, words: Sequence[Sequence[str]] = WORDS) -> Examples:
    """Different texts of 20 to 40 words, negative and positive in turn, each with two words of its class."""
    draw = random.Random(seed)
    texts = []
    for index in range(num):
        text = draw.choices(NEUTRAL, k=draw.randint(20, 38)) + draw.choices(words[index % 2], k=2)
        draw.shuffle(text)
        texts.append(" ".join(text))
    return made(texts, [index % 2 for index in range(num)])


def made(texts: Sequence[str], labels: Sequence[int], groups: Sequence[str] | None = None) -> Examples:
    """Examples with row numbers from 1."""
    return Examples(
        texts=list(texts),
        labels=np.array(labels, dtype=np.int8),
        ids=list(range(1, len(texts) + 1)),
        groups=None if groups is None else list(groups),
    )


def changed(examples: Examples, **texts: str) -> Examples:
    """The examples with other texts in some rows, by `row_N`."""
    named = {int(name.removeprefix("row_")): text for name, text in texts.items()}
    new = [named.get(row, text) for row, text in enumerate(examples.texts, start=1)]
    return Examples(texts=new, labels=examples.labels, ids=examples.ids, groups=examples.groups)


def by_name(findings: Sequence[Finding]) -> dict[str, Finding]:
    """Each finding under its name, which no two share."""
    found = {finding.name: finding for finding in findings}
    assert len(found) == len(findings)
    return found
