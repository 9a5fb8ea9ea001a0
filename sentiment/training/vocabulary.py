"""The WordPiece vocabulary: learned from text, or taken from a teacher.

WordPiece: Schuster & Nakajima 2012; greedy longest match first (Devlin et al. 2019).
"""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from sentiment.errors import TrainingError
from sentiment.tokenizer import well_formed

PAD_TOKEN, UNKNOWN_TOKEN = "[PAD]", "[UNK]"
_ALPHABET = 100  # characters that the smallest vocabulary may hold
_OFTEN = 500  # characters per accent: about one word in a hundred; English has far fewer


def learn_vocabulary(texts: Sequence[str], *, size: int) -> bytes:
    """Learns a vocabulary; of the same texts always the same one.

    Every character is known as such, as long as these fill no more than half of the vocabulary: of thousands, as in
    Chinese, the most frequent ones.

    Args:
        texts: Any number of texts.
        size: Tokens to learn at most; fewer come of few texts.

    Returns:
        The `tokenizer.json` of a `tokenizers.Tokenizer`: normalizer, word rule and vocabulary.

    Raises:
        TrainingError: No text has a token in it.
    """
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

    texts = [well_formed(text) for text in texts]
    normalizer = normalizers.BertNormalizer(strip_accents=not accents_matter(texts))
    splitter = pre_tokenizers.BertPreTokenizer()
    plain = [normalizer.normalize_str(text) for text in texts]
    counts = Counter(chain.from_iterable(plain))
    signs = [sign for sign in counts if splitter.pre_tokenize_str(sign)]  # those that are not between words
    alphabet = sorted(signs, key=lambda sign: (-counts[sign], sign))[: max(size // 2, _ALPHABET)]

    def trained(size: int, known: Sequence[str]) -> Tokenizer:
        tokenizer = Tokenizer(models.WordPiece(unk_token=UNKNOWN_TOKEN, max_input_chars_per_word=100))
        tokenizer.pre_tokenizer = splitter
        trainer = trainers.WordPieceTrainer(
            vocab_size=size,
            min_frequency=2,
            limit_alphabet=len(alphabet),
            initial_alphabet=alphabet,
            special_tokens=[PAD_TOKEN, UNKNOWN_TOKEN, *known],
            show_progress=False,
        )
        tokenizer.train_from_iterator(plain, trainer)
        return tokenizer

    # The library numbers the characters that go on a word in no certain order, and pieces that are equally frequent
    # are merged in the order of these numbers: let them be known beforehand.
    continuing = sorted(token for token in trained(1, []).get_vocab() if token.startswith("##"))
    tokenizer = trained(size, continuing)
    tokenizer.normalizer = normalizer
    if tokenizer.get_vocab_size() <= 2:
        raise TrainingError("the texts hold no word to learn from: check which column holds the text")
    definition = json.loads(tokenizer.to_str())
    definition["added_tokens"] = []  # so that "[PAD]" in a text is read as text
    return json.dumps(definition, ensure_ascii=False, indent=1).encode()


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
