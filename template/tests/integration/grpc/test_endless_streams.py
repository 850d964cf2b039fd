"""A stream called `Watch…` lasts until one side ends it, and no client can make the service wait."""

import asyncio
from collections.abc import Awaitable
from contextlib import AsyncExitStack

import grpc
import pytest
from structlog.testing import capture_logs

from app.interfaces.grpc import ending
from tests.integration.grpc.things import FLOOD, TRANSPORTS, Things, get, served, watch

# More than an event loop has threads.
MANY = 40
# Each of them needs a connection of its own, as the buffers are of connections too.
ALONE = [("grpc.use_local_subchannel_pool", 1)]

each_transport = pytest.mark.parametrize("transport", TRANSPORTS)


async def code_of(told: Awaitable[object]) -> grpc.StatusCode:
    """Return how a stream ended."""
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await told
    return caught.value.code()


@pytest.fixture
def impatience(monkeypatch: pytest.MonkeyPatch) -> float:
    """Let servers not wait for those who take nothing; return how long streams shall."""
    monkeypatch.setattr(ending, "_LAST", 0.2)
    return 0.5


@each_transport
async def test_outlives_the_time_limit_of_calls(transport: str) -> None:
    things = Things()
    async with (
        served(things, transport=transport, request_timeout=0.01) as port,
        grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel,
    ):
        told = aiter(watch(channel, "wait"))
        await things.started.wait()
        await asyncio.sleep(0.05)
        things.finish.set()

        assert [answer.value async for answer in told] == ["first", "wait"]


@each_transport
async def test_ends_at_the_deadline_of_its_client(transport: str) -> None:
    things = Things()
    async with (
        served(things, transport=transport) as port,
        grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel,
    ):
        told = aiter(watch(channel, "wait", timeout=0.5))
        await things.started.wait()
        await anext(told)

        assert await code_of(anext(told)) is grpc.StatusCode.DEADLINE_EXCEEDED
        await things.cancelled.wait()


@each_transport
async def test_ends_when_its_client_goes_away(transport: str) -> None:
    things = Things()
    async with (
        served(things, transport=transport) as port,
        grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel,
    ):
        told = watch(channel, "wait")
        await things.started.wait()

        told.cancel()

        await things.cancelled.wait()
        await things.left.acquire()


@each_transport
async def test_ends_at_once_when_the_server_stops(transport: str) -> None:
    things = Things()
    async with AsyncExitStack() as stack:
        port = await stack.enter_async_context(served(things, transport=transport))
        async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
            told = aiter(watch(channel, "wait"))
            await things.started.wait()
            await anext(told)

            with capture_logs() as logs:
                async with asyncio.timeout(5):  # the server waits 30 seconds for other calls
                    await stack.aclose()

            assert await code_of(anext(told)) is grpc.StatusCode.UNAVAILABLE
            assert "call_failed" not in [line["event"] for line in logs]
    assert not things.left.locked()


@each_transport
async def test_a_client_that_takes_nothing_is_cut_off(transport: str, impatience: float) -> None:
    things = Things()
    # Otherwise a client makes its window larger, as far as it finds the connection quick.
    fixed_window = [("grpc.http2.bdp_probe", 0)]
    async with (
        served(things, transport=transport, patience=impatience) as port,
        grpc.aio.insecure_channel(f"127.0.0.1:{port}", options=fixed_window) as channel,
    ):
        told = aiter(watch(channel, "flood"))
        await anext(told)
        await things.left.acquire()

        taken, failure = 0, None
        try:
            async for answer in told:
                assert answer.value == FLOOD
                taken += 1
        except grpc.aio.AioRpcError as error:
            failure = error

    assert failure is not None
    assert failure.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert failure.details() == "The client took nothing for 0.5 seconds."
    assert taken * len(FLOOD) < 4 * 1024 * 1024


@each_transport
async def test_clients_that_take_nothing_are_in_nobodys_way(
    transport: str, impatience: float
) -> None:
    things = Things()
    async with (
        served(things, transport=transport, patience=impatience) as port,
        AsyncExitStack() as stack,
    ):

        async def connect() -> grpc.aio.Channel:
            channel = grpc.aio.insecure_channel(f"127.0.0.1:{port}", options=ALONE)
            return await stack.enter_async_context(channel)

        idle = [aiter(watch(await connect(), "flood")) for _ in range(MANY)]
        for one in idle:
            await anext(one)
        quick = aiter(watch(await connect(), "flood"))
        for _ in range(100):
            await anext(quick)
        for _ in range(MANY):
            await things.left.acquire()

        async with asyncio.timeout(5):
            await asyncio.to_thread(lambda: None)
            assert (await get(await connect(), "hello")).value == "hello"


@each_transport
async def test_a_server_that_stops_does_not_wait_for_those_who_were_cut_off(
    transport: str, impatience: float
) -> None:
    things = Things()
    async with AsyncExitStack() as stack:
        port = await stack.enter_async_context(
            served(things, transport=transport, patience=impatience)
        )
        async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
            told = aiter(watch(channel, "flood"))
            await anext(told)
            await things.left.acquire()

            async with asyncio.timeout(5):  # the server waits 30 seconds for other calls
                await stack.aclose()
