"""Server-Sent Events (WHATWG HTML, section 9.2): a stream that browsers know how to resume."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Header, Query
from fastapi.routing import APIRoute
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.interfaces.http.changes.breaking import break_connection
from app.interfaces.http.changes.changes import Changes, Told
from app.interfaces.http.changes.streams import SlowReaderError, Streams
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
names the last event that was received: then all that has happened since. An event that is not kept \
any more is answered with 404 and `event_expired`: what was missed can only be read anew.

At the same address a WebSocket sends each change as `{"id": …, "change": …, "entity": {…}}`, and \
with nulls a sign of life; it is resumed by `after`."""
_EXAMPLE: Final = """retry: 2000

id: 0199e7c6-3f00-7000-8000-000000000001
event: created
data: {"id":"0199e7c6-3eff-7000-8000-000000000001", …}

: nothing has happened

"""

After = Annotated[
    UUID | None,
    Query(description="The last event that was received, for clients that can set no header."),
]
LastEventId = Annotated[
    UUID | None,
    Header(alias="Last-Event-ID", description="The last event that was received."),
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

        async def write(told: Told | None) -> None:
            await _send(send, b": nothing has happened\n\n" if told is None else to_event(told))

        async with self._streams.open(self._changes, self._after) as stream:
            start = {"status": self.status_code, "headers": self.raw_headers}
            await send({"type": "http.response.start", **start})
            if scope["method"] == "GET":
                await _send(send, b"retry: %d\n\n" % _RETRY)
                try:
                    await stream.run(write, _until_gone(receive))
                except SlowReaderError:
                    break_connection(scope)
                    return
            await send({"type": "http.response.body", "body": b"", "more_body": False})


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


def to_event(told: Told) -> bytes:
    """Write a change; JSON without line breaks is one line."""
    return b"id: %b\nevent: %b\ndata: %b\n\n" % (
        str(told.id).encode(),
        told.change.encode(),
        told.entity,
    )


async def _send(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue
