"""Events of a test, and how they are recorded."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from typing import ClassVar, cast
from uuid import UUID, uuid4

from sqlalchemy import Connection

from app.application.ports.events import EventFeed, Published, Reached
from app.domain.events import DomainEvent
from app.infrastructure.events.recording import RecordingDatabase

PATIENCE = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown(DomainEvent):
    """A plant has grown."""

    name: ClassVar[str] = "grown"

    plant: UUID
    size: int

    @property
    def subject(self) -> UUID:
        """Return the plant."""
        return self.plant


@dataclass(frozen=True, slots=True, kw_only=True)
class Felled(DomainEvent):
    """A plant is gone."""

    name: ClassVar[str] = "felled"

    plant: UUID

    @property
    def subject(self) -> UUID:
        """Return the plant."""
        return self.plant


def write_nothing(_: Connection) -> None:
    """Stand for the change that an event tells of."""


async def grow(unit_of_work: RecordingDatabase, *sizes: int, plant: UUID | None = None) -> UUID:
    """Record that a plant has grown, each time in a transaction."""
    grown = plant or uuid4()
    for size in sizes:
        await unit_of_work.single(Grown(plant=grown, size=size)).run(write_nothing)
    return grown


async def record_at_once(unit_of_work: RecordingDatabase, number: int) -> None:
    """Record that a plant has grown so often, in one transaction."""
    plant = uuid4()
    async with unit_of_work.begin() as transaction:
        for size in range(number):
            transaction.record(Grown(plant=plant, size=size))


class Follower:
    """Has followed since it was made; `reached` is what it was told last of how far that is."""

    def __init__(self, events: AsyncIterator[Published[Grown] | Reached], reached: UUID) -> None:
        self._events = events
        self.reached = reached

    async def take(self, number: int) -> list[Published[Grown]]:
        """Return the next events."""
        async with asyncio.timeout(PATIENCE):
            return [await self._next() for _ in range(number)]

    async def sizes(self, number: int) -> list[int]:
        """Return what the next events say."""
        return [published.event.size for published in await self.take(number)]

    async def hears_nothing(self) -> bool:
        """Return whether the next thing said is that there is none."""
        async with asyncio.timeout(PATIENCE):
            said = await anext(self._events)
        if isinstance(said, Reached):
            self.reached = said.id
        return isinstance(said, Reached)

    async def _next(self) -> Published[Grown]:
        while True:
            published = await anext(self._events)
            if isinstance(published, Published):
                return published


@asynccontextmanager
async def following(feed: EventFeed, after: UUID | None = None) -> AsyncIterator[Follower]:
    """Follow what grows, from now on or after an event."""
    events = feed.follow(Grown, after)
    async with aclosing(cast("AsyncGenerator[Published[Grown] | Reached]", events)):
        reached = await anext(events)
        assert isinstance(reached, Reached)
        yield Follower(events, reached.id)
