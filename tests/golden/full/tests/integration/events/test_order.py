"""Whoever follows hears of everything once, and of each subject in order."""

import asyncio
from collections import defaultdict
from uuid import UUID, uuid4

from app.infrastructure.events.recording import RecordingDatabase
from tests.integration.events.plants import following, grow
from tests.integration.events.processes import Processes

WRITERS = 8
EACH = 25


async def test_many_writers_and_publishers_lose_nothing_and_mix_nothing_up(
    unit_of_work: RecordingDatabase, processes: Processes
) -> None:
    plants = [uuid4() for _ in range(WRITERS)]
    feeds = [processes.start_feed() for _ in range(2)]
    publishers = [processes.make_publisher() for _ in range(3)]
    written = asyncio.Event()

    async def publish_all_the_time(number: int) -> None:
        while not written.is_set():
            await publishers[number].publish()
            await asyncio.sleep(0)

    async with following(feeds[0]) as one, following(feeds[1]) as other:
        async with asyncio.TaskGroup() as group:
            publishing = [group.create_task(publish_all_the_time(number)) for number in range(3)]
            async with asyncio.TaskGroup() as writers:
                for plant in plants:
                    writers.create_task(grow(unit_of_work, *range(EACH), plant=plant))
            written.set()
            await asyncio.wait(publishing)
        await publishers[0].publish()
        heard = await one.take(WRITERS * EACH)

        assert await other.take(WRITERS * EACH) == heard
    sizes: defaultdict[UUID, list[int]] = defaultdict(list)
    for published in heard:
        sizes[published.event.plant].append(published.event.size)
    assert sizes == {plant: list(range(EACH)) for plant in plants}
    assert len({published.id for published in heard}) == WRITERS * EACH
