"""A call that its client gives up goes on nowhere, neither here nor in the database."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import grpc
import pytest
from google.protobuf.wrappers_pb2 import StringValue

from app.bootstrap.container import Infrastructure
from app.bootstrap.settings import Settings
from app.domain.errors import Timeout
from app.infrastructure.database.database import Database
from app.infrastructure.remote.channel import CoreChannel
from app.infrastructure.remote.settings import CoreSettings
from tests.endless import open_patient, read_endlessly, until_running
from tests.integration.grpc.things import THINGS, TRANSPORTS, Things, get, served

LIMIT = 3.0


class Reads(Things):
    """Answers when the database has, which it never does."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database

    async def get_thing(self, request: StringValue) -> StringValue:
        """Read without an end."""
        await self._database.read(read_endlessly)
        return request


@pytest.fixture
async def reads(migrated: Settings) -> AsyncIterator[Reads]:
    """Return what answers the calls."""
    async with open_patient(migrated.database) as database:
        yield Reads(database)


@pytest.fixture(params=TRANSPORTS)
async def port(request: pytest.FixtureRequest, reads: Reads) -> AsyncIterator[int]:
    """Return where they are served."""
    async with served(reads, transport=request.param) as number:
        yield number


@pytest.fixture
async def channel(port: int) -> AsyncIterator[grpc.aio.Channel]:
    """Return what clients call them through."""
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as opened:
        yield opened


@pytest.fixture
async def core(port: int) -> AsyncIterator[CoreChannel]:
    """Return what a gateway calls them through."""
    settings = CoreSettings(address=f"ipv4:127.0.0.1:{port}", request_timeout=LIMIT)
    opened = CoreChannel(settings, [THINGS])
    async with opened.open():
        yield opened


async def test_a_client_that_cancels_stops_the_database(
    infrastructure: Infrastructure, channel: grpc.aio.Channel
) -> None:
    call: Any = get(channel, "read")
    await until_running(infrastructure.database, 1)

    call.cancel()

    await until_running(infrastructure.database, 0)
    assert await call.code() is grpc.StatusCode.CANCELLED


async def test_a_deadline_stops_the_database(
    infrastructure: Infrastructure, channel: grpc.aio.Channel
) -> None:
    call: Any = get(channel, "read", timeout=LIMIT)
    await until_running(infrastructure.database, 1)

    assert await call.code() is grpc.StatusCode.DEADLINE_EXCEEDED

    await until_running(infrastructure.database, 0)


async def test_a_gateway_whose_client_cancels_stops_the_database(
    infrastructure: Infrastructure, core: CoreChannel
) -> None:
    call = core.unary("/tests.ThingService/GetThing", StringValue)
    request = asyncio.ensure_future(call(StringValue(value="read")))
    await until_running(infrastructure.database, 1)

    request.cancel()

    await until_running(infrastructure.database, 0)


async def test_a_gateway_that_waits_no_longer_stops_the_database(
    infrastructure: Infrastructure, core: CoreChannel
) -> None:
    call = core.unary("/tests.ThingService/GetThing", StringValue)
    request = asyncio.ensure_future(call(StringValue(value="read")))
    await until_running(infrastructure.database, 1)

    with pytest.raises(Timeout):
        await request

    await until_running(infrastructure.database, 0)
