"""`sentiment score`: many rows to a file, resumably."""

import sys
import time
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sentiment.cli.exits import SOME_ROWS_FAILED
from sentiment.cli.options import abstain_option, column_options, force_option, model_option, note

if TYPE_CHECKING:
    from sentiment.corpus import Columns


@click.command(epilog="Example: sentiment score reviews.csv -o scored.parquet --workers 4")
@click.argument("source", metavar="INPUT")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="OUTPUT",
    help="The file to write: .parquet, .jsonl, .csv, or .gz of the last two.",
)
@click.option("--explain", is_flag=True, help="Add a column of words, each with its place and contribution.")
@click.option(
    "--workers", "num_workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that answer."
)
@click.option("--prefix", default="", metavar="TEXT", help="Start the names of the new columns with this.")
@click.option("--resume", is_flag=True, help="Go on with an output that was begun, if it was.")
@abstain_option
@force_option
@model_option
@column_options
def score(
    *,
    source: str,
    output: Path,
    explain: bool,
    num_workers: int,
    prefix: str,
    resume: bool,
    abstain_below: float,
    force: bool,
    model: str | None,
    columns: "Columns",
) -> None:
    """Answer every row of INPUT, a file or folder, into OUTPUT.

    OUTPUT has one row for each row of INPUT, in order, with all its columns and three more: label, probability (of
    the positive class) and error; a row that cannot be read has nothing else, and the exit code is then 3.

    INPUT is read twice, first to see what is in it; - is standard input. Rows done lie in the folder OUTPUT.parts until
    OUTPUT is written, at once; after an interruption of any kind the same command with --resume goes on, with as many
    --workers as you like: the file is the same, byte for byte. With --resume nothing is done twice, and what is
    finished is left as it is; another input, model or option is refused. A small journal stays in OUTPUT.parts.
    """
    if resume and force:
        raise click.UsageError("--resume goes on and --force starts anew: give one of them.")
    if resume and source == "-":
        raise click.UsageError("Standard input cannot be read again, so --resume needs a file.")

    from sentiment.bundle import find_bundle
    from sentiment.cli.progress import counted
    from sentiment.scoring import Job, check_output, make_plan, open_journal, score_locally

    check_output(output, source=source, resume=resume, force=force)
    job = Job(
        source=source,
        output=output,
        bundle=find_bundle(model),
        columns=columns,
        explain=explain,
        abstain_below=abstain_below,
        prefix=prefix,
    )
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
            for _ in counted(chain.from_iterable(repeat(part, part.num_rows) for part in parts), "rows", total=left):
                pass
        except KeyboardInterrupt:
            kept = f"{journal.num_rows:,}{'' if total is None else f' of {total:,}'} rows are done"
            how = "standard input cannot be gone on with" if source == "-" else "go on with --resume"
            raise KeyboardInterrupt(f"{kept} and kept in {journal.folder}: {how}") from None
        seconds = time.monotonic() - start
        num_done = journal.num_rows - num_before
        rate = f", {num_done / seconds:,.0f} a second" if num_done else ""
        note(f"{output} is complete" if was_complete else f"wrote {output}: {journal.num_rows:,} rows{rate}")
        if journal.num_failed:
            note(f"error: {journal.num_failed:,} of {journal.num_rows:,} rows failed")
            sys.exit(SOME_ROWS_FAILED)
