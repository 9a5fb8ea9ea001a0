"""`sentiment evaluate`: a model against the labels of a corpus."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sentiment.cli.exits import GATE_MISSED, SOME_ROWS_FAILED
from sentiment.cli.options import column_options, force_option, format_option, model_option, note
from sentiment.errors import CorpusError, MissingExtraError, OutputError
from sentiment.report.safe import one_line

if TYPE_CHECKING:
    from sentiment.corpus import Columns
    from sentiment.metrics import Metrics
    from sentiment.selective import Band

# Of these, more is better.
GATES = ("accuracy", "balanced_accuracy", "f1", "auc")
_CONFUSION, _RELIABILITY, _RISK_COVERAGE = "confusion.png", "reliability.png", "risk_coverage.png"
_RISKS = (0.05, 0.03, 0.01)  # shares of wrong answers that a person may ask for


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
@click.option(
    "--fail-under",
    "gates",
    type=Gate(),
    multiple=True,
    metavar="NAME=SHARE",
    help=f"Exit with code 4 if a figure is lower: {', '.join(GATES)}; repeatable.",
)
@format_option("text", "jsonl", "json")
@force_option
@model_option
@column_options
def evaluate(
    *,
    corpus: str,
    plots: Path | None,
    gates: tuple[tuple[str, float], ...],
    form: str,
    force: bool,
    model: str | None,
    columns: "Columns",
) -> None:
    """Measure a model on CORPUS, whose rows are labelled: how often it is right, and how honest its probabilities are.

    The table at the end says from which confidence on (classify --abstain) answers have no more errors than that, and
    the share of texts that is then answered; it is chosen on CORPUS, on other texts expect a few more errors.

    Rows without a label are left out, and counted. A text that cannot be classified is left out, too; the exit code is
    then 3.
    """
    from sentiment.classifier import Classifier
    from sentiment.cli.answers import Tally, answer
    from sentiment.cli.output import to_json, write_stdout
    from sentiment.cli.progress import counted
    from sentiment.corpus import open_corpus
    from sentiment.metrics import measure
    from sentiment.prediction import Prediction
    from sentiment.selective import COLUMNS, NAME, risk_coverage

    if plots is not None:
        _check_plots(plots, force=force)
    classifier = Classifier.load(model)
    tally, unlabelled = Tally(), 0
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
    if unlabelled:
        note(f"note: {unlabelled:,} rows without a label are left out")
    if not labels:
        raise CorpusError(
            f"{corpus}: none of its {tally.num_rows:,} rows can be measured, each needs a text and a label"
        )
    metrics = measure(labels, probabilities)
    curve = risk_coverage(labels, probabilities)
    bands = {risk: curve.least_band(risk) for risk in _RISKS}
    name = classifier.manifest.name
    if form == "text":
        write_stdout((line + "\n" for line in _lines(name, metrics, bands, classifier.manifest.labels)), data=False)
    else:
        found = {"schema": 1, "model": name, "corpus": corpus, "num_failed": tally.num_failed, **metrics.to_dict()}
        found["aurc"] = curve.area
        found[NAME] = [
            {"risk": risk, **{name: getattr(band, name, None) for name in COLUMNS}} for risk, band in bands.items()
        ]
        write_stdout([to_json(found, indent=2 if form == "json" else None) + "\n"], data=True)
    if plots is not None:
        _draw(plots, labels, probabilities, metrics, classifier.manifest.labels)
    if tally.num_failed:
        note(f"error: {tally}")
    missed = [(name, least) for name, least in gates if not getattr(metrics, name) >= least]
    for name, least in missed:
        note(f"error: {name} is {getattr(metrics, name):.4f}, under the {least:g} asked for")
    if missed or tally.num_failed:
        sys.exit(GATE_MISSED if missed else SOME_ROWS_FAILED)


def _lines(name: str, metrics: "Metrics", bands: dict[float, "Band | None"], labels: tuple[str, str]) -> Iterator[str]:
    """The figures for a person."""
    low, high = metrics.accuracy_low, metrics.accuracy_high
    counts = metrics.confusion
    labels = one_line(labels[0]), one_line(labels[1])
    yield f"{one_line(name)} on {metrics.num_examples:,} texts"
    yield f"  accuracy           {metrics.accuracy:6.1%}  (95% interval {low:.1%} to {high:.1%})"
    yield f"  balanced accuracy  {metrics.balanced_accuracy:6.1%}"
    yield f"  F1                 {metrics.f1:6.3f}"
    yield f"  AUC                {metrics.auc:6.3f}"
    yield f"  calibration error  {metrics.ece:6.3f}  (ECE; 0 is best)"
    yield f"  Brier score        {metrics.brier:6.3f}  (0 is best, 0.25 a coin)"
    yield f"  log loss           {metrics.log_loss:6.3f}  (0 is best, 0.693 a coin)"
    negative, positive = (f"{label:>12.12}" for label in labels)
    yield f"  actual \\ predicted {negative} {positive}"
    yield f"  {labels[0]:<18.18} {counts.true_negative:12,} {counts.false_positive:12,}"
    yield f"  {labels[1]:<18.18} {counts.false_negative:12,} {counts.true_positive:12,}"
    yield "  errors    --abstain answered  right"
    for risk, band in bands.items():
        reached = f"{band.confidence:9.3f} {band.coverage:8.1%} {band.accuracy:6.1%}" if band else "not reached"
        yield f"  up to {risk:3.0%} {reached}"


def _check_plots(folder: Path, *, force: bool) -> None:
    """Refuse now what would fail after minutes of work."""
    from importlib.util import find_spec

    from sentiment.cli.output import check_output

    if find_spec("matplotlib") is None:
        raise MissingExtraError("--plots (matplotlib)")
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        raise OutputError(f"{folder}: no figures can be written there, {there} is no folder that you may write to")
    if there != folder:  # it is made when there is something to put into it
        return
    for name in (_CONFUSION, _RELIABILITY, _RISK_COVERAGE):
        check_output(folder / name, force=force)


def _draw(
    folder: Path, labels: list[int], probabilities: list[float], metrics: "Metrics", names: tuple[str, str]
) -> None:
    from sentiment.metrics import reliability
    from sentiment.plots import confusion_matrix, reliability_diagram, risk_coverage_curve, save
    from sentiment.selective import risk_coverage

    folder.mkdir(parents=True, exist_ok=True)
    save(confusion_matrix(metrics.confusion, labels=names), folder / _CONFUSION)
    save(reliability_diagram(reliability(labels, probabilities), positive=names[1]), folder / _RELIABILITY)
    save(risk_coverage_curve(risk_coverage(labels, probabilities)), folder / _RISK_COVERAGE)
    note(f"wrote {folder / _CONFUSION}, {folder / _RELIABILITY} and {folder / _RISK_COVERAGE}")
