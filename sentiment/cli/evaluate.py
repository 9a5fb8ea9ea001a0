"""`sentiment evaluate`: a model against the labels of a corpus."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sentiment.cli.evaluate_gates import AT_LEAST, AT_MOST, Gate, missed
from sentiment.cli.exits import GATE_MISSED, SOME_ROWS_FAILED
from sentiment.cli.options import column_options, force_option, format_option, model_option, note, page_option
from sentiment.errors import CorpusError

if TYPE_CHECKING:
    from sentiment.corpus import Columns

_MOST_EXPLAINED = 300  # texts, unless the user says otherwise: some minutes
_FEW = 30  # texts of a class, below which the bootstrap says too little
_NUM_ERRORS = 50
_SEED = 0  # of the bootstrap


@click.command(epilog="Example: sentiment evaluate reviews.csv --errors errors.html --fail-under accuracy=0.9")
@click.argument("corpus")
@click.option(
    "--slice", "slices", metavar="COLUMN", multiple=True, help="Accuracy by the values of a column, too; repeatable."
)
@page_option("--errors", "Write the most confident wrong answers there, highlighted.")
@click.option(
    "--num-errors", type=click.IntRange(min=1), metavar="N", help=f"Texts on that page.  [default: {_NUM_ERRORS}]"
)
@click.option(
    "--plots",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Draw confusion, reliability, risk, ROC and precision-recall there.",
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
    "at_least",
    type=Gate(AT_LEAST),
    multiple=True,
    metavar="NAME=SHARE",
    help=f"Exit with code 4 if a figure is lower: {', '.join(AT_LEAST)}; repeatable.",
)
@click.option(
    "--fail-over",
    "at_most",
    type=Gate(AT_MOST, highest=100),
    multiple=True,
    metavar="NAME=NUMBER",
    help=f"Exit with code 4 if a figure is higher: {', '.join(AT_MOST)}; repeatable.",
)
@format_option("text", "jsonl", "json", "markdown")
@force_option
@model_option
@column_options
def evaluate(
    *,
    corpus: str,
    slices: tuple[str, ...],
    errors: Path | None,
    num_errors: int | None,
    plots: Path | None,
    explanations: bool,
    num_explained: int | None,
    gradients: bool,
    at_least: tuple[tuple[str, float], ...],
    at_most: tuple[tuple[str, float], ...],
    form: str,
    force: bool,
    model: str | None,
    columns: "Columns",
) -> None:
    """Measure a model on CORPUS, whose rows are labelled: how often it is right, and how honest its probabilities are.

    Every figure has its 95 % interval (Wilson's for shares of right answers, else the bootstrap). Then accuracy by kind
    of text: class, length, whether there is an English negation word (not, never, n't, without, …), the share of words
    that the model does not know, and with --slice the values of a column. "Worse than the rest" is beyond chance
    (Fisher's exact test, Holm's correction).

    The table of abstaining says from which confidence on (classify --abstain) answers have no more errors than that,
    and the share of texts that is then answered; it is chosen on CORPUS, on other texts expect a few more errors.

    With --explanations, rankings of a text's words (contribution, attention, leave-one-out, random) are held against
    what happens when the words ranked first are removed. A column rationales, a list of [start, end] where people
    marked the text, is compared with them.

    Rows without a label are left out, and counted. A text that cannot be classified is left out, too; the exit code is
    then 3.
    """
    if not explanations and (num_explained is not None or gradients):
        raise click.UsageError("--explanations-texts and --gradients go with --explanations.")
    if num_errors is not None and errors is None:
        raise click.UsageError("--num-errors goes with --errors.")

    from sentiment.bootstrap import metric_intervals
    from sentiment.classifier import Classifier
    from sentiment.cli.answers import Tally, answer
    from sentiment.cli.evaluate_explanations import Sample, explain
    from sentiment.cli.evaluate_plots import check_plots, draw_plots
    from sentiment.cli.evaluate_reading import Reading, with_columns
    from sentiment.cli.evaluate_shown import Evaluation
    from sentiment.cli.output import check_output, write_stdout
    from sentiment.cli.progress import counted
    from sentiment.cli.report import model_card
    from sentiment.corpus import examples_of, open_corpus
    from sentiment.doctor.reversed_labels import say_reversed
    from sentiment.doctor.shipped import MOST_READ, second_opinion
    from sentiment.files import write_file
    from sentiment.json_text import to_json
    from sentiment.metrics import measure
    from sentiment.plurals import many
    from sentiment.report.worst import WorstErrors
    from sentiment.selective import risk_coverage

    slices = tuple(dict.fromkeys(slices))
    if errors is not None:
        check_output(errors, force=force)
    if plots is not None:
        check_plots(plots, explanations=explanations, force=force)
    classifier = Classifier.load(model)
    names = classifier.manifest.labels
    tally, sample, checked = Tally(), Sample(num_explained or _MOST_EXPLAINED), Sample(MOST_READ)
    worst = WorstErrors(names, number=num_errors or _NUM_ERRORS)
    reading = Reading(names, worst=worst, samples=(sample, checked), columns=slices)
    rows = open_corpus(corpus, replace(columns, cells=bool(slices)), note=note, labelled=True)
    reading.take(tally.count(answer(classifier, counted(with_columns(rows, slices, corpus=corpus)))))
    labels, probabilities = reading.labels, reading.probabilities
    if not labels:
        raise CorpusError(
            f"{corpus}: nothing to measure in {many(tally.num_rows, 'row')}: each needs a text and a label"
        )
    if min(labels.count(0), labels.count(1)) < _FEW:
        note(f"note: fewer than {_FEW} texts of a class: intervals of other figures than accuracy are too narrow")
    examples = examples_of(checked.rows)
    if warning := say_reversed(examples, second_opinion(examples, progress=counted)):
        note(warning)
    explained = None
    if explanations:
        note(f"note: explanations of {len(sample.rows):,} of {many(sample.num_seen, 'text')} (--explanations-texts)")
        explained = explain(classifier, sample.rows, gradients=gradients)
    found = Evaluation(
        model=classifier.manifest.name,
        labels=names,
        corpus=corpus,
        num_failed=tally.failed.num,
        metrics=measure(labels, probabilities),
        intervals=metric_intervals(labels, probabilities, seed=_SEED),
        curve=risk_coverage(labels, probabilities),
        slicings=reading.slicings(),
        explanations=explained,
    )
    if form in ("text", "markdown"):
        write_stdout((line + "\n" for line in found.lines()) if form == "text" else [found.markdown()], data=False)
    else:
        write_stdout([to_json(found.to_dict(), indent=2 if form == "json" else None) + "\n"], data=True)
    if plots is not None:
        draw_plots(plots, found, labels, probabilities)
    if errors is not None:
        page = reading.worst.page(corpus=Path(corpus).name, model_card=model_card(classifier.manifest))
        write_file(errors, page)
        note(f"wrote {errors}: {len(reading.worst.entries):,} of {many(reading.worst.num_wrong, 'wrong answer')}")
    if tally.failed.num:
        note(f"error: {tally}")
    gates = list(missed(found.metrics, at_least=at_least, at_most=at_most))
    for message in gates:
        note(f"error: {message}")
    if gates or tally.failed.num:
        sys.exit(GATE_MISSED if gates else SOME_ROWS_FAILED)
