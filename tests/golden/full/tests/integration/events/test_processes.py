"""What a process does beside its task, from its beginning to its end."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar, cast
from uuid import uuid4

from sqlalchemy import Connection

from app.application.jobs.job_type import Priority
from app.bootstrap.chores import doing_chores
from app.bootstrap.container import Infrastructure
from app.bootstrap.settings import Settings
from app.infrastructure.database.database import Database
from app.infrastructure.events.delivery import Deliveries
from app.infrastructure.events.placing import any_new
from app.infrastructure.events.publishing import Publisher
from app.infrastructure.events.recording import RecordingDatabase
from app.infrastructure.events.stored import StoredEvent, add
from app.infrastructure.jobs.observing import Unobserved
from tests.integration.events.gardeners import Gardener
from tests.integration.events.plants import PATIENCE, following, grow
from tests.integration.events.processes import QUICK, Processes
from tests.worlds import make_world

Result = TypeVar("Result")


class HeldUp:
    """A database that keeps what it has read to itself until it is let."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._is_let = asyncio.Event()
        self.holds_events = False
        self._is_let.set()

    async def read(self, work: Callable[[Connection], Result]) -> Result:
        """Read at once; answer later, if the answer is a list of events."""
        found = await self._database.read(work)
        if isinstance(found, list) and found:
            self.holds_events = not self._is_let.is_set()
            await self._is_let.wait()
        return found

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Keep answers back while the context is open."""
        self._is_let.clear()
        try:
            yield
        finally:
            self._is_let.set()


class Counting(Unobserved):
    """Counts what is enqueued."""

    def __init__(self) -> None:
        self.enqueued_types: list[str] = []

    def enqueued(self, job_type: str, priority: Priority) -> None:
        """Note a job."""
        del priority
        self.enqueued_types.append(job_type)


async def test_what_was_recorded_last_is_published_before_the_end(
    migrated: Settings, infrastructure: Infrastructure, unit_of_work: RecordingDatabase
) -> None:
    database, services = infrastructure.database, make_world(infrastructure).services
    async with doing_chores(migrated, infrastructure, services):
        async with following(infrastructure.event_feed) as follower:
            await grow(unit_of_work, 1)
            await follower.take(1)
        # As if there had been no time: the publisher, which has just looked, is not told of it.
        left = StoredEvent(id=uuid4(), type="felled", subject=uuid4(), body="{}", request_id="")
        await database.single().run(lambda connection: add([left], connection))

    assert not await database.read(any_new)


async def test_what_was_read_for_those_who_left_is_no_hindrance_later(
    infrastructure: Infrastructure, unit_of_work: RecordingDatabase, processes: Processes
) -> None:
    held_up = HeldUp(infrastructure.database)
    feed = processes.start_feed(database=cast("Database", held_up))
    publisher = processes.make_publisher(settings=QUICK.model_copy(update={"kept": 0}))
    with held_up.holding():
        async with following(feed), asyncio.timeout(PATIENCE):
            while not held_up.holds_events:
                await grow(unit_of_work, 1)
                await publisher.publish()
    await grow(unit_of_work, 3, 4, 5)
    await publisher.publish()
    await publisher.purge()

    async with following(feed) as follower:
        await grow(unit_of_work, 6, 7)
        await publisher.publish()

        assert await follower.sizes(2) == [6, 7]


async def test_what_is_enqueued_for_subscribers_is_counted(
    infrastructure: Infrastructure, unit_of_work: RecordingDatabase
) -> None:
    counting = Counting()
    deliveries = Deliveries(
        [Gardener().subscriber()], infrastructure.job_store, infrastructure.identifiers, counting
    )
    publisher = Publisher(infrastructure.database, deliveries, kept=QUICK.kept)
    await publisher.register()
    await grow(unit_of_work, 1, 2)

    await publisher.publish()

    assert counting.enqueued_types == ["note_growth"] * 2
