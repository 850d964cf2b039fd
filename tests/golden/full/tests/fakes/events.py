"""Events in memory."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Any
from uuid import UUID

from app.application.ports.events import Event, Published, Reached
from app.domain.errors import NotFound
from app.domain.events import DomainEvent


class FakeFeed:
    """Implements `EventFeed`; `events` are all there ever were."""

    def __init__(self) -> None:
        self.events: list[Published[Any]] = []
        self._news = asyncio.Event()

    def tell(self, events: Iterable[DomainEvent]) -> None:
        """Tell of events."""
        for event in events:
            self.events.append(Published(id=UUID(int=len(self.events) + 1), event=event))
        news, self._news = self._news, asyncio.Event()
        news.set()

    async def follow(
        self, event: type[Event], after: UUID | None = None
    ) -> AsyncIterator[Published[Event] | Reached]:
        """Yield what has happened and happens; `Reached` once."""
        position = len(self.events) if after is None else self._position_of(after)
        yield Reached(id=UUID(int=position))
        while True:
            news = self._news
            for published in self.events[position:]:
                position += 1
                if isinstance(published.event, event):
                    yield published
            if position == len(self.events):
                await news.wait()

    def _position_of(self, identity: UUID) -> int:
        if identity == UUID(int=0):
            return 0
        for position, published in enumerate(self.events, 1):
            if published.id == identity:
                return position
        raise NotFound(f"the event {identity} is not kept any more", code="event_expired")
