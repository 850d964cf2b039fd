"""What a queue promises to those who put jobs in, and to those who take them out."""

import asyncio
import datetime as dt

import pytest

from app.application.jobs.job_type import Priority
from app.application.ports.job_administration import JobAdministration
from app.bootstrap.container import Infrastructure
from app.infrastructure.jobs.store import JobStore, Tick
from tests.contract.jobs.stores import LEASE, NOW, PATIENCE, SOON, claim, claim_one, new_job


async def test_a_job_comes_out_as_it_was_put_in(store: JobStore) -> None:
    job = new_job(payload='{"name": "Ada"}', request_id="r-1", priority=Priority.HIGH, version=3)

    await store.insert([job], None)

    claimed = await claim_one(store)
    assert (claimed.id, claimed.payload, claimed.version) == (job.id, '{"name": "Ada"}', 3)
    assert (claimed.request_id, claimed.priority) == ("r-1", Priority.HIGH)
    assert (claimed.attempt, claimed.fence) == (1, 1)


async def test_a_job_is_taken_once(store: JobStore) -> None:
    await store.insert([new_job()], None)

    await claim_one(store)

    assert await claim(store, worker="two") == []


async def test_many_workers_get_each_job_once(store: JobStore) -> None:
    jobs = [new_job() for _ in range(200)]
    await store.insert(jobs, None)

    async def work(name: str) -> list[object]:
        taken: list[object] = []
        while batch := await claim(store, worker=name, limit=5):
            taken += [job.id for job in batch]
        return taken

    shares = await asyncio.gather(*(work(f"worker {number}") for number in range(8)))
    left = await claim(store, limit=200)

    taken = [job for share in shares for job in share] + [job.id for job in left]
    assert sorted(map(str, taken)) == sorted(str(job.id) for job in jobs)


async def test_the_urgent_come_first_and_then_the_older(store: JobStore) -> None:
    priorities = (Priority.LOW, Priority.NORMAL, Priority.CRITICAL, Priority.HIGH, Priority.NORMAL)
    jobs = [new_job(priority=priority) for priority in priorities]
    for job in jobs:
        await store.insert([job], None)
        await asyncio.sleep(0.002)  # clocks of databases may count milliseconds

    claimed = await claim(store)

    expected = [jobs[index].id for index in (2, 3, 1, 4, 0)]
    assert [job.id for job in claimed] == expected


async def test_nothing_above_the_floor_is_taken(store: JobStore) -> None:
    low = new_job(priority=Priority.LOW)
    await store.insert([new_job(priority=Priority.CRITICAL), low], None)

    claimed = await claim(store, floor=Priority.LOW)

    assert [job.id for job in claimed] == [low.id]


async def test_jobs_of_other_types_stay(store: JobStore) -> None:
    await store.insert([new_job(type="other")], None)

    assert await claim(store) == []


@pytest.mark.parametrize("as_instant", [False, True])
async def test_a_job_waits_until_it_is_due(store: JobStore, *, as_instant: bool) -> None:
    due = await store.now() + SOON if as_instant else SOON
    await store.insert([new_job(due=due)], None)
    await store.promote()
    assert await claim(store) == []

    await asyncio.sleep(SOON.total_seconds() + 0.05)

    assert await store.promote() == 1
    assert len(await claim(store)) == 1


async def test_the_time_is_the_true_one(store: JobStore) -> None:
    distance = abs(await store.now() - dt.datetime.now(dt.UTC))

    assert distance < dt.timedelta(minutes=1)


async def test_who_waits_for_work_is_told_of_it(store: JobStore) -> None:
    waiting = asyncio.create_task(store.wait(["greet"], interval=0.01))
    await asyncio.sleep(0.05)
    assert not waiting.done()

    await store.insert([new_job()], None)

    await asyncio.wait_for(waiting, timeout=PATIENCE)


async def test_a_job_exists_when_its_transaction_commits(
    store: JobStore, infrastructure: Infrastructure
) -> None:
    async with infrastructure.database.begin() as transaction:
        await store.insert([new_job()], transaction)

    async with asyncio.timeout(PATIENCE):
        await store.wait(["greet"], interval=0.01)
    assert len(await claim(store)) == 1


async def test_a_job_does_not_exist_when_its_transaction_rolls_back(
    store: JobStore, infrastructure: Infrastructure
) -> None:
    async def enqueue_and_fail() -> None:
        async with infrastructure.database.begin() as transaction:
            await store.insert([new_job()], transaction)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await enqueue_and_fail()

    assert await claim(store) == []


async def test_the_same_identifier_twice_is_one_job(store: JobStore) -> None:
    job = new_job()

    await store.insert([job], None)
    await store.insert([job], None)

    assert len(await claim(store)) == 1


async def test_a_worker_sees_what_it_holds(
    store: JobStore, administration: JobAdministration
) -> None:
    await store.insert([new_job(), new_job()], None)
    first, second = await claim(store)
    await administration.cancel(second.id)

    held = await store.held("one")

    assert held == {first.id: (1, False), second.id: (1, True)}


async def test_a_report_is_seen_while_the_job_runs(
    store: JobStore, administration: JobAdministration
) -> None:
    await store.insert([new_job()], None)
    claimed = await claim_one(store)

    await store.report(claimed.id, claimed.fence, 0.5, "half of it")
    await store.report(claimed.id, claimed.fence - 1, 0.1, "an older run")

    record = await administration.get(claimed.id)
    assert (record.progress, record.note) == (0.5, "half of it")


async def test_a_schedule_is_followed_by_one_of_many(store: JobStore) -> None:
    before = (await store.planned(["nightly"]))["nightly"]
    planned = before + LEASE

    results = await asyncio.gather(*(tick(store, before, planned) for _ in range(5)))

    assert sorted(results) == [False, False, False, False, True]
    assert (await store.planned(["nightly"]))["nightly"] == planned
    assert len(await claim(store)) == 1


async def tick(store: JobStore, before: dt.datetime, planned: dt.datetime) -> bool:
    job = new_job(due=NOW)
    return await store.tick(Tick(schedule="nightly", before=before, planned=planned, job=job))
