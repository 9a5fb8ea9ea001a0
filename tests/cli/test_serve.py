"""`sentiment serve`: started, asked and stopped as a person or a supervisor would."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.cli.samples import GOOD, Run, assert_one_error

TOKEN = "dtmyUNHcZZWCuDV2Hl_k"
ROOT = Path(__file__).parents[2]


@contextmanager
def started(*options: str, **variables: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The command, once it says where it listens, and the port."""
    command = [sys.executable, "-m", "sentiment", "serve", "--port", "0", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stderr is not None
            line = process.stderr.readline()
            found = re.search(r"^serving imdb at http://[\d.]+:(\d+)/ ", line)
            assert found, line
            yield process, int(found[1])
        finally:
            process.kill()


def post(port: int, texts: list[str], **headers: str) -> tuple[int, object]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        body = json.dumps({"texts": texts})
        connection.request("POST", "/v1/classify", body, {"Content-Type": "application/json", **headers})
        response = connection.getresponse()
        return response.status, json.loads(response.read())


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_stop_and_then_finishes_what_it_took_on(stop: signal.Signals) -> None:
    with started("--threads", "1") as (process, port):
        answers: list[tuple[int, object]] = []
        caller = threading.Thread(target=lambda: answers.append(post(port, [GOOD * 40] * 400)))
        caller.start()
        wait_until_under_way(port)
        process.send_signal(stop)
        output, errors = process.communicate(timeout=60)
        caller.join()
        [(status, found)] = answers
        assert status == 200
        assert isinstance(found, list)
        assert len(found) == 400
        assert process.returncode == 0
        assert output == ""
        assert errors == "stopped\n"


def wait_until_under_way(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            connection.request("GET", "/metrics")
            if b"sentiment_calls_in_progress 1.0" in connection.getresponse().read():
                return
    raise AssertionError("the call never began")


def test_a_port_that_is_taken(run: Run) -> None:
    with started() as (_, port):
        result = run("serve", "--port", str(port))
    assert result.exit_code == 1
    assert_one_error(result.stderr, str(port), "taken", "--port")


def test_others_may_reach_it_with_a_token_only(run: Run) -> None:
    result = run("serve", "--host", "0.0.0.0")
    assert result.exit_code == 1
    assert_one_error(result.stderr, "SENTIMENT_TOKEN", "127.0.0.1")
    with started("--host", "0.0.0.0", SENTIMENT_TOKEN=TOKEN) as (_, port):
        assert post(port, [GOOD])[0] == 401
        assert post(port, [GOOD], Authorization=f"Bearer {TOKEN}")[0] == 200


def test_without_the_extra_it_says_how_to_get_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("sentiment.service")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = run("serve")
    assert result.exit_code == 1
    assert_one_error(result.stderr, "'serve'", "pip install")


@pytest.mark.parametrize(
    "options",
    [
        ["--port", "70000"],
        ["--threads", "0"],
        ["--max-calls", "0"],
        ["--timeout", "0"],
        ["--timeout", "inf"],
        ["--timeout", "nan"],
        ["--abstain", "1"],
        ["somewhere"],
    ],
)
def test_options_that_make_no_sense(run: Run, options: list[str]) -> None:
    assert run("serve", *options).exit_code == 2


def test_a_model_that_is_not_there(run: Run) -> None:
    result = run("serve", "--port", "0", "-m", "nowhere")
    assert result.exit_code == 1
    assert_one_error(result.stderr, "nowhere")
