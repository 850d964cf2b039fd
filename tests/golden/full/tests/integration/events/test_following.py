"""How events are followed: from now on, after an event, and without falling asleep."""

from uuid import uuid4

import pytest

from app.domain.errors import NotFound
from app.infrastructure.events.feed import StoredFeed
from app.infrastructure.events.publishing import Publisher
from app.infrastructure.events.recording import RecordingDatabase
from app.infrastructure.events.settings import EventsSettings
from tests.integration.events.plants import (
    Felled,
    following,
    grow,
    record_at_once,
    write_nothing,
)
from tests.integration.events.processes import QUICK, Processes

# More than any feed keeps in memory.
MANY = 1200


async def test_those_who_were_away_hear_what_they_have_missed(
    unit_of_work: RecordingDatabase, feed: StoredFeed, publisher: Publisher
) -> None:
    async with following(feed) as follower:
        await grow(unit_of_work, 1, 2)
        [first, _] = await follower.take(2)
    await grow(unit_of_work, 3)
    await publisher.publish()

    async with following(feed, first.id) as follower:
        await grow(unit_of_work, 4)

        assert await follower.sizes(3) == [2, 3, 4]


async def test_what_is_not_kept_any_more_is_missed_loudly(
    unit_of_work: RecordingDatabase, feed: StoredFeed, processes: Processes
) -> None:
    publisher = processes.make_publisher(settings=QUICK.model_copy(update={"kept": 0}))
    async with following(feed) as follower:
        await grow(unit_of_work, 1, 2)
        await publisher.publish()
        [event] = await follower.take(1)
    await publisher.purge()

    with pytest.raises(NotFound) as raised:
        async with following(feed, event.id):
            raise AssertionError("it was followed")
    assert raised.value.code == "event_expired"


@pytest.mark.usefixtures("publisher")
async def test_events_of_other_kinds_are_left_out(
    unit_of_work: RecordingDatabase, feed: StoredFeed
) -> None:
    async with following(feed) as follower:
        await unit_of_work.single(Felled(plant=uuid4())).run(write_nothing)
        await grow(unit_of_work, 1)

        assert await follower.sizes(1) == [1]


async def test_one_who_is_slower_than_memory_reaches_hears_everything(
    unit_of_work: RecordingDatabase, feed: StoredFeed, publisher: Publisher
) -> None:
    async with following(feed) as slow, following(feed) as quick:
        await record_at_once(unit_of_work, MANY)
        await publisher.publish()
        assert await quick.sizes(MANY) == list(range(MANY))

        assert await slow.sizes(MANY) == list(range(MANY))


async def test_silence_is_told(processes: Processes) -> None:
    feed = processes.start_feed(EventsSettings(heartbeat=0.05))

    async with following(feed) as follower:
        assert await follower.hears_nothing()


async def test_silence_about_a_kind_is_told_though_others_are_busy(
    unit_of_work: RecordingDatabase, processes: Processes
) -> None:
    feed = processes.start_feed(EventsSettings(heartbeat=0.05, poll_interval=0.01))
    publisher = processes.make_publisher()
    async with following(feed) as follower:
        for _ in range(20):
            await unit_of_work.single(Felled(plant=uuid4())).run(write_nothing)
            await publisher.publish()

        assert await follower.hears_nothing()


async def test_a_feed_that_is_closed_says_how_far_it_is_and_ends(feed: StoredFeed) -> None:
    feed.close()

    async with following(feed) as follower:
        with pytest.raises(StopAsyncIteration):
            await follower.take(1)


async def test_a_feed_that_closes_ends_what_follows_it(feed: StoredFeed) -> None:
    async with following(feed) as follower:
        feed.close()

        with pytest.raises(StopAsyncIteration):
            await follower.take(1)
