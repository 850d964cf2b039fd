"""How those who follow go on where they were, or are told that they cannot."""

from uuid import UUID, uuid4

import pytest

from app.bootstrap.container import Infrastructure
from app.domain.errors import NotFound
from app.infrastructure.events.codecs import Codecs
from app.infrastructure.events.feed import StoredFeed
from app.infrastructure.events.recording import RecordingDatabase
from app.infrastructure.events.settings import EventsSettings
from app.infrastructure.events.stored import StoredEvent, add
from tests.integration.events.plants import Felled, Grown, following, grow, write_nothing
from tests.integration.events.processes import QUICK, Processes

FORGETFUL = QUICK.model_copy(update={"kept": 0})
HASTY = EventsSettings(heartbeat=0.05, poll_interval=0.01)
NOTHING = UUID(int=0)


async def record_unreadable(infrastructure: Infrastructure) -> None:
    """Record an event as another version of the service would."""
    event = StoredEvent(
        id=uuid4(), type=Grown.name, subject=uuid4(), body='{"height": 1}', request_id=""
    )
    await infrastructure.database.single().run(lambda connection: add([event], connection))


async def test_one_who_has_heard_nothing_yet_hears_what_was_missed(
    unit_of_work: RecordingDatabase, feed: StoredFeed, processes: Processes
) -> None:
    async with following(feed) as follower:
        assert follower.reached == NOTHING
    await grow(unit_of_work, 1)
    await processes.make_publisher().publish()

    async with following(feed, follower.reached) as follower:
        assert await follower.sizes(1) == [1]


async def test_one_who_begins_is_told_what_was_last(
    unit_of_work: RecordingDatabase, feed: StoredFeed, processes: Processes
) -> None:
    await grow(unit_of_work, 1, 2)
    await processes.make_publisher().publish()
    async with following(feed) as follower:
        pass

    await grow(unit_of_work, 3)
    await processes.make_publisher().publish()

    async with following(feed, follower.reached) as follower:
        assert await follower.sizes(1) == [3]


async def test_one_who_begins_is_told_of_nothing_before(
    unit_of_work: RecordingDatabase, feed: StoredFeed, processes: Processes
) -> None:
    publisher = processes.make_publisher()
    await grow(unit_of_work, 1)
    await publisher.publish()
    await grow(unit_of_work, 2, 3)

    async with following(feed) as follower:
        await publisher.publish()
        await grow(unit_of_work, 4)
        await publisher.publish()

        assert await follower.sizes(1) == [4]


async def test_after_a_silence_what_is_old_needs_not_be_kept(
    unit_of_work: RecordingDatabase, processes: Processes
) -> None:
    feed, publisher = processes.start_feed(HASTY), processes.make_publisher(settings=FORGETFUL)
    async with following(feed) as follower:
        await grow(unit_of_work, 1)
        await unit_of_work.single(Felled(plant=uuid4())).run(write_nothing)
        await publisher.publish()
        [heard] = await follower.take(1)
        while follower.reached in {NOTHING, heard.id}:
            assert await follower.hears_nothing()
    await publisher.purge()

    async with following(feed, follower.reached) as follower:
        await grow(unit_of_work, 2)
        await publisher.publish()

        assert await follower.sizes(1) == [2]


async def test_the_newest_event_is_known_however_old_it_is(
    unit_of_work: RecordingDatabase, feed: StoredFeed, processes: Processes
) -> None:
    publisher = processes.make_publisher(settings=FORGETFUL)
    async with following(feed) as follower:
        await grow(unit_of_work, 1, 2)
        await publisher.publish()
        [_, newest] = await follower.take(2)
    await publisher.purge()

    async with following(feed, newest.id) as follower:
        await grow(unit_of_work, 3)
        await publisher.publish()

        assert await follower.sizes(1) == [3]


async def test_nobody_begins_before_what_is_kept(
    unit_of_work: RecordingDatabase, feed: StoredFeed, processes: Processes
) -> None:
    publisher = processes.make_publisher(settings=FORGETFUL)
    await grow(unit_of_work, 1, 2)
    await publisher.publish()
    await publisher.purge()

    with pytest.raises(NotFound) as raised:
        async with following(feed, NOTHING):
            raise AssertionError("it was followed")
    assert raised.value.code == "event_expired"


async def test_one_who_is_overtaken_is_told_so(
    infrastructure: Infrastructure, unit_of_work: RecordingDatabase, processes: Processes
) -> None:
    of_a_process_that_stands_still = StoredFeed(infrastructure.database, Codecs(), QUICK)
    publisher = processes.make_publisher(settings=FORGETFUL)
    await grow(unit_of_work, *range(100))
    await publisher.publish()
    async with following(of_a_process_that_stands_still, NOTHING) as follower:
        await follower.take(1)
        await publisher.purge()

        with pytest.raises(NotFound) as raised:
            await follower.take(99)
    assert raised.value.code == "event_expired"


async def test_one_who_resumes_before_what_cannot_be_read_is_told_so_at_once(
    infrastructure: Infrastructure,
    unit_of_work: RecordingDatabase,
    feed: StoredFeed,
    processes: Processes,
) -> None:
    publisher = processes.make_publisher()
    async with following(feed) as follower:
        await grow(unit_of_work, 1)
        await publisher.publish()
        [heard] = await follower.take(1)
        await record_unreadable(infrastructure)
        await publisher.publish()

        with pytest.raises(NotFound) as surprised:
            await follower.take(1)
    with pytest.raises(NotFound) as resumed:
        async with following(feed, heard.id):
            raise AssertionError("it was followed")

    assert [raised.value.code for raised in (surprised, resumed)] == ["event_expired"] * 2
