"""What operators can do with a queue."""

import datetime as dt
from uuid import uuid4

import pytest

from app.application.jobs.job_type import Priority
from app.application.jobs.record import Cancellation, JobFilter, Status
from app.application.ports.job_administration import JobAdministration
from app.domain.errors import Conflict, NotFound
from app.infrastructure.jobs.store import Ended, JobStore
from tests.contract.jobs.stores import claim, claim_one, new_job

HOUR = dt.timedelta(hours=1)


async def end(store: JobStore, status: Status) -> None:
    job = await claim_one(store)
    await store.settle([Ended(id=job.id, fence=job.fence, status=status, kept=None, error="why")])


async def test_a_job_can_be_looked_at(store: JobStore, administration: JobAdministration) -> None:
    job = new_job(payload='{"a": 1}', tags=("blue",), due=HOUR, priority=Priority.LOW)
    await store.insert([job], None)

    record = await administration.get(job.id)

    assert (record.id, record.type, record.payload, record.tags) == (
        job.id,
        "greet",
        '{"a": 1}',
        ("blue",),
    )
    assert (record.status, record.priority) == (Status.SCHEDULED, Priority.LOW)
    assert record.due_at - record.created_at > HOUR - dt.timedelta(seconds=1)


async def test_jobs_are_found_the_newest_first(
    store: JobStore, administration: JobAdministration
) -> None:
    blue, red, other = new_job(tags=("blue",)), new_job(tags=("red_",)), new_job(type="other")
    await store.insert([blue, red, other], None)

    everything = await administration.find(JobFilter(), limit=10)
    by_tag = await administration.find(JobFilter(tag="blue"), limit=10)
    by_type = await administration.find(JobFilter(type="other"), limit=10)
    by_status = await administration.find(JobFilter(status=Status.DEAD), limit=10)
    few = await administration.find(JobFilter(), limit=2)

    assert {job.id for job in everything} == {blue.id, red.id, other.id}
    assert [job.id for job in by_tag] == [blue.id]
    assert [job.id for job in by_type] == [other.id]
    assert not by_status
    assert list(few) == list(everything)[:2]


async def test_a_waiting_job_is_cancelled_at_once(
    store: JobStore, administration: JobAdministration
) -> None:
    job = new_job()
    await store.insert([job], None)

    assert await administration.cancel(job.id) == Cancellation.CANCELLED

    assert await claim(store) == []
    assert await administration.cancel(job.id) == Cancellation.TOO_LATE


async def test_a_running_job_is_told_to_stop(
    store: JobStore, administration: JobAdministration
) -> None:
    job = new_job()
    await store.insert([job], None)
    await claim_one(store)

    assert await administration.cancel(job.id) == Cancellation.REQUESTED
    assert (await administration.get(job.id)).cancel_requested


async def test_what_does_not_exist_is_not_found(administration: JobAdministration) -> None:
    with pytest.raises(NotFound):
        await administration.get(uuid4())
    with pytest.raises(NotFound):
        await administration.cancel(uuid4())


async def test_a_scheduled_job_can_be_run_now(
    store: JobStore, administration: JobAdministration
) -> None:
    job = new_job(due=HOUR)
    await store.insert([job], None)

    await administration.hasten(job.id)

    assert (await claim_one(store)).id == job.id
    with pytest.raises(Conflict):
        await administration.hasten(job.id)


async def test_dead_jobs_live_again(store: JobStore, administration: JobAdministration) -> None:
    job = new_job()
    await store.insert([job], None)
    await end(store, Status.DEAD)

    assert await administration.replay(JobFilter(type="other")) == 0
    assert await administration.replay(JobFilter(id=job.id)) == 1

    revived = await claim_one(store)
    assert (revived.id, revived.attempt, revived.fence) == (job.id, 1, 2)


async def test_what_has_ended_can_be_forgotten(
    store: JobStore, administration: JobAdministration
) -> None:
    await store.insert([new_job()], None)
    await end(store, Status.DEAD)
    waiting = new_job()
    await store.insert([waiting], None)

    assert await administration.purge(JobFilter()) == 1

    assert [job.id for job in await administration.find(JobFilter(), limit=9)] == [waiting.id]


async def test_the_depth_of_the_queue_is_known(
    store: JobStore, administration: JobAdministration
) -> None:
    await store.insert([new_job(), new_job(), new_job(priority=Priority.LOW, due=HOUR)], None)

    depths = await administration.depths()

    found = {(depth.priority, depth.status): depth for depth in depths}
    assert found[Priority.NORMAL, Status.WAITING].number == 2
    assert found[Priority.NORMAL, Status.WAITING].oldest < dt.timedelta(minutes=1)
    assert found[Priority.LOW, Status.SCHEDULED].number == 1
