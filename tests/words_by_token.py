"""Words grouped token by token, character by character: slow, and easy to check. The package does it by patterns."""

import re
import unicodedata
from collections.abc import Sequence

from sentiment.words import CLUSTERED, LEADING, STACKING, TRAILING

_UNSPACED = re.compile(
    "[\u2e80-\u312f\u31a0-\ua4cf\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
    + "".join(f"{chr(first)}-{chr(last)}" for first, last in CLUSTERED)
    + "]"
)
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_LEADS, _STACKS = re.compile(f"[{LEADING}]"), re.compile(f"[{STACKING}]")
_TRAILS = re.compile(f"[{TRAILING}\uff9e\uff9f]")
_APOSTROPHES = "'`\x91\x92\xb4\u2018\u2019\u201b\uff07"


def words_by_token(text: str, offsets: Sequence[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """See `sentiment.words.word_spans`."""
    spans: list[tuple[int, int, int, int]] = []
    first = 0
    while first < len(offsets):
        start, end = offsets[first]
        base = _base(text, start, end, start)
        last = first + 1
        while last < len(offsets) and _same_word(text, start, base, end, offsets[last][0]):
            base = _base(text, *offsets[last], base)
            end = max(end, offsets[last][1])
            last += 1
        following = offsets[last][0] if last < len(offsets) else len(text)
        spans.append((start, _past_marks(text, end, following), first, last))
        first = last
    return spans


def _same_word(text: str, start: int, base: int, end: int, following: int) -> bool:
    """Whether the token at `following` goes on with the word that stands, so far, from `start` to `end`.

    `base` is where the word's last character stands, marks aside.
    """
    if following < end:
        return True
    if any(not _is_mark(character) for character in text[end:following]):
        return False
    before, after = text[base], text[following]
    if _is_mark(after) or _in_cluster(before, text[following - 1], after) or _in_emoji(text, start, following):
        return True
    if after in _APOSTROPHES:
        beyond = _past_marks(text, following + 1, len(text))
        return _is_letter(before) and _is_letter(text[beyond : beyond + 1])
    if before in _APOSTROPHES:
        return base > start and _is_letter(after)
    return _is_letter(before) and _is_letter(after)


def _in_cluster(base: str, last: str, following: str) -> bool:
    """Whether a letter goes on with the cluster whose base, and whose last character, stand before it."""
    return following.isalpha() and bool(
        _LEADS.match(base) or _STACKS.match(last) or (_TRAILS.match(following) and base.isalpha())
    )


def _in_emoji(text: str, start: int, following: int) -> bool:
    """Whether a sign goes on with an emoji that begins at `start`: joined to it, or as the other half of a flag."""
    if text[following - 1] == "\u200d":
        return unicodedata.category(text[following]) == "So"
    return _FLAG.fullmatch(text, start, following + 1) is not None


def _is_letter(character: str) -> bool:
    spaced = character and not _UNSPACED.match(character)
    return bool(spaced) and (character.isalnum() or unicodedata.category(character)[0] == "M")


def _is_mark(character: str) -> bool:
    """Accents, variation selectors, invisible joiners and tones of skin belong to the character before them."""
    return character > "\x7f" and (
        unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf") or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def _base(text: str, start: int, end: int, otherwise: int) -> int:
    """Where the last character of text[start:end] that is no mark stands."""
    for index in range(end - 1, start - 1, -1):
        if not _is_mark(text[index]):
            return index
    return otherwise


def _past_marks(text: str, end: int, limit: int) -> int:
    while end < limit and _is_mark(text[end]):
        end += 1
    return end
