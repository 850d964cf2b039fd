"""One line in the log for every request."""

import asyncio
from dataclasses import dataclass

import pytest
from starlette.types import Message, Receive, Scope, Send
from structlog.testing import capture_logs

from app.interfaces.http.middleware.access_log import AccessLogMiddleware
from tests.asgi import answer_ok, call


@dataclass
class FakeRoute:
    """What a router leaves in the scope."""

    path_format: str = "/orders/{id}"


async def routed(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer like a route would."""
    scope["route"] = FakeRoute()
    await answer_ok(scope, receive, send)


async def test_logs_method_route_status_and_duration() -> None:
    with capture_logs() as lines:
        await call(AccessLogMiddleware(routed), "GET", "/orders/7")

    [line] = lines
    assert line["event"] == "request_finished"
    assert (line["method"], line["path"]) == ("GET", "/orders/7")
    assert (line["route"], line["status"]) == ("/orders/{id}", 200)
    assert line["duration_ms"] >= 0


async def test_logs_requests_that_no_route_took() -> None:
    with capture_logs() as lines:
        await call(AccessLogMiddleware(answer_ok), "GET", "/nothing")

    assert [line["route"] for line in lines] == [None]


async def test_logs_probes_at_a_lower_level() -> None:
    with capture_logs() as lines:
        await call(AccessLogMiddleware(answer_ok), "GET", "/live")

    assert [line["log_level"] for line in lines] == ["debug"]


async def test_logs_a_cancelled_request_without_a_status() -> None:
    async def wait(_scope: Scope, _receive: Receive, _send: Send) -> None:
        await asyncio.Event().wait()

    with capture_logs() as lines:
        request = asyncio.create_task(call(AccessLogMiddleware(wait)))
        await asyncio.sleep(0)
        request.cancel()
        with pytest.raises(asyncio.CancelledError):
            await request

    assert [line["status"] for line in lines] == [None]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ([{"type": "websocket.accept"}, {"type": "websocket.close"}], 101),
        ([{"type": "websocket.close"}], 403),
        ([{"type": "websocket.http.response.start", "status": 404, "headers": []}], 404),
    ],
)
async def test_logs_web_sockets_too(sent: list[Message], status: int) -> None:
    async def talk(_scope: Scope, _receive: Receive, send: Send) -> None:
        for message in sent:
            await send(message)

    async def hear(_message: Message) -> None:
        """Be a server."""

    with capture_logs() as lines:
        await AccessLogMiddleware(talk)({"type": "websocket", "path": "/talk"}, hear_nothing, hear)

    assert [(line["method"], line["status"]) for line in lines] == [("GET", status)]


async def hear_nothing() -> Message:
    """Be a client that says nothing."""
    return {"type": "websocket.connect"}
