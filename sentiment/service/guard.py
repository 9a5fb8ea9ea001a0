"""What stands before every call: who may ask, what an answer may do in a browser, what is counted, what is said."""

import hmac
import ipaddress
import time
import traceback
from collections.abc import Callable, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sentiment.service.metrics import Metrics
from sentiment.service.problems import Problem

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Of every answer that does not say otherwise."""

_GONE = 499  # the caller hung up before there was an answer


class Guard:
    """ASGI middleware: lets in who may, and answers what went wrong inside; texts never reach a log.

    Args:
        app: What is guarded.
        paths: What is there, and whether a call to it needs the token.
        token: What a caller has to show; None where only this machine can call.
        metrics: Counts the calls.
        note: Hears where in the code an error was that should not be.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        paths: Mapping[str, bool],
        token: str | None,
        metrics: Metrics,
        note: Callable[[str], None],
    ) -> None:
        self._app = app
        self._paths = paths
        self._token = token
        self._metrics = metrics
        self._note = note

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        begin = time.perf_counter()
        status = _GONE

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._answer(scope, receive, answer)
        except ClientDisconnect:
            pass
        except Exception as error:  # noqa: BLE001 - whatever it is, the caller learns only that it was our fault
            self._note(f"error: {type(error).__name__} at {_place(error)}, answered with status 500")
            if status == _GONE:
                problem = Problem(500, "the service failed, which is its own fault: try again; its log says where")
                await problem.response()(scope, receive, answer)
        finally:
            path = scope["path"] if scope["path"] in self._paths else "other"
            self._metrics.count_call(scope["method"], path, status, time.perf_counter() - begin)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            self._check(scope, Headers(scope=scope))
        except Problem as problem:
            await problem.response()(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _check(self, scope: Scope, headers: Headers) -> None:
        """Refuse who may not ask.

        Raises:
            Problem: 401, 403 or 421.
        """
        is_link = scope["path"] == "/" and headers.get("sec-fetch-mode") == "navigate"  # no frame may show the page
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and not is_link:
            raise Problem(
                403, "pages of other sites may not ask: open the page of the service itself, or call it by program"
            )
        if self._token is None:
            if not _is_local(headers.get("host", "")):
                raise Problem(
                    421, "without a token the service answers under localhost or 127.0.0.1 only: start it with a token"
                )
        elif self._paths.get(scope["path"], False):
            scheme, _, shown = headers.get("authorization", "").partition(" ")
            if scheme.lower() != "bearer" or not hmac.compare_digest(
                shown.strip().encode("utf-8"), self._token.encode("utf-8")
            ):
                raise Problem(
                    401,
                    "the token is missing or wrong: send the header Authorization: Bearer TOKEN",
                    {"WWW-Authenticate": "Bearer"},
                )


def _is_local(host: str) -> bool:
    """Whether a Host header names this machine, whatever the port: another name may be a stranger's."""
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    name = name.strip("[]").lower()
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _place(error: Exception) -> str:
    """File and line where an error was raised; what it says may quote a text, and stays here."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "an unknown place"
