"""A server begins to end when its process is told to stop, and not only when it is left."""

import asyncio

import grpc
import pytest
from grpc_health.v1.health_pb2 import HealthCheckResponse

from app.interfaces.grpc import ending
from tests.integration.grpc.ending_server import EndingServer, running_until_end, watch_health
from tests.integration.grpc.things import TRANSPORTS, Stop, Things, get

each_transport = pytest.mark.parametrize("transport", TRANSPORTS)


@each_transport
async def test_who_has_just_been_told_may_have_sent_a_call(
    transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ending, "_NOTICED", 2.0)
    stop = Stop()
    server = EndingServer(Things(), {"transport": transport, "stop": stop})
    async with running_until_end(server) as (channel, _):
        told = watch_health(channel)
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
    server = EndingServer(Things(), {"transport": transport, "stop": stop})
    async with running_until_end(server) as (channel, task):
        call = get(channel, "wait")
        await server.things.started.wait()

        stop.tell()

        assert await until_refused(channel) is grpc.StatusCode.UNAVAILABLE
        assert not task.done()
        server.things.finish.set()
        assert (await call).value == "wait"
