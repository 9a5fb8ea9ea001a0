"""`sentiment report`: texts to one HTML page."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sentiment.cli.exits import SOME_ROWS_FAILED
from sentiment.cli.options import abstain_option, audit_option, column_options, force_option, model_option, note
from sentiment.errors import CorpusError

if TYPE_CHECKING:
    from sentiment.bundle import Manifest
    from sentiment.corpus import Columns
    from sentiment.report.html import ModelCard


@click.command(epilog="Example: sentiment report reviews.csv -o report.html")
@click.argument("source", metavar="[INPUT]", required=False)
@click.option("--text", "texts", metavar="TEXT", multiple=True, help="A text itself, in place of INPUT; repeatable.")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), metavar="FILE", help="Where to write the page."
)
@click.option("--title", metavar="TITLE", help="Heading of the page.  [default: the name of INPUT]")
@audit_option
@abstain_option
@force_option
@model_option
@column_options
def report(
    *,
    source: str | None,
    texts: tuple[str, ...],
    output: Path,
    title: str | None,
    audited: bool,
    abstain_below: float,
    force: bool,
    model: str | None,
    columns: "Columns",
) -> None:
    """Write one self-contained HTML page of INPUT, with every word highlighted.

    INPUT is a file or folder of texts; - is standard input, one text a line. A text that cannot be classified is on the
    page with its error, and the exit code is then 3. With --abstain a text may get the label uncertain.
    """
    if bool(texts) == (source is not None):
        raise click.UsageError("Give either INPUT or --text TEXT.")

    from sentiment.classifier import Classifier
    from sentiment.cli.answers import Tally, answer, expect_abstaining, rows_of
    from sentiment.cli.output import check_output, write_file
    from sentiment.cli.progress import counted
    from sentiment.corpus import open_corpus
    from sentiment.report.html import ReportEntry, render_report

    check_output(output, force=force)
    classifier = Classifier.load(model, abstain_below=abstain_below)
    card = _model_card(classifier.manifest)
    if abstain_below > 0.5:
        expected = expect_abstaining(classifier)
        note(f"note: {expected}")
        meaning = f"where neither class has a probability of {abstain_below:g} or more; {expected}"
        card = replace(card, facts=(*card.facts, ("Uncertain", meaning)))
    rows = rows_of(texts) if source is None else open_corpus(source, columns, note=note)
    tally = Tally()
    answers = tally.count(answer(classifier, counted(rows), audited=audited))
    entries = [ReportEntry(item.id, item.outcome, item.audit) for item in answers]
    if not entries:
        raise CorpusError(f"{source}: no texts in it, so there is nothing to report")
    heading = title or ("Sentiment" if source in (None, "-") else Path(str(source)).name)
    write_file(output, render_report(entries, title=heading, model_card=card))
    if abstain_below > 0.5:
        note(f"note: {tally.coverage}")
    note(f"wrote {output}: {tally.num_rows:,} {'text' if tally.num_rows == 1 else 'texts'}")
    if tally.num_failed:
        note(f"error: {tally}")
        sys.exit(SOME_ROWS_FAILED)


def _model_card(manifest: "Manifest") -> "ModelCard":
    from sentiment.cli.inspect import facts
    from sentiment.report.html import ModelCard

    return ModelCard(name=manifest.name, labels=manifest.labels, facts=tuple(facts(manifest)))
