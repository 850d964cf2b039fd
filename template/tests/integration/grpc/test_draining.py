"""A server that is told to stop finishes what runs."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import grpc
import pytest
from google.protobuf.wrappers_pb2 import StringValue
from grpc_health.v1.health_pb2 import HealthCheckRequest, HealthCheckResponse
from grpc_health.v1.health_pb2_grpc import HealthStub

from app.interfaces.grpc import ending
from tests.integration.grpc.things import (
    FLOOD,
    TRANSPORTS,
    Stop,
    Things,
    get,
    served,
    stream,
)

# A client that takes no more at once than HTTP/2 lets every stream send.
SMALL_WINDOW = {"http2.lookahead_bytes": 65_535, "http2.bdp_probe": 0}

each_transport = pytest.mark.parametrize("transport", TRANSPORTS)


@dataclass
class Stoppable:
    """A server that runs until it is told to stop."""

    things: Things
    settings: Mapping[str, Any]
    port: int = 0
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Serve."""
        async with served(self.things, **self.settings) as self.port:
            self.ready.set()
            await self.stop.wait()


@asynccontextmanager
async def stoppable(
    server: Stoppable, **options: int
) -> AsyncIterator[tuple[grpc.aio.Channel, "asyncio.Task[None]"]]:
    """Yield a channel to a server, and what ends when the server has."""
    task = asyncio.create_task(server.run())
    await server.ready.wait()
    address = f"127.0.0.1:{server.port}"
    given = [(f"grpc.{name}", number) for name, number in options.items()]
    async with grpc.aio.insecure_channel(address, options=given) as channel:
        yield channel, task
        server.stop.set()
        await task


def watch(channel: grpc.aio.Channel) -> Any:
    """Watch the health of the server."""
    stub: Any = HealthStub(channel)
    return aiter(stub.Watch(HealthCheckRequest()))


@each_transport
async def test_a_call_that_runs_is_answered_after_the_stop(transport: str) -> None:
    server = Stoppable(Things(), {"transport": transport})
    async with stoppable(server) as (channel, task):
        call = get(channel, "wait")
        await server.things.started.wait()

        server.stop.set()
        await asyncio.sleep(0.05)
        still_runs = not task.done()
        server.things.finish.set()

        assert (await call).value == "wait"
        await task
    assert still_runs


@each_transport
async def test_a_call_that_does_not_end_is_given_up(transport: str) -> None:
    server = Stoppable(Things(), {"transport": transport, "graceful_timeout": 1})
    async with stoppable(server) as (channel, task):
        call = get(channel, "wait")
        await server.things.started.wait()

        server.stop.set()
        await task

        assert await call.code() is grpc.StatusCode.UNAVAILABLE
    assert server.things.cancelled.is_set()


@each_transport
async def test_who_watches_is_told_before_the_end(transport: str) -> None:
    server = Stoppable(Things(), {"transport": transport})
    async with stoppable(server) as (channel, _):
        told = watch(channel)
        before = (await anext(told)).status

        server.stop.set()

        after = [answer.status async for answer in told]
    assert before == HealthCheckResponse.SERVING
    assert after == [HealthCheckResponse.NOT_SERVING]


MANY = 20


class LongList(Things):
    """Answers with more than a connection takes at once."""

    async def stream_things(self, _request: StringValue) -> AsyncGenerator[StringValue, None]:
        """Answer a few times."""
        for _ in range(MANY):
            yield StringValue(value=FLOOD)
        self.left.release()


async def test_a_stream_that_has_ended_is_taken_by_a_slow_client(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ending, "_LAST", 3.0)
    server = Stoppable(LongList(), {"transport": "native"})
    async with stoppable(server, **SMALL_WINDOW) as (channel, task):
        answers, taken = aiter(stream(channel, "")), 0
        # Until the server has handed over all that it has.
        while server.things.left.locked():
            taken += len((await anext(answers)).value)

        server.stop.set()
        await asyncio.sleep(0.2)
        still_there = not task.done()

        taken += sum([len(answer.value) async for answer in answers])
    assert still_there
    assert taken == MANY * len(FLOOD)


@each_transport
async def test_who_has_just_been_told_may_have_sent_a_call(
    transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ending, "_NOTICED", 2.0)
    stop = Stop()
    server = Stoppable(Things(), {"transport": transport, "stop": stop})
    async with stoppable(server) as (channel, _):
        told = watch(channel)
        await anext(told)

        stop.tell()

        assert [answer.status async for answer in told] == [HealthCheckResponse.NOT_SERVING]
        assert (await get(channel, "meanwhile")).value == "meanwhile"


async def until_refused(channel: grpc.aio.Channel) -> grpc.StatusCode:
    """Call until it is refused; return how."""
    async with asyncio.timeout(10):
        while True:
            try:
                await get(channel, "anything")
            except grpc.aio.AioRpcError as error:
                return error.code()


@each_transport
async def test_refuses_further_calls_while_one_runs(
    transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ending, "_NOTICED", 0)
    stop = Stop()
    server = Stoppable(Things(), {"transport": transport, "stop": stop})
    async with stoppable(server) as (channel, task):
        call = get(channel, "wait")
        await server.things.started.wait()

        stop.tell()

        assert await until_refused(channel) is grpc.StatusCode.UNAVAILABLE
        assert not task.done()
        server.things.finish.set()
        assert (await call).value == "wait"
