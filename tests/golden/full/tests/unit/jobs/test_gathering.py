"""Jobs that are enqueued at the same time are stored together, and each is told of its own."""

import asyncio
import datetime as dt
from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from app.application.jobs.job_type import Priority
from app.application.ports.unit_of_work import Transaction
from app.domain.errors import Unavailable
from app.infrastructure.jobs.gathering import Gathering
from app.infrastructure.jobs.store import JobStore, NewJob


class SlowStore:
    """Implements what is needed of `JobStore`: stores what it is given when it is let go on."""

    def __init__(self) -> None:
        self.stored: list[list[UUID]] = []
        self.unwanted: UUID | None = None
        self.error: Exception = ValueError("unwanted")
        self.go_on = asyncio.Semaphore(0)

    async def insert(
        self, jobs: Sequence[NewJob], transaction: Transaction | None
    ) -> Sequence[UUID]:
        """Store jobs; refuse all of them where one is unwanted."""
        assert transaction is None
        await self.go_on.acquire()
        ids = [job.id for job in jobs]
        if self.unwanted in ids:
            raise self.error
        self.stored.append(ids)
        return ids


@pytest.fixture
def store() -> SlowStore:
    """Return a store that waits."""
    return SlowStore()


@pytest.fixture
def gathering(store: SlowStore) -> Gathering:
    """Return what is tested."""
    return Gathering(cast("JobStore", store))


def new_job() -> NewJob:
    """Return a job."""
    return NewJob(
        id=uuid4(),
        type="greet",
        version=1,
        payload="{}",
        priority=Priority.NORMAL,
        due=dt.timedelta(0),
        unique=None,
        request_id="",
        tags=(),
    )


async def begin(gathering: Gathering, *jobs: NewJob) -> list[asyncio.Task[None]]:
    """Have the first one being stored, and the others behind it."""
    tasks = [asyncio.create_task(gathering.insert(job)) for job in jobs]
    await asyncio.sleep(0)
    return tasks


def let_all_go_on(store: SlowStore) -> None:
    for _ in range(100):
        store.go_on.release()


async def test_those_that_come_meanwhile_are_stored_together(
    store: SlowStore, gathering: Gathering
) -> None:
    jobs = [new_job() for _ in range(4)]
    tasks = await begin(gathering, *jobs)
    let_all_go_on(store)

    await asyncio.gather(*tasks)

    assert store.stored == [[jobs[0].id], [job.id for job in jobs[1:]]]


async def test_one_that_cannot_be_stored_spoils_nothing_for_others(
    store: SlowStore, gathering: Gathering
) -> None:
    jobs = [new_job() for _ in range(4)]
    store.unwanted = jobs[2].id
    tasks = await begin(gathering, *jobs)
    let_all_go_on(store)

    results: list[Any] = await asyncio.gather(*tasks, return_exceptions=True)

    assert [str(result) for result in results] == ["None", "None", "unwanted", "None"]
    assert {id_ for ids in store.stored for id_ in ids} == {jobs[at].id for at in (0, 1, 3)}


async def test_a_store_that_is_away_is_asked_once_for_all(
    store: SlowStore, gathering: Gathering
) -> None:
    jobs = [new_job() for _ in range(4)]
    store.unwanted, store.error = jobs[1].id, Unavailable("away")
    tasks = await begin(gathering, *jobs)
    let_all_go_on(store)

    results = await asyncio.gather(*tasks, return_exceptions=True)

    assert [isinstance(result, Unavailable) for result in results] == [False, True, True, True]


async def test_who_is_cancelled_takes_nobody_along(store: SlowStore, gathering: Gathering) -> None:
    jobs = [new_job() for _ in range(3)]
    tasks = await begin(gathering, *jobs)
    tasks[0].cancel()
    tasks[2].cancel()
    let_all_go_on(store)

    results = await asyncio.gather(*tasks, return_exceptions=True)

    assert [isinstance(result, asyncio.CancelledError) for result in results] == [True, False, True]
    assert jobs[1].id in store.stored[-1]
    assert jobs[2].id not in store.stored[-1]
