"""Extracts: a few sentences out of a text, so that a model that learns from long texts reads short ones as well."""

import hashlib
import re

import numpy as np

_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+|\s*<br\s*/?>\s*")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SIZES, _SHARES = (1, 2, 3), (0.65, 0.22, 0.13)
_FEWEST_WORDS, _MOST_CHARACTERS = 2, 320


def draw_extracts(text: str, *, number: int, seed: int = 0) -> list[str]:
    """Draw extracts of one to three consecutive sentences.

    The draw depends on the text and the seed alone: the same text gives the same extracts in any corpus.

    Args:
        text: The text to draw from.
        number: Extracts to draw, at most; a text of few sentences has fewer.
        seed: Random seed; 0 or more.

    Returns:
        Distinct extracts, in the order of the draw; none from a text of one sentence.
    """
    sentences = [part for part in _END.split(text) if part and len(_WORD.findall(part)) >= _FEWEST_WORDS]
    if len(sentences) < 2:
        return []
    key = int.from_bytes(hashlib.sha256(text.strip().encode(errors="replace")).digest()[:8], "little")
    random = np.random.default_rng([key, seed] if seed else key)
    extracts: dict[str, None] = {}
    for _ in range(2 * number):
        first = int(random.integers(len(sentences)))
        size = int(random.choice(_SIZES, p=_SHARES))
        extract = " ".join(sentences[first : first + size]).strip()
        if len(extract) <= _MOST_CHARACTERS and extract != text.strip():
            extracts.setdefault(extract)
        if len(extracts) == number:
            break
    return list(extracts)
