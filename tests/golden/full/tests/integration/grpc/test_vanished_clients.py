"""Clients that vanish without a word do not hold on to what they have begun."""

import asyncio
import socket

import pytest

from app.interfaces.grpc import transport as transports
from tests.integration.grpc.things import TRANSPORTS, served

# What a client of HTTP/2 says at first: the preface, and settings that are those of the standard.
BEGINNING = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\x00\x00\x00\x04\x00\x00\x00\x00\x00"


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_who_answers_no_ping_is_hung_up_on(
    transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transports, "_KEEPALIVE_MS", 100)
    monkeypatch.setattr(transports, "_KEEPALIVE_TIMEOUT_MS", 100)
    async with served(transport=transport) as port:
        await asyncio.to_thread(be_silent, port)


def be_silent(port: int) -> None:
    """Connect, and say nothing more until the server hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(BEGINNING)
        while connection.recv(1024):
            continue
