r"""The rules by which a learned vocabulary splits text into words, for any script.

`sentiment.normalization` comes first. Then:

1. `<br />` is white space.
2. Compatibility decomposition (NFKD), lower case, final sigma as sigma. Decomposed, an accent is a character after its
   letter, and a Korean syllable is its letters, so that endings are seen.
3. Dropped: invisible characters, the vowel points of Hebrew and Arabic, the Arabic tatweel, and accents in texts that
   hardly have any (`accents_matter`). Typographic apostrophes become `'`.
4. A word is a run of letters, accents and digits with apostrophes inside ("don't"). In scripts without spaces it is
   one character with all that is written around it. Anything else is one symbol.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from tokenizers import Regex, normalizers, pre_tokenizers

from sentiment.words import CLUSTERED, LEADING, STACKING, TRAILING

# White space, control codes, and the marks between syllables or words of Tibetan and Ethiopic.
_SPACES = (
    r"\x{0}-\x{20}\x{7F}-\x{A0}\x{F0B}\x{F0C}\x{1361}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}"
)
_BREAK = r"<[bB][rR] ?/?>"
_INVISIBLE = (
    r"\x{AD}\x{34F}\x{61C}\x{17B4}\x{17B5}\x{180B}-\x{180F}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2069}"
    r"\x{FE00}-\x{FE0F}\x{FEFF}\x{E0000}-\x{E01EF}"
)
_POINTS = r"\x{591}-\x{5BD}\x{5BF}\x{5C1}\x{5C2}\x{5C4}\x{5C5}\x{5C7}\x{640}\x{64B}-\x{652}\x{670}"
_ACCENTS = r"\x{300}-\x{36F}"
_APOSTROPHE = r"[\x{91}\x{92}\x{2B9}\x{2BC}\x{2018}\x{2019}\x{201B}`]"
_OFTEN = 500  # characters for one accent: every hundredth word or so; English has far fewer

_SPACED = ((0xDF, 0x1FFF), (0x2C00, 0x2DFF), (0xA4D0, 0xD7FF), (0xFB00, 0xFDFF), (0xFE70, 0xFEFE), (0x10000, 0x1EFFF))
_CUT = r"[!-\x{7FF}]{1,49}|[!-\x{FFFF}]{1,33}|[^ ]{1,24}"  # letters of up to two, three and four bytes


def accents_matter(texts: Iterable[str]) -> bool:
    """Return whether accents tell words apart: whether there is at least one in 500 characters.

    In a language that hardly has any, a word is written with and without ("naïve", "naive") and is one word.
    """
    accents = characters = 0
    for text in texts:
        characters += len(text)
        if not text.isascii():
            accents += sum("\u0300" <= character <= "\u036f" for character in unicodedata.normalize("NFKD", text))
    return accents * _OFTEN >= max(characters, 1)


def library_normalizer(*, accents: bool) -> normalizers.Normalizer:
    """Return rules 1 to 3 for the `tokenizers` library; accents are kept or not."""
    dropped = _INVISIBLE + _POINTS + ("" if accents else _ACCENTS)
    before = (
        (_BREAK, " "),
        (r"\x{B4}", "'"),
    )  # an acute accent alone is an apostrophe
    after = ((rf"[{dropped}]", ""), (_APOSTROPHE, "'"), ("\u03c2", "\u03c3"), ("i\u0307", "i"))  # of a capital i
    return normalizers.Sequence(
        [
            *(normalizers.Replace(Regex(pattern), text) for pattern, text in before),
            normalizers.NFKD(),
            normalizers.Lowercase(),
            *(normalizers.Replace(Regex(pattern), text) for pattern, text in after),
        ]
    )


def library_pre_tokenizer() -> pre_tokenizers.PreTokenizer:
    """Return rule 4 for the `tokenizers` library."""
    patterns = (_words(), _CUT)
    return pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(pattern), behavior="removed", invert=True) for pattern in patterns]
    )


@cache
def _words() -> str:
    """Return the pattern of a word; every character other than a space is in one."""
    letter = rf"[a-z0-9{_ACCENTS}{_class(_SPACED, 'LMNC', apart=CLUSTERED)}]"
    base, mark = _class(CLUSTERED, "LN"), _class(CLUSTERED, "M")
    cluster = rf"[{LEADING}]*[{base}](?:[{STACKING}][{base}]|[{mark}])*[{TRAILING}]?"
    kana = r"[\x{3041}-\x{30FF}][\x{3099}\x{309A}]"
    return rf"{letter}+(?:'{letter}+)*|{cluster}|{kana}|[^{_SPACES}]"


def _class(blocks: Sequence[tuple[int, int]], categories: str, *, apart: Sequence[tuple[int, int]] = ()) -> str:
    """Return the characters of blocks that are of the categories, as the inside of a bracket expression."""
    codes = [
        code
        for first, last in blocks
        for code in range(first, last + 1)
        if unicodedata.category(chr(code))[0] in categories and not any(first <= code <= last for first, last in apart)
    ]
    starts = [code for code, before in zip(codes, [-1, *codes], strict=False) if code != before + 1]
    ends = [code for code, after in zip(codes, [*codes[1:], -1], strict=True) if code != after - 1]
    return "".join(rf"\x{{{start:X}}}-\x{{{end:X}}}" for start, end in zip(starts, ends, strict=True))
