"""Server-Sent Events (WHATWG HTML, section 9.2): a stream that browsers know how to resume."""

from contextlib import suppress
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Header, Query
from fastapi.routing import APIRoute
from pydantic import BeforeValidator
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.application.ports.events import Reached
from app.domain.errors import DomainError
from app.interfaces.http.breaking import break_connection
from app.interfaces.http.changes.changes import Changes, Told
from app.interfaces.http.changes.streams import SlowReaderError, Stream, Streams
from app.interfaces.http.problems import responses

_MEDIA_TYPE: Final = "text/event-stream"
# How long browsers wait before they come back, in milliseconds.
_RETRY: Final = 2000
_HEADERS: Final = {
    "cache-control": "no-store",
    # Nginx would keep what is sent until it has a buffer full.
    "x-accel-buffering": "no",
}
_DESCRIPTION: Final = """Server-Sent Events: `event` is `created`, `updated`, `deleted` or \
`restored`, `data` the entity as `GET` shows it, since the change or until it was deleted. Lines \
that begin with a colon are signs of life.

Only what happens after the first bytes of the answer is told, unless `Last-Event-ID` or `after` \
is the last `id` that was received: then all that has happened since. Signs of life have one too, \
and the beginning has: who comes back with the last `id` misses nothing, whether or not it was told \
of a change; `EventSource` does so by itself. An `id` that is not known any more is answered with \
404 and `event_expired`: what was missed can only be read anew.

At the same address a WebSocket sends each change as `{"id": …, "change": …, "entity": {…}}`, and \
at the beginning and as a sign of life the `id` with nulls; it is resumed by `after`."""
_EXAMPLE: Final = """retry: 2000
id: 0199e7c6-3e00-7000-8000-000000000001

id: 0199e7c6-3f00-7000-8000-000000000001
event: created
data: {"id":"0199e7c6-3eff-7000-8000-000000000001", …}

: nothing has happened
id: 0199e7c6-3f00-7000-8000-000000000001

"""


def _none_if_empty(value: object) -> object:
    """Let an empty text stand for nothing, as it does over gRPC."""
    return None if value == "" else value


_Identity = Annotated[UUID | None, BeforeValidator(_none_if_empty)]
After = Annotated[
    _Identity,
    Query(description="The last `id` that was received, for clients that can set no header."),
]
LastEventId = Annotated[
    _Identity,
    Header(alias="Last-Event-ID", description="The last `id` that was received."),
]


class EventStream(Response):
    """Answers with changes until there is nobody to tell, or the process is told to stop."""

    media_type = _MEDIA_TYPE

    def __init__(self, streams: Streams, changes: Changes[Any], after: UUID | None) -> None:
        super().__init__(headers=_HEADERS)
        del self.headers["content-length"]
        self._streams = streams
        self._changes = changes
        self._after = after

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Begin to watch, then answer: what is wrong can be answered until then."""
        async with self._streams.open(self._changes, self._after) as stream:
            start = {"status": self.status_code, "headers": self.raw_headers}
            await send({"type": "http.response.start", **start})
            try:
                if scope["method"] == "GET":
                    await _tell(stream, receive, send)
                await stream.send(_send(send, b"", more=False))
            except SlowReaderError:
                await break_connection(scope)


def make_route(changes: Changes[Any], streams: Streams) -> APIRoute:
    """Return the route that tells of changes."""

    async def listen(after: After = None, last_event_id: LastEventId = None) -> Response:
        # Browsers come back to the address that they were given, and know more than it.
        return EventStream(streams, changes, last_event_id or after)

    return APIRoute(
        changes.path,
        listen,
        methods=["GET"],
        name=f"listen_to_{changes.tag}",
        tags=[changes.tag],
        summary="Listen to changes",
        description=_DESCRIPTION,
        status_code=200,
        response_class=EventStream,
        response_model=str,
        response_description="The changes, without an end.",
        responses={200: {"content": {_MEDIA_TYPE: {"example": _EXAMPLE}}}, **responses(404)},
    )


def to_event(told: Told | Reached) -> bytes:
    """Write a change, or a sign of life; JSON without line breaks is one line.

    Without data, browsers keep the identifier for when they come back, and tell scripts nothing.
    """
    if isinstance(told, Reached):
        return b": nothing has happened\nid: %b\n\n" % str(told.id).encode()
    return b"id: %b\nevent: %b\ndata: %b\n\n" % (
        str(told.id).encode(),
        told.change.encode(),
        told.entity,
    )


async def _tell(stream: Stream, receive: Receive, send: Send) -> None:
    async def write(told: Told | Reached) -> None:
        await _send(send, to_event(told))

    begin = b"retry: %d\nid: %b\n\n" % (_RETRY, str(stream.begin).encode())
    await stream.send(_send(send, begin))
    # Browsers come back for what happens later, and are told then why they cannot.
    with suppress(DomainError):
        await stream.run(write, _until_gone(receive))


async def _send(send: Send, body: bytes, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue
