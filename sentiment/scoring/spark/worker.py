"""What a Python worker of Spark's does: batches of rows to batches of scored rows, by one model on one thread."""

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sentiment.bundle import MANIFEST
from sentiment.scoring.answers import Answerer
from sentiment.scoring.formats import Parquet
from sentiment.scoring.plan import Job
from sentiment.scoring.spark.reading import Reader

if TYPE_CHECKING:
    from pyspark import Accumulator


@dataclass(frozen=True)
class Scorer:
    """The function of `mapInArrow`.

    Attributes:
        job: What is asked for.
        model: SHA-256 of the model's manifest.
        reader: How rows come of a batch.
        format: Of the columns that are made from rows.
        names: Of all columns of the output.
        num_done: Counts rows.
    """

    job: Job
    model: str
    reader: Reader
    format: Parquet
    names: tuple[str, ...]
    num_done: "Accumulator[int]"

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Scored rows, in the order in which they come."""
        import pyarrow

        answerer = _answerer(self.job, self.model, self.format)
        for batch in batches:
            made = self.format.arrays([answerer.values(row) for row in self.reader.rows(batch)])
            kept = batch.columns if len(made) < len(self.names) else []
            self.num_done.add(len(batch))
            yield pyarrow.RecordBatch.from_arrays([*kept, *made], names=self.names)


@functools.lru_cache(maxsize=1)
def _answerer(job: Job, model: str, format: Parquet) -> Answerer:
    """One for each process, of the bundle that Spark has sent here."""
    from pyspark import SparkFiles

    return Answerer(replace(job, bundle=Path(SparkFiles.get(MANIFEST)).parent), model, format)
