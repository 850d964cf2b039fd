"""Events are told exactly if the transaction commits that they were recorded in."""

from uuid import uuid4

import pytest
from sqlalchemy import Connection

from app.domain.errors import Conflict
from app.infrastructure.events.feed import StoredFeed
from app.infrastructure.events.publishing import Publisher
from app.infrastructure.events.recording import RecordingDatabase
from tests.integration.events.plants import Grown, following, grow

PLANT = uuid4()


def refuse(_: Connection) -> None:
    raise Conflict("taken")


async def record_and_fail(unit_of_work: RecordingDatabase) -> None:
    async with unit_of_work.begin() as transaction:
        transaction.record(Grown(plant=PLANT, size=1))
        raise Conflict("no")


@pytest.mark.usefixtures("publisher")
async def test_events_of_a_transaction_are_told_in_their_order(
    unit_of_work: RecordingDatabase, feed: StoredFeed
) -> None:
    async with following(feed) as follower:
        async with unit_of_work.begin() as transaction:
            for size in (1, 2, 3):
                transaction.record(Grown(plant=PLANT, size=size))

        assert await follower.sizes(3) == [1, 2, 3]


@pytest.mark.usefixtures("publisher")
async def test_a_transaction_that_is_rolled_back_tells_nothing(
    unit_of_work: RecordingDatabase, feed: StoredFeed
) -> None:
    async with following(feed) as follower:
        with pytest.raises(Conflict):
            await record_and_fail(unit_of_work)
        await grow(unit_of_work, 2)

        assert await follower.sizes(1) == [2]


@pytest.mark.usefixtures("publisher")
async def test_a_write_that_is_refused_tells_nothing(
    unit_of_work: RecordingDatabase, feed: StoredFeed
) -> None:
    async with following(feed) as follower:
        with pytest.raises(Conflict):
            await unit_of_work.single(Grown(plant=PLANT, size=1)).run(refuse)
        await grow(unit_of_work, 2)

        assert await follower.sizes(1) == [2]


async def test_what_its_process_could_not_publish_another_one_does(
    unit_of_work: RecordingDatabase, feed: StoredFeed, publisher: Publisher
) -> None:
    async with following(feed) as follower:
        await grow(unit_of_work, 1)

        await publisher.publish()

        assert await follower.sizes(1) == [1]
