"""A Spark session that says nothing by itself, and whose failures are one line."""

import contextlib
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from sentiment.corpus.quiet import quiet
from sentiment.errors import MissingExtraError, MissingJavaError, SparkError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")

# What answers and completeness depend on; anything else is as Spark's own configuration has it.
_SETTINGS = {
    "spark.sql.caseSensitive": "true",  # as column names are everywhere else
    "spark.sql.execution.arrow.maxRecordsPerBatch": "1024",  # as the local engine's parts; Spark bounds the bytes
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",  # the default, INT96, has been deprecated for long
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",  # 01 in a folder's name stays 01
    "spark.sql.files.ignoreCorruptFiles": "false",
    "spark.sql.files.ignoreMissingFiles": "false",
    "spark.hadoop.parquet.page.verify-checksum.enabled": "true",  # else damage may go unseen
    "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs": "true",
    "spark.ui.showConsoleProgress": "false",
}
_LOOPBACK = "127.0.0.1"
_RAISED = re.compile(r"^(?:: |Caused by: )?[\w.]*?(\w+(?:Error|Exception)): (.+)$", re.MULTILINE)
_OURS = re.compile(r"^sentiment\.errors\.\w+: (.+)$", re.MULTILINE)


def check_installed() -> None:
    """Refuse to go on where Spark could not start.

    Raises:
        MissingExtraError: pyspark is not installed.
        MissingJavaError: there is no Java.
    """
    try:
        import pandas  # noqa: F401 - without which pyspark has no mapInArrow
        import pyarrow  # noqa: F401
        import pyspark  # noqa: F401
    except ImportError:
        raise MissingExtraError("--engine spark", "spark") from None
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=os.path.join(home, "bin") if home else None) is None:  # noqa: PTH118 - may be bytes
        where = f"in JAVA_HOME, {home}" if home else "on the path"
        raise MissingJavaError(
            f"--engine spark needs Java 17 or newer, and there is no java {where}: install it (on Debian: apt install "
            "openjdk-17-jre-headless)"
        )


def in_background(
    function: Callable[_Arguments, _Result], /, *args: _Arguments.args, **kwargs: _Arguments.kwargs
) -> Future[_Result]:
    """Call it in a thread that ends with the process, so that whoever waits for the result can be interrupted.

    A call to Spark that Ctrl-C cuts off spoils the connection of its thread, and while Java starts it leaves a process
    behind for good; one whose process ends leaves nothing. So what calls Spark is not what hears Ctrl-C.
    """
    future: Future[_Result] = Future()

    def call() -> None:
        try:
            future.set_result(function(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - for whoever waits
            future.set_exception(error)

    Thread(target=call, daemon=True).start()
    return future


@contextlib.contextmanager
def start_spark(master: str) -> Iterator["SparkSession"]:
    """Spark, stopped when the block ends, with all that it is doing.

    What calls it inside the block, and may take long, belongs in the background (`in_background`).

    Args:
        master: Where it runs, such as "local[*]", "spark://host:7077" or "yarn".

    Raises:
        SparkError: it cannot start, or fails inside the block.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    if master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", _LOOPBACK)  # nobody else is to reach it
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("sentiment score").master(master)
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    session = None
    try:
        with quiet():  # what is started inside stays quiet
            session = in_background(builder.getOrCreate).result()
        session.sparkContext.setLogLevel("ERROR")
        yield session
    except (PySparkException, Py4JError, ConnectionError) as error:
        raise SparkError(_told(error, master)) from None
    finally:
        if session is not None:
            with quiet(), contextlib.suppress(Py4JError, ConnectionError):
                in_background(session.stop).result()


def _told(error: Exception, master: str) -> str:
    """One line of what may be pages."""
    said = str(error)
    if "JAVA_GATEWAY_EXITED" in said:
        return "Spark cannot start: is `java -version` 17 or newer, and what is in SPARK_CONF_DIR right?"
    if isinstance(error, ConnectionError) or "Answer from Java side is empty" in said or "Py4JNetwork" in said:
        return (
            "Spark's driver ended before the work was done (out of memory, or stopped from outside?); start anew with "
            "--resume"
        )
    ours = _OURS.findall(said)
    if ours:
        return str(ours[-1])
    raised = _RAISED.findall(said)
    what = ": ".join(raised[-1]) if raised else said.strip().splitlines()[0] if said.strip() else repr(error)
    if "No module named" in what:
        what += " (on an executor: docs/scaling.md says how they get what they need)"
    return f"Spark at {master} gave up: {what}"
