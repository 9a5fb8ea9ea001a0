"""`sentiment check`: the data doctor, before training."""

import shutil
import sys
from typing import TYPE_CHECKING

import click

from sentiment.cli.exits import GATE_MISSED
from sentiment.cli.options import column_options, format_option, note

if TYPE_CHECKING:
    from sentiment.corpus import Columns


@click.command(epilog="Example: sentiment check reviews.csv")
@click.argument("corpus")
@click.option("--validation", metavar="CORPUS2", help="Texts to measure the model on: are copies of them in CORPUS?")
@format_option("text", "jsonl", "json")
@column_options
def check(*, corpus: str, validation: str | None, form: str, columns: "Columns") -> None:
    """Look for what is wrong with CORPUS, a labelled corpus as train takes it, before a model is trained on it.

    Too few texts, rows that cannot be read, empty texts, copies and near-copies, also across the split that train would
    make; one text with two labels; labels that are probably wrong, or the wrong way round; words that give the label
    away; rare classes, long texts; wrongly decoded characters, HTML, web addresses, other languages. Nothing is
    changed. Some seconds for 5,000 reviews, some minutes for 50,000.

    The exit code is 4 if there is an error: training would fail, or its figures would mislead. Warnings and notes leave
    it at 0. Rows are called by their id, or counted from 1, a header aside; JSON has all rows concerned.
    """
    from sentiment.cli.check_shown import check_lines
    from sentiment.cli.output import write_stdout
    from sentiment.cli.progress import counted
    from sentiment.corpus import stratified_split
    from sentiment.doctor import diagnose, read_corpus
    from sentiment.json_text import to_json

    reading = read_corpus(corpus, columns, note=note, progress=counted)
    second = None if validation is None else read_corpus(validation, columns, note=note, progress=counted)
    examples = reading.examples
    diagnosis = diagnose(
        examples,
        held_out=stratified_split(examples, seed=0).held_out,
        validation=None if second is None else second.examples,
        progress=counted,
    )
    diagnosis = diagnosis.with_findings(reading.findings + (() if second is None else second.findings))
    if form == "text":
        width = max(60, shutil.get_terminal_size().columns)
        write_stdout((line + "\n" for line in check_lines(diagnosis, corpus, width=width)), data=False)
    else:
        found = {"schema": 1, "corpus": corpus, **diagnosis.to_dict(with_rows=True)}
        write_stdout([to_json(found, indent=2 if form == "json" else None) + "\n"], data=True)
    if diagnosis.has_errors:
        sys.exit(GATE_MISSED)
