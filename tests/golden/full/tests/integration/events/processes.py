"""Publishers and feeds, each as if it had a process of its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Self

from app.application.events.subscriber import Subscriber
from app.bootstrap.container import Infrastructure
from app.infrastructure.database.database import Database
from app.infrastructure.events.codecs import Codecs
from app.infrastructure.events.delivery import Deliveries
from app.infrastructure.events.feed import StoredFeed
from app.infrastructure.events.publishing import Publisher
from app.infrastructure.events.settings import EventsSettings
from app.infrastructure.jobs.repeating import break_off

QUICK = EventsSettings(heartbeat=30, poll_interval=0.01)


@dataclass(slots=True)
class Processes:
    """Starts them; the context ends them."""

    infrastructure: Infrastructure
    tasks: list[asyncio.Task[Any]] = field(default_factory=list)

    @classmethod
    @asynccontextmanager
    async def on(cls, infrastructure: Infrastructure) -> AsyncIterator[Self]:
        """Yield what starts them on these adapters."""
        made = cls(infrastructure)
        try:
            yield made
        finally:
            await break_off(*made.tasks)

    def make_publisher(
        self, *subscribers: Subscriber[Any], settings: EventsSettings = QUICK
    ) -> Publisher:
        """Return a publisher that does nothing by itself."""
        known = self.infrastructure
        deliveries = Deliveries(subscribers, known.job_store, known.identifiers)
        return Publisher(known.database, deliveries, kept=settings.kept)

    def start_publisher(self, *subscribers: Subscriber[Any]) -> Publisher:
        """Return a publisher that hears of what is recorded."""
        made = self.make_publisher(*subscribers)
        self.tasks.append(asyncio.create_task(made.run(self.infrastructure.unit_of_work.recorded)))
        return made

    def start_feed(
        self, settings: EventsSettings = QUICK, database: Database | None = None
    ) -> StoredFeed:
        """Return a feed that hears of nothing, and so has to look."""
        made = StoredFeed(database or self.infrastructure.database, Codecs(), settings)
        self.tasks.append(asyncio.create_task(made.run(asyncio.Event())))
        return made
