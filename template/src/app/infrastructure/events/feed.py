"""Tells of events in the order of their positions."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from typing import Final, NoReturn, TypeAlias
from uuid import UUID

from app.application.ports.events import Event, Published, Reached
from app.infrastructure.database.database import Database
from app.infrastructure.database.waiting import to_its_end
from app.infrastructure.events import placing, reading
from app.infrastructure.events.codecs import Codecs
from app.infrastructure.events.settings import EventsSettings
from app.infrastructure.events.stored import StoredEvent
from app.infrastructure.jobs.repeating import attempt, first_of

# So many of the newest events are read once for all who follow; who is slower reads for itself.
_TAIL: Final = 1000

Placed: TypeAlias = tuple[int, StoredEvent]


class StoredFeed:
    """Implements `EventFeed`. Of those who follow, nothing is kept but how far they are."""

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
        codec = self._codecs.of(event)
        with self._following():
            position, here = await self._start(after)
            yield Reached(id=here)
            silence = _Silence(self._settings.heartbeat)
            while not self._closed:
                news = self._news
                placed = await self._after(position)
                for at, stored in placed:
                    position, here = at, stored.id
                    if stored.type == event.name:
                        yield Published(id=stored.id, event=codec.read(stored.body))
                        silence.is_broken()
                if not placed:
                    await silence.wait(news)
                if silence.is_over():
                    yield Reached(id=here)

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

    async def _start(self, after: UUID | None) -> tuple[int, UUID]:
        work = reading.read_newest if after is None else partial(reading.read_place, after)
        return await to_its_end(self._database.read(work))

    async def _read_on(self) -> None:
        if self._last is None:
            self._last = await self._database.read(placing.last_position)
            self._tell()
        while placed := await self._database.read(partial(reading.read_newer, self._last)):
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
            return list(islice(self._tail, first, first + reading.PAGE))
        return await to_its_end(self._database.read(partial(reading.read_newer, position)))


class _Silence:
    """The time since something was last said, in seconds."""

    def __init__(self, longest: float) -> None:
        self._longest = longest
        self._now = asyncio.get_running_loop().time
        self._end = self._now() + longest

    def is_broken(self) -> None:
        """Begin anew."""
        self._end = self._now() + self._longest

    def is_over(self) -> bool:
        """Return whether it has been long enough; then begin anew."""
        if self._now() < self._end:
            return False
        self.is_broken()
        return True

    async def wait(self, news: asyncio.Event) -> None:
        """Wait for news, and not longer than the silence may be."""
        with suppress(TimeoutError):
            async with asyncio.timeout_at(self._end):
                await news.wait()
