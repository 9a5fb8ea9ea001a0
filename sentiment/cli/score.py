"""`sentiment score`: many rows to a file, resumably."""

import sys
import time
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from sentiment.cli.exits import SOME_ROWS_FAILED
from sentiment.cli.options import abstain_option, column_options, force_option, model_option, note
from sentiment.plurals import many

if TYPE_CHECKING:
    from sentiment.corpus import Columns
    from sentiment.scoring import Job


@click.command(epilog="Example: sentiment score reviews.csv -o scored.parquet --workers 4")
@click.argument("source", metavar="INPUT")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="OUTPUT",
    help="The file to write: .parquet, .jsonl, .csv, or .gz of the last two. With Spark, a folder of .parquet.",
)
@click.option("--explain", is_flag=True, help="Add a column of words, each with its place and contribution.")
@click.option(
    "--workers", "num_workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that answer."
)
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="What runs it: processes here, or Spark, on many machines.",
)
@click.option(
    "--master",
    default="local[*]",
    show_default=True,
    envvar="SPARK_MASTER",
    show_envvar=True,
    metavar="URL",
    help="Where Spark runs: spark://HOST:7077, yarn, k8s://…",
)
@click.option(
    "--prefix",
    metavar="TEXT",
    help="Start the names of the new columns with this.  [default: nothing, or predicted_ if INPUT has such columns]",
)
@click.option("--resume", is_flag=True, help="Go on with an output that was begun, if it was.")
@abstain_option
@force_option
@model_option
@column_options
def score(
    *,
    source: str,
    output: str,
    explain: bool,
    num_workers: int,
    engine: str,
    master: str,
    prefix: str | None,
    resume: bool,
    abstain_below: float,
    force: bool,
    model: str | None,
    columns: "Columns",
) -> None:
    """Answer every row of INPUT, a file or folder, into OUTPUT.

    OUTPUT has one row for each row of INPUT, in order, with all its columns and four more: label, probability (of the
    positive class), warnings and error. A row that cannot be read has only an error, and the exit code is then 3.

    INPUT is read twice, first to see what is in it; - is standard input, one text a line. Rows done lie in the folder
    OUTPUT.parts until OUTPUT is written, at once; after an interruption of any kind the same command with --resume goes
    on, with as many --workers as you like: the file is the same, byte for byte. With --resume nothing is done twice,
    and what is finished is left as it is; another input, model or option is refused. A small journal stays in
    OUTPUT.parts.

    With --engine spark, INPUT is a file, folder or pattern of Parquet, JSON Lines or CSV, on any file system that Spark
    knows. OUTPUT is a folder, in no order, whole when _SUCCESS is in it; --resume starts an unfinished one anew.
    """
    if resume and force:
        raise click.UsageError("--resume goes on and --force starts anew: give one of them.")
    given = click.get_current_context().get_parameter_source
    if engine == "local" and given("master") is ParameterSource.COMMANDLINE:
        raise click.UsageError("--master says where Spark runs: add --engine spark.")
    if engine == "spark" and (columns.input_format or columns.sheet is not None):
        raise click.UsageError("Spark tells what it reads by its name: leave --input-format and --sheet out.")
    if engine == "spark" and given("num_workers") is not ParameterSource.DEFAULT:
        raise click.UsageError("Spark has workers of its own, such as --master 'local[4]': leave --workers out.")

    from sentiment.bundle import find_bundle
    from sentiment.scoring import Job

    job = Job(
        source=source,
        output=Path(output),
        bundle=find_bundle(model),
        columns=columns,
        explain=explain,
        abstain_below=abstain_below,
        prefix=prefix,
    )
    if engine == "spark":
        num_rows, num_failed = _by_spark(job, output, master, resume=resume, force=force)
    else:
        num_rows, num_failed = _here(job, num_workers, resume=resume, force=force)
    if num_failed:
        note(f"error: {num_failed:,} of {many(num_rows, 'row')} failed")
        sys.exit(SOME_ROWS_FAILED)


def _here(job: "Job", num_workers: int, *, resume: bool, force: bool) -> tuple[int, int]:
    """Scores by processes of this machine; how many rows there are, and how many failed."""
    if resume and job.source == "-":
        raise click.UsageError("Standard input cannot be read again, so --resume needs a file.")

    from sentiment.cli.progress import counted
    from sentiment.scoring import check_output, make_plan, open_journal, score_locally

    output = job.output
    check_output(output, source=job.source, resume=resume, force=force)
    plan = make_plan(job, note=note, watch=partial(counted, what="rows looked at"))
    total = plan.survey.num_rows
    with open_journal(output, plan.identity, force=force) as journal:
        num_before, was_complete = journal.num_rows, journal.complete
        if resume and num_before:
            note(f"note: {num_before:,} of {total:,} rows were done before")
        left = None if total is None else total - num_before
        start = time.monotonic()
        try:
            parts = score_locally(plan, journal, num_workers=num_workers)
            for _ in counted(_each(part.num_rows for part in parts), "rows", total=left):
                pass
        except KeyboardInterrupt:
            kept = f"{journal.num_rows:,}{'' if total is None else f' of {total:,}'} rows are done"
            how = "standard input cannot be gone on with" if job.source == "-" else "go on with --resume"
            raise KeyboardInterrupt(f"{kept} and kept in {journal.folder}: {how}") from None
        num_done = journal.num_rows - num_before
        _note_done(str(output), journal.num_rows, None if was_complete else num_done, time.monotonic() - start)
        return journal.num_rows, journal.num_failed


def _by_spark(job: "Job", output: str, master: str, *, resume: bool, force: bool) -> tuple[int, int]:
    """Scores by Spark; how many rows there are, and how many failed."""
    from sentiment.cli.progress import counted
    from sentiment.scoring.spark import check_installed, in_background, prepare, score_by_spark, start_spark

    if job.source == "-":
        raise click.UsageError("Spark does not read standard input: give a file, a folder or a pattern.")
    check_installed()

    def show(numbers: Iterable[int]) -> None:
        for _ in counted(_each(numbers), "rows"):
            pass

    try:
        with start_spark(master) as spark:
            prepared = in_background(prepare, spark, job, output, note=note, resume=resume, force=force).result()
            start = time.monotonic()
            tally = score_by_spark(spark, prepared, watch=show)
            seconds = time.monotonic() - start
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"{output} is whole only if it has _SUCCESS: start anew with --resume") from None
    _note_done(output, tally.num_rows, None if prepared.done else tally.num_rows, seconds)
    return tally.num_rows, tally.num_failed


def _each(numbers: Iterable[int]) -> Iterator[None]:
    """As many items as these numbers say together."""
    return chain.from_iterable(repeat(None, number) for number in numbers)


def _note_done(output: str, num_rows: int, num_done: int | None, seconds: float) -> None:
    """Says what is there; `num_done` of it now, or None where all was there before."""
    rate = f", {num_done / seconds:,.0f} a second" if num_done and num_done >= seconds else ""  # else: mostly start-up
    note(f"{output} is complete" if num_done is None else f"wrote {output}: {many(num_rows, 'row')}{rate}")
