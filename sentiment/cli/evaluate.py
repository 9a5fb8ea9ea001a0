"""`sentiment evaluate`: a model against the labels of a corpus."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sentiment.cli.exits import GATE_MISSED, SOME_ROWS_FAILED
from sentiment.cli.options import column_options, force_option, format_option, model_option, note
from sentiment.errors import CorpusError

if TYPE_CHECKING:
    from sentiment.corpus import Columns

# Of these, more is better.
GATES = ("accuracy", "balanced_accuracy", "f1", "auc")
_MOST_EXPLAINED = 300  # texts, unless the user says otherwise: some minutes


if TYPE_CHECKING:
    GateType = click.ParamType[tuple[str, float]]
else:
    GateType = click.ParamType  # which takes no type before click 8.3


class Gate(GateType):
    """A figure and the least it may be, as in `accuracy=0.93`."""

    name = "gate"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, float]:
        """The name of the figure and its least value, in [0, 1]."""
        name, _, least = str(value).partition("=")
        try:
            share = float(least)
        except ValueError:
            share = -1.0
        if name not in GATES or not 0 <= share <= 1:
            self.fail(f"{value!r} is not NAME=SHARE with NAME of {', '.join(GATES)} and SHARE from 0 to 1.", param, ctx)
        return name, share


@click.command(epilog="Example: sentiment evaluate reviews.csv --fail-under accuracy=0.9")
@click.argument("corpus")
@click.option(
    "--plots", type=click.Path(path_type=Path), metavar="DIR", help="Draw confusion, reliability and risk there."
)
@click.option("--explanations", is_flag=True, help="Measure how faithful the highlights are, too; takes minutes.")
@click.option(
    "--explanations-texts",
    "num_explained",
    type=click.IntRange(min=1),
    metavar="N",
    help=f"Texts drawn for --explanations.  [default: {_MOST_EXPLAINED}]",
)
@click.option("--gradients", is_flag=True, help="With --explanations: rankings by gradients, too (the extra train).")
@click.option(
    "--fail-under",
    "gates",
    type=Gate(),
    multiple=True,
    metavar="NAME=SHARE",
    help=f"Exit with code 4 if a figure is lower: {', '.join(GATES)}; repeatable.",
)
@format_option("text", "jsonl", "json", "markdown")
@force_option
@model_option
@column_options
def evaluate(
    *,
    corpus: str,
    plots: Path | None,
    explanations: bool,
    num_explained: int | None,
    gradients: bool,
    gates: tuple[tuple[str, float], ...],
    form: str,
    force: bool,
    model: str | None,
    columns: "Columns",
) -> None:
    """Measure a model on CORPUS, whose rows are labelled: how often it is right, and how honest its probabilities are.

    The table at the end says from which confidence on (classify --abstain) answers have no more errors than that, and
    the share of texts that is then answered; it is chosen on CORPUS, on other texts expect a few more errors.

    With --explanations, rankings of a text's words (contribution, attention, leave-one-out, random) are held against
    what happens when the words ranked first are removed. A column rationales, a list of [start, end] where people
    marked the text, is compared with them.

    Rows without a label are left out, and counted. A text that cannot be classified is left out, too; the exit code is
    then 3.
    """
    if not explanations and (num_explained is not None or gradients):
        raise click.UsageError("--explanations-texts and --gradients go with --explanations.")

    from sentiment.classifier import Classifier
    from sentiment.cli.answers import Tally, answer
    from sentiment.cli.evaluate_explanations import Sample, explain
    from sentiment.cli.evaluate_plots import check_plots, draw_plots
    from sentiment.cli.evaluate_shown import Evaluation
    from sentiment.cli.output import to_json, write_stdout
    from sentiment.cli.progress import counted
    from sentiment.corpus import open_corpus
    from sentiment.metrics import measure
    from sentiment.prediction import Prediction
    from sentiment.selective import risk_coverage

    if plots is not None:
        check_plots(plots, explanations=explanations, force=force)
    classifier = Classifier.load(model)
    tally, unlabelled, sample = Tally(), 0, Sample(num_explained or _MOST_EXPLAINED)
    labels: list[int] = []
    probabilities: list[float] = []
    rows = counted(open_corpus(corpus, columns, note=note, labelled=True))
    for item in tally.count(answer(classifier, rows)):
        if isinstance(item.outcome, Prediction):
            if item.row.label is None:
                unlabelled += 1
            else:
                labels.append(item.row.label)
                probabilities.append(item.outcome.probability)
                sample.offer(item.row)
    if unlabelled:
        note(f"note: {unlabelled:,} rows without a label are left out")
    if not labels:
        raise CorpusError(
            f"{corpus}: none of its {tally.num_rows:,} rows can be measured, each needs a text and a label"
        )
    explained = None
    if explanations:
        note(f"note: explanations of {len(sample.rows):,} of {sample.num_seen:,} texts (--explanations-texts)")
        explained = explain(classifier, sample.rows, gradients=gradients)
    found = Evaluation(
        model=classifier.manifest.name,
        labels=classifier.manifest.labels,
        corpus=corpus,
        num_failed=tally.num_failed,
        metrics=measure(labels, probabilities),
        curve=risk_coverage(labels, probabilities),
        explanations=explained,
    )
    if form in ("text", "markdown"):
        write_stdout((line + "\n" for line in found.lines()) if form == "text" else [found.markdown()], data=False)
    else:
        write_stdout([to_json(found.to_dict(), indent=2 if form == "json" else None) + "\n"], data=True)
    if plots is not None:
        draw_plots(plots, found, labels, probabilities)
    if tally.num_failed:
        note(f"error: {tally}")
    missed = [(name, least) for name, least in gates if not getattr(found.metrics, name) >= least]
    for name, least in missed:
        note(f"error: {name} is {getattr(found.metrics, name):.4f}, under the {least:g} asked for")
    if missed or tally.num_failed:
        sys.exit(GATE_MISSED if missed else SOME_ROWS_FAILED)
