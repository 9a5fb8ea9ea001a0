"""Runs a whole process again and again, on one core, and prints how long it took and how much memory it held.

    python -m scripts.peers.stopwatch TIMES COMMAND...

A process of its own, and a small one: what a process holds when it forks counts as its child's.
"""

import json
import os
import subprocess
import sys
import time


def on_one_core() -> None:
    """Keeps this process, and those it starts, on one core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def main() -> None:
    """The first run, which may have to wait for the disk, is not counted."""
    times, command = int(sys.argv[1]), sys.argv[2:]
    on_one_core()
    seconds, megabytes = [], []
    for _ in range(1 + times):
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds.append(time.perf_counter() - began)
        megabytes.append(usage.ru_maxrss / 1024)
        if process.returncode:
            sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    print(json.dumps({"seconds": seconds[1:], "megabytes": megabytes[1:]}))


if __name__ == "__main__":
    main()
