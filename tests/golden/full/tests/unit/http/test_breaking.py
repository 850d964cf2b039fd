"""Connections that are broken: those that are meant, and no others."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

import pytest
from starlette.types import Scope

from app.interfaces.http import breaking
from app.interfaces.http.breaking import break_connection

# What a server has accepted, and its client.
Connection: TypeAlias = tuple[socket.socket, socket.socket]


@pytest.fixture
def connections() -> Iterator[list[Connection]]:
    """Return connections to two servers from one port, as the system gives it out."""
    with ExitStack() as stack:
        listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
        clients = [socket.socket() for _ in listeners]
        for one in (*listeners, *clients):
            stack.enter_context(one)
        for client in clients:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            client.bind(("127.0.0.1", 0 if client is clients[0] else port_of(clients[0])))
        accepted = []
        for client, listener in zip(clients, listeners, strict=True):
            client.connect(listener.getsockname())
            accepted.append(stack.enter_context(listener.accept()[0]))
        yield list(zip(accepted, clients, strict=True))


def port_of(end: socket.socket) -> int:
    """Return the port of an end of a connection."""
    port: int = end.getsockname()[1]
    return port


def is_broken(connection: Connection) -> bool:
    """Return whether nothing can be sent any more."""
    server, client = connection
    try:
        server.sendall(b"x")
    except BrokenPipeError:
        return True
    return client.recv(1) != b"x"


@pytest.mark.parametrize("meant", [0, 1])
@pytest.mark.parametrize("write", [int, str])
async def test_only_the_one_that_is_meant_is_broken(
    connections: list[Connection], meant: int, write: type[int | str]
) -> None:
    server, client = connections[meant]
    scope: Scope = {
        "client": ("127.0.0.1", write(port_of(client))),
        "server": ("127.0.0.1", write(port_of(server))),
    }

    await break_connection(scope)

    assert [is_broken(connection) for connection in connections] == [meant == 0, meant == 1]


@pytest.mark.parametrize("server", [None, ("/run/app.sock", None)])
async def test_a_server_that_is_not_named_is_any(
    connections: list[Connection], server: tuple[str, None] | None
) -> None:
    scope: Scope = {"client": connections[0][1].getsockname(), "server": server}

    await break_connection(scope)

    assert any(is_broken(connection) for connection in connections)


async def test_a_client_that_is_not_named_stays(connections: list[Connection]) -> None:
    await break_connection({"client": None, "server": ("127.0.0.1", port_of(connections[0][0]))})

    assert not any(is_broken(connection) for connection in connections)


async def test_others_have_their_turn_while_thousands_of_files_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1000):
        (tmp_path / str(1_000_000 + number)).touch()
    monkeypatch.setattr(breaking, "_OPEN_FILES", tmp_path)
    turn = asyncio.Event()
    asyncio.get_running_loop().call_soon(turn.set)

    await break_connection({"client": ("127.0.0.1", 1), "server": ("127.0.0.1", 2)})

    assert turn.is_set()
