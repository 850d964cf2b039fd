"""Whatever goes wrong, a client gets a status with details, and nothing about the inside."""

from collections.abc import AsyncIterator
from typing import Any

import grpc
import pytest
from google.protobuf.wrappers_pb2 import StringValue
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo
from google.rpc.status_pb2 import Status
from structlog.testing import capture_logs

from tests.integration.grpc.things import TRANSPORTS, get, running, stream


@pytest.fixture(params=TRANSPORTS)
async def channel(request: pytest.FixtureRequest) -> AsyncIterator[grpc.aio.Channel]:
    """Return a channel to the service of things, which takes short messages only."""
    async with running(transport=request.param, max_message_size=1000) as opened:
        yield opened


async def refusal_of(call: Any) -> grpc.aio.AioRpcError:
    """Return how a call was refused."""
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await call
    return caught.value


async def to_the_end(answers: Any) -> list[str]:
    """Return what a stream has told."""
    return [answer.value async for answer in answers]


def details_of(error: grpc.aio.AioRpcError) -> tuple[ErrorInfo, BadRequest]:
    """Return what is said beside the status."""
    metadata: dict[str, Any] = dict(error.trailing_metadata() or ())
    info, request = ErrorInfo(), BadRequest()
    for detail in Status.FromString(metadata["grpc-status-details-bin"]).details:
        detail.Unpack(info)
        detail.Unpack(request)
    return info, request


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        ("taken", grpc.StatusCode.FAILED_PRECONDITION, "CONFLICT"),
        ("long", grpc.StatusCode.INVALID_ARGUMENT, "INVALID"),
        ("stale", grpc.StatusCode.ABORTED, "STALE_VERSION"),
        ("down", grpc.StatusCode.UNAVAILABLE, "UNAVAILABLE"),
        ("bug", grpc.StatusCode.INTERNAL, "INTERNAL"),
    ],
)
@pytest.mark.parametrize("how", [get, lambda *given: to_the_end(stream(*given))])
async def test_answers_failures_with_statuses(
    channel: grpc.aio.Channel, how: Any, text: str, code: grpc.StatusCode, reason: str
) -> None:
    error = await refusal_of(how(channel, text))

    assert error.code() is code
    assert details_of(error)[0].reason == reason


async def test_names_the_fields_at_fault(channel: grpc.aio.Channel) -> None:
    _, request = details_of(await refusal_of(get(channel, "taken")))

    [violation] = request.field_violations
    assert (violation.field, violation.reason) == ("number", "TAKEN")


@pytest.mark.parametrize(("text", "level"), [("bug", "error"), ("down", "warning")])
async def test_what_is_told_about_its_own_faults_leads_to_the_log(
    channel: grpc.aio.Channel, text: str, level: str
) -> None:
    with capture_logs() as lines:
        error = await refusal_of(get(channel, text))

    [line] = [line for line in lines if line["event"] == "call_failed"]
    assert line["log_level"] == level
    assert details_of(error)[0].metadata["error_id"] == line["error_id"]


async def test_an_unexpected_error_tells_nothing_about_the_inside(
    channel: grpc.aio.Channel,
) -> None:
    with capture_logs() as lines:
        error = await refusal_of(get(channel, "bug"))

    assert "hunter2" not in repr(error)
    assert "ZeroDivisionError" not in repr(error)
    assert any("hunter2" in repr(line.get("exc_info")) for line in lines)


async def test_goes_on_after_an_unexpected_error(channel: grpc.aio.Channel) -> None:
    await refusal_of(get(channel, "bug"))

    assert (await get(channel, "hello")).value == "hello"


async def test_refuses_a_message_that_is_too_large(channel: grpc.aio.Channel) -> None:
    error = await refusal_of(get(channel, "x" * 2000))

    assert error.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert (await get(channel, "x" * 900)).value == "x" * 900


async def test_refuses_what_is_no_message(channel: grpc.aio.Channel) -> None:
    call: Any = channel.unary_unary("/tests.ThingService/GetThing")

    with capture_logs() as lines:
        error = await refusal_of(call(b"\xff\xff"))
        assert (await get(channel, "hello")).value == "hello"

    assert error.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert details_of(error)[0].reason == "MALFORMED"
    statuses = [line["status"] for line in lines if line["event"] == "call_finished"]
    assert statuses == ["INVALID_ARGUMENT", "OK"]


@pytest.mark.parametrize("path", ["/tests.ThingService/Nothing", "/nothing.Service/Get"])
async def test_there_is_nothing_elsewhere(channel: grpc.aio.Channel, path: str) -> None:
    call: Any = channel.unary_unary(path, request_serializer=StringValue.SerializeToString)

    error = await refusal_of(call(StringValue()))

    assert error.code() is grpc.StatusCode.UNIMPLEMENTED
