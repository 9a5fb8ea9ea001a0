"""Fine-tuning: what a new model takes over from another (Pan & Yang 2010).

Its vocabulary, to which frequent new words are added, and its weights. Texts of its old domain, read with its own
answers for labels, keep it from forgetting (rehearsal: Robins 1995; learning without forgetting: Li & Hoiem 2016).
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sentiment.bundle import TOKENIZER, WEIGHTS, find_bundle
from sentiment.classifier import Classifier
from sentiment.corpus import Examples, stratified_split
from sentiment.errors import TrainingError
from sentiment.plurals import many
from sentiment.prediction import Prediction
from sentiment.tokenizer import well_formed
from sentiment.training.batches import LabelledRows
from sentiment.training.config import TrainConfig
from sentiment.training.stored import read_stored
from sentiment.training.weights import Weights

_MOST_NEW_WORDS = 10_000
_RAREST = 3  # texts that a new word occurs in, at least
_MOST_REHEARSED = 2_000  # texts, and as many to measure by
_FEWEST_REHEARSED = 5


@dataclass(frozen=True)
class Origin:
    """The model that a new one starts from.

    Attributes:
        classifier: It, as it is.
        config: How it was made.
        weights: Its weights (`weights.get_weights`).
        tokenizer: Content of its `tokenizer.json`.
    """

    classifier: Classifier
    config: TrainConfig
    weights: Weights
    tokenizer: bytes

    @property
    def sha256(self) -> str:
        """Of its weights."""
        return self.classifier.manifest.files[WEIGHTS]

    def logits(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """What it thinks of texts, in log-odds [texts]; nothing, 0, of those it cannot read."""
        results = self.classifier.classify_many(texts)
        return np.array([r.logit if isinstance(r, Prediction) else 0.0 for r in results], dtype=np.float32)


def read_origin(bundle: str | Path) -> Origin:
    """Reads the model to start from.

    Args:
        bundle: The name of a shipped one, or a directory.

    Raises:
        BundleError: It is not there, was altered, is not of the sizes that it says, or needs a newer release.
        TrainingError: It says nothing usable of how it was made.
    """
    path = find_bundle(bundle)
    classifier = Classifier.load(path)  # which checks the hash of every file
    config, weights = read_stored(path, classifier.manifest)
    return Origin(classifier, config, weights, (path / TOKENIZER).read_bytes())


@dataclass(frozen=True)
class Rehearsal:
    """Texts of the domain that the origin was made for.

    Attributes:
        learnt: To learn from.
        measured: To see by what was forgotten.
    """

    learnt: Examples
    measured: Examples


def rehearsal(replay: Examples) -> Rehearsal:
    """Draws up to 2,000 texts to learn from and, from others, as many to measure by; always the same ones.

    Raises:
        TrainingError: There are too few for both.
    """
    held_out = stratified_split(replay, seed=0).held_out if len(replay) else np.zeros(0, dtype=bool)
    if min(held_out.sum(), (~held_out).sum()) < _FEWEST_REHEARSED:
        raise TrainingError(
            f"too little to replay: {many(len(replay), 'text')} of the old domain not in the new corpus, too; "
            "give more, in more groups if there are groups (or --no-groups)"
        )
    random = np.random.default_rng(0)
    learnt, measured = (
        replay.take(np.sort(random.permutation(np.flatnonzero(mask))[:_MOST_REHEARSED]))
        for mask in (~held_out, held_out)
    )
    return Rehearsal(learnt, measured)


def extend_vocabulary(definition: bytes, texts: Sequence[str]) -> bytes:
    """Adds words that the texts use often and the vocabulary has in pieces only.

    Args:
        definition: Content of `tokenizer.json`.
        texts: Of the new domain.

    Returns:
        The same, with up to 10,000 words more; all ids stay what they were.
    """
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_buffer(definition)
    counts: Counter[str] = Counter()
    for text in texts:
        plain = tokenizer.normalizer.normalize_str(well_formed(text))
        counts.update({word for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(plain)})
    content = json.loads(definition)
    vocabulary: dict[str, int] = content["model"]["vocab"]
    fresh = [(word, number) for word, number in counts.items() if word not in vocabulary and number >= _RAREST]
    fresh.sort(key=lambda found: (-found[1], found[0]))
    for word, _ in fresh[:_MOST_NEW_WORDS]:
        vocabulary[word] = len(vocabulary)
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def starting_weights(origin: Origin, definition: bytes) -> dict[str, NDArray[np.float32]]:
    """The network's weights to go on from: the origin's, with embeddings for the words added to its vocabulary.

    A new word starts as the mean of the pieces that it was read as before.

    Args:
        origin: The model to start from.
        definition: The `tokenizer.json` that `extend_vocabulary` made of the origin's.
    """
    from tokenizers import Tokenizer

    before = Tokenizer.from_buffer(origin.tokenizer)
    embeddings = origin.weights["embedding/embeddings"]
    vocabulary: dict[str, int] = json.loads(definition)["model"]["vocab"]
    words = sorted(vocabulary, key=vocabulary.__getitem__)[len(embeddings) :]
    added = [embeddings[before.encode(word).ids].mean(axis=0) for word in words]
    return {**origin.weights, "embedding/embeddings": np.vstack([embeddings, *added]).astype(np.float32)}


class Subset:
    """The tokens that occur in some texts, numbered anew without gaps.

    An optimizer touches every row of an embedding at every step, whether or not its token occurs; few texts use few
    rows of a large one. What never occurs stays as it was.

    Args:
        rows: Token ids of all texts of a run.
    """

    def __init__(self, rows: Sequence[NDArray[np.int32]]) -> None:
        special = np.array([0, 1], dtype=np.int32)  # padding and the unknown token keep their ids
        self.ids: NDArray[np.int32] = np.unique(np.concatenate([special, *rows]))

    def __len__(self) -> int:
        return len(self.ids)

    def renumbered(self, texts: LabelledRows) -> LabelledRows:
        """The same texts in the new ids."""
        return replace(texts, rows=[np.searchsorted(self.ids, row).astype(np.int32) for row in texts.rows])

    def known(self, ids: Sequence[int]) -> list[int]:
        """The new ids of those tokens that occur."""
        return np.flatnonzero(np.isin(self.ids, ids)).tolist()

    def take(self, weights: Weights) -> Weights:
        """A network's weights with the embeddings of these tokens only."""
        return {**weights, "embedding/embeddings": weights["embedding/embeddings"][self.ids]}

    def put(self, weights: Weights, found: Weights) -> Weights:
        """What was learnt, `found`, in the places of `weights`."""
        embeddings = weights["embedding/embeddings"].copy()
        embeddings[self.ids] = found["embedding/embeddings"]
        return {**found, "embedding/embeddings": embeddings}
