"""Texts in, answers out over HTTP: the same as from the library, and refused within bounds."""

import socket
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sentiment.audit import audit
from sentiment.bundle import Bundle
from sentiment.classifier import Classifier
from sentiment.prediction import Prediction
from sentiment.service.limits import Limits
from sentiment.session import Reading
from tests.service.client import JSON, Reply, Served, serving

TEXT = "Not bad at all.<br />The first half drags; the second is wonderful \U0001f600"
PATH = "/v1/classify"
CSV = {"Content-Type": "text/csv"}


def test_one_text_is_answered_as_by_the_library(served: Served, classifier: Classifier) -> None:
    reply = served.post(PATH, {"text": TEXT})
    assert reply.status == 200
    assert reply.headers["content-type"] == "application/json"
    assert reply.json() == classifier.classify(TEXT).to_dict(id=1)


def test_words_sentences_and_audit(served: Served, classifier: Classifier) -> None:
    prediction = classifier.classify(TEXT)
    expected = {**prediction.to_dict(id=1, explain=True), "audit": audit(classifier, prediction).to_dict()}
    assert served.post(PATH, {"text": TEXT, "explain": True, "audit": True}).json() == expected


def test_several_texts_are_answered_in_order_a_bad_one_in_its_place(served: Served, classifier: Classifier) -> None:
    texts = [f"{TEXT} {number}" for number in range(40)]
    texts[17] = " \n"
    answers = served.post(PATH, {"texts": texts, "audit": False}).json()
    assert [answer["id"] for answer in answers] == list(range(1, 41))
    assert answers[17].keys() == {"schema", "id", "error"}
    assert "blank" in answers[17]["error"]
    expected = list(classifier.classify_many(texts, window=1))
    assert answers == [outcome.to_dict(id=number) for number, outcome in enumerate(expected, start=1)]
    assert isinstance(served.post(PATH, {"texts": [TEXT]}).json(), list)
    assert served.post(PATH, {"text": " "}).json() == {**answers[17], "id": 1}


def test_a_text_that_would_take_too_long_is_an_error_in_its_place(served: Served) -> None:
    most = Limits().max_characters
    first, second = served.post(PATH, {"texts": ["Good. " * most, TEXT]}).json()
    assert first["error"] == (f"a text of {6 * most:,} characters: the service reads up to {most:,}; send a part of it")
    assert second["label"] == "positive"


def test_a_thousand_texts_and_not_one_more(served: Served) -> None:
    assert len(served.post(PATH, {"texts": ["Good."] * 1000}).json()) == 1000
    reply = served.post(PATH, {"texts": ["Good."] * 1001})
    assert reply.status == 422
    assert "1,001 texts" in reply.detail
    assert "1,000 at most" in reply.detail


def test_a_service_that_abstains(bundle: Bundle) -> None:
    with serving(Classifier(bundle, abstain_below=0.999)) as running:
        assert running.post(PATH, {"text": "It is a film."}).json()["label"] == "uncertain"


@pytest.mark.parametrize(
    ("kind", "received"), [("text/plain", "text/plain"), ("", "missing"), ("application/jsonx", "x")]
)
def test_another_content_type(served: Served, kind: str, received: str) -> None:
    reply = served.post(PATH, b'{"text": "a"}', {"Content-Type": kind} if kind else {})
    assert reply.status == 415
    assert received in reply.detail
    assert "application/json" in reply.detail
    assert served.post(PATH, b'{"text": "a"}', {"Content-Type": "Application/JSON; charset=utf-8"}).status == 200


def test_fifty_megabytes_are_refused_and_the_sender_hears_it(served: Served) -> None:
    reply = served.post(PATH, b'{"text": "' + b"a" * 50_000_000 + b'"}')
    assert reply.status == 413
    assert "4,194,304 bytes" in reply.detail
    chunks = b"%x\r\n%s\r\n" % (2**20, b" " * 2**20) * 5 + b"0\r\n\r\n"  # the size is not said beforehand
    assert b"413" in raw(served, b"Transfer-Encoding: chunked\r\n\r\n" + chunks).splitlines()[0]
    waiting = b"Content-Length: 99999999\r\nExpect: 100-continue\r\n\r\n"  # nor is it sent before it is refused
    assert b"413" in raw(served, waiting).splitlines()[0]


def test_a_body_that_never_comes(classifier: Classifier) -> None:
    with serving(classifier, limits=Limits(timeout_seconds=0.3)) as running:
        answer = raw(running, b"Content-Length: 100\r\n\r\n{")
        assert b"408" in answer.splitlines()[0]
        assert b"0.3 s" in answer


def raw(served: Served, rest: bytes) -> bytes:
    """What is answered to a head that ends like this, and nothing more is sent."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as connection:
        connection.sendall(
            b"POST /v1/classify HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + rest
        )
        answer = b""
        while b"}" not in answer and (received := connection.recv(2**16)):
            answer += received
        return answer


class Held(Classifier):
    """Reads nothing before it is let."""

    def __init__(self, bundle: Bundle) -> None:
        super().__init__(bundle)
        self.reading = threading.Semaphore(0)
        self.let = threading.Event()

    def classify(self, text: str) -> Prediction:
        self.reading.release()
        assert self.let.wait(20)
        return super().classify(text)


@pytest.fixture
def held(bundle: Bundle) -> Held:
    return Held(bundle)


def test_a_call_too_many_is_sent_away_at_once_and_the_loop_stays_free(held: Held) -> None:
    with serving(held, limits=Limits(max_calls=3, num_threads=1)) as running, ThreadPoolExecutor(3) as pool:
        calls = [pool.submit(running.post, PATH, {"text": TEXT}) for _ in range(3)]
        assert held.reading.acquire(timeout=20)
        wait_for(lambda: b"sentiment_calls_in_progress 3.0" in running.get("/metrics").body)
        begin = time.perf_counter()
        reply = running.post(PATH, {"text": TEXT})
        assert reply.status == 429
        assert int(reply.headers["retry-after"]) >= 1
        assert "3 calls" in reply.detail
        assert running.get("/healthz").status == 200
        assert time.perf_counter() - begin < 5
        held.let.set()
        assert [call.result().status for call in calls] == [200] * 3
        assert running.post(PATH, {"text": TEXT}).status == 200


def test_an_answer_that_takes_too_long_is_given_up(held: Held) -> None:
    with serving(held, limits=Limits(num_threads=1, timeout_seconds=0.2)) as running:
        reply = running.post(PATH, {"texts": [TEXT] * 100})
        held.let.set()
        assert reply.status == 503
        assert "retry-after" in reply.headers
        assert "fewer texts" in reply.detail
        wait_for(lambda: running.post(PATH, {"text": TEXT}).status == 200)


def test_an_audit_that_takes_too_long_stops(bundle: Bundle) -> None:
    counted = Counted(bundle)
    with serving(counted, limits=Limits(num_threads=1, timeout_seconds=0.2)) as running:
        assert running.post(PATH, {"text": TEXT * 20, "audit": True}).status == 503
    num_read = counted.num_read
    assert 0 < num_read < 20
    time.sleep(0.1)
    assert counted.num_read <= num_read + 1


class Counted(Classifier):
    """Takes its time, and counts."""

    num_read = 0

    def _read(self, rows: Sequence[NDArray[np.int32]]) -> list[Reading]:
        self.num_read += 1
        time.sleep(0.02)
        return super()._read(rows)


def test_what_is_under_way_is_finished_before_the_end(held: Held) -> None:
    with ThreadPoolExecutor(1) as pool:
        with serving(held) as running:
            call = pool.submit(running.post, PATH, {"text": TEXT})
            assert held.reading.acquire(timeout=20)
            threading.Timer(0.5, held.let.set).start()
        assert call.result().status == 200
    with pytest.raises(ConnectionRefusedError):
        running.get("/healthz")


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_an_article_is_that_of_a_report(served: Served) -> None:
    article = served.post("/v1/article", {"text": f"<script>alert(1)</script> {TEXT}"})
    assert article.headers["content-type"].startswith("text/html")
    html = article.body.decode()
    assert html.startswith("<article id=t1")
    assert "<mark" in html
    assert "<script" not in html
    assert 'class="audit"' not in html
    assert 'class="audit"' in served.post("/v1/article", {"text": TEXT, "audit": True}).body.decode()
    assert "not classified" in served.post("/v1/article", {"text": " "}).body.decode()
    assert "one text" in served.post("/v1/article", {"texts": [TEXT]}).detail


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text/csv", 'id,review\nfirst,"Superb, really"\nsecond,"Two hours, gone"\n'),
        ("text/tab-separated-values", "id\treview\nfirst\tSuperb, really\nsecond\tTwo hours, gone\n"),
        (
            "application/jsonl",
            '{"id": "first", "text": "Superb, really"}\n{"id": "second", "text": "Two hours, gone"}\n',
        ),
        ("application/x-ndjson", '{"id": "first", "text": "Superb, really"}\n{"id": "second", "text": "Two"}\n'),
        ("text/plain", "Superb, first really\nTwo hours, gone by the second\n"),
    ],
)
def test_a_file_becomes_a_report(served: Served, kind: str, content: str) -> None:
    reply = served.post("/v1/report?title=%3Creviews%3E", content.encode(), {"Content-Type": kind})
    assert reply.status == 200
    page = reply.body.decode()
    assert page.startswith("<!doctype html>")
    assert "<h1>&lt;reviews&gt;</h1>" in page
    assert page.count("<article") == 2
    assert "first" in page
    assert "second" in page


def test_a_row_that_cannot_be_read_is_in_the_report(served: Served) -> None:
    page = served.post("/v1/report", b'id,text\n1,Superb\n2,"  "\n3,a,b\n', CSV).body.decode()
    assert page.count("<article") == 3
    assert page.count("not classified") >= 2


@pytest.mark.parametrize("kind", ["text/csv", "text/tab-separated-values", "application/jsonl", "text/plain"])
@pytest.mark.parametrize("content", [bytes(range(256)) * 20, b"\x00\xff\xfe\x89PNG\r\n" * 20])
def test_a_file_that_is_no_text(served: Served, kind: str, content: bytes) -> None:
    reply = served.post("/v1/report?title=my%0afile", content, {"Content-Type": kind})
    if reply.status == 200:
        assert "not classified" in reply.body.decode()
    else:
        assert reply.status == 422
        assert reply.detail.startswith("my file: ")
    assert served.notes == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ("my.csv", "empty")),
        (b"text\n", ("my.csv", "no texts")),
        (b"a,b\n1,2\n", ("my.csv", "which column", "sentiment report", "call the column")),
        (b"text\n" + b"Good.\n" * 1001, ("my.csv", "1,000")),
    ],
)
def test_a_file_that_is_no_corpus(served: Served, content: bytes, words: tuple[str, ...]) -> None:
    reply = served.post("/v1/report?title=my.csv", content, CSV)
    assert reply.status == 422
    assert "/tmp" not in reply.detail
    for word in words:
        assert word in reply.detail
    assert served.post("/v1/report", content, JSON).status == 415


def replies(served: Served, *bodies: Any) -> list[Reply]:
    with ThreadPoolExecutor(len(bodies)) as pool:
        return list(pool.map(lambda body: served.post(PATH, body), bodies))


def test_callers_at_the_same_time_get_their_own_answers(served: Served, classifier: Classifier) -> None:
    bodies = [{"texts": [f"{TEXT} {caller} {number}" for number in range(20)]} for caller in range(6)]
    for body, reply in zip(bodies, replies(served, *bodies), strict=True):
        expected = [
            outcome.to_dict(id=number)
            for number, outcome in enumerate(classifier.classify_many(body["texts"], window=1), start=1)
        ]
        assert reply.json() == expected
