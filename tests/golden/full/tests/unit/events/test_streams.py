"""What is sent to those who listen, and how it ends."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import UUID

import pytest
from starlette.types import Message, Scope
from structlog.testing import capture_logs

from app.application.ports.events import Published, Reached
from app.domain.errors import DomainError, NotFound, Unavailable
from app.domain.events import Change
from app.interfaces.http.app import Addition, make_app
from app.interfaces.http.changes import event_stream, websocket
from app.interfaces.http.changes.changes import Changes, Told
from app.interfaces.http.changes.streams import Streams
from app.interfaces.http.settings import HttpSettings

Telling: TypeAlias = AsyncIterator[Published[Any] | Reached]

PATH = "/api/v1/things/changes"
PATIENCE = 30.0
KINDS = ("http", "websocket")
FIRST, SECOND, THIRD = (UUID(int=number) for number in (1, 2, 3))

each_kind = pytest.mark.parametrize("kind", KINDS)


@dataclass
class Client:
    """Listens; takes what it is sent until `is_idle`. Stands for a server and its signals too."""

    kind: str
    query: bytes = b""
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    is_idle: bool = False
    taken: list[Message] = field(default_factory=list)
    waits: asyncio.Event = field(default_factory=asyncio.Event)
    stops: list[Callable[[], None]] = field(default_factory=list)

    async def listen(self, watch: Callable[[UUID | None], Telling]) -> None:
        """Be told what is watched, to its end."""
        streams = Streams(at_stop=self._at_stop, begin_timeout=PATIENCE, send_timeout=0.5)
        changes = Changes(path=PATH, tag="things", watch=watch, tell=tell)
        routes = [
            event_stream.make_route(changes, streams),
            websocket.make_route(changes, streams, ()),
        ]
        addition = Addition(routes=routes, endless=[PATH])
        app = make_app(routers=[], settings=HttpSettings(), additions=[addition])
        messages = self._messages()
        async with asyncio.timeout(PATIENCE):
            await app(self._scope(), messages.__anext__, self._take)

    def bodies(self) -> list[str]:
        """Return what it was told."""
        parts = [message.get("text") or message.get("body", b"").decode() for message in self.taken]
        return [part for part in parts if part]

    @contextmanager
    def _at_stop(self, call: Callable[[], None]) -> Iterator[None]:
        self.stops.append(call)
        yield

    async def _messages(self) -> AsyncIterator[Message]:
        if self.kind == "http":
            yield {"type": "http.request", "body": b"", "more_body": False}
        else:
            yield {"type": "websocket.connect"}
        await asyncio.Event().wait()

    async def _take(self, message: Message) -> None:
        if self.is_idle:
            self.waits.set()
            await asyncio.Event().wait()
        self.taken.append(message)

    def _scope(self) -> Scope:
        return {
            "type": self.kind,
            "scheme": self.kind,
            "method": "GET",
            "path": PATH,
            "root_path": "",
            "query_string": self.query,
            "headers": self.headers,
        }


def tell(published: Published[Any]) -> Told:
    """Show nothing of an event."""
    return Told(id=published.id, change=Change.UPDATED, entity=b"{}")


def watch(*told: Published[Any] | Reached | Exception) -> Callable[[UUID | None], Telling]:
    """Return what tells all of this, and raises what is an error."""

    async def run(_after: UUID | None) -> Telling:
        for one in told:
            if isinstance(one, Exception):
                raise one
            yield one

    return run


@pytest.mark.parametrize(
    ("kind", "begin", "change", "silence"),
    [
        (
            "http",
            f"retry: 2000\nid: {FIRST}\n\n",
            f"id: {SECOND}\nevent: updated\ndata: {{}}\n\n",
            f": nothing has happened\nid: {THIRD}\n\n",
        ),
        (
            "websocket",
            f'{{"id":"{FIRST}","change":null,"entity":null}}',
            f'{{"id":"{SECOND}","change":"updated","entity":{{}}}}',
            f'{{"id":"{THIRD}","change":null,"entity":null}}',
        ),
    ],
    ids=KINDS,
)
async def test_all_that_is_sent_says_from_where_to_go_on(
    kind: str, begin: str, change: str, silence: str
) -> None:
    client = Client(kind)

    await client.listen(watch(Reached(id=FIRST), Published(id=SECOND, event=0), Reached(id=THIRD)))

    assert client.bodies() == [begin, change, silence]


@each_kind
async def test_what_fails_on_the_way_ends_the_stream_and_is_one_line_in_the_log(kind: str) -> None:
    client = Client(kind)

    with capture_logs() as lines:
        await client.listen(watch(Reached(id=FIRST), Unavailable("the core stops")))

    [line] = [line for line in lines if line["log_level"] != "info"]
    assert (line["event"], line["reason"]) == ("stream_ended", "the core stops")
    assert client.taken[-1].get("more_body", False) is False
    assert len(client.bodies()) == 1


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotFound("gone", code="event_expired"), 1008),
        (Unavailable("down"), 1013),
        (DomainError("bug"), 1011),
    ],
)
async def test_sockets_are_closed_with_a_reason(error: DomainError, code: int) -> None:
    client = Client("websocket")

    await client.listen(watch(Reached(id=FIRST), error))

    assert client.taken[-1]["type"] == "websocket.close"
    assert client.taken[-1]["code"] == code


@each_kind
async def test_a_defect_breaks_the_connection_and_is_in_the_log_as_one(kind: str) -> None:
    client = Client(kind)

    with capture_logs() as lines, pytest.raises(ZeroDivisionError):
        await client.listen(watch(Reached(id=FIRST), ZeroDivisionError()))

    assert [line["log_level"] for line in lines].count("error") == 1


@each_kind
async def test_an_empty_identifier_means_now(kind: str) -> None:
    asked: list[UUID | None] = []

    async def note(after: UUID | None) -> Telling:
        asked.append(after)
        yield Reached(id=FIRST)

    await Client(kind, query=b"after=", headers=[(b"last-event-id", b"")]).listen(note)

    assert asked == [None]


@each_kind
async def test_who_takes_nothing_is_not_waited_for_when_the_process_stops(kind: str) -> None:
    client = Client(kind)

    async def fall_idle(_after: UUID | None) -> Telling:
        yield Reached(id=FIRST)
        client.is_idle = True
        yield Published(id=SECOND, event=0)
        await asyncio.Event().wait()

    listening = asyncio.create_task(client.listen(fall_idle))
    async with asyncio.timeout(PATIENCE):
        await client.waits.wait()

    for stop in client.stops:
        stop()

    await listening


@each_kind
async def test_who_does_not_take_the_end_is_not_waited_for(kind: str) -> None:
    client = Client(kind)

    async def fall_idle_at_the_end(_after: UUID | None) -> Telling:
        yield Reached(id=FIRST)
        client.is_idle = True

    with capture_logs() as lines:
        await client.listen(fall_idle_at_the_end)

    assert [line["event"] for line in lines].count("slow_reader_cut_off") == 1
