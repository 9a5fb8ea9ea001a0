"""The fixed list of reviews whose explanations are measured: tests/data/explained_reviews.txt, drawn from fold 0.

The list holds the first 16 hex digits of the SHA-256 of each text without outer white space. How it was drawn: the
different keys of all reviews in fold 0, sorted; of these 300 by NumPy's default_rng(0), without replacement, in the
order drawn. So the first N of it are a draw as well.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sentiment.corpus import Examples

LIST = Path(__file__).resolve().parent.parent / "tests" / "data" / "explained_reviews.txt"
NUM_TEXTS, SEED, KEY_LENGTH = 300, 0, 16


def draw(keys: Iterable[str]) -> list[str]:
    """So many of the keys; the same ones whatever their order."""
    import numpy as np

    different = sorted(set(keys))
    chosen = np.random.default_rng(SEED).choice(len(different), size=NUM_TEXTS, replace=False)
    return [different[place] for place in chosen.tolist()]


def by_key(examples: "Examples") -> dict[str, str]:
    """The texts in fold 0 of examples with their films, by key."""
    from sentiment.corpus import fold_split, text_key

    held_out = examples.take(fold_split(examples).held_out)
    return {text_key(text)[:KEY_LENGTH]: text for text in held_out.texts}


def listed(texts: dict[str, str], keys: Sequence[str]) -> list[str]:
    """The texts of these keys; ClickException if one is not among them."""
    missing = [key for key in keys if key not in texts]
    if missing:
        raise click.ClickException(f"{len(missing)} of the listed reviews are not in fold 0 ({missing[0]}, …)")
    return [texts[key] for key in keys]
