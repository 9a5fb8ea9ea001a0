"""Text to words for counting: case and compatibility forms folded, one character a word in scripts without spaces."""

import re
import unicodedata

from sentiment.line_breaks import LINE_BREAK

# Scripts without spaces: Thai, Lao, Burmese, Khmer; Chinese and Japanese (Korean has spaces).
_UNSPACED = (
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Marks that belong to the letter before them: accents, points, vowel signs; the dandas between them are punctuation.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0966-\u0dff"
_LETTERS = rf"(?:[^\W_{_UNSPACED}]++|[{_MARKS}])++"
_TOKEN = re.compile(rf"{_LETTERS}(?:['’]{_LETTERS})*+|[{_UNSPACED}]|[^\w\s]|_")
_BREAK = re.compile(LINE_BREAK)
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")


def tokenized(text: str) -> list[str]:
    """Words, and punctuation marks one by one, folded."""
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return _TOKEN.findall((_BREAK.sub(" ", text) if "<" in text else text).casefold())


def words_of(tokens: list[str]) -> list[str]:
    """The tokens that are words."""
    return [token for token in tokens if token[0].isalnum() or len(token) > 1]


def is_unspaced(tokens: list[str]) -> bool:
    """Whether most of the tokens are characters of a script without spaces."""
    return 2 * sum(len(token) == 1 and _IS_UNSPACED.match(token) is not None for token in tokens) > len(tokens)
