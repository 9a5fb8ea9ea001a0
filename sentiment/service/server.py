"""The service on a socket: bound safely, and stopped without dropping what it has taken on."""

import errno
import ipaddress
import math
import os
import signal
import socket
from contextlib import suppress

import uvicorn

from sentiment.errors import ServiceError
from sentiment.service.app import Service
from sentiment.service.limits import Limits
from sentiment.service.protocol import PromptProtocol

_KEEP_ALIVE_SECONDS = 15
_BACKLOG = 128  # connections that wait to be taken, and are taken at once
_LEAST_TOKEN = 16  # characters


def bind(host: str, port: int, *, token: str | None) -> socket.socket:
    """A socket that listens there; port 0 is any free one.

    Raises:
        ServiceError: Others could reach it and no token is asked of them, the token can be guessed, or the address
            cannot be had.
    """
    if token is not None and (
        len(token) < _LEAST_TOKEN or not token.isascii() or not token.isprintable() or " " in token
    ):
        raise ServiceError(
            f"the token is to have {_LEAST_TOKEN} characters or more, ASCII without spaces, received {len(token)}: "
            "make one with python -c 'import secrets; print(secrets.token_urlsafe())'"
        )
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except (socket.gaierror, UnicodeError) as error:
        raise ServiceError(f"{host!r} is no address of this machine ({error}): choose another --host") from None
    if token is None and not ipaddress.ip_address(str(address[0]).split("%")[0]).is_loopback:
        raise ServiceError(
            f"{host} can be reached from other machines, and no token is set: set SENTIMENT_TOKEN to a secret that "
            "callers have to show, or keep to 127.0.0.1"
        )
    # With its protocol named, or asyncio would leave Nagle's algorithm on, which holds an answer back for 40 ms.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name != "nt":  # where it would let two programs have the same port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise _unavailable(host, port, error) from None
    return listening


def _unavailable(host: str, port: int, error: OSError) -> ServiceError:
    if isinstance(error, PermissionError):
        return ServiceError(f"port {port} is not open to you: choose one from 1024 on with --port")
    if error.errno == errno.EADDRINUSE:
        remedy = "stop what listens there, or choose another --port (0 takes any that is free)"
        return ServiceError(f"port {port} of {host} is taken: {remedy}")
    return ServiceError(f"{host}, port {port}, cannot be had ({error.strerror}): choose another --host")


def url_of(listening: socket.socket) -> str:
    """The address of the page."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def make_server(service: Service, limits: Limits) -> uvicorn.Server:
    """A server of it, not yet running."""
    config = uvicorn.Config(
        service.app,
        http=PromptProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="error",  # or each request that is no HTTP would be a line
        access_log=False,
        server_header=False,
        proxy_headers=False,
        backlog=_BACKLOG,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=math.ceil(2 * limits.timeout_seconds) + 1,
    )
    return uvicorn.Server(config)


def run(service: Service, listening: socket.socket, *, limits: Limits) -> None:
    """Serves until Ctrl-C or SIGTERM; then no call is taken any more, and those under way are finished.

    A second Ctrl-C does not wait for them.
    """
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):  # which uvicorn raises again once all is done
            make_server(service, limits).run(sockets=[listening])
    finally:
        signal.signal(signal.SIGTERM, before)
        service.workers.close()
