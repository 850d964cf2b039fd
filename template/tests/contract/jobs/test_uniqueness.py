"""What a queue promises about jobs with a key."""

import asyncio
import datetime as dt
from uuid import UUID

import pytest

from app.application.jobs.job_type import AlreadyEnqueued, WhenTaken
from app.application.jobs.record import Status
from app.application.ports.job_administration import JobAdministration
from app.infrastructure.jobs.store import Ended, JobStore
from tests.contract.jobs.stores import EXPIRED, claim, claim_one, new_job, unique

KEPT = dt.timedelta(days=1)


async def insert(
    store: JobStore,
    when_taken: WhenTaken = WhenTaken.KEEP,
    window: dt.timedelta = dt.timedelta(0),
) -> UUID:
    key = unique("greet:Ada", when_taken, window)
    [stored] = await store.insert([new_job(unique=key)], None)
    return stored


async def run(store: JobStore) -> None:
    job = await claim_one(store)
    await store.settle([Ended(id=job.id, fence=job.fence, status=Status.SUCCEEDED, kept=KEPT)])


async def test_of_many_at_once_one_is_stored(store: JobStore) -> None:
    stored = await asyncio.gather(*(insert(store) for _ in range(20)))

    assert len(set(stored)) == 1
    assert [job.id for job in await claim(store)] == [stored[0]]


async def test_the_key_is_taken_while_the_job_runs(store: JobStore) -> None:
    first = await insert(store)
    await claim_one(store)

    assert await insert(store) == first


async def test_the_key_is_free_when_the_job_has_ended(store: JobStore) -> None:
    first = await insert(store)
    await run(store)

    second = await insert(store)

    assert second != first
    assert len(await claim(store)) == 1


async def test_the_key_is_taken_as_long_as_its_window(store: JobStore) -> None:
    first = await insert(store, window=KEPT)
    await run(store)

    assert await insert(store) == first


async def test_the_key_is_free_when_its_window_is_over(store: JobStore) -> None:
    first = await insert(store, window=EXPIRED)
    await run(store)

    assert await insert(store) != first


async def test_a_second_one_is_rejected_if_so_declared(store: JobStore) -> None:
    await insert(store)

    with pytest.raises(AlreadyEnqueued):
        await insert(store, WhenTaken.REJECT)


async def test_a_second_one_replaces_the_first_if_so_declared(
    store: JobStore, administration: JobAdministration
) -> None:
    first = await insert(store)

    second = await insert(store, WhenTaken.REPLACE)

    assert [job.id for job in await claim(store)] == [second]
    assert (await administration.get(first)).status == Status.CANCELLED


async def test_one_that_runs_is_not_replaced(store: JobStore) -> None:
    first = await insert(store)
    await claim_one(store)

    assert await insert(store, WhenTaken.REPLACE) == first
