"""What `scripts/ablation` and `scripts/faithful_training` train on: one pass over IMDB, fold 0 of the films held out.

Labelled are the reviews of the `train` split that are not in fold 0; of the `unsupervised` split, 25,000 are fitted to.
Vocabulary, word vectors and teachers, which have read all of both, are made once and kept in the run; so are n-grams.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sentiment.corpus import Split
    from sentiment.training.config import TrainConfig
    from sentiment.training.manifest import Inputs
    from sentiment.training.ngrams import Ngrams
    from sentiment.training.schedule import Material
    from sentiment.training.stages import Run

LABELLED, UNLABELLED = "tfds:imdb_reviews:train", "tfds:imdb_reviews:unsupervised"
NUM_UNLABELLED = 25_000


@dataclass(frozen=True, kw_only=True)
class OnePass:
    """What every row shares.

    Attributes:
        inputs: The texts.
        split: Which of the labelled ones are held out.
        config: The base's.
        run: Keeps what is done.
        material: The texts as token ids.
        teachers: Log-odds of the unlabelled texts by each teacher.  # [teachers, unlabelled]
        ngrams: Learnt from the labelled texts.
    """

    inputs: "Inputs"
    split: "Split"
    config: "TrainConfig"
    run: "Run"
    material: "Material"
    teachers: Any
    ngrams: "Ngrams"


def slug_of(name: str) -> str:
    """What the files of a row are called."""
    return "".join(letter if letter.isalnum() else "-" for letter in name)


def prepare(movies: Path, output: Path, *, force: bool, note: Callable[[str], None]) -> OnePass:
    """Reads the corpora, and makes what is not there yet.

    Args:
        movies: The table of films.
        output: The run is kept in `OUTPUT.run`.
        force: Whether to throw away what is done.
        note: Told what is going on, a line at a time.
    """
    from sentiment.corpus import fold_split, load_examples, load_texts, with_groups
    from sentiment.training.config import TrainConfig
    from sentiment.training.manifest import Inputs
    from sentiment.training.ngrams import Ngrams, learn_ngrams
    from sentiment.training.pipeline import identity, without_measured
    from sentiment.training.schedule import ask_teachers, gather
    from sentiment.training.stages import Run

    examples = with_groups(load_examples(LABELLED, note=note), movies, note=note)
    split = fold_split(examples)
    unlabeled = load_texts(UNLABELLED, note=note)
    inputs = Inputs(examples=examples, unlabeled=unlabeled, corpus=LABELLED, unlabeled_corpus=UNLABELLED)
    inputs = without_measured(inputs, split.held_out, note)
    config = replace(TrainConfig(), epochs=1, extracts=0.3, forget_penalty=0.0)
    run = Run(output, identity(inputs, split, config), resume=not force, force=force)
    material = gather(inputs, split.held_out, config, run)
    teachers = run.once_array("teachers", lambda: ask_teachers(material, config))

    def ngrams() -> bytes:
        labels = material.labelled.targets.astype("int8")
        return learn_ngrams(material.labelled.rows, labels, kept=config.ngrams, seed=config.seed).to_bytes()

    return OnePass(
        inputs=inputs,
        split=split,
        config=config,
        run=run,
        material=material,
        teachers=teachers,
        ngrams=Ngrams.from_bytes(run.once("ngrams.safetensors", ngrams)),
    )
