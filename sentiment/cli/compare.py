"""`sentiment compare`: two models on the same labelled texts."""

import sys
from collections.abc import Iterator
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sentiment.cli.exits import GATE_MISSED, SOME_ROWS_FAILED
from sentiment.cli.options import column_options, force_option, format_option, note, page_option
from sentiment.errors import CorpusError

if TYPE_CHECKING:
    from sentiment.classifier import Classifier
    from sentiment.cli.answers import Answer
    from sentiment.corpus import Columns

_NUM_DIFFERING = 50
_SEED = 0  # of the bootstrap


@click.command(epilog="Example: sentiment compare imdb my_model --on reviews.csv --disagreements differ.html")
@click.argument("a")
@click.argument("b")
@click.option("--on", "corpus", required=True, metavar="CORPUS", help="Labelled texts that neither model has seen.")
@page_option("--disagreements", "Write the texts with different answers there, highlighted by both models.")
@click.option(
    "--num-disagreements", type=click.IntRange(min=1), metavar="N", help=f"Texts there.  [default: {_NUM_DIFFERING}]"
)
@click.option("--fail-if-worse", is_flag=True, help="Exit with code 4 if B is worse than A beyond chance.")
@format_option("text", "jsonl", "json", "markdown")
@force_option
@column_options
def compare(
    *,
    a: str,
    b: str,
    corpus: str,
    disagreements: Path | None,
    num_disagreements: int | None,
    fail_if_worse: bool,
    form: str,
    force: bool,
    columns: "Columns",
) -> None:
    """Tell whether model B is better than model A: a folder each, or the name of a shipped one.

    Both answer every text of --on, which is read once. Whether one is better is decided by McNemar's exact test on the
    texts that one of them alone gets right (level 5 %); the differences, B − A, have 95 % intervals by the paired
    bootstrap.

    Rows without a label are left out, and counted. A text that cannot be classified is left out, too; the exit code is
    then 3.
    """
    if num_disagreements is not None and disagreements is None:
        raise click.UsageError("--num-disagreements goes with --disagreements.")

    from sentiment.classifier import Classifier
    from sentiment.cli.answers import Tally
    from sentiment.cli.compare_shown import Contrast, Disagreement
    from sentiment.cli.output import check_output, write_stdout
    from sentiment.comparison import compare as compare_answers
    from sentiment.files import write_file
    from sentiment.json_text import to_json
    from sentiment.largest import Largest
    from sentiment.plurals import many
    from sentiment.prediction import Prediction
    from sentiment.report.worst import disagreements_page

    if disagreements is not None:
        check_output(disagreements, force=force)
    models = Classifier.load(a), Classifier.load(b)
    names = models[0].manifest.labels
    tally = Tally()
    labels: list[int] = []
    probabilities: tuple[list[float], list[float]] = ([], [])
    differing: Largest[Disagreement] = Largest(num_disagreements or _NUM_DIFFERING)
    for one, other in _answers(models, corpus, columns):
        by_a, by_b, label = one.outcome, other.outcome, one.row.label
        tally.add(other if isinstance(by_a, Prediction) else one)
        if isinstance(by_a, Prediction) and isinstance(by_b, Prediction) and label is not None:
            labels.append(label)
            probabilities[0].append(by_a.probability)
            probabilities[1].append(by_b.probability)
            if (by_a.logit >= 0) != (by_b.logit >= 0):
                differing.offer(abs(by_a.logit - by_b.logit), Disagreement(one.id, label, by_a, by_b))
    if not labels:
        raise CorpusError(
            f"{corpus}: nothing to compare in {many(tally.num_rows, 'row')}: each needs a text and a label"
        )
    found = Contrast(
        names=(a, b),
        labels=names,
        corpus=corpus,
        num_failed=tally.failed.num,
        comparison=compare_answers(labels, *probabilities, seed=_SEED),
        disagreements=tuple(differing.items),
    )
    if form in ("text", "markdown"):
        write_stdout((line + "\n" for line in found.lines()) if form == "text" else [found.markdown()], data=False)
    else:
        write_stdout([to_json(found.to_dict(), indent=2 if form == "json" else None) + "\n"], data=True)
    if disagreements is not None:
        pairs = [(f"{it.id} (labelled {names[it.label]})", it.a, it.b) for it in found.disagreements]
        write_file(disagreements, disagreements_page(pairs, corpus=Path(corpus).name, names=(a, b), labels=names))
        note(f"wrote {disagreements}: {len(pairs):,} of {many(differing.num_seen, 'text')} with different answers")
    if tally.failed.num:
        note(f"error: {tally}")
    is_missed = fail_if_worse and found.comparison.verdict == "worse"
    if is_missed:
        note("error: B is worse than A")
    if is_missed or tally.failed.num:
        sys.exit(GATE_MISSED if is_missed else SOME_ROWS_FAILED)


def _answers(
    models: "tuple[Classifier, Classifier]", corpus: str, columns: "Columns"
) -> "Iterator[tuple[Answer, Answer]]":
    """What each model answers to each row, in order; the corpus is read once."""
    from sentiment.cli.answers import answer
    from sentiment.cli.progress import counted
    from sentiment.corpus import open_corpus

    rows = tee(counted(open_corpus(corpus, columns, note=note, labelled=True)))
    return zip(answer(models[0], rows[0]), answer(models[1], rows[1]), strict=True)
