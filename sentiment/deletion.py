"""Texts with words cut out, to be read again and compared with what an explanation says.

The raw text is cut, by offsets, and tokenized again: nothing of the first reading is kept (ERASER:
DeYoung et al. 2020).
"""

from collections.abc import Iterable, Sequence

from sentiment.words import Span

SHARES = (0.01, 0.05, 0.1, 0.2, 0.5)
"""Of the words of a text, those that are cut or kept, one share after the other (DeYoung et al. 2020)."""


def top_counts(num_words: int) -> list[int]:
    """How many words each of `SHARES` is; one at least."""
    return [max(1, round(share * num_words)) for share in SHARES]


def cut(text: str, words: Iterable[Span]) -> str:
    """The text without these words of it.

    Each leaves a space, so that its neighbors do not grow together into another word; all else stays as it is.

    Args:
        text: As the words' offsets count it.
        words: In any order, each at most once.
    """
    parts, end = [], 0
    for word in sorted(words, key=lambda word: word.start):
        parts.append(text[end : word.start])
        end = word.end
    return " ".join([*parts, text[end:]])


def keep(text: str, words: Sequence[Span], kept: Iterable[Span]) -> str:
    """The text with nothing but some of its words.

    Args:
        text: As the words' offsets count it.
        words: All words of the text.
        kept: Those that stay.
    """
    stay = {word.start for word in kept}
    return cut(text, [word for word in words if word.start not in stay])
