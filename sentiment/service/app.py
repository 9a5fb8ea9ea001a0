"""The service as an ASGI application: its addresses, and what stands before them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sentiment import __version__
from sentiment.classifier import Classifier
from sentiment.report.html import ModelCard
from sentiment.service.calls import JSON, Calls
from sentiment.service.guard import Guard
from sentiment.service.limits import Limits
from sentiment.service.metrics import CONTENT_TYPE, Metrics
from sentiment.service.page import render_page
from sentiment.service.problems import Problem, answer_problem
from sentiment.service.workers import Workers

PATHS = {
    "/": False,
    "/healthz": False,
    "/openapi.json": False,
    "/metrics": True,
    "/v1/classify": True,
    "/v1/article": True,
    "/v1/report": True,
}
"""What is there, and whether a call to it needs the token. The page holds no secret, and asks for it."""


@dataclass(frozen=True, slots=True)
class Service:
    """An application, and the threads that it runs on.

    Attributes:
        app: For any ASGI server.
        workers: To be closed once the server has stopped.
    """

    app: Starlette
    workers: Workers


def make_service(
    classifier: Classifier,
    card: ModelCard,
    *,
    limits: Limits,
    token: str | None = None,
    note: Callable[[str], None],
) -> Service:
    """The service of one model.

    Args:
        classifier: Answers; it is used from several threads.
        card: What the page says of its model.
        limits: What a call may ask, and how much is done at a time.
        token: What callers have to show; without it only those are answered that address this machine as itself.
        note: Hears of errors that should not be; never a text.
    """
    workers, metrics = Workers(limits), Metrics()
    metrics.watch_calls(lambda: workers.num_calls)
    calls = Calls(classifier, card, limits=limits, workers=workers, metrics=metrics)
    page, policy = render_page(card, max_texts=limits.max_texts)
    health = json.dumps({"status": "ok", "model": card.name, "version": __version__})
    description = json.dumps(openapi(limits), ensure_ascii=False, indent=1)

    async def show_metrics(request: Request) -> Response:
        return Response(metrics.render(), media_type=CONTENT_TYPE)

    app = Starlette(
        routes=[
            Route("/", _constant(page, "text/html", {"Content-Security-Policy": policy})),
            Route("/healthz", _constant(health, JSON)),
            Route("/openapi.json", _constant(description, JSON)),
            Route("/metrics", show_metrics),
            Route("/v1/classify", calls.classify, methods=["POST"]),
            Route("/v1/article", calls.article, methods=["POST"]),
            Route("/v1/report", calls.report, methods=["POST"]),
        ],
        middleware=[Middleware(Guard, paths=PATHS, token=token, metrics=metrics, note=note)],
        exception_handlers={Problem: answer_problem, HTTPException: answer_problem},
    )
    app.router.redirect_slashes = False
    return Service(app, workers)


def openapi(limits: Limits) -> dict[str, Any]:
    """The description of the service for programs (OpenAPI 3.1), with its limits."""
    source = resources.files("sentiment.service").joinpath("openapi.json").read_text(encoding="utf-8")
    description: dict[str, Any] = json.loads(source)
    description["info"]["version"] = __version__
    description["components"]["schemas"]["Several"]["properties"]["texts"]["maxItems"] = limits.max_texts
    return description


def _constant(content: str, media_type: str, headers: dict[str, str] | None = None) -> Callable[[Request], Any]:
    """An endpoint that always answers the same."""

    async def answer(request: Request) -> Response:
        return Response(content, media_type=media_type, headers=headers)

    return answer
