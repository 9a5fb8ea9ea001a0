"""A little made-up corpus whose answer is plain, and a configuration that learns it in seconds."""

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from sentiment.corpus import Examples
from sentiment.training import TrainConfig
from sentiment.training.manifest import Inputs
from sentiment.training.pipeline import train
from sentiment.training.transfer import Origin, read_origin

needs_imdb = pytest.mark.skipif(
    not (Path(os.environ.get("TFDS_DATA_DIR", "nowhere")) / "imdb_reviews").is_dir(),
    reason="TFDS_DATA_DIR holds no imdb_reviews",
)

GOOD = ("superb", "wonderful", "moving", "funny", "brilliant")
BAD = ("dull", "awful", "boring", "wooden", "dreadful")
FILLER = ("the film", "an actor", "this story", "the music", "a scene", "the end", "its plot", "the cast")
# Another domain, where some words mean the opposite.
OTHER_GOOD = ("sturdy", "handy", *BAD[:3])
OTHER_BAD = ("flimsy", "broken", *GOOD[:3])
OTHER_FILLER = ("the chair", "a screw", "this drawer", "the parcel", "a handle", "the manual")


def made_up_examples(
    number: int,
    *,
    seed: int = 0,
    good: Sequence[str] = GOOD,
    bad: Sequence[str] = BAD,
    filler: Sequence[str] = FILLER,
) -> Examples:
    """Sentences of filler with one word that tells, half of each class."""
    random = np.random.default_rng(seed)
    texts, labels = [], []
    for index in range(number):
        label = index % 2
        words = [str(random.choice(filler)) for _ in range(random.integers(2, 12))]
        words.insert(int(random.integers(len(words))), f"was {random.choice(good if label else bad)} ,")
        texts.append(" ".join(words) + f" . {index // 2}")  # a number that does not tell
        labels.append(label)
    return Examples(texts, np.array(labels, dtype=np.int8), list(range(number)))


@pytest.fixture(scope="session")
def examples() -> Examples:
    """240 made-up texts."""
    return made_up_examples(240)


@pytest.fixture(scope="session")
def config() -> TrainConfig:
    """Small and quick."""
    return TrainConfig(
        vocabulary_size=200,
        embedding_size=16,
        units=8,
        attention_units=8,
        max_tokens=40,
        extracts=0.2,
        vector_epochs=1,
        epochs=6,
        patience=2,
        batch_size=16,
        learning_rate=2e-2,
        ema=0.8,
        word_dropout=0.05,
        embedding_dropout=0.1,
        state_dropout=0.1,
    )


def other_examples(number: int, *, seed: int = 0) -> Examples:
    """The same of another domain."""
    return made_up_examples(number, seed=seed, good=OTHER_GOOD, bad=OTHER_BAD, filler=OTHER_FILLER)


@pytest.fixture(scope="session")
def origin(examples: Examples, config: TrainConfig, tmp_path_factory: pytest.TempPathFactory) -> Origin:
    """A small model to start from, of the made-up texts."""
    path = tmp_path_factory.mktemp("origin") / "films"
    train(Inputs(examples=examples, corpus="films"), path, config)
    return read_origin(path)
