"""The texts that the shipped model learns from: IMDB's reviews, extracts of them, and generated sentences.

Reviews of fold 0 of the movies are held out: neither they nor their extracts are in what `soft_texts` returns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sentiment.training.invariances import vary

from sentiment.corpus import Columns, Examples, fold_split, load_examples, load_texts, with_groups
from sentiment.metrics import sigmoid
from sentiment.training.extracts import draw_extracts
from sentiment.training.generated import generate, identity_sentences
from sentiment.training.manifest import SoftTexts
from sentiment.training.soft_labels import read_soft_labels

LABELED, UNLABELED = "tfds:imdb_reviews:train", "tfds:imdb_reviews:unsupervised"
SOFT_LABELS = Path(__file__).resolve().parent / "teacher" / "soft_labels.npz"
NUM_EXTRACTS = 4  # per review
EXTRACT_WEIGHT, GENERATED_WEIGHT = 0.5, 0.3
NUM_GENERATED, NUM_IDENTITY = 80_000, 20_000
VARIED_SHARE = 0.3  # of extracts and generated texts


@dataclass(frozen=True)
class Parts:
    """Which soft-labeled texts to learn from, besides the labeled reviews.

    Attributes:
        reviews: Unlabeled reviews, labeled by the teacher.
        extracts: One to three sentences of reviews, labeled by the teacher.
        varied: Random changes under which a label stays, of extracts and generated texts.
        generated: Sentences from a grammar, labeled by their construction.
    """

    reviews: bool = True
    extracts: bool = True
    varied: bool = True
    generated: bool = True


@dataclass(frozen=True)
class Imdb:
    """The corpus.

    Attributes:
        examples: The labeled reviews, grouped by movie.
        unlabeled: The others, each once.
    """

    examples: Examples
    unlabeled: list[str]

    @property
    def held_out(self) -> NDArray[np.bool_]:
        """Which examples are in fold 0 of the movies."""
        return fold_split(self.examples).held_out

    @property
    def training(self) -> list[str]:
        """The labeled reviews that are not held out."""
        return [text for text, is_out in zip(self.examples.texts, self.held_out, strict=True) if not is_out]


def read_imdb(movies: Path) -> Imdb:
    """Read the reviews and the table of movies that `scripts/imdb_movies` makes."""
    examples = with_groups(load_examples(LABELED, Columns()), movies)
    return Imdb(examples, list(dict.fromkeys(load_texts(UNLABELED, Columns()))))


def extracts_of(texts: Sequence[str]) -> Iterator[str]:
    """Yield the extracts of texts, in order."""
    for text in texts:
        yield from draw_extracts(text, number=NUM_EXTRACTS)


def soft_texts(imdb: Imdb, *, seed: int, parts: Parts = Parts()) -> SoftTexts | None:
    """Return texts with the teacher's probabilities, and generated ones with their own; None without any."""
    random = np.random.default_rng(seed)
    labels = read_soft_labels(SOFT_LABELS)
    texts: list[str] = []
    probabilities: list[NDArray[np.float32]] = []
    weights: list[NDArray[np.float32]] = []

    def add(found: Sequence[str], values: NDArray[np.float32], weight: float, *, varied: bool) -> None:
        share = VARIED_SHARE if varied and parts.varied else 0.0
        texts.extend(vary(text, random) if random.random() < share else text for text in found)
        probabilities.append(values.astype(np.float32))
        weights.append(np.full(len(found), weight, dtype=np.float32))

    def add_known(found: Sequence[str], weight: float, *, varied: bool) -> None:
        logits, known = labels.lookup(found)
        kept = [text for text, is_known in zip(found, known.tolist(), strict=True) if is_known]
        add(kept, sigmoid(logits[known]).astype(np.float32), weight, varied=varied)

    if parts.reviews:
        add_known(imdb.unlabeled, 1.0, varied=False)
    if parts.extracts:
        add_known(list(dict.fromkeys(extracts_of([*imdb.training, *imdb.unlabeled]))), EXTRACT_WEIGHT, varied=True)
    if parts.generated:
        for made in (generate(NUM_GENERATED, seed=seed), identity_sentences(NUM_IDENTITY, seed=seed)):
            values = np.array([text.probability for text in made], dtype=np.float32)
            add([text.text for text in made], values, GENERATED_WEIGHT, varied=True)
    return SoftTexts(texts, np.concatenate(probabilities), np.concatenate(weights)) if texts else None
