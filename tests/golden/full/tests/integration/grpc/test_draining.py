"""A server that ends finishes what runs."""

import asyncio
from collections.abc import AsyncGenerator

import grpc
import pytest
from google.protobuf.wrappers_pb2 import StringValue
from grpc_health.v1.health_pb2 import HealthCheckResponse

from app.interfaces.grpc import ending
from tests.integration.grpc.ending_server import EndingServer, running_until_end, watch_health
from tests.integration.grpc.things import FLOOD, TRANSPORTS, Things, get, stream

# A client that takes no more at once than HTTP/2 lets every stream send.
SMALL_WINDOW = {"http2.lookahead_bytes": 65_535, "http2.bdp_probe": 0}
# More answers than such a client takes at once.
MANY = 20

each_transport = pytest.mark.parametrize("transport", TRANSPORTS)


class LongList(Things):
    """Answers with more than a connection takes at once."""

    async def stream_things(self, _request: StringValue) -> AsyncGenerator[StringValue, None]:
        """Answer a few times."""
        for _ in range(MANY):
            yield StringValue(value=FLOOD)
        self.left.release()


@each_transport
async def test_a_call_that_runs_is_answered_after_the_stop(transport: str) -> None:
    server = EndingServer(Things(), {"transport": transport})
    async with running_until_end(server) as (channel, task):
        call = get(channel, "wait")
        await server.things.started.wait()

        server.end.set()
        await asyncio.sleep(0.05)
        still_runs = not task.done()
        server.things.finish.set()

        assert (await call).value == "wait"
        await task
    assert still_runs


@each_transport
async def test_a_call_that_does_not_end_is_given_up(transport: str) -> None:
    server = EndingServer(Things(), {"transport": transport, "graceful_timeout": 1})
    async with running_until_end(server) as (channel, task):
        call = get(channel, "wait")
        await server.things.started.wait()

        server.end.set()
        await task

        assert await call.code() is grpc.StatusCode.UNAVAILABLE
    assert server.things.cancelled.is_set()


@each_transport
async def test_who_watches_is_told_before_the_end(transport: str) -> None:
    server = EndingServer(Things(), {"transport": transport})
    async with running_until_end(server) as (channel, _):
        told = watch_health(channel)
        before = (await anext(told)).status

        server.end.set()

        after = [answer.status async for answer in told]
    assert before == HealthCheckResponse.SERVING
    assert after == [HealthCheckResponse.NOT_SERVING]


async def test_a_stream_that_has_ended_is_taken_by_a_slow_client(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ending, "_LAST", 3.0)
    server = EndingServer(LongList(), {"transport": "native"})
    async with running_until_end(server, **SMALL_WINDOW) as (channel, task):
        answers, taken = aiter(stream(channel, "")), 0
        # Until the server has handed over all that it has.
        while server.things.left.locked():
            taken += len((await anext(answers)).value)

        server.end.set()
        await asyncio.sleep(0.2)
        still_there = not task.done()

        taken += sum([len(answer.value) async for answer in answers])
    assert still_there
    assert taken == MANY * len(FLOOD)
