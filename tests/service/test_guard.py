"""Who may ask, what an answer may do in a browser, what is counted, and what is not said."""

import pytest

from sentiment.bundle import Bundle
from sentiment.classifier import Classifier
from sentiment.prediction import Prediction
from tests.service.client import JSON, Served, serving

TOKEN = "dtmyUNHcZZWCuDV2Hl_k"
PATHS = ("/", "/healthz", "/metrics", "/openapi.json", "/nothing", "/v1/classify")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers_that_bind_a_browser(served: Served, path: str) -> None:
    headers = served.get(path, {"Origin": "https://example.org"}).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert not [name for name in headers if name.startswith("access-control")]


def test_other_sites_are_not_let_in(served: Served) -> None:
    preflight = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    reply = served.call("OPTIONS", "/v1/classify", b"", preflight)
    assert reply.status == 405
    assert not [name for name in reply.headers if name.startswith("access-control")]
    for site in ("cross-site", "same-site"):
        reply = served.post("/v1/classify", {"text": "Good."}, {**JSON, "Sec-Fetch-Site": site})
        assert reply.status == 403
        assert "other sites" in reply.detail
    assert served.post("/v1/classify", {"text": "Good."}, {**JSON, "Sec-Fetch-Site": "same-origin"}).status == 200


def test_a_link_on_another_site_opens_the_page_and_nothing_else(served: Served) -> None:
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert served.get("/", link).status == 200
    assert served.get("/", {**link, "Sec-Fetch-Mode": "no-cors"}).status == 403
    assert served.get("/metrics", link).status == 403
    assert served.post("/v1/report", b"Good.", {**link, "Content-Type": "text/plain"}).status == 403


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:80", "[::1]:8000", "LOCALHOST:1"])
def test_this_machine_by_its_own_names(served: Served, host: str) -> None:
    assert served.get("/healthz", {"Host": host}).status == 200


@pytest.mark.parametrize("host", ["example.org", "localhost.example.org", "127.0.0.1.example.org:80", "10.0.0.1", ""])
def test_a_name_that_a_stranger_gave_this_machine(served: Served, host: str) -> None:
    reply = served.get("/healthz", {"Host": host})
    assert reply.status == 421
    assert "token" in reply.detail


def test_a_token_is_asked_where_there_is_one(classifier: Classifier) -> None:
    with serving(classifier, token=TOKEN) as running:
        for path in ("/v1/classify", "/v1/article", "/v1/report"):
            assert running.post(path, {"text": "Good."}).status == 401
        for shown in ("", "Bearer", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", f"Basic {TOKEN}", TOKEN, "Bearer \xe9"):
            reply = running.get("/metrics", {"Authorization": shown})
            assert reply.status == 401
            assert reply.headers["www-authenticate"] == "Bearer"
            assert "Authorization: Bearer TOKEN" in reply.detail
            assert TOKEN not in reply.detail
        allowed = {"Authorization": f"Bearer {TOKEN}"}
        assert running.get("/metrics", allowed).status == 200
        reply = running.post("/v1/classify", {"text": "Good."}, {**JSON, **allowed, "Host": "example.org"})
        assert reply.status == 200
        for path in ("/", "/healthz", "/openapi.json"):
            assert running.get(path, {"Host": "example.org"}).status == 200


def test_no_such_address_and_no_such_method(served: Served) -> None:
    assert "/openapi.json" in served.get("/nothing").detail
    reply = served.get("/v1/classify")
    assert reply.status == 405
    assert reply.headers["allow"] == "POST"
    assert reply.detail


class Broken(Classifier):
    """Fails with the text in its error, as a library may."""

    def classify(self, text: str) -> Prediction:
        raise RuntimeError(f"cannot read {text}")


def test_an_error_of_ours_shows_neither_its_place_nor_a_text(bundle: Bundle, capfd: pytest.CaptureFixture[str]) -> None:
    with serving(Broken(bundle)) as running:
        reply = running.post("/v1/classify", {"text": "my secret"})
        assert reply.status == 500
        assert "fault" in reply.detail
        assert reply.headers["x-content-type-options"] == "nosniff"
        for hidden in (b"secret", b".py", b"RuntimeError"):
            assert hidden not in reply.body
        assert running.post("/v1/classify", {"text": ""}).status == 500
        assert running.get("/healthz").status == 200
    [first, _] = running.notes
    assert "RuntimeError" in first
    assert "test_guard.py" in first
    assert "secret" not in first + "".join(capfd.readouterr())


def test_calls_and_texts_are_counted(classifier: Classifier) -> None:
    with serving(classifier) as running:
        running.post("/v1/classify", {"texts": ["A superb film.", " ", "A superb film."]})
        running.post("/v1/classify", b"{")
        running.get("/one")
        running.call("BREW", "/two", b"", {})
        reply = running.get("/metrics")
        assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")
        lines = reply.body.decode().splitlines()
    for line in (
        'sentiment_texts_total{outcome="positive"} 2.0',
        'sentiment_texts_total{outcome="error"} 1.0',
        'sentiment_http_requests_total{method="POST",path="/v1/classify",status="200"} 1.0',
        'sentiment_http_requests_total{method="POST",path="/v1/classify",status="400"} 1.0',
        'sentiment_http_requests_total{method="GET",path="other",status="404"} 1.0',
        'sentiment_http_requests_total{method="other",path="other",status="404"} 1.0',
        'sentiment_http_request_duration_seconds_count{path="/v1/classify"} 2.0',
        "sentiment_calls_in_progress 0.0",
    ):
        assert line in lines
    assert "superb" not in "".join(lines)
