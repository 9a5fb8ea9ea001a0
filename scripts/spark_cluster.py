"""A standalone cluster of Spark on loopback, a core for each worker; and what runs in it, to be killed."""

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_LOOPBACK = "127.0.0.1"
_QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # a JVM that starts sooner and ends before it would have paid
_DEFAULTS = f"""
spark.ui.enabled false
spark.sql.codegen.wholeStage false
spark.driver.memory 512m
spark.executor.memory 512m
spark.driver.extraJavaOptions {_QUICK}
spark.executor.extraJavaOptions {_QUICK}
"""
_STARTED, _REGISTERED = re.compile(r"Starting Spark master at (\S+)"), re.compile("Successfully registered with master")
_PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Cluster:
    """A cluster that runs.

    Attributes:
        master: Its URL.
        environment: For drivers.
        workers: Processes that start executors.
    """

    master: str
    environment: dict[str, str]
    workers: list["subprocess.Popen[bytes]"]

    def executors(self) -> list[int]:
        """Process ids of the executors."""
        return [process for worker in self.workers for process in children().get(worker.pid, [])]

    def python_workers(self) -> list[int]:
        """Process ids of the Python workers: grandchildren of the executors, by a process that forks them."""
        found = children()
        daemons = [process for executor in self.executors() for process in found.get(executor, [])]
        return [process for daemon in daemons for process in found.get(daemon, [])]


def quick_environment(folder: Path) -> dict[str, str]:
    """The environment of a driver that starts soon and is not heard of outside this machine."""
    settings = folder / "conf"
    settings.mkdir(exist_ok=True)
    (settings / "spark-defaults.conf").write_text(_DEFAULTS)
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_CONF_DIR": str(settings),
        "SPARK_LOCAL_IP": _LOOPBACK,
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": _QUICK,
    }


@contextlib.contextmanager
def start_cluster(folder: Path, *, num_workers: int = 2) -> Iterator[Cluster]:
    """A cluster that lives as long as the block; its files lie in `folder`."""
    environment = quick_environment(folder)
    with contextlib.ExitStack() as stack:

        def start(name: str, *arguments: str) -> tuple["subprocess.Popen[bytes]", Path]:
            log = folder / f"{name}{len(list(folder.glob('*.log')))}.log"
            program = f"org.apache.spark.deploy.{name}.{name.capitalize()}"
            command = [_spark_class(), program, "--host", _LOOPBACK, "--webui-port", "0", *arguments]
            with log.open("wb") as file:
                process = subprocess.Popen(command, env=environment, stdout=file, stderr=file)
            stack.callback(process.wait)
            stack.callback(process.terminate)
            return process, log

        _, log = start("master", "--port", "0")
        master = _awaited(log, _STARTED)[1]
        work = str(folder / "work")
        started = [
            start("worker", "--cores", "1", "--memory", "1g", "--work-dir", work, master) for _ in range(num_workers)
        ]
        for _, log in started:
            _awaited(log, _REGISTERED)
        yield Cluster(master, environment, [process for process, _ in started])


def _spark_class() -> str:
    import pyspark

    return str(Path(pyspark.__file__).parent / "bin" / "spark-class")


def _awaited(log: Path, line: re.Pattern[str]) -> re.Match[str]:
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until:
        found = line.search(log.read_text(errors="replace"))
        if found:
            return found
        time.sleep(0.1)
    raise SystemExit(f"error: Spark's cluster does not start:\n{log.read_text(errors='replace')[-2000:]}")


def children() -> dict[int, list[int]]:
    """Processes by the one that started them."""
    found: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent = int(path.read_text().rsplit(")", 1)[1].split()[1])
            found.setdefault(parent, []).append(int(path.parent.name))
    return found
