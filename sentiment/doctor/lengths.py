"""How long the texts are, against what training reads of one."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sentiment.corpus import Examples
from sentiment.doctor.findings import Case, Finding, Progress, percent, shortened, silent
from sentiment.doctor.tokens import tokenized
from sentiment.plurals import many


def count_words(texts: Sequence[str], *, progress: Progress = silent) -> NDArray[np.int64]:
    """Words and punctuation marks of each text; a character counts as a word in scripts without spaces."""
    return np.array(
        [len(tokenized(text)) for text in progress(texts, "texts measured", total=len(texts))], dtype=np.int64
    )


def five_numbers(counts: NDArray[np.int64]) -> tuple[int, ...]:
    """The least, the quartiles and the most; nothing of nothing."""
    return tuple(int(number) for number in np.percentile(counts, (0, 25, 50, 75, 100))) if counts.size else ()


def find_long(examples: Examples, num_words: NDArray[np.int64], max_tokens: int) -> Iterator[Finding]:
    """Texts of which training would read a part only."""
    long = np.flatnonzero(num_words > max_tokens)
    if not long.size:
        return
    long = long[np.argsort(-num_words[long], kind="stable")]
    share, most = long.size / len(examples), int(num_words[long[0]])
    yield Finding(
        "long-texts",
        "note",
        f"{many(long.size, 'text has', 'texts have')} more than the {max_tokens:,} words and marks that training reads "
        f"of one ({percent(share)}; the longest has {most:,}): the middle is left out.",
        "Nothing, if beginning and end tell enough; else cut the texts into parts, all with one --group-column value.",
        {"num_texts": int(long.size), "share": round(share, 4), "longest": most},
        (Case((examples.ids[long[0]],), (shortened(examples.texts[long[0]]),), "the longest"),),
        tuple(examples.ids[i] for i in long),
    )
