"""What is answered where a call cannot be done: problem details (RFC 9457) that say what to do."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"

_REMEDIES = {
    404: "there is nothing at this address: /openapi.json lists what there is",
    405: "this address takes another method: the header Allow names it",
}


class Problem(Exception):
    """Ends a call with an error.

    Args:
        status: HTTP status, from 400 on.
        detail: What was wrong, what was received and what to do, in one line; never a text, nor the place in the code.
        headers: More headers of the answer.
    """

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})

    def response(self) -> Response:
        """The problem as an HTTP answer."""
        title = HTTPStatus(self.status).phrase
        body = {"type": "about:blank", "title": title, "status": self.status, "detail": self.detail}
        return Response(json.dumps(body), self.status, headers=self.headers, media_type=MEDIA_TYPE)


def answer_problem(request: Request, error: Exception) -> Response:
    """The answer to a call that ended with a `Problem`, or with an error of Starlette's own."""
    if isinstance(error, HTTPException):
        detail = _REMEDIES.get(error.status_code, error.detail)
        error = Problem(error.status_code, detail, error.headers)
    if not isinstance(error, Problem):
        raise error
    return error.response()
