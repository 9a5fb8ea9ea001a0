"""The WordPiece vocabulary: learned from text, or taken from a teacher.

WordPiece: Schuster & Nakajima 2012; greedy longest match first (Devlin et al. 2019).
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sentiment.errors import TrainingError
from sentiment.normalization import URL_TOKEN, USER_TOKEN
from sentiment.tokenizer import well_formed
from sentiment.training.word_rules import accents_matter, library_normalizer, library_pre_tokenizer

PAD_TOKEN, UNKNOWN_TOKEN = "[PAD]", "[UNK]"
_ALPHABET = 100  # characters that the smallest vocabulary may hold
NEUTRAL_TOKENS = {URL_TOKEN: ("link", "website"), USER_TOKEN: ("user", "name")}
"""Tokens that stand for any URL and any handle, and the words whose vectors they start from."""
_SPECIAL = re.compile(r"\[(PAD|UNK|CLS|SEP|MASK|unused\d+)\]|<(s|pad|/s|unk|mask)>")


@dataclass(frozen=True)
class Vocabulary:
    """A tokenizer with a vector for each of its tokens.

    Attributes:
        tokenizer: Content of `tokenizer.json`.
        vectors: Fixed vectors that the embedding projects.  # [num_tokens, table size] float32
    """

    tokenizer: bytes
    vectors: NDArray[np.float32]


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


def bert_tokenizer(pieces: Sequence[str]) -> bytes:
    """Return the `tokenizer.json` of an uncased BERT vocabulary (Devlin et al. 2019).

    Args:
        pieces: Word pieces in any order; "##" begins a piece that continues a word. Special and unused tokens, such
            as "[CLS]", "<s>" and "[unused7]", are left out. "[PAD]" gets id 0, "[UNK]" id 1.
    """
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    kept = dict.fromkeys([PAD_TOKEN, UNKNOWN_TOKEN, *(piece for piece in pieces if not _SPECIAL.fullmatch(piece))])
    kept.update(dict.fromkeys(NEUTRAL_TOKENS))
    vocabulary = {piece: id for id, piece in enumerate(kept)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token=UNKNOWN_TOKEN, max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return str(tokenizer.to_str(pretty=True)).encode()


def read_vocabulary(folder: Path, *, size: int = 256) -> Vocabulary:
    """Read the tokens of a BERT-like encoder and their vectors.

    The vectors are the encoder's token embeddings, cut to their principal components. Special tokens of ours get the
    mean of the words that stand for them.

    Args:
        folder: A model in Hugging Face layout, with `tokenizer.json` and `model.safetensors`.
        size: Components to keep.

    Raises:
        TrainingError: A file is missing, or the model has another kind of tokenizer.
    """
    from safetensors import SafetensorError, safe_open

    try:
        model = json.loads((folder / "tokenizer.json").read_bytes())["model"]
        if model.get("type") != "WordPiece":
            raise TrainingError(f"{folder} has a {model.get('type')} tokenizer: a WordPiece one is needed")
        pieces: dict[str, int] = model["vocab"]
        with safe_open(folder / "model.safetensors", framework="numpy") as file:
            name = next((key for key in file.keys() if key.endswith("word_embeddings.weight")), None)  # noqa: SIM118
            if name is None:
                raise TrainingError(f"{folder} has no word embeddings in model.safetensors: is it a BERT-like encoder?")
            embeddings = np.asarray(file.get_tensor(name), dtype=np.float32)  # [pieces, width]
    except (OSError, ValueError, KeyError, SafetensorError) as error:
        raise TrainingError(f"{folder} is not an encoder in Hugging Face layout ({error})") from error
    definition = bert_tokenizer(list(pieces))
    vocabulary: dict[str, int] = json.loads(definition)["model"]["vocab"]
    table = np.zeros((len(vocabulary), embeddings.shape[1]), dtype=np.float32)
    for piece, id in vocabulary.items():
        sources = [pieces[word] for word in NEUTRAL_TOKENS.get(piece, (piece,)) if word in pieces]
        if sources:
            table[id] = embeddings[sources].mean(axis=0)
    table[2:] -= table[2:].mean(axis=0)
    _, components = np.linalg.eigh(table.T @ table)  # ascending
    reduced = table @ components[:, ::-1][:, :size]
    return Vocabulary(definition, (reduced / reduced.std()).astype(np.float32))
