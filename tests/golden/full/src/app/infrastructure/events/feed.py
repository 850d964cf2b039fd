"""Tells of events in the order of their positions."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Final, NoReturn, TypeAlias
from uuid import UUID

import structlog

from app.application.ports.events import Event, Published, Reached
from app.infrastructure.database.database import Database
from app.infrastructure.database.waiting import to_its_end
from app.infrastructure.events import placing, reading
from app.infrastructure.events.codec import UnreadableEventError
from app.infrastructure.events.codecs import Codecs
from app.infrastructure.events.place import Place, expired
from app.infrastructure.events.settings import EventsSettings
from app.infrastructure.events.silence import Silence
from app.infrastructure.events.stored import StoredEvent
from app.infrastructure.jobs.repeating import attempt, first_of

# So many of the newest events are read once for all who follow; who is slower reads for itself.
_TAIL: Final = 1000
# So many one who follows is given at a time: they are in memory until the client has taken them.
_PAGE: Final = 20

_log = structlog.stdlib.get_logger()

Placed: TypeAlias = tuple[int, StoredEvent]


class StoredFeed:
    """Implements `EventFeed`. Of each who follows it keeps how far it is, and the page it is at."""

    def __init__(self, database: Database, codecs: Codecs, settings: EventsSettings) -> None:
        self._database = database
        self._codecs = codecs
        self._settings = settings
        # The newest events without a gap, up to a position that is known while somebody follows.
        self._tail: deque[Placed] = deque(maxlen=_TAIL)
        self._last: int | None = None
        self._followers = 0
        self._is_followed = asyncio.Event()
        self._news = asyncio.Event()
        self._closed = False

    async def run(self, published: asyncio.Event) -> NoReturn:
        """Look for new events while somebody follows them: when they were published here, or soon."""
        while True:
            await self._is_followed.wait()
            published.clear()
            await to_its_end(attempt(self._read_on))
            await first_of(published.wait(), asyncio.sleep(self._settings.poll_interval))

    def close(self) -> None:
        """Let all who follow come to their end."""
        self._closed = True
        self._tell()

    async def follow(
        self, event: type[Event], after: UUID | None = None
    ) -> AsyncIterator[Published[Event] | Reached]:
        """Yield what has happened and happens."""
        with self._following():
            place = await self._start(after)
            silence = Silence(self._settings.heartbeat)
            while True:
                news, reached = self._news, Reached(id=place.event)
                placed = await self._after(place.position)
                told = self._told(event, place, placed)
                # At first it is: so whoever begins is told at once, and that all goes well so far.
                if silence.is_over():
                    yield reached
                for published in told:
                    yield published
                    silence.is_broken()
                if self._closed:
                    return
                if not placed:
                    await silence.wait(news)

    @contextmanager
    def _following(self) -> Iterator[None]:
        self._followers += 1
        self._is_followed.set()
        try:
            yield
        finally:
            self._followers -= 1
            if self._followers == 0:
                self._is_followed.clear()
                self._tail.clear()
                self._last = None

    async def _start(self, after: UUID | None) -> Place:
        work = reading.read_newest if after is None else partial(reading.read_place, after)
        return await to_its_end(self._database.read(work))

    async def _read_on(self) -> None:
        if self._last is None:
            newest = await self._database.read(placing.last_position)
            self._last = newest if self._followers else None
            self._tell()
        while (last := self._last) is not None:
            placed = await self._database.read(partial(reading.read_newer, last))
            # What was read for those who have left meanwhile is not kept: it would grow old.
            if not placed or self._last != last:
                return
            if placed[0][0] != last + 1:
                self._tail.clear()
            self._tail.extend(placed)
            self._last, _ = placed[-1]
            self._tell()

    def _tell(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()

    async def _after(self, position: int) -> Sequence[Placed]:
        """Return the next events; of the tail, where it reaches back so far."""
        if self._last is not None and position >= self._last:
            return []
        if self._tail and self._tail[0][0] <= position + 1:
            first = position + 1 - self._tail[0][0]
            return list(islice(self._tail, first, first + _PAGE))
        newer = partial(reading.read_newer, position, limit=_PAGE)
        return await to_its_end(self._database.read(newer))

    def _told(
        self, event: type[Event], place: Place, placed: Sequence[Placed]
    ) -> Sequence[Published[Event]]:
        """Return the news of a kind; raise `NotFound` where there are some that cannot be told."""
        codec = self._codecs.of(event)
        news = [stored for position, stored in placed if place.pass_by(position, stored.id)]
        try:
            return [
                Published(id=stored.id, event=codec.read(stored.body))
                for stored in news
                if stored.type == event.name
            ]
        except UnreadableEventError as error:
            _log.warning("stored_event_unreadable", error=str(error))
            raise expired("what has happened since cannot be told by this version") from error
