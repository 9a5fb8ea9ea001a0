"""Who sends no whole head, or does not read, keeps no connection; and what is no HTTP is refused."""

import json
import socket
import time
from contextlib import ExitStack
from typing import Any

import pytest

from sentiment.classifier import Classifier
from sentiment.service import protocol
from sentiment.service.guard import HEADERS
from tests.service.client import Served, serving

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


def exchange(served: Served, *parts: bytes) -> list[bytes]:
    """All that is answered to what is sent in parts, until the service hangs up; one item for each answer."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as caller:
        answered = b""
        for part in parts:
            caller.sendall(part)
            answered += caller.recv(2**16)
        while received := caller.recv(2**16):
            answered += received
    return [b"HTTP/1.1 " + answer for answer in answered.split(b"HTTP/1.1 ")[1:]]


@pytest.mark.parametrize(
    "request_",
    [
        b"what is this?\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),  # TLS
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
        HEAD + b"Content-Length: 16\r\n\r\n",
    ],
)
def test_what_is_no_http_is_a_problem_too(served: Served, request_: bytes) -> None:
    [answer] = exchange(served, request_)
    assert_problem(answer, 400)


def assert_problem(answer: bytes, status: int) -> None:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status)
    for name, value in {**HEADERS, "Content-Type": "application/problem+json", "Connection": "close"}.items():
        assert f"{name}: {value}".lower() in head.decode().lower().split("\r\n")
    assert json.loads(body)["status"] == status


def test_a_body_that_is_no_http(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    head = b"POST /v1/classify HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Type: "
    [answer] = exchange(served, head + b"application/json\r\n\r\nmy secret\r\n")
    assert_problem(answer, 400)
    [answer] = exchange(served, head + b"text/plain\r\n\r\n", b"my secret\r\n")  # once it is answered already
    assert answer.startswith(b"HTTP/1.1 415")
    assert caplog.records == []


def test_an_offer_of_another_protocol_is_passed_over(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket"}
    assert served.get("/healthz", upgrade).status == 200
    assert caplog.records == []


def test_a_connection_too_many_is_told_to_come_again(classifier: Classifier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "MOST_CONNECTIONS", 2)
    with serving(classifier) as running:
        with ExitStack() as others:
            for _ in range(2):
                caller = others.enter_context(socket.create_connection(("127.0.0.1", running.port), timeout=10))
                caller.sendall(GET)
                assert caller.recv(10_000).startswith(b"HTTP/1.1 200")
            [answer] = exchange(running, GET)
            assert_problem(answer, 429)
            assert b"\r\nretry-after: 1\r\n" in answer.lower()
            others.enter_context(socket.create_connection(("127.0.0.1", running.port)))
            with pytest.raises(OSError, match=r"reset|[Bb]roken pipe"):  # and one that is far too many, nothing
                drip(others.enter_context(socket.create_connection(("127.0.0.1", running.port))))
        end = time.monotonic() + 10
        while running.get("/healthz").status != 200:
            assert time.monotonic() < end


def read_after(seconds: float, classifier: Classifier) -> bytes:
    """The body of a long answer, as far as it comes, to a caller who does not read for a while, and then slowly."""
    body = json.dumps({"texts": ["A superb film, really. " * 30] * 300, "explain": True}).encode()
    request = HEAD.replace(b"15", b"%d" % len(body)) + b"Connection: close\r\n\r\n" + body
    with serving(classifier) as running, socket.socket() as caller:
        caller.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**16)  # or the system would take all of it
        caller.settimeout(20)
        caller.connect(("127.0.0.1", running.port))
        caller.sendall(request)
        answered = caller.recv(12)
        assert answered == b"HTTP/1.1 200"
        time.sleep(seconds)
        while received := caller.recv(2**18):
            answered += received
            time.sleep(0.001)
    return answered.partition(b"\r\n\r\n")[2]


def test_an_answer_that_is_not_read_is_dropped(classifier: Classifier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "UNREAD_SECONDS", 0.2)
    assert not read_after(1, classifier).endswith(b"]\n")


def test_so_is_a_short_one(classifier: Classifier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "UNREAD_SECONDS", 0.2)
    connection_made = protocol.PromptProtocol.connection_made
    made: list[Any] = []

    def remember(self: protocol.PromptProtocol, transport: Any) -> None:
        made.append(transport)
        connection_made(self, transport)

    monkeypatch.setattr(protocol.PromptProtocol, "connection_made", remember)
    with serving(classifier) as running, socket.socket() as caller:
        caller.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        caller.connect(("127.0.0.1", running.port))
        end = time.monotonic() + 10
        while not made or not made[0].get_write_buffer_size():
            caller.sendall(GET.replace(b"healthz", b"openapi.json"))
            time.sleep(0.02)
            assert time.monotonic() < end
        while not made[0].is_closing():
            time.sleep(0.02)
            assert time.monotonic() < end


def test_one_that_is_read_slowly_comes_whole(classifier: Classifier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "UNREAD_SECONDS", 0.2)
    assert len(json.loads(read_after(0, classifier))) == 300
