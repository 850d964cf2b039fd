"""What subscribers can rely on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from app.application.correlation import REQUEST_ID
from app.application.events.subscriber import Subscriber
from app.application.jobs.record import JobFilter, Status
from app.application.jobs.run import Run
from app.bootstrap.container import Infrastructure
from app.bootstrap.queues import working_store
from app.bootstrap.settings import Settings
from app.infrastructure.events.delivery import make_handler
from app.infrastructure.events.publishing import Publisher
from app.infrastructure.events.recording import RecordingDatabase
from app.infrastructure.jobs.store import JobStore
from tests.integration.events.gardeners import Gardener
from tests.integration.events.plants import Grown, grow
from tests.integration.events.processes import QUICK, Processes
from tests.integration.jobs.workers import until, working

DEAD = JobFilter(status=Status.DEAD)


@asynccontextmanager
async def handling(
    infrastructure: Infrastructure, store: JobStore, *subscribers: Subscriber[Grown]
) -> AsyncIterator[Publisher]:
    """Let two workers handle what is published."""
    handlers = [make_handler(one, infrastructure.codecs) for one in subscribers]
    async with working(store, *handlers), working(store, *handlers, name="other"):
        yield Processes(infrastructure).make_publisher(*subscribers)


@pytest.fixture
async def store(migrated: Settings, infrastructure: Infrastructure) -> AsyncIterator[JobStore]:
    """Return an empty queue, as workers have it."""
    async with working_store(migrated, infrastructure) as opened:
        yield opened


@pytest.fixture
def gardener() -> Gardener:
    """Return one who has been told nothing yet."""
    return Gardener()


async def test_events_of_one_subject_are_handled_in_their_order(
    infrastructure: Infrastructure,
    unit_of_work: RecordingDatabase,
    store: JobStore,
    gardener: Gardener,
) -> None:
    gardener.surprising = {3, 11}
    sizes = list(range(15))
    async with handling(infrastructure, store, gardener.subscriber()) as publisher:
        plants = [await grow(unit_of_work, *sizes) for _ in range(3)]
        await publisher.publish()

        await until(lambda: gardener.noted == dict.fromkeys(plants, sizes))


async def test_one_that_nobody_can_handle_holds_up_no_other(
    infrastructure: Infrastructure,
    unit_of_work: RecordingDatabase,
    store: JobStore,
    gardener: Gardener,
) -> None:
    gardener.unbearable = {2}
    async with handling(infrastructure, store, gardener.subscriber()) as publisher:
        plant = await grow(unit_of_work, 1, 2, 3)
        await publisher.publish()
        await until(lambda: gardener.noted[plant] == [1, 3])

    [dead] = await infrastructure.job_administration.find(DEAD, limit=10)
    assert (dead.type, dead.tags) == ("note_growth", ("grown",))
    assert "too much" in (dead.error or "")


async def test_a_dead_letter_is_handled_when_it_is_replayed(
    infrastructure: Infrastructure,
    unit_of_work: RecordingDatabase,
    store: JobStore,
    gardener: Gardener,
) -> None:
    gardener.unbearable = {2}
    async with handling(infrastructure, store, gardener.subscriber()) as publisher:
        plant = await grow(unit_of_work, 1, 2, 3)
        await publisher.publish()
        await until(lambda: gardener.noted[plant] == [1, 3])
        gardener.unbearable = set()

        await infrastructure.job_administration.replay(DEAD)

        await until(lambda: gardener.noted[plant] == [1, 3, 2])


async def test_each_subscriber_is_told_for_itself(
    infrastructure: Infrastructure, unit_of_work: RecordingDatabase, store: JobStore
) -> None:
    one, other = Gardener(), Gardener()
    one.unbearable = {1}
    subscribers = (one.subscriber("one"), other.subscriber("other"))
    async with handling(infrastructure, store, *subscribers) as publisher:
        plant = await grow(unit_of_work, 1, 2)
        await publisher.publish()

        await until(lambda: (one.noted[plant], other.noted[plant]) == ([2], [1, 2]))


async def test_they_are_handled_within_the_request_that_caused_them(
    infrastructure: Infrastructure, unit_of_work: RecordingDatabase, store: JobStore
) -> None:
    requests: list[str] = []

    async def note_request(event: Grown, run: Run) -> None:
        del event, run
        requests.append(REQUEST_ID.get())

    subscriber = Subscriber(name="note_request", event=Grown, run=note_request)
    async with handling(infrastructure, store, subscriber) as publisher:
        token = REQUEST_ID.set("from-a-client")
        await grow(unit_of_work, 1)
        REQUEST_ID.reset(token)
        await publisher.publish()

        await until(lambda: requests == ["from-a-client"])


async def test_a_process_that_does_not_know_a_subscriber_takes_nothing_away_from_it(
    infrastructure: Infrastructure,
    unit_of_work: RecordingDatabase,
    store: JobStore,
    gardener: Gardener,
) -> None:
    of_an_older_version = Processes(infrastructure).make_publisher()
    async with handling(infrastructure, store, gardener.subscriber()) as publisher:
        await publisher.register()
        plant = await grow(unit_of_work, 1, 2)
        await of_an_older_version.publish()

        await publisher.publish()

        await until(lambda: gardener.noted[plant] == [1, 2])


async def test_a_new_subscriber_is_told_what_happens_from_then_on(
    infrastructure: Infrastructure,
    unit_of_work: RecordingDatabase,
    store: JobStore,
    gardener: Gardener,
) -> None:
    plant = await grow(unit_of_work, 1)
    await Processes(infrastructure).make_publisher().publish()
    async with handling(infrastructure, store, gardener.subscriber()) as publisher:
        await publisher.register()
        await grow(unit_of_work, 2, plant=plant)

        await publisher.publish()

        await until(lambda: gardener.noted[plant] == [2])


async def test_what_a_subscriber_was_not_told_of_is_kept(
    infrastructure: Infrastructure,
    unit_of_work: RecordingDatabase,
    store: JobStore,
    gardener: Gardener,
) -> None:
    forgetful = QUICK.model_copy(update={"kept": 0})
    subscriber = gardener.subscriber()
    publisher = Processes(infrastructure).make_publisher(subscriber, settings=forgetful)
    await publisher.register()
    plant = await grow(unit_of_work, 1)
    await Processes(infrastructure).make_publisher().publish()

    await publisher.purge()

    async with handling(infrastructure, store, subscriber) as other:
        await other.publish()
        await until(lambda: gardener.noted[plant] == [1])
