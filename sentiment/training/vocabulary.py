"""The WordPiece vocabulary, learnt from text, and keras-nlp's tokenizer for it.

WordPiece: Schuster & Nakajima 2012; greedy longest match first (Devlin et al. 2019).
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sentiment.errors import TrainingError
from sentiment.normalization import URL_TOKEN, USER_TOKEN
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
    from tokenizers import Tokenizer, models, trainers

    texts = [well_formed(text) for text in texts]
    normalizer, splitter = library_normalizer(accents=accents_matter(texts)), library_pre_tokenizer()
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


def bert_tokenizer(vocabulary: Sequence[str]) -> bytes:
    """Return the `tokenizer.json` of an uncased BERT vocabulary.

    Marks of BERT's own ([CLS], [SEP], [MASK], [unused0] and so on) are left out; the neutral words for URLs and handles
    are added at the end. Ids: 0 is padding, 1 is the unknown token, then the rest in its order.

    Args:
        vocabulary: Word pieces, the frequent ones first, as in a `vocab.txt`.
    """
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    special = re.compile(r"\[(?:PAD|UNK|CLS|SEP|MASK|unused\d+)\]")
    pieces = [piece for piece in vocabulary if not special.fullmatch(piece)]
    kept = dict.fromkeys([PAD_TOKEN, UNKNOWN_TOKEN, *pieces, URL_TOKEN, USER_TOKEN])
    model = models.WordPiece(
        {piece: id for id, piece in enumerate(kept)}, unk_token=UNKNOWN_TOKEN, max_input_chars_per_word=100
    )
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.BertNormalizer(
        clean_text=True, handle_chinese_chars=True, strip_accents=True, lowercase=True
    )
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer.to_str(pretty=True).encode()
