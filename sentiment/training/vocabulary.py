"""The WordPiece vocabulary, learnt from text, and keras-nlp's tokenizer for it.

WordPiece: Schuster & Nakajima 2012; greedy longest match first (Devlin et al. 2019).
"""

import json
import string
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sentiment.errors import TrainingError
from sentiment.tokenizer import well_formed
from sentiment.training.normalization import (
    accents_matter,
    library_normalizer,
    library_pre_tokenizer,
    tensorflow_words,
)

PAD_TOKEN, UNKNOWN_TOKEN = "[PAD]", "[UNK]"
_ALPHABET = 100  # characters that may be known as such in the smallest vocabulary


def learn_vocabulary(texts: Sequence[str], *, size: int) -> bytes:
    """Learns a vocabulary.

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
    from tokenizers import Tokenizer, models, trainers

    texts = [well_formed(text) for text in texts]
    tokenizer = Tokenizer(models.WordPiece(unk_token=UNKNOWN_TOKEN, max_input_chars_per_word=100))
    tokenizer.normalizer = library_normalizer(accents=accents_matter(texts))
    tokenizer.pre_tokenizer = library_pre_tokenizer()
    trainer = trainers.WordPieceTrainer(
        vocab_size=size,
        min_frequency=2,
        limit_alphabet=_num_characters(texts, tokenizer, most=max(size // 2, _ALPHABET)),
        special_tokens=[PAD_TOKEN, UNKNOWN_TOKEN],
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    if tokenizer.get_vocab_size() <= 2:
        raise TrainingError("the texts hold no word to learn from: check which column holds the text")
    definition = json.loads(tokenizer.to_str())
    definition["added_tokens"] = []  # so that "[PAD]" in a text is read as text
    return json.dumps(definition, ensure_ascii=False, indent=1).encode()


def _num_characters(texts: Sequence[str], tokenizer: Any, *, most: int) -> int:
    """How many characters, the most frequent ones, are known; of equally rare ones all or none."""
    normal = tokenizer.normalizer.normalize_str
    others = "".join(set().union(*(text for text in texts if not text.isascii())))
    if len(set(normal(string.printable + others))) <= most:
        return most
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(normal(text))
    words = tokenizer.pre_tokenizer.pre_tokenize_str("".join(counts))  # without the spaces
    frequencies = sorted((counts[character] for word, _ in words for character in word), reverse=True)
    return sum(frequency > frequencies[most] for frequency in frequencies) if len(frequencies) > most else most


class KerasTokenizer:
    """keras-nlp's `WordPieceTokenizer` behind the same word rules: the training side's way from text to ids.

    Args:
        definition: The `tokenizer.json` that `learn_vocabulary` returned.

    Attributes:
        vocabulary: Tokens in the order of their ids.
        tokenize: A TensorFlow function: texts, [batch] string tensor of valid UTF-8, to ragged ids [batch, tokens].
    """

    def __init__(self, definition: bytes) -> None:
        import keras_nlp
        import tensorflow as tf

        parsed = json.loads(definition)
        vocabulary: dict[str, int] = parsed["model"]["vocab"]
        self.vocabulary = sorted(vocabulary, key=vocabulary.__getitem__)
        tokenizer = keras_nlp.tokenizers.WordPieceTokenizer(
            self.vocabulary, lowercase=False, strip_accents=False, split=False, oov_token=UNKNOWN_TOKEN, dtype="int32"
        )
        words = tensorflow_words(parsed)
        signature = [tf.TensorSpec([None], tf.string)]
        self.tokenize: Any = tf.function(
            lambda texts: tokenizer(words(texts)), input_signature=signature, autograph=False
        )

    def encode(self, texts: Sequence[str], *, batch_size: int = 1000) -> Iterator[NDArray[np.int32]]:
        """Token ids of each text, in order."""
        import tensorflow as tf

        for first in range(0, len(texts), batch_size):
            batch = [well_formed(text) for text in texts[first : first + batch_size]]
            with tf.device("/CPU:0"):
                rows = self.tokenize(tf.constant(batch, dtype=tf.string))  # ragged [batch, tokens]
            ids, limits = rows.values.numpy(), rows.row_splits.numpy()
            for start, end in pairwise(limits):
                yield ids[start:end]
