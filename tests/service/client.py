"""A service on a free port of this machine, and calls to it."""

import http.client
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

from sentiment.classifier import Classifier
from sentiment.report.html import ModelCard
from sentiment.service import server
from sentiment.service.app import make_service
from sentiment.service.limits import Limits

JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Reply:
    """An answer of the service."""

    status: int
    headers: Mapping[str, str]  # names in small letters
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def detail(self) -> str:
        """What a problem says, once it has been seen to be one."""
        assert self.headers["content-type"] == "application/problem+json"
        problem = self.json()
        assert problem.keys() == {"type", "title", "status", "detail"}
        assert problem["status"] == self.status
        assert "Traceback" not in problem["detail"]
        return str(problem["detail"])


@dataclass(frozen=True)
class Served:
    """A running service, and what it said to the person who runs it."""

    port: int
    notes: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Reply:
        return self.call("GET", path, b"", headers or {})

    def post(self, path: str, body: Any, headers: Mapping[str, str] = JSON) -> Reply:
        return self.call("POST", path, body if isinstance(body, bytes) else json.dumps(body).encode(), headers)

    def call(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(method, path, body or None, dict(headers))
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, found, response.read())


@contextmanager
def serving(classifier: Classifier, *, limits: Limits | None = None, token: str | None = None) -> Iterator[Served]:
    """A service in a thread, stopped as Ctrl-C stops it."""
    limits = limits or Limits()
    notes: list[str] = []
    card = ModelCard(classifier.manifest.name, classifier.manifest.labels)
    service = make_service(classifier, card, limits=limits, token=token, note=notes.append)
    with server.bind("127.0.0.1", 0, token=token) as listening:
        running = server.make_server(service, limits)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield Served(listening.getsockname()[1], notes)
        finally:
            while not running.started:
                time.sleep(0.01)
            running.should_exit = True
            thread.join()
            service.workers.close()
