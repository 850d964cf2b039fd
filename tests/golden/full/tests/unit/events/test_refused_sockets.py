"""How WebSockets are refused."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest
from starlette.types import Message, Scope

from app.application.ports.events import Published, Reached
from app.bootstrap.stopping import Stopping
from app.domain.errors import DomainError, NotFound, Unavailable
from app.interfaces.http.app import Addition, make_app
from app.interfaces.http.changes.changes import Changes, Told
from app.interfaces.http.changes.streams import Streams
from app.interfaces.http.changes.websocket import make_route
from app.interfaces.http.settings import HttpSettings

PATH = "/api/v1/things/changes"
DENIAL = "websocket.http.response"


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (NotFound("gone", code="event_expired"), 404, 1008),
        (Unavailable("down"), 503, 1013),
        (DomainError("bug"), 500, 1011),
    ],
)
async def test_with_a_problem_or_else_a_code(error: DomainError, status: int, code: int) -> None:
    [start, *_] = await connect(error, extensions={DENIAL: {}})
    [close] = await connect(error, extensions={})

    assert (start["type"], start["status"]) == (f"{DENIAL}.start", status)
    assert b"x-request-id" in dict(start["headers"])
    assert (close["type"], close["code"]) == ("websocket.close", code)


async def connect(error: DomainError, *, extensions: dict[str, Any]) -> list[Message]:
    """Return what a server is told when the changes cannot be watched."""

    async def watch(_after: UUID | None) -> AsyncIterator[Published[Any] | Reached]:
        raise error
        yield

    def tell(_: Published[Any]) -> Told:
        raise AssertionError("there is nothing to tell")

    streams = Streams(at_stop=Stopping().calling, begin_timeout=1, send_timeout=1)
    route = make_route(Changes(path=PATH, tag="things", watch=watch, tell=tell), streams, ())
    app = make_app(routers=[], settings=HttpSettings(), additions=[Addition(routes=[route])])
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {
        "type": "websocket",
        "path": PATH,
        "root_path": "",
        "query_string": b"",
        "headers": [],
        "extensions": extensions,
    }
    await app(scope, receive, send)
    return sent
