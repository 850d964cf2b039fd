"""Every call has an identifier and a line in the log."""

from collections.abc import AsyncIterator
from typing import Any

import grpc
import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from app.interfaces.grpc.interceptors import access_log
from tests.integration.grpc.things import TRANSPORTS, Things, get, running, stream


@pytest.fixture
def things() -> Things:
    """Return what answers the calls."""
    return Things()


@pytest.fixture(params=TRANSPORTS)
async def channel(
    request: pytest.FixtureRequest, things: Things
) -> AsyncIterator[grpc.aio.Channel]:
    """Return a channel to the service of things."""
    async with running(things, transport=request.param) as opened:
        yield opened


def finished(lines: list[EventDict]) -> list[EventDict]:
    """Return the lines about calls that are over."""
    return [line for line in lines if line["event"] == "call_finished"]


async def test_takes_over_the_identifier_of_the_client(channel: grpc.aio.Channel) -> None:
    call = get(channel, "request id", metadata=(("x-request-id", "mine"),))

    assert (await call).value == "mine"
    assert dict(await call.trailing_metadata())["x-request-id"] == "mine"


@pytest.mark.parametrize("sent", [(), (("x-request-id", "with a blank"),)])
async def test_makes_an_identifier_where_there_is_none_to_use(
    channel: grpc.aio.Channel, sent: Any
) -> None:
    first, second = (get(channel, "request id", metadata=sent) for _ in range(2))

    made = (await first).value
    assert dict(await first.trailing_metadata())["x-request-id"] == made
    assert made not in {"", "with a blank", (await second).value}


async def test_a_refusal_has_the_identifier_too(channel: grpc.aio.Channel) -> None:
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await get(channel, "taken", metadata=(("x-request-id", "mine"),))

    metadata: dict[str, Any] = dict(caught.value.trailing_metadata() or ())
    assert metadata["x-request-id"] == "mine"


@pytest.mark.parametrize(
    ("text", "status"), [("hello", "OK"), ("taken", "FAILED_PRECONDITION"), ("bug", "INTERNAL")]
)
async def test_logs_method_status_and_duration(
    channel: grpc.aio.Channel, text: str, status: str
) -> None:
    with capture_logs() as lines:
        await get(channel, text).code()
        # A refusal may arrive before its line is written, the next answer does not.
        await get(channel, "hello")

    line, _ = finished(lines)
    assert line["method"] == "/tests.ThingService/GetThing"
    assert line["status"] == status
    assert line["duration_ms"] >= 0


async def test_logs_a_stream_once(channel: grpc.aio.Channel) -> None:
    with capture_logs() as lines:
        answers = [answer.value async for answer in stream(channel, "last")]

    assert answers == ["first", "second", "last"]
    assert [line["status"] for line in finished(lines)] == ["OK"]


async def test_logs_a_call_that_its_client_has_given_up(
    things: Things, channel: grpc.aio.Channel
) -> None:
    with capture_logs() as lines:
        call = get(channel, "wait")
        await things.started.wait()
        call.cancel()
        await things.cancelled.wait()
        # The next answer comes behind the line about the first call.
        await get(channel, "hello")

    assert [line["status"] for line in finished(lines)] == ["CANCELLED", "OK"]


async def test_logs_a_call_whose_time_has_run_out(
    things: Things, channel: grpc.aio.Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A busy machine may hear of it from the client, well before its own clock says so.
    monkeypatch.setattr(access_log, "_SHORTLY", 0.4)
    await get(channel, "hello")
    with capture_logs() as lines:
        with pytest.raises(grpc.aio.AioRpcError):
            await get(channel, "wait", timeout=0.5)
        await things.cancelled.wait()
        # The next answer comes behind the line about the first call.
        await get(channel, "hello")

    assert [line["status"] for line in finished(lines)] == ["DEADLINE_EXCEEDED", "OK"]
