"""What is forgotten, and what is kept for whom."""

import datetime as dt

import pytest
import sqlalchemy as sa

from app.bootstrap.container import Infrastructure
from app.infrastructure.database.tables.events import EVENTS
from app.infrastructure.events.publishing import Publisher
from app.infrastructure.events.recording import RecordingDatabase
from tests.integration.events.gardeners import Gardener
from tests.integration.events.plants import grow, record_at_once
from tests.integration.events.processes import QUICK, Processes

FORGETFUL = QUICK.model_copy(update={"kept": 0})
A_WEEK_AGO = dt.timedelta(days=-8)
TOMORROW = dt.timedelta(days=1)


@pytest.fixture
def publisher(processes: Processes) -> Publisher:
    """Return a publisher that knows no subscriber, and keeps nothing longer than it must."""
    return processes.make_publisher(settings=FORGETFUL)


@pytest.fixture
def subscribed(processes: Processes) -> Publisher:
    """Return a publisher that knows a subscriber."""
    return processes.make_publisher(Gardener().subscriber(), settings=FORGETFUL)


async def kept(infrastructure: Infrastructure) -> int:
    """Return how many events there are."""
    count = sa.select(sa.func.count()).select_from(EVENTS)
    return await infrastructure.database.read(lambda all_of: all_of.execute(count).scalar_one())


async def pretend(infrastructure: Infrastructure, age: dt.timedelta, *positions: int) -> None:
    """Have events happened at another time."""
    at = sa.update(EVENTS).values(recorded_at=dt.datetime.now(dt.UTC) + age)
    change = at.where(EVENTS.c.position.in_(positions))
    await infrastructure.database.single().run(lambda connection: connection.execute(change))


async def test_all_but_the_newest_are_forgotten(
    infrastructure: Infrastructure, unit_of_work: RecordingDatabase, publisher: Publisher
) -> None:
    await record_at_once(unit_of_work, 1200)
    await publisher.publish()

    await publisher.purge()

    assert await kept(infrastructure) == 1


async def test_none_is_forgotten_before_an_older_one(
    infrastructure: Infrastructure, unit_of_work: RecordingDatabase, publisher: Publisher
) -> None:
    await grow(unit_of_work, *range(5))
    await publisher.publish()
    await pretend(infrastructure, TOMORROW, 2)

    await publisher.purge()

    assert await kept(infrastructure) == 4


async def test_events_wait_for_a_subscriber_that_is_known_elsewhere(
    infrastructure: Infrastructure,
    unit_of_work: RecordingDatabase,
    publisher: Publisher,
    subscribed: Publisher,
) -> None:
    await subscribed.register()
    await grow(unit_of_work, 1, 2, 3)
    await publisher.publish()

    await publisher.purge()

    assert await kept(infrastructure) == 3


async def test_events_do_not_wait_for_ever_for_a_subscriber_that_is_gone(
    infrastructure: Infrastructure,
    unit_of_work: RecordingDatabase,
    publisher: Publisher,
    subscribed: Publisher,
) -> None:
    await subscribed.register()
    await grow(unit_of_work, 1, 2, 3)
    await publisher.publish()
    await pretend(infrastructure, A_WEEK_AGO, 1)

    await publisher.purge()

    assert await kept(infrastructure) == 1


async def test_events_wait_for_a_subscriber_that_is_known_here(
    infrastructure: Infrastructure,
    unit_of_work: RecordingDatabase,
    publisher: Publisher,
    subscribed: Publisher,
) -> None:
    await subscribed.register()
    await grow(unit_of_work, 1, 2, 3)
    await publisher.publish()
    await pretend(infrastructure, A_WEEK_AGO, 1, 2, 3)

    await subscribed.purge()

    assert await kept(infrastructure) == 3


async def test_a_subscriber_that_has_heard_all_is_not_taken_for_gone(
    infrastructure: Infrastructure,
    unit_of_work: RecordingDatabase,
    publisher: Publisher,
    subscribed: Publisher,
) -> None:
    await grow(unit_of_work, 1, 2)
    await subscribed.publish()
    await pretend(infrastructure, A_WEEK_AGO, 1, 2)
    await publisher.purge()

    await grow(unit_of_work, 3, 4)
    await publisher.publish()
    await publisher.purge()

    assert await kept(infrastructure) == 2
