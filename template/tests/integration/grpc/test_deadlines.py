"""Calls end in time, one way or another, down to the database."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from google.protobuf.wrappers_pb2 import StringValue

from app.bootstrap.container import Infrastructure
from app.infrastructure.database.database import Database
from tests.integration.grpc.things import TRANSPORTS, Things, get, running, stream

each_transport = pytest.mark.parametrize("transport", TRANSPORTS)
CALLS = sa.Table("test_calls", sa.MetaData(), sa.Column("id", sa.Integer(), primary_key=True))


class Writes(Things):
    """Waits within a transaction that has written something."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database

    async def get_thing(self, request: StringValue) -> StringValue:
        """Write, and wait before it is committed."""
        async with self._database.begin() as transaction:
            await transaction.run(write)
            return await super().get_thing(request)

    async def count(self) -> int:
        """Return how much is written, in a transaction of its own."""
        async with self._database.begin() as transaction:
            return await transaction.run(count)


def write(connection: sa.Connection) -> None:
    connection.execute(sa.insert(CALLS).values(id=1))


def count(connection: sa.Connection) -> int:
    statement = sa.select(sa.func.count()).select_from(CALLS)
    return int(connection.execute(statement).scalar_one())


@pytest.fixture
async def writes(infrastructure: Infrastructure) -> AsyncIterator[Writes]:
    """Return what answers the calls, with an empty table."""
    async with infrastructure.database.begin() as transaction:
        await transaction.run(CALLS.create)
    yield Writes(infrastructure.database)
    async with infrastructure.database.begin() as transaction:
        await transaction.run(CALLS.drop)


async def code_of(call: Any) -> grpc.StatusCode:
    """Return how a call was refused."""
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await call
    return caught.value.code()


async def to_the_end(answers: Any) -> list[str]:
    """Return what a stream has told."""
    return [answer.value async for answer in answers]


WAYS = [get, lambda *given, **options: to_the_end(stream(*given, **options))]


@each_transport
@pytest.mark.parametrize("how", WAYS)
async def test_ends_a_call_whose_client_sets_no_deadline(how: Any, transport: str) -> None:
    things = Things()
    async with running(things, transport=transport, request_timeout=0.05) as channel:
        code = await code_of(how(channel, "wait"))

    assert code is grpc.StatusCode.DEADLINE_EXCEEDED
    assert things.cancelled.is_set()


@each_transport
@pytest.mark.parametrize("how", WAYS)
async def test_ends_a_call_at_the_deadline_of_its_client(how: Any, transport: str) -> None:
    things = Things()
    async with running(things, transport=transport) as channel:
        await channel.channel_ready()
        code = await code_of(how(channel, "wait", timeout=0.5))

        await things.cancelled.wait()
    assert code is grpc.StatusCode.DEADLINE_EXCEEDED


@each_transport
async def test_a_client_may_take_longer_than_is_usual(transport: str) -> None:
    things = Things()
    async with running(things, transport=transport, request_timeout=0.01) as channel:
        call = get(channel, "wait", timeout=30)
        await things.started.wait()
        await asyncio.sleep(0.05)
        things.finish.set()

        assert (await call).value == "wait"


@each_transport
@pytest.mark.parametrize(
    ("options", "settings"),
    [({"timeout": 0.5}, {}), ({}, {"request_timeout": 0.5})],
    ids=["of the client", "of the service"],
)
async def test_a_deadline_takes_back_what_was_written(
    writes: Writes, transport: str, options: dict[str, float], settings: dict[str, float]
) -> None:
    async with running(writes, transport=transport, **settings) as channel:
        await channel.channel_ready()
        code = await code_of(get(channel, "wait", **options))
        await writes.cancelled.wait()

        assert code is grpc.StatusCode.DEADLINE_EXCEEDED
        assert await writes.count() == 0


async def test_what_ends_in_time_is_written(writes: Writes) -> None:
    async with running(writes) as channel:
        await get(channel, "hello", timeout=30)

        assert await writes.count() == 1
