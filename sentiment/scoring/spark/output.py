"""OUTPUT of Spark's: a folder of Parquet files, whole when there is a `_SUCCESS` in it, on any file system of Hadoop's.

What made it is noted in the schema of its files, as the metadata of a column: it is there when they are.
"""

import json
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sentiment.errors import OutputError
from sentiment.scoring.journal import check_same
from sentiment.scoring.plan import ERROR, Job

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

NOTED = "sentiment"  # the key of the metadata
_SUCCESS = "_SUCCESS"
_OURS = re.compile(r"_SUCCESS|_temporary|__magic.*|part-.*|\..*\.crc")
_OTHER_ENDINGS = (".csv", ".jsonl", ".gz")


@dataclass(frozen=True)
class Tally:
    """What is in a finished output.

    Attributes:
        num_rows: Rows.
        num_failed: Rows with an error among them.
    """

    num_rows: int
    num_failed: int


class Folder:
    """The folder of an output, there or not.

    Args:
        spark: Spark, which knows its file system.
        name: A path or URI.
    """

    def __init__(self, spark: "SparkSession", name: str) -> None:
        context: Any = spark.sparkContext  # Spark has no other way to its file systems from Python
        path = context._jvm.org.apache.hadoop.fs.Path(name)
        self._spark, self.name = spark, name
        self._system = path.getFileSystem(context._jsc.hadoopConfiguration())
        self._path = self._system.makeQualified(path)
        self._success = context._jvm.org.apache.hadoop.fs.Path(self._path, _SUCCESS)

    def check(self, *, inputs: list[str], resume: bool, force: bool) -> bool:
        """Refuse, before any work is done, an output that would replace another or its input.

        Args:
            inputs: The files that are read.
            resume: Whether to go on with what is there: an unfinished one is made anew, for Spark keeps no part of it.
            force: Whether to start anew, whatever is there.

        Returns:
            Whether the output is there already, and whole.

        Raises:
            OutputError: it is refused.
        """
        if self.name.lower().endswith(_OTHER_ENDINGS):
            raise OutputError(f"{self.name}: --engine spark writes a folder of Parquet files: end it in .parquet")
        if not self._system.exists(self._path):
            return False
        place = _real(str(self._path.toString()))
        if any((_real(path) + "/").startswith(place + "/") for path in inputs):
            raise OutputError(f"the input lies in {self.name}, and would be lost: choose another name for the output")
        if not self._system.getFileStatus(self._path).isDirectory():
            raise OutputError(f"{self.name} is a file, and --engine spark writes a folder: choose another name")
        names = sorted(str(status.getPath().getName()) for status in self._system.listStatus(self._path))
        strange = [name for name in names if not _OURS.fullmatch(name)]
        if strange:
            raise OutputError(f"{self.name} holds {strange[0]!r}, which Spark did not write: choose another name")
        if force or not names:
            return False
        if _SUCCESS not in names:
            if not resume:
                raise OutputError(f"{self.name} was begun and is not whole: start anew with --resume or --force")
            if any(name.startswith("part-") for name in names) and not self._noted():
                raise OutputError(f"{self.name} holds files of another program: choose another name, or give --force")
            return False
        if not resume:
            raise OutputError(f"{self.name} is already there; choose another name, or replace it with --force")
        return True

    def prefix(self) -> str:
        """Return the prefix of the new columns in a finished output, or "" where it is another program's."""
        options = self._noted().get("options")
        prefix = options.get("prefix") if isinstance(options, dict) else None
        return prefix if isinstance(prefix, str) else ""

    def check_same(self, identity: dict[str, Any]) -> None:
        """Refuse to take a finished output for that of this job if it is another's.

        Raises:
            OutputError: it is.
        """
        check_same(self.name, self._noted(), identity)

    def _noted(self) -> dict[str, Any]:
        """What made its files; nothing if they are another's."""
        fields = self._spark.read.parquet(self.name).schema.fields
        noted = [field.metadata[NOTED] for field in fields if NOTED in field.metadata]
        return dict(json.loads(noted[0])) if noted else {}

    def tally(self, job: Job) -> Tally:
        """What is in it."""
        from pyspark.sql import functions

        error = functions.col("`" + job.column(ERROR).replace("`", "``") + "`")
        counts = self._spark.read.parquet(self.name).agg(functions.count("*"), functions.count(error)).first()
        assert counts is not None
        return Tally(*counts)

    def check_whole(self, found: Tally, num_done: int) -> None:
        """Refuse an output that has other rows than were written, and take its `_SUCCESS` back.

        Raises:
            OutputError: it has.
        """
        if found.num_rows != num_done:
            self._system.delete(self._success, False)
            raise OutputError(
                f"{self.name} holds {found.num_rows:,} rows, and {num_done:,} were written: did another process write "
                "there, too, or do the executors not share that folder? Start anew with --force"
            )


def _real(path: str) -> str:
    """The same path without symbolic links, where it is one of this machine."""
    return "file:" + os.path.realpath(path[len("file:") :]) if path.startswith("file:") else path
