"""`sentiment train`: a corpus to a model."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sentiment.bundle import refuse_existing
from sentiment.cli.options import column_options, force_option, note
from sentiment.errors import MissingExtraError, SentimentError

if TYPE_CHECKING:
    from sentiment.corpus import Columns


@click.command(epilog="Example: sentiment train reviews.csv -o my_model")
@click.argument("corpus")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where to write the model."
)
@click.option("--unlabeled", metavar="CORPUS", help="More texts of the kind, without labels, to learn from too.")
@click.option(
    "--recipe",
    type=click.Choice(["fast", "best"]),
    default="fast",
    show_default=True,
    help="For 20,000 texts or more: best takes longer and learns more from --unlabeled.",
)
@click.option(
    "--epochs", type=click.IntRange(min=1), help="Passes over the corpus; of a small one fewer, if more do no good."
)
@click.option("--seed", type=click.IntRange(min=0), help="Of the split, the first weights and the order of texts.")
@click.option("--resume", is_flag=True, help="Go on with a run that was stopped.")
@force_option
@column_options
def train(
    *,
    corpus: str,
    output: Path,
    unlabeled: str | None,
    recipe: str,
    epochs: int | None,
    seed: int | None,
    resume: bool,
    force: bool,
    columns: "Columns",
) -> None:
    """Train a model on CORPUS and write it to DIR, which classify, report and evaluate then take as -m DIR.

    CORPUS is a file with a column of texts and one of labels, a folder with pos/*.txt and neg/*.txt, or a dataset of
    tensorflow-datasets, as in tfds:imdb_reviews. A part of it is held out, to calibrate the model and to say how good
    it is; with --group-column texts of one group are never on both sides. Ctrl-C keeps what is done for --resume.
    """
    from sentiment.corpus import Columns, load_examples, load_texts

    refuse_existing(output, force=force)
    try:
        from sentiment.training.config import TrainConfig
        from sentiment.training.manifest import Inputs
        from sentiment.training.pipeline import train as run
    except ImportError as error:
        if isinstance(error, SentimentError) or (error.name or "").startswith("sentiment"):
            raise
        raise MissingExtraError(f"training ({error})") from error

    examples = load_examples(corpus, columns, note=note)
    texts = [] if unlabeled is None else load_texts(unlabeled, Columns(text=columns.text), note=note)
    given = {name: value for name, value in (("epochs", epochs), ("seed", seed)) if value is not None}
    config = replace(TrainConfig.sized_for(len(examples) + len(texts), recipe=recipe), **given)
    inputs = Inputs(
        examples=examples,
        unlabeled=texts,
        corpus=corpus,
        unlabeled_corpus=unlabeled,
    )
    manifest = run(inputs, output, config, resume=resume, force=force, note=note)
    note(f"wrote {output}: {manifest.card['how_good']}")
    note(f"next: sentiment classify -m {output} --explain TEXT")
