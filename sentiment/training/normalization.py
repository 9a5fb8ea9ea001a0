r"""How text becomes words, for the two libraries that must agree on it.

A vocabulary's `tokenizer.json` says it all: its normalizer is a list of ordered replacements, its word rule one
pattern. The `tokenizers` library follows it at run time, with offsets; `tensorflow_words` reads the same definition
and does the same by TensorFlow's string operations. The rules that a new vocabulary gets:

1. `<br />` is white space.
2. Characters that came into Unicode after version 9 and change under normalization are replaced by U+FFFD: the
   libraries carry different Unicode tables.
3. Compatibility decomposition (NFKD), lower case, final sigma as sigma. Decomposed, an accent is a character after its
   letter, which WordPiece learns as one with it, and a Korean syllable is its letters, so that endings are seen.
4. Dropped: invisible characters, and what the same word is written with or without: the vowel points of Hebrew and
   Arabic and the Arabic tatweel. Accents too, in a text that has hardly any (see `accents_matter`). Typographic
   apostrophes become `'`.
5. A word is a run of letters, accents and digits with apostrophes inside ("don't"). In scripts without spaces it is
   one character with all that is written around it: n-grams and LSTM make more of these than of what WordPiece finds
   in runs of unknown words. All else is one symbol. Words are cut before 100 bytes: keras-nlp gives up on longer ones.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from tokenizers import Regex, normalizers, pre_tokenizers

from sentiment.errors import TrainingError
from sentiment.words import CLUSTERED, LEADING, STACKING, TRAILING

_NEW = (
    r"\x{1C89}\x{1C8A}\x{2C2F}\x{32FF}\x{A7C0}\x{A7CB}-\x{A7DC}\x{A7F1}-\x{A7F4}\x{AB69}\x{10570}-\x{10595}\x{105C9}"
    r"\x{105E4}\x{10781}-\x{107BA}\x{10D50}-\x{10D65}\x{11383}-\x{11391}\x{113C5}-\x{113C8}\x{11938}"
    r"\x{16121}-\x{16128}\x{16D68}-\x{16D6A}\x{16EA0}-\x{16EB8}\x{1CCD6}-\x{1CCF9}\x{1E030}-\x{1E06D}\x{1F16C}"
    r"\x{1FBF0}-\x{1FBF9}"
)
_NEW_MARKS = (
    r"\x{7FD}\x{897}-\x{89F}\x{8CA}-\x{8D3}\x{9FE}\x{C3C}\x{D3B}\x{D3C}\x{EBA}\x{1715}\x{1ABF}-\x{1ACE}\x{1DF6}-\x{1DFA}"
    r"\x{A82C}\x{10D24}-\x{10D27}\x{10D69}-\x{10D6D}\x{10EAB}\x{10EAC}\x{10EFA}-\x{10EFF}\x{10F46}-\x{10F50}"
    r"\x{10F82}-\x{10F85}\x{11070}\x{1133B}\x{113CE}-\x{113D0}\x{1145E}\x{11839}\x{1183A}\x{1193D}\x{1193E}\x{11943}"
    r"\x{119E0}\x{11A34}\x{11A47}\x{11A99}\x{11D42}\x{11D44}\x{11D45}\x{11D97}\x{11F41}\x{11F42}\x{1612F}\x{16FF0}"
    r"\x{16FF1}\x{1E08F}\x{1E130}-\x{1E136}\x{1E2AE}\x{1E2EC}-\x{1E2EF}\x{1E4EC}-\x{1E4EF}\x{1E5EE}\x{1E5EF}\x{1E6E3}-\x{1E6F5}"
)  # they change places with other marks
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
    """Whether texts have so many accents that these tell words apart: at least one in 500 characters.

    In a language that hardly has any, a word is written with and without ("naïve", "naive"), and is one word. In one
    that has them they are kept, also where some writers leave them out: both spellings are learnt.
    """
    accents = characters = 0
    for text in texts:
        characters += len(text)
        if not text.isascii():
            accents += sum("\u0300" <= character <= "\u036f" for character in unicodedata.normalize("NFKD", text))
    return accents * _OFTEN >= max(characters, 1)


def library_normalizer(*, accents: bool) -> normalizers.Normalizer:
    """The rules 1 to 4 for the `tokenizers` library; accents are kept or not."""
    dropped = _INVISIBLE + _POINTS + ("" if accents else _ACCENTS)
    before = (
        (_BREAK, " "),
        (rf"[{_NEW}{_NEW_MARKS}]", "\ufffd"),
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
    """The rule 5 for the `tokenizers` library."""
    patterns = (_words(), _CUT)
    return pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(pattern), behavior="removed", invert=True) for pattern in patterns]
    )


def tensorflow_words(definition: Mapping[str, Any]) -> Callable[[Any], Any]:
    """What a `tokenizer.json` says of words, in TensorFlow's string operations.

    Args:
        definition: The parsed file, of this module's rules or of earlier ones.

    Returns:
        From a [batch] string tensor of valid UTF-8 to a ragged [batch, words] string tensor.

    Raises:
        TrainingError: It has a step that TensorFlow has no like of here.
    """
    import tensorflow as tf
    import tensorflow_text as tf_text

    normalizer, splits = definition.get("normalizer") or {}, definition.get("pre_tokenizer") or {}
    steps = normalizer.get("normalizers", [normalizer])
    splits = splits.get("pretokenizers", [splits])
    known = all(step.get("type") in ("Replace", "NFKD", "Lowercase") for step in steps) and all(
        (split.get("type"), split.get("behavior"), split.get("invert")) == ("Split", "Removed", True)
        for split in splits
    )
    if not known:
        raise TrainingError("training cannot follow this tokenizer.json: it was not made by `sentiment train`")

    def split_up(texts: Any) -> Any:
        texts = tf.strings.regex_replace(texts, r"\x{0}", " ")  # the normalizer stops reading at NUL
        for step in steps:
            if step["type"] == "Replace":
                texts = tf.strings.regex_replace(texts, step["pattern"]["Regex"], step["content"])
            elif step["type"] == "NFKD":
                texts = tf_text.normalize_utf8(texts, "NFKD")
            else:
                texts = tf.strings.lower(texts, encoding="utf-8")
        pieces = tf.RaggedTensor.from_tensor(texts[:, None])  # [batch, words]
        for split in splits:
            pattern = split["pattern"]["Regex"]  # without a group: those take ten times as long
            parts = tf.strings.split(tf.strings.regex_replace(pieces.values, pattern, r" \0 "), " ")
            words = tf.strings.regex_full_match(parts.values, pattern)  # and not what lay between them
            pieces = pieces.with_values(tf.ragged.boolean_mask(parts, parts.with_values(words))).merge_dims(1, 2)
        return pieces

    return split_up


@cache
def _words() -> str:
    """The pattern of a word; every character that is no space is in one."""
    letter = rf"[a-z0-9{_ACCENTS}{_class(_SPACED, 'LMNC', apart=CLUSTERED)}]"
    base, mark = _class(CLUSTERED, "LN"), _class(CLUSTERED, "M")
    cluster = rf"[{LEADING}]*[{base}](?:[{STACKING}][{base}]|[{mark}])*[{TRAILING}]?"
    kana = r"[\x{3041}-\x{30FF}][\x{3099}\x{309A}]"
    return rf"{letter}+(?:'{letter}+)*|{cluster}|{kana}|[^{_SPACES}]"


def _class(blocks: Sequence[tuple[int, int]], categories: str, *, apart: Sequence[tuple[int, int]] = ()) -> str:
    """The characters of blocks that are of the categories, as what stands between the brackets of a pattern."""
    codes = [
        code
        for first, last in blocks
        for code in range(first, last + 1)
        if unicodedata.category(chr(code))[0] in categories and not any(first <= code <= last for first, last in apart)
    ]
    starts = [code for code, before in zip(codes, [-1, *codes], strict=False) if code != before + 1]
    ends = [code for code, after in zip(codes, [*codes[1:], -1], strict=True) if code != after - 1]
    return "".join(rf"\x{{{start:X}}}-\x{{{end:X}}}" for start, end in zip(starts, ends, strict=True))
