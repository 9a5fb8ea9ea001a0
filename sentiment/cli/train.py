"""`sentiment train`: a corpus to a model."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sentiment.bundle import refuse_existing
from sentiment.cli.options import column_options, force_option, note, typed_again
from sentiment.cli.training_side import training_side
from sentiment.errors import CorpusError

if TYPE_CHECKING:
    from sentiment.corpus import Columns, Examples


@click.command(epilog="Example: sentiment train reviews.csv -o my_model")
@click.argument("corpus")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to write the model; plots and its worst errors go to DIR-report.",
)
@click.option(
    "--from", "origin", metavar="BUNDLE", help="Start from this model, such as imdb, instead of from nothing."
)
@click.option(
    "--unlabeled",
    metavar="CORPUS",
    help="More texts like those of CORPUS, to learn from as well; their labels are not read.",
)
@click.option(
    "--replay",
    metavar="CORPUS",
    help="With --from: labelled texts of the kind that model was made for, so that it forgets little, and to see how "
    "much; best some that it has not learnt from. Its columns are guessed, and its labels plain ones.",
)
@click.option(
    "--soft-label-column",
    metavar="NAME",
    help="Column of CORPUS with the probability, from 0 to 1, that a text is positive, as another model gave it. "
    "Labels are read, too, if --label-column names their column.",
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
    origin: str | None,
    unlabeled: str | None,
    replay: str | None,
    soft_label_column: str | None,
    epochs: int | None,
    seed: int | None,
    resume: bool,
    force: bool,
    columns: "Columns",
) -> None:
    """Train a model on CORPUS and write it to DIR, which classify, report and evaluate then take as -m DIR.

    CORPUS is a file with a column of texts and one of labels, a folder with pos/*.txt and neg/*.txt, or a dataset of
    tensorflow-datasets, as in tfds:imdb_reviews. A part of it is held out, to calibrate the model and to say how good
    it is, beside others; texts of one group, such as a film, are never on both sides (--group-column, --no-groups).
    From few texts, the model is then made once more, from all of them. Ctrl-C keeps what is done for --resume.
    """
    from sentiment.cli.progress import counted
    from sentiment.corpus import Columns, load_examples, load_texts, stratified_split

    if replay is not None and origin is None:
        raise click.UsageError("--replay goes with --from.")
    refuse_existing(output, force=force or resume)
    with training_side("training"):
        from sentiment.cli.train_shown import closing, findings
        from sentiment.doctor import diagnose
        from sentiment.training.config import TrainConfig
        from sentiment.training.manifest import Inputs
        from sentiment.training.retraining import retrain
        from sentiment.training.soft_corpus import read_soft_corpus
        from sentiment.training.transfer import read_origin

    start = None if origin is None else read_origin(origin)
    soft = None
    if soft_label_column is None:
        examples = load_examples(corpus, columns, note=note)
    else:
        soft = read_soft_corpus(corpus, columns, soft_label_column, note=note)
        examples = soft.examples
    old = None if replay is None else _replayed(replay, columns)
    texts = [] if unlabeled is None else load_texts(unlabeled, Columns(text=columns.text, grouped=False), note=note)
    num_texts = len(examples) + len(texts) + (len(soft.soft) if soft and soft.soft else 0)
    config = start.config.fine_tuned(num_texts) if start else TrainConfig.sized_for(num_texts)
    if epochs is not None:
        config = replace(config, epochs=epochs)
    if seed is not None:
        config = replace(config, seed=seed)
    split = stratified_split(examples, seed=config.seed)
    diagnosis = diagnose(examples, held_out=split.held_out, seed=config.seed, progress=counted)
    for line in findings(diagnosis):
        note(line)
    inputs = Inputs(
        examples=examples,
        split=split,
        unlabeled=texts,
        label_probabilities=None if soft is None else soft.probabilities,
        soft=None if soft is None else soft.soft,
        teacher=None if soft is None else {"name": f"column {soft_label_column!r} of the corpus"},
        origin=start,
        replay=old,
        corpus=corpus,
        unlabeled_corpus=unlabeled,
        replay_corpus=replay,
        command=typed_again(but_for=("resume", "force")),
    )
    facts = {"checked": diagnosis.to_dict(with_texts=False)}
    made = retrain(inputs, output, config, resume=resume, force=force, facts=facts, note=note)
    for line in closing(made, output):
        click.echo(line, err=True)


def _replayed(corpus: str, columns: "Columns") -> "Examples":
    """What --replay names; of the options of columns and labels, only --no-groups is for it, too.

    Raises:
        CorpusError: It cannot be learnt from.
    """
    from sentiment.corpus import Columns, load_examples

    guessed = Columns(grouped=columns.grouped)
    try:
        return load_examples(corpus, guessed, note=note)
    except CorpusError as error:
        if columns == guessed:
            raise
        raise CorpusError(
            f"{error} (those options are for CORPUS: write plain labels into what --replay names)"
        ) from error
