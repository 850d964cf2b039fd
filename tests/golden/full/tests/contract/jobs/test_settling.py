"""What a queue promises about how runs come out, and about workers that fall silent."""

import asyncio
import datetime as dt

import pytest

from app.application.jobs.record import JobFilter, Status
from app.application.ports.job_administration import JobAdministration
from app.infrastructure.jobs.store import Again, ClaimedJob, Ended, JobStore
from tests.contract.jobs.stores import EXPIRED, LEASE, NOW, SOON, claim, claim_one, new_job

KEPT = dt.timedelta(days=1)


def succeeded(job: ClaimedJob, kept: dt.timedelta = KEPT) -> Ended:
    return Ended(id=job.id, fence=job.fence, status=Status.SUCCEEDED, kept=kept, result="1")


def again(job: ClaimedJob, pause: dt.timedelta = NOW, *, uncounted: bool = False) -> Again:
    return Again(id=job.id, fence=job.fence, pause=pause, error="no luck", uncounted=uncounted)


@pytest.fixture
async def job(store: JobStore) -> ClaimedJob:
    """Return a job that a worker holds."""
    await store.insert([new_job()], None)
    return await claim_one(store)


async def test_an_outcome_is_kept(
    store: JobStore, administration: JobAdministration, job: ClaimedJob
) -> None:
    refused = await store.settle([succeeded(job)])

    record = await administration.get(job.id)
    assert not refused
    assert (record.status, record.result, record.worker) == (Status.SUCCEEDED, "1", None)
    assert record.started_at is not None
    assert record.ended_at is not None
    assert record.started_at <= record.ended_at


async def test_many_outcomes_are_written_at_once(
    store: JobStore, administration: JobAdministration
) -> None:
    await store.insert([new_job() for _ in range(3)], None)
    first, second, third = await claim(store)

    await store.settle([succeeded(first), again(second), succeeded(third)])

    statuses = [(await administration.get(job.id)).status for job in (first, second, third)]
    assert statuses == [Status.SUCCEEDED, Status.WAITING, Status.SUCCEEDED]


async def test_a_failed_run_is_repeated_after_a_pause(store: JobStore, job: ClaimedJob) -> None:
    await store.settle([again(job, SOON)])
    await store.promote()
    assert await claim(store) == []

    await asyncio.sleep(SOON.total_seconds() + 0.05)
    await store.promote()

    repeated = await claim_one(store)
    assert (repeated.id, repeated.attempt, repeated.fence) == (job.id, 2, 2)


async def test_a_run_that_was_put_back_is_no_attempt(store: JobStore, job: ClaimedJob) -> None:
    await store.settle([again(job, uncounted=True)])

    repeated = await claim_one(store)
    assert (repeated.attempt, repeated.fence) == (1, 2)


async def test_a_silent_worker_loses_its_jobs(store: JobStore, job: ClaimedJob) -> None:
    await store.renew("one", EXPIRED)

    assert list(await store.reap({"greet": 5})) == [job.id]

    repeated = await claim_one(store)
    assert (repeated.id, repeated.attempt) == (job.id, 2)


async def test_a_worker_that_renews_keeps_its_jobs(store: JobStore) -> None:
    await store.insert([new_job()], None)
    await claim_one(store, lease=EXPIRED)

    await store.renew("one", LEASE)

    assert not await store.reap({"greet": 5})


async def test_a_job_that_silences_every_worker_is_dead(
    store: JobStore, administration: JobAdministration, job: ClaimedJob
) -> None:
    await store.renew("one", EXPIRED)

    await store.reap({"greet": 1})

    record = await administration.get(job.id)
    assert (record.status, record.error) == (Status.DEAD, "its worker fell silent")


async def test_a_silent_job_that_was_to_be_cancelled_is(
    store: JobStore, administration: JobAdministration, job: ClaimedJob
) -> None:
    await administration.cancel(job.id)
    await store.renew("one", EXPIRED)

    await store.reap({"greet": 5})

    assert (await administration.get(job.id)).status == Status.CANCELLED


async def test_a_failed_run_of_a_cancelled_job_is_not_repeated(
    store: JobStore, administration: JobAdministration, job: ClaimedJob
) -> None:
    await administration.cancel(job.id)

    await store.settle([again(job, SOON)])

    record = await administration.get(job.id)
    assert (record.status, record.error) == (Status.CANCELLED, "no luck")


async def test_the_outcome_of_a_lost_run_is_refused(
    store: JobStore, administration: JobAdministration, job: ClaimedJob
) -> None:
    await store.renew("one", EXPIRED)
    await store.reap({"greet": 5})
    other = await claim_one(store)

    refused = await store.settle([succeeded(job)])

    assert list(refused) == [job.id]
    assert (await administration.get(job.id)).status == Status.RUNNING
    assert not await store.settle([succeeded(other)])


async def test_what_was_kept_long_enough_is_forgotten(
    store: JobStore, administration: JobAdministration
) -> None:
    await store.insert([new_job(), new_job()], None)
    first, second = await claim(store)
    await store.settle([succeeded(first, kept=EXPIRED), succeeded(second)])

    assert await store.purge() == 1

    assert [job.id for job in await administration.find(JobFilter(), limit=9)] == [second.id]
