"""Who sends no request, or never ends its head, does not keep a connection."""

import socket
import time

import pytest

from sentiment.classifier import Classifier
from sentiment.service import protocol
from tests.service.client import serving

HEAD = b"POST /v1/classify HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 15\r\n"
GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "HEAD_SECONDS", 0.5)


def drip(caller: socket.socket) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        caller.sendall(b"G")
        time.sleep(0.05)


@pytest.mark.parametrize("begun", [b"", b"G", HEAD])
def test_a_head_that_does_not_end_is_not_waited_for(classifier: Classifier, begun: bytes) -> None:
    with serving(classifier) as running, socket.create_connection(("127.0.0.1", running.port), timeout=10) as caller:
        caller.sendall(begun)
        assert caller.recv(1) == b""


def test_nor_is_a_second_one_that_comes_in_drops(classifier: Classifier) -> None:
    with serving(classifier) as running, socket.create_connection(("127.0.0.1", running.port), timeout=10) as caller:
        caller.sendall(GET)
        assert caller.recv(10_000).startswith(b"HTTP/1.1 200")
        with pytest.raises(OSError, match=r"reset|[Bb]roken pipe"):
            drip(caller)


def test_a_body_has_the_time_of_a_call(classifier: Classifier) -> None:
    with serving(classifier) as running, socket.create_connection(("127.0.0.1", running.port), timeout=10) as caller:
        caller.sendall(HEAD + b"\r\n")
        time.sleep(1)
        caller.sendall(b'{"text": "Bad"}')
        assert caller.recv(10_000).startswith(b"HTTP/1.1 200")
