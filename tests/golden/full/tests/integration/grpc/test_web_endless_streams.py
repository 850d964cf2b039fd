"""Streams called `Watch…` over Connect and gRPC-Web: as over gRPC."""

import asyncio
import errno
import select
import socket
from typing import Any
from urllib.parse import urlsplit

import pytest
from connectrpc.code import Code
from connectrpc.errors import ConnectError
from connectrpc.method import StreamType
from connectrpc.protocol import ProtocolType
from google.protobuf.wrappers_pb2 import StringValue

from tests.integration.grpc.browsers import PROTOCOLS, make_client, method, serving_web
from tests.integration.grpc.things import Stop, Things

WATCH = method("WatchThings", StreamType.SERVER_STREAM)

PATIENCE = 30.0

each_protocol = pytest.mark.parametrize("protocol", PROTOCOLS, ids=str)


@each_protocol
async def test_outlives_the_time_limit_of_requests(protocol: ProtocolType) -> None:
    things = Things()
    async with (
        serving_web(things, request_timeout=0.01) as address,
        make_client(address, protocol) as client,
    ):
        told = client.execute_server_stream(request=StringValue(value="wait"), method=WATCH)
        first = (await anext(told)).value
        await things.started.wait()
        await asyncio.sleep(0.05)
        things.finish.set()

        assert [first, *[answer.value async for answer in told]] == ["first", "wait"]


@each_protocol
async def test_ends_at_once_when_the_process_stops(protocol: ProtocolType) -> None:
    things, stop = Things(), Stop()
    async with serving_web(things, stop) as address, make_client(address, protocol) as client:
        told = client.execute_server_stream(request=StringValue(value="wait"), method=WATCH)
        await anext(told)
        await things.started.wait()

        stop.tell()

        with pytest.raises(ConnectError) as caught:
            await anext(told)
    assert caught.value.code is Code.UNAVAILABLE
    assert not things.left.locked()


@each_protocol
async def test_ends_when_its_client_goes_away(protocol: ProtocolType) -> None:
    things = Things()
    async with serving_web(things) as address:
        async with make_client(address, protocol) as client:
            told: Any = client.execute_server_stream(
                request=StringValue(value="wait"), method=WATCH
            )
            await anext(told)
            await things.started.wait()
            await told.aclose()

        await things.cancelled.wait()


async def test_a_client_that_takes_nothing_is_cut_off() -> None:
    things = Things()
    body = b'\x00\x00\x00\x00\x07"flood"'
    head = (
        "POST /tests.ThingService/WatchThings HTTP/1.1\r\nhost: test\r\n"
        f"content-type: application/connect+json\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    async with serving_web(things, patience=0.2) as address:
        place = urlsplit(address)
        with socket.create_connection((place.hostname, place.port)) as client:
            client.sendall(head.encode() + body)

            await things.left.acquire()

            await asyncio.to_thread(until_broken, client)


def until_broken(client: socket.socket) -> None:
    """Wait until a connection is broken; what has come before that is not read."""
    poll = select.poll()
    poll.register(client, select.POLLERR)
    assert poll.poll(PATIENCE * 1000)
    assert client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == errno.ECONNRESET
