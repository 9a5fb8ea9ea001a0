r"""How text becomes words, written once for the two libraries that must agree on it.

The rules are plain character classes and ordered replacements, so that the `tokenizers` library (run time, with
offsets) and TensorFlow's string operations (training) do the same thing:

1. `<br />` is white space.
2. Characters that came into Unicode after version 9 and change under normalization are replaced by U+FFFD: the
   libraries carry different Unicode tables.
3. Compatibility decomposition (NFKD), lower case, final sigma as sigma.
4. Combining accents and invisible characters are dropped; typographic apostrophes become `'`.
5. A word is a run of a-z and digits with apostrophes inside ("don't"), a run of other letters, or one symbol.
   Runs are cut at 40 and 24 characters: keras-nlp gives up on words of more than 100 bytes.
"""

from typing import Any

from tokenizers import Regex, normalizers, pre_tokenizers

_NEW = (
    r"\x{1C89}\x{1C8A}\x{2C2F}\x{32FF}\x{A7C0}\x{A7CB}-\x{A7DC}\x{A7F1}-\x{A7F4}\x{AB69}\x{10570}-\x{10595}\x{105C9}"
    r"\x{105E4}\x{10781}-\x{107BA}\x{10D50}-\x{10D65}\x{11383}-\x{11391}\x{113C5}-\x{113C8}\x{11938}"
    r"\x{16121}-\x{16128}\x{16D68}-\x{16D6A}\x{16EA0}-\x{16EB8}\x{1CCD6}-\x{1CCF9}\x{1E030}-\x{1E06D}\x{1F16C}"
    r"\x{1FBF0}-\x{1FBF9}"
)
_SPACES = (
    r"\x{0}-\x{20}\x{7F}-\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}"  # and control codes
)
_SYMBOLS = (
    r"!-/:-@\[-`{-~\x{A1}-\x{BF}\x{D7}\x{F7}\x{2010}-\x{2027}\x{202A}-\x{202E}\x{2030}-\x{205E}\x{2060}-\x{2BFF}\x{2E00}-\x{A4CF}\x{E000}-\x{FAFF}\x{FE10}-\x{FE6F}"
    r"\x{FF00}-\x{FFFF}\x{1F000}-\x{3FFFF}\x{E0000}-\x{10FFFF}"  # punctuation, CJK, emoji, private use
)
_BREAK = r"<[bB][rR] ?/?>"
_INVISIBLE = r"[\x{AD}\x{300}-\x{36F}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2069}\x{FE00}-\x{FE0F}\x{FEFF}]"
_APOSTROPHE = r"[\x{91}\x{92}\x{2B9}\x{2BC}\x{2018}\x{2019}\x{201B}`]"
_WORD = r"[a-z0-9]{1,40}(?:'[a-z]{1,20}){0,2}"
_LETTERS = rf"[^a-z0-9{_SPACES}{_SYMBOLS}]{{1,24}}"
WORDS = rf"{_WORD}|{_LETTERS}|[{_SYMBOLS}]"

# In order: before and after decomposition and lower case.
_BEFORE = ((_BREAK, " "), (rf"[{_NEW}]", "\ufffd"))
_AFTER = ((_INVISIBLE, ""), (_APOSTROPHE, "'"), ("\u03c2", "\u03c3"))


def library_normalizer() -> normalizers.Normalizer:
    """The rules 1 to 4 for the `tokenizers` library."""
    before = [normalizers.Replace(Regex(pattern), text) for pattern, text in _BEFORE]
    after = [normalizers.Replace(Regex(pattern), text) for pattern, text in _AFTER]
    return normalizers.Sequence([*before, normalizers.NFKD(), normalizers.Lowercase(), *after])


def library_pre_tokenizer() -> pre_tokenizers.PreTokenizer:
    """The rule 5 for the `tokenizers` library."""
    return pre_tokenizers.Split(Regex(WORDS), behavior="removed", invert=True)


def tensorflow_words(texts: Any) -> Any:
    """All rules in TensorFlow's string operations.

    Args:
        texts: [batch] string tensor of valid UTF-8.

    Returns:
        Ragged [batch, words] string tensor.
    """
    import tensorflow as tf
    import tensorflow_text as tf_text

    texts = tf.strings.regex_replace(texts, r"\x{0}", " ")  # the normalizer stops reading at NUL
    for pattern, text in _BEFORE:
        texts = tf.strings.regex_replace(texts, pattern, text)
    texts = tf.strings.lower(tf_text.normalize_utf8(texts, "NFKD"), encoding="utf-8")
    for pattern, text in _AFTER:
        texts = tf.strings.regex_replace(texts, pattern, text)
    texts = tf.strings.regex_replace(texts, rf"({WORDS})|[{_SPACES}]", r" \1 ")
    words = tf.strings.split(texts, " ")
    return tf.ragged.boolean_mask(words, words != "")
