"""`sentiment classify`: texts to answers."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from sentiment.cli.exits import SOME_ROWS_FAILED
from sentiment.cli.meant import as_text_note, text_with_dash
from sentiment.cli.options import (
    abstain_option,
    audit_option,
    column_options,
    format_option,
    is_terminal,
    model_option,
    note,
)

if TYPE_CHECKING:
    from sentiment.cli.answers import Answer
    from sentiment.corpus import Columns, Row


class _Classify(click.Command):
    """Says how to write a text that starts with a dash where it was taken for options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments.

        Raises:
            click.UsageError: They make no sense.
        """
        given = list(args)
        if hint := text_with_dash(given):
            ctx.fail(f"there is a text among the options: {hint}")
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            hint = text_with_dash(given, error.option_name)
            if hint is None:
                raise
            ctx.fail(f"{error.format_message()} ({hint})")


@click.command(cls=_Classify, epilog='Example: sentiment classify --explain "A superb film."')
@click.argument("texts", metavar="[TEXT]...", nargs=-1)
@click.option("-i", "--input", "source", metavar="FILE", help="A file or folder of texts; - is standard input.")
@click.option("--explain", is_flag=True, help="Say which words and sentences made it so.")
@audit_option
@abstain_option
@format_option("text", "jsonl", "json", "csv")
@model_option
@column_options
def classify(
    *,
    texts: tuple[str, ...],
    source: str | None,
    explain: bool,
    audited: bool,
    abstain_below: float,
    form: str,
    model: str | None,
    columns: "Columns",
) -> None:
    """Label and probability of each TEXT, or of each row of FILE.

    With neither, reads standard input: one text a line, or a table or JSON, told by its first lines. Answers come in
    the order of the texts, one for each, under the text's id, or its number where it has none; a text that cannot be
    classified has an error in its place, and the exit code is then 3. With --abstain a text may get the label
    uncertain; with --audit each answer says without which words it would be another. Write -- before a TEXT that starts
    with a dash.
    """
    if texts and source is not None:
        raise click.UsageError("Give TEXT or -i FILE, not both.")
    if explain and form == "csv":
        raise click.UsageError("--explain does not fit into CSV: use --format text, jsonl or json.")

    from sentiment.classifier import WINDOW, Classifier
    from sentiment.cli.answers import Tally, answer, expect_abstaining
    from sentiment.cli.output import write_stdout

    on_terminal = is_terminal(sys.stdout)
    tally = Tally()
    classifier = Classifier.load(model, abstain_below=abstain_below)
    abstains = abstain_below > 0.5
    if abstains:
        note(f"note: {expect_abstaining(classifier)}")
    rows = _rows(texts, source, columns, on_terminal=on_terminal)
    typed = not texts and source in (None, "-") and is_terminal(sys.stdin)  # each line is answered before the next
    answers = tally.count(answer(classifier, rows, audited=audited, window=1 if typed else WINDOW))
    if form == "text":
        chunks = _render_text(
            answers,
            explain=explain,
            with_ids=len(texts) != 1,
            on_terminal=on_terminal,
            labels=classifier.manifest.labels,
        )
    else:
        chunks = _render_data(answers, form, explain=explain, audited=audited)
    write_stdout(chunks, data=form != "text")
    if not tally.num_rows:
        note("note: the input holds no texts")
    elif abstains:
        note(f"note: {tally.coverage}")
    if tally.failed.num:
        if tally.num_rows > 1 or form != "text":
            note(f"error: {tally}")
        sys.exit(SOME_ROWS_FAILED)


def _rows(texts: tuple[str, ...], source: str | None, columns: "Columns", *, on_terminal: bool) -> Iterable["Row"]:
    from sentiment.cli.answers import rows_of
    from sentiment.cli.progress import counted
    from sentiment.corpus import open_corpus

    if texts:
        for text in texts:
            said = as_text_note(text)
            if said:
                note(f"note: {said}")
        return rows_of(texts)
    if source is None:
        source = "-"
        if is_terminal(sys.stdin):
            note("note: reading from the terminal, one text a line; end with Ctrl-D")
    rows = open_corpus(source, columns, note=note)
    return rows if on_terminal else counted(rows)


def _render_data(answers: Iterable["Answer"], form: str, *, explain: bool, audited: bool) -> Iterator[str]:
    from sentiment.cli import output

    if form == "jsonl":
        return output.render_jsonl(answers, explain=explain)
    if form == "json":
        return output.render_json(answers, explain=explain)
    return output.render_csv(answers, audited=audited)


def _render_text(
    answers: Iterable["Answer"], *, explain: bool, with_ids: bool, on_terminal: bool, labels: tuple[str, str]
) -> Iterator[str]:
    from sentiment.cli.output import render_text
    from sentiment.report.terminal import detect_colour

    colour = detect_colour(os.environ, is_tty=on_terminal)
    width = shutil.get_terminal_size().columns
    return render_text(answers, explain=explain, with_ids=with_ids, colour=colour, width=width, labels=labels)
