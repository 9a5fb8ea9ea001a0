"""Where the service listens, and where it refuses to."""

import socket

import pytest

from sentiment.errors import ServiceError
from sentiment.service.server import bind, url_of

TOKEN = "dtmyUNHcZZWCuDV2Hl_k"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_needs_no_token(host: str) -> None:
    with bind(host, 0, token=None) as listening:
        assert url_of(listening).startswith(("http://127.0.0.1:", "http://[::1]:"))


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_others_need_one(host: str) -> None:
    with pytest.raises(ServiceError, match="SENTIMENT_TOKEN"):
        bind(host, 0, token=None)


def test_with_a_token_it_may_be_reached() -> None:
    with bind("0.0.0.0", 0, token=TOKEN) as listening:
        assert url_of(listening).startswith("http://0.0.0.0:")


@pytest.mark.parametrize("token", ["", "short", "with spaces in it, and long", "naïve-naïve-naïve-naïve", "a\n" * 20])
def test_a_token_that_can_be_guessed_or_not_be_sent(token: str) -> None:
    with pytest.raises(ServiceError, match="secrets"):
        bind("127.0.0.1", 0, token=token)


def test_no_answer_is_held_back_until_the_one_before_is_acknowledged() -> None:
    with bind("127.0.0.1", 0, token=None) as listening:
        assert listening.proto == socket.IPPROTO_TCP  # by which asyncio knows that Nagle's algorithm is to be off


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(ServiceError, match=rf"port {port} .*taken.*--port"):
            bind("127.0.0.1", port, token=None)


@pytest.mark.parametrize("host", ["no such host", "203.0.113.9", "a" * 300])
def test_an_address_of_another_machine(host: str) -> None:
    with pytest.raises(ServiceError, match="--host"):
        bind(host, 0, token=TOKEN)
