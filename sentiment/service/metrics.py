"""What the service counts, for Prometheus; never a text, nor anything that could name one."""

from collections.abc import Callable

import prometheus_client
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from sentiment.prediction import Failure, Prediction

CONTENT_TYPE = prometheus_client.CONTENT_TYPE_PLAIN_0_0_4
_METHODS = ("GET", "HEAD", "POST")
_SECONDS = (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """Counters in a registry of their own, so that two services in one process do not meet."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        prometheus_client.ProcessCollector(registry=self._registry)
        self._calls = Counter(
            "sentiment_http_requests", "Requests answered.", ("method", "path", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "sentiment_http_request_duration_seconds",
            "From the head of a request to the end of its answer.",
            ("path",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._texts = Counter(
            "sentiment_texts", "Texts, by what became of them.", ("outcome",), registry=self._registry
        )
        self._under_way = Gauge(
            "sentiment_calls_in_progress", "Calls admitted and not yet done.", registry=self._registry
        )

    def watch_calls(self, num_calls: Callable[[], float]) -> None:
        """Says where to read how many calls are under way."""
        self._under_way.set_function(num_calls)

    def count_call(self, method: str, path: str, status: int, seconds: float) -> None:
        """One request and its answer; `path` is one of a few."""
        self._calls.labels(method if method in _METHODS else "other", path, str(status)).inc()
        self._seconds.labels(path).observe(seconds)

    def count_text(self, outcome: Prediction | Failure) -> None:
        """One text, by its label, or as `error`."""
        self._texts.labels("error" if isinstance(outcome, Failure) else outcome.label).inc()

    def render(self) -> bytes:
        """All of it in Prometheus' text format."""
        return prometheus_client.generate_latest(self._registry)
