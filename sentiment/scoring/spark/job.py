"""A job of Spark's: looked at, then run. All tasks' files become the output together, when the last is done."""

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sentiment import __version__
from sentiment.bundle import FILES, MANIFEST
from sentiment.corpus import Note
from sentiment.scoring.formats import parquet_format
from sentiment.scoring.plan import Job, model_digest
from sentiment.scoring.spark.output import NOTED, Folder, Tally
from sentiment.scoring.spark.reading import Reader, Table, find_files, find_kinds, find_reader, open_table
from sentiment.scoring.spark.session import in_background
from sentiment.scoring.spark.worker import Scorer

if TYPE_CHECKING:
    from pyspark import Accumulator
    from pyspark.sql import SparkSession
    from pyspark.sql.types import StructType

_TASK_BYTES = 2**22  # of input: little is lost when a task has to be done again
_INTERVAL_SECONDS = 0.2


@dataclass(frozen=True)
class Prepared:
    """A job that has been looked at, and may be run.

    Attributes:
        job: What is asked for.
        folder: Where the output goes.
        done: Whether it is there already.
        table: The input.
        reader: How rows come of it.
        kinds: Of the columns that are made from rows, without the new ones.
        identity: What made the output, as `Plan.identity`.
        num_tasks: How many parts the input is scored in.
    """

    job: Job
    folder: Folder
    done: bool
    table: Table
    reader: Reader
    kinds: dict[str, str]
    identity: dict[str, Any]
    num_tasks: int


def prepare(
    spark: "SparkSession", job: Job, output: str, *, note: Note, resume: bool = False, force: bool = False
) -> Prepared:
    """Looks at the model, the input and what there is of an output.

    Args:
        spark: Spark.
        job: What is asked for; its source is a path or URI that Spark can read.
        output: The folder to make, a path or URI that Spark can write.
        note: Hears what was guessed about the input.
        resume: See `Folder.check`.
        force: See `Folder.check`.

    Raises:
        BundleError: the model cannot be used.
        CorpusError: the input cannot be read, or has columns of its own under all names for the new ones.
        OutputError: the output is there, or is another's.
    """
    model = model_digest(job.bundle)
    files = find_files(spark, job.source)
    folder = Folder(spark, output)
    done = folder.check(inputs=files.paths, resume=resume, force=force)
    if done and job.prefix is None:
        job = replace(job, prefix=folder.prefix())
    if done:
        folder.check_same(_identity(job, files.digest, model))
    table = open_table(spark, job.source, files, note)
    reader = find_reader(table, job, note)
    kinds = {} if done else find_kinds(table, reader, job.source)
    job = job.with_free_names([*kinds, *table.names], note)
    identity = _identity(job, files.digest, model)
    num_tasks = max(files.num_bytes // _TASK_BYTES, 2 * spark.sparkContext.defaultParallelism)
    return Prepared(job, folder, done, table, reader, kinds, identity, num_tasks)


def _identity(job: Job, digest: str, model: str) -> dict[str, Any]:
    """Return what makes the output, as `Plan.identity`."""
    return {"release": __version__, "input": digest, "model": model, "options": job.options}


def score_by_spark(spark: "SparkSession", prepared: Prepared, *, watch: Callable[[Iterator[int]], None]) -> Tally:
    """Scores all rows, unless that is done.

    Args:
        spark: Spark.
        prepared: What is to be done.
        watch: Takes how many rows were done since the last time, again and again until all are.

    Returns:
        What is in the output.

    Raises:
        OutputError: the output is not what was written.
    """
    num_done = spark.sparkContext.accumulator(0)
    ending = in_background(_score, spark, prepared, num_done)
    watch(_counted(num_done, ending))
    return ending.result()


def _counted(num_done: "Accumulator[int]", ending: "Future[Tally]") -> Iterator[int]:
    num_told, is_over = 0, False
    while not is_over:
        time.sleep(_INTERVAL_SECONDS)
        is_over, value = ending.done(), num_done.value
        if value > num_told:
            yield value - num_told
            num_told = value


def _score(spark: "SparkSession", prepared: Prepared, num_done: "Accumulator[int]") -> Tally:
    job, folder = prepared.job, prepared.folder
    if prepared.done:
        return folder.tally(job)
    for name in (MANIFEST, *FILES):
        spark.sparkContext.addFile(str(job.bundle / name))
    made = {**prepared.kinds, **job.kinds}
    schema = _schema(prepared, made)
    scorer = Scorer(
        job, prepared.identity["model"], prepared.reader, parquet_format(made, None), tuple(schema.names), num_done
    )
    scored = prepared.table.frame.repartition(prepared.num_tasks).mapInArrow(scorer, schema)
    scored.write.mode("overwrite").parquet(folder.name)
    tally = folder.tally(job)
    folder.check_whole(tally, num_done.value)
    return tally


def _schema(prepared: Prepared, made: dict[str, str]) -> "StructType":
    """Of the output: what is kept, what is made, and in the last column's metadata by what."""
    from pyspark.sql import types

    of_kind = {
        "string": types.StringType(),
        "mixed": types.StringType(),
        "integer": types.LongType(),
        "number": types.DoubleType(),
        "boolean": types.BooleanType(),
    }
    table = prepared.table
    kept = [] if prepared.kinds else zip(table.names, table.frame.schema.fields, strict=True)
    fields = [types.StructField(name, field.dataType) for name, field in kept]
    fields += [types.StructField(name, of_kind[kind]) for name, kind in made.items()]
    fields[-1].metadata = {NOTED: json.dumps(prepared.identity)}
    return types.StructType(fields)
