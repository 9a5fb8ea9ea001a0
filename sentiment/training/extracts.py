"""Short extracts of texts: one to three consecutive sentences.

People classify single sentences as often as whole reviews. A student that has only read reviews is poor at sentences,
so it also learns from extracts, each with a logit of its own from a teacher.
"""

import random
import re
from collections.abc import Iterator
from hashlib import sha256

from sentiment.words import LINE_BREAK, sentence_spans

LONGEST = 60
"""Words in an extract, at most."""
_SHORTEST, _FEWEST_LETTERS = 2, 3
# Share of extracts with one, two and three sentences.
_ONE, _TWO = 0.60, 0.25
_TRIES = 4  # per extract asked for
_BREAK = re.compile(LINE_BREAK)
# A letter of a script without spaces is a word; so is each punctuation mark, which ends sentences but does not count.
_TOKEN = re.compile(
    rf"{LINE_BREAK}|(?P<word>[\u3040-\u30ff\u3400-\u9fff]|(?:(?![\u3040-\u30ff\u3400-\u9fff])\w)+)|[^\w\s]"
)
_LETTER = re.compile(r"[^\W\d_]")


def draw_extracts(text: str, *, number: int, seed: int = 0) -> list[str]:
    """Draw different extracts from a text.

    The draw depends on the text, `number` and `seed` alone, not on where the text stands in a corpus.

    Args:
        text: The text. Line breaks, `<br />` included, become spaces in its extracts.
        number: Most extracts to return.
        seed: Another seed draws other extracts.

    Returns:
        Up to `number` different extracts of 2 to `LONGEST` words. A text without enough sentences has fewer; the whole
        text is not an extract of itself.
    """
    sentences = list(_sentences(text))
    if len(sentences) < 2:
        return []
    digest = sha256(f"{seed} ".encode() + text.encode("utf-8", "surrogatepass")).digest()
    draw = random.Random(int.from_bytes(digest, "big")).random
    extracts: dict[str, None] = {}  # in the order drawn
    for _ in range(_TRIES * number):
        if len(extracts) == number:
            break
        first, size = int(draw() * len(sentences)), draw()
        length = 1 + (size >= _ONE) + (size >= _ONE + _TWO)
        chosen = sentences[first : first + length]
        while len(chosen) > 1 and sum(words for _, words in chosen) > LONGEST:
            chosen.pop()
        extract = " ".join(sentence for sentence, _ in chosen)
        words = sum(words for _, words in chosen)
        if (
            _SHORTEST <= words <= LONGEST
            and len(chosen) < len(sentences)
            and len(_LETTER.findall(extract)) >= _FEWEST_LETTERS
        ):
            extracts[extract] = None
    return list(extracts)


def _sentences(text: str) -> Iterator[tuple[str, int]]:
    """Yield each sentence, white space collapsed, with its number of words."""
    tokens = [match for match in _TOKEN.finditer(text) if not _BREAK.fullmatch(match[0])]
    for first, last in sentence_spans(text, [match.span() for match in tokens]):
        words = sum(match["word"] is not None for match in tokens[first:last])
        if words:
            sentence = _BREAK.sub(" ", text[tokens[first].start() : tokens[last - 1].end()])
            yield " ".join(sentence.split()), words
