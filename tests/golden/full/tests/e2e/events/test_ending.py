"""How streams end: with their client, without a client that reads, and with the process."""

import asyncio
import re
import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, ConnectionClosedError

from tests.e2e.events.endless_service import SIZE
from tests.e2e.events.listening import LISTENING, Heard, Listen, Listener, listen_to_socket
from tests.e2e.process import PATIENCE, ROOT, Server, serving

ENDLESS_SERVICE = str(ROOT / "tests" / "e2e" / "events" / "endless_service.py")
UPGRADE = (
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)
HEADERS = {"stream": "", "socket": UPGRADE}
# More than a server and the system keep of what is not taken, in bytes.
MUCH = 32 * 1024 * 1024
SERVICE_RESTART = 1012
ENVIRONMENTS = ("development", "production")

each_protocol = pytest.mark.parametrize("listen", LISTENING.values(), ids=LISTENING)


@pytest.fixture(params=ENVIRONMENTS)
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """Return a service that would wait an hour for those who read slowly, when it is to stop."""
    with serving_endless(tmp_path, request.param, send_timeout=0.5) as started:
        yield started


def serving_endless(
    folder: Path, environment: str, *, send_timeout: float
) -> AbstractContextManager[Server]:
    """Start the service that has no end."""
    return serving(
        folder,
        ENDLESS_SERVICE,
        APP__ENVIRONMENT=environment,
        APP__EVENTS__SEND_TIMEOUT=str(send_timeout),
        APP__HTTP__GRACEFUL_TIMEOUT="3600",
        APP__HTTP__REQUEST_TIMEOUT="1",
    )


@pytest.mark.parametrize("protocol", HEADERS)
async def test_who_does_not_read_is_cut_off_while_others_are_told(
    server: Server, protocol: str
) -> None:
    with idle_client(server, HEADERS[protocol]):
        async with LISTENING[protocol](f"{server.url}/api/v1/plants/changes") as quick:
            cut_off = asyncio.create_task(asyncio.to_thread(server.wait_for, "watched_up_to"))
            while not cut_off.done():
                await take(quick, 1)
            await cut_off
            last = await take(quick, 100)

        assert "slow_reader_cut_off" in server.text()
        assert size_of_slowest(server) * SIZE < MUCH
        assert size_of_slowest(server) < last
        # The slow one, which has not closed its connection, is not waited for.
        assert await asyncio.to_thread(server.stop) in {0, -15}


@pytest.mark.parametrize("environment", ENVIRONMENTS)
@pytest.mark.parametrize("protocol", HEADERS)
async def test_who_does_not_read_does_not_hold_up_the_end(
    tmp_path: Path, environment: str, protocol: str
) -> None:
    with (
        serving_endless(tmp_path, environment, send_timeout=3) as server,
        idle_client(server, HEADERS[protocol]),
    ):
        async with LISTENING[protocol](f"{server.url}/api/v1/plants/changes") as quick:
            # By then, more has been told to the idle one than the buffers take.
            await take(quick, 2 * MUCH // SIZE)

        assert await asyncio.to_thread(server.stop) in {0, -15}


@each_protocol
async def test_the_watching_ends_with_an_idle_client(server: Server, listen: Listen) -> None:
    async with listen(f"{server.url}/api/v1/trees/changes"):
        pass

    await asyncio.to_thread(server.wait_for, "watched_in_silence")


@each_protocol
async def test_a_stream_may_take_longer_than_a_request(server: Server, listen: Listen) -> None:
    async with listen(f"{server.url}/api/v1/plants/changes") as heard:
        for _ in range(12):
            assert await take(heard, 1)
            await asyncio.sleep(0.1)


async def test_a_process_that_stops_ends_streams_at_once_and_finishes_requests(
    server: Server,
) -> None:
    async with (
        httpx.AsyncClient(base_url=server.url, timeout=PATIENCE) as client,
        LISTENING["stream"](f"{server.url}/api/v1/trees/changes") as stream,
        listen_to_socket(f"{server.url}/api/v1/trees/changes") as messages,
    ):
        request = asyncio.create_task(client.get("/api/v1/naps"))
        await asyncio.to_thread(server.wait_for, "nap_started")

        stopped = asyncio.create_task(asyncio.to_thread(server.stop))

        assert [heard async for heard in stream] == []
        with pytest.raises(ConnectionClosedError) as closed:
            await anext(messages)
        assert code_of(closed.value) == SERVICE_RESTART
        assert (await request).text == '"rested"'
        assert await stopped in {0, -15}


def idle_client(server: Server, headers: str) -> socket.socket:
    """Return the connection of a client that asks for changes and does not read them."""
    address = urlsplit(server.url)
    connection = socket.create_connection((address.hostname, address.port))
    request = f"GET /api/v1/plants/changes HTTP/1.1\r\nHost: {address.netloc}\r\n{headers}\r\n"
    connection.sendall(request.encode())
    return connection


async def take(listener: Listener, number: int) -> int:
    """Take some changes; return how large the last one was."""
    size = 0
    for _ in range(number):
        heard = await anext(listener)
        assert isinstance(heard, Heard)
        size = heard.entity["size"]
    return size


def size_of_slowest(server: Server) -> int:
    """Return how much was told to whom least was."""
    return min(int(size) for size in re.findall(r"watched_up_to_(\d+)", server.text()))


def code_of(closed: ConnectionClosed) -> int | None:
    """Return the reason that the server gave."""
    return None if closed.rcvd is None else closed.rcvd.code
