"""HTTP/1.1 by uvicorn, and bounds that it has not: on who sends slowly or does not read, and on how many they are."""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from sentiment.service.guard import HEADERS
from sentiment.service.problems import Problem

HEAD_SECONDS = 15.0
UNREAD_SECONDS = 30.0
MOST_CONNECTIONS = 500  # open at a time; on half as many more it hangs up once it has said so, on others at once,
# which together leaves room below the 1,024 files that a process may often have open

_CLOSED = {**HEADERS, "Connection": "close"}
_NO_HTTP = Problem(400, "this is no valid HTTP request: send one of HTTP/1.1, with one Host header", _CLOSED)
_FULL = Problem(
    429,
    f"{MOST_CONNECTIONS:,} connections are open, and no more are taken: try again in 1 s",
    {**_CLOSED, "Retry-After": "1"},
)


class PromptProtocol(H11Protocol):
    """Hangs up on who keeps it waiting, and so would keep others out; what it answers by itself is a problem, too."""

    _head_timer: asyncio.TimerHandle | None = None
    _unread_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """The time of the first head begins."""
        super().connection_made(transport)
        transport.set_write_buffer_limits(0)  # so that `pause_writing` hears of everything that is not read
        if len(self.connections) > MOST_CONNECTIONS * 1.5:
            transport.abort()
        elif len(self.connections) > MOST_CONNECTIONS:
            self.app = _FULL.response()
        self._watch_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """There is nothing to wait for any more."""
        super().connection_lost(exc)
        self._stop_watching()
        self.resume_writing()

    def data_received(self, data: bytes) -> None:
        """The head is there, or was begun, or goes on; only its end ends the time."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._watch_head()
        else:
            self._stop_watching()

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP is answered, where no answer was given yet."""
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            answer = _NO_HTTP.response()
            for event in (
                h11.Response(status_code=answer.status_code, headers=answer.raw_headers, reason=b"Bad Request"),
                h11.Data(data=bytes(answer.body)),
                h11.EndOfMessage(),
            ):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def pause_writing(self) -> None:
        """An answer is there that is not read as fast as it is sent."""
        super().pause_writing()
        self._watch_unread(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        """It was read."""
        super().resume_writing()
        if self._unread_timer is not None:
            self._unread_timer.cancel()
            self._unread_timer = None

    def _watch_unread(self, num_bytes: int) -> None:
        self._unread_timer = self.loop.call_later(UNREAD_SECONDS, self._drop_unread, num_bytes)

    def _drop_unread(self, num_before: int) -> None:
        num_bytes = self.transport.get_write_buffer_size()
        if num_bytes < num_before:
            self._watch_unread(num_bytes)
        else:
            self.transport.abort()

    def _watch_head(self) -> None:
        if self._head_timer is None:
            self._head_timer = self.loop.call_later(HEAD_SECONDS, self._hang_up)

    def _stop_watching(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _hang_up(self) -> None:
        self._head_timer = None
        if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            self.transport.close()
