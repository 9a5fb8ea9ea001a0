"""`sentiment report`: texts to one HTML page, or one text to Markdown or a picture."""

import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sentiment.cli.exits import SOME_ROWS_FAILED
from sentiment.cli.options import abstain_option, audit_option, column_options, force_option, model_option, note
from sentiment.errors import CorpusError

if TYPE_CHECKING:
    from sentiment.audit import Audit
    from sentiment.bundle import Manifest
    from sentiment.corpus import Columns
    from sentiment.prediction import Prediction
    from sentiment.report.html import ModelCard

_PAGE = (".html", ".htm")
_PICTURES = (".svg", ".png")
_ONE_TEXT = (".md", *_PICTURES)


@click.command(epilog="Example: sentiment report reviews.csv -o report.html")
@click.argument("source", metavar="[INPUT]", required=False)
@click.option("--text", "texts", metavar="TEXT", multiple=True, help="A text itself, in place of INPUT; repeatable.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write the page: .html; or one text alone: .md, .svg, .png.",
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

    INPUT is a file or folder of texts; - is standard input. A text that cannot be classified is on the
    page with its error, and the exit code is then 3. With --abstain a text may get the label uncertain.

    The ending of the output decides its form: .html is the page; .md (Markdown), .svg and .png (pictures, which need
    matplotlib) hold exactly one text.
    """
    if bool(texts) == (source is not None):
        raise click.UsageError("Give either INPUT or --text TEXT.")

    from sentiment.classifier import Classifier
    from sentiment.cli.answers import Tally, answer, expect_abstaining, rows_of
    from sentiment.cli.output import check_output
    from sentiment.cli.progress import counted
    from sentiment.corpus import open_corpus
    from sentiment.files import write_file
    from sentiment.plurals import many
    from sentiment.prediction import Failure
    from sentiment.report.html import ReportEntry, render_report

    check_output(output, force=force)
    ending = output.suffix.lower()
    if ending not in (*_PAGE, *_ONE_TEXT):
        raise click.UsageError(
            f"{output.name!r} has another ending than .html, .md, .svg or .png, which say what to write."
        )
    if audited and ending in _PICTURES:
        raise click.UsageError("--audit does not fit into a picture: leave it out, or write .html or .md.")
    classifier = Classifier.load(model, abstain_below=abstain_below)
    card = model_card(classifier.manifest)
    if abstain_below > 0.5:
        expected = expect_abstaining(classifier)
        note(f"note: {expected}")
        meaning = f"where neither class has a probability of {abstain_below:g} or more; {expected}"
        card = replace(card, facts=(*card.facts, ("Uncertain", meaning)))
    rows = rows_of(texts) if source is None else open_corpus(source, columns, note=note)
    if ending in _ONE_TEXT:
        rows = islice(rows, 2)  # enough to see whether it is one
    tally = Tally()
    answers = tally.count(answer(classifier, counted(rows), audited=audited))
    items = list(answers)
    entries = [ReportEntry(item.id if len(items) > 1 else item.row.id, item.outcome, item.audit) for item in items]
    if not entries:
        raise CorpusError(f"{source}: no texts in it, so there is nothing to report")
    if ending in _ONE_TEXT:
        if len(entries) > 1:
            raise click.UsageError(f"A {ending} file holds one text, and there are more: name a file in .html.")
        [entry] = entries
        if isinstance(entry.outcome, Failure):
            raise entry.outcome.error
        _write_one(output, entry.outcome, entry.audit, labels=card.labels)
    else:
        heading = title or ("Sentiment" if source in (None, "-") else Path(str(source)).name)
        write_file(output, render_report(entries, title=heading, model_card=card))
    if abstain_below > 0.5:
        note(f"note: {tally.coverage}")
    note(f"wrote {output}: {many(tally.num_rows, 'text')}")
    if tally.failed.num:
        note(f"error: {tally}")
        sys.exit(SOME_ROWS_FAILED)


def _write_one(output: Path, prediction: "Prediction", audit: "Audit | None", *, labels: tuple[str, str]) -> None:
    """One text as Markdown or as a picture, by the ending of the file."""
    if output.suffix.lower() == ".md":
        from sentiment.files import write_file
        from sentiment.report.markdown import render_markdown

        write_file(output, render_markdown(prediction, audit, labels=labels))
    else:
        from sentiment import plots
        from sentiment.picture import highlighted_text

        plots.save(highlighted_text(prediction, labels=labels), output)


def model_card(manifest: "Manifest") -> "ModelCard":
    """What a page says of a model."""
    from sentiment.cli.inspect import facts
    from sentiment.report.html import ModelCard

    return ModelCard(name=manifest.name, labels=manifest.labels, facts=tuple(facts(manifest)))
