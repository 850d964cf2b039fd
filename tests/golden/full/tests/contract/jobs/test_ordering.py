"""What a queue promises about jobs that are to be done one after the other."""

import asyncio
import datetime as dt
from collections import Counter
from collections.abc import Sequence
from uuid import UUID

import pytest

from app.application.jobs.job_type import Priority, WhenTaken
from app.application.jobs.record import JobFilter, Status
from app.application.ports.job_administration import JobAdministration
from app.bootstrap.container import Infrastructure
from app.infrastructure.jobs.store import Again, ClaimedJob, Ended, JobStore, NewJob
from app.infrastructure.jobs.transfer import StoredJobTransfer
from tests.contract.jobs.stores import (
    EXPIRED,
    NOW,
    PATIENCE,
    claim,
    claim_one,
    new_job,
    unique,
)

HOUR = dt.timedelta(hours=1)


def in_line(key: str = "greet:Ada", number: int = 1, **given: object) -> list[NewJob]:
    """Return jobs that have one key."""
    return [new_job(ordering_key=key, **given) for _ in range(number)]


async def insert(store: JobStore, *jobs: NewJob) -> None:
    await store.insert(jobs, None)


async def end(
    store: JobStore,
    job: ClaimedJob,
    status: Status = Status.SUCCEEDED,
    kept: dt.timedelta | None = HOUR,
) -> None:
    await store.settle([Ended(id=job.id, fence=job.fence, status=status, kept=kept)])


async def repeat(store: JobStore, job: ClaimedJob, pause: dt.timedelta) -> None:
    await store.settle([Again(id=job.id, fence=job.fence, pause=pause)])


async def run_all(store: JobStore) -> list[UUID]:
    """Run what there is, and what it lets in, until nothing is left; return it in that order."""
    done = []
    while claimed := await claim(store):
        for job in claimed:
            await end(store, job)
            done.append(job.id)
    return done


async def is_quiet(store: JobStore) -> bool:
    """Return whether a worker sleeps: whoever waits for work is told of none."""
    waiting = asyncio.create_task(store.wait(["greet"], interval=0.02))
    done, _ = await asyncio.wait({waiting}, timeout=0.2)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    return not done


def ids(jobs: Sequence[NewJob | ClaimedJob]) -> list[UUID]:
    return [job.id for job in jobs]


async def test_jobs_with_one_key_run_in_the_order_given(store: JobStore) -> None:
    jobs = in_line(number=20)
    await insert(store, *jobs)

    assert await run_all(store) == ids(jobs)


async def test_jobs_with_one_key_run_in_the_order_in_which_they_were_stored(
    store: JobStore,
) -> None:
    jobs = in_line(number=20)
    for job in jobs:
        await insert(store, job)

    assert await run_all(store) == ids(jobs)


async def test_a_higher_priority_is_no_way_past_those_before(store: JobStore) -> None:
    [low], [urgent] = in_line(priority=Priority.LOW), in_line(priority=Priority.CRITICAL)
    await insert(store, low, urgent)

    assert await run_all(store) == [low.id, urgent.id]


async def test_of_those_with_one_key_one_is_claimed(store: JobStore) -> None:
    first, second = in_line(number=2)
    await insert(store, first, second)

    assert ids(await claim(store)) == [first.id]
    assert await claim(store, worker="two") == []


async def test_others_are_not_held_up(store: JobStore) -> None:
    [other], plain = in_line("greet:Bob"), new_job()
    await insert(store, *in_line(number=300))
    await claim_one(store)
    await insert(store, other, plain)

    assert set(ids(await claim(store, limit=5))) == {other.id, plain.id}


async def test_nobody_is_woken_for_what_is_held_back(store: JobStore) -> None:
    await insert(store, *in_line(number=3))
    await claim_one(store)
    assert await claim(store) == []

    assert await is_quiet(store)


@pytest.mark.parametrize("status", [Status.SUCCEEDED, Status.DEAD, Status.CANCELLED])
async def test_the_next_one_comes_when_the_one_before_has_ended(
    store: JobStore, status: Status
) -> None:
    first, second = in_line(number=2)
    await insert(store, first, second)
    claimed = await claim_one(store)
    assert await claim(store) == []
    waiting = asyncio.create_task(store.wait(["greet"], interval=0.02))

    await end(store, claimed, status, kept=None)

    await asyncio.wait_for(waiting, timeout=PATIENCE)
    assert ids(await claim(store)) == [second.id]


async def test_one_that_is_cancelled_while_it_waits_lets_the_next_one_in(
    store: JobStore, administration: JobAdministration
) -> None:
    first, second, third = in_line(number=3)
    await insert(store, first, second, third)

    await administration.cancel(first.id)
    claimed = await claim_one(store)
    await administration.cancel(third.id)

    assert claimed.id == second.id
    await end(store, claimed)
    assert await claim(store) == []


async def test_one_that_is_cancelled_in_the_middle_lets_nobody_past(
    store: JobStore, administration: JobAdministration
) -> None:
    first, second, third = in_line(number=3)
    await insert(store, first, second, third)
    claimed = await claim_one(store)

    await administration.cancel(second.id)

    assert await claim(store) == []
    await end(store, claimed)
    assert ids(await claim(store)) == [third.id]


async def test_one_that_is_replaced_lets_the_next_one_in(store: JobStore) -> None:
    [first] = in_line(unique=unique("greet:one"))
    [second] = in_line()
    [newer] = in_line(unique=unique("greet:one", WhenTaken.REPLACE))
    await insert(store, first, second)

    await insert(store, newer)

    assert await run_all(store) == [second.id, newer.id]


async def test_one_that_pauses_before_it_is_run_again_keeps_its_place(
    store: JobStore, administration: JobAdministration
) -> None:
    first, second = in_line(number=2)
    await insert(store, first, second)

    await repeat(store, await claim_one(store), HOUR)
    assert await claim(store) == []
    assert await is_quiet(store)
    await administration.hasten(first.id)

    assert await run_all(store) == [first.id, second.id]


async def test_one_that_is_run_again_at_once_keeps_its_place(store: JobStore) -> None:
    first, second = in_line(number=2)
    await insert(store, first, second)

    await repeat(store, await claim_one(store), NOW)

    assert await run_all(store) == [first.id, second.id]


async def test_one_that_is_to_run_later_holds_up_those_behind_it(
    store: JobStore, administration: JobAdministration
) -> None:
    [later], [behind] = in_line(due=HOUR), in_line()
    await insert(store, later, behind)
    assert await claim(store) == []

    await administration.hasten(later.id)

    assert await run_all(store) == [later.id, behind.id]


async def test_one_that_becomes_due_behind_others_stays_behind_them(
    store: JobStore, administration: JobAdministration
) -> None:
    [first], [later], [last] = in_line(), in_line(due=HOUR), in_line()
    await insert(store, first, later, last)

    await administration.hasten(later.id)

    assert await run_all(store) == [first.id, later.id, last.id]


async def test_dead_jobs_that_live_again_go_to_the_end_in_their_order(
    store: JobStore, administration: JobAdministration
) -> None:
    first, second, third = in_line(number=3)
    await insert(store, first, second, third)
    await end(store, await claim_one(store), Status.DEAD, kept=None)
    await end(store, await claim_one(store), Status.DEAD, kept=None)

    assert await administration.replay(JobFilter()) == 2

    assert await run_all(store) == [third.id, first.id, second.id]


async def test_a_job_of_a_silent_worker_keeps_its_place(store: JobStore) -> None:
    first, second = in_line(number=2)
    await insert(store, first, second)
    await claim_one(store)
    await store.renew("one", EXPIRED)

    await store.reap({"greet": 5})

    assert await run_all(store) == [first.id, second.id]


async def test_a_job_that_silences_every_worker_lets_the_next_one_in(store: JobStore) -> None:
    first, second = in_line(number=2)
    await insert(store, first, second)
    await claim_one(store)
    await store.renew("one", EXPIRED)

    await store.reap({"greet": 1})

    assert ids(await claim(store)) == [second.id]


async def test_no_two_workers_ever_hold_jobs_of_one_key(store: JobStore) -> None:
    keys = [f"greet:{number}" for number in range(5)]
    jobs = {job.id: job for _ in range(30) for key in keys for job in in_line(key)}
    await insert(store, *jobs.values())
    held: Counter[str | None] = Counter()
    begun: list[UUID] = []

    async def work(name: str) -> None:
        while len(begun) < len(jobs):
            for job in await claim(store, worker=name, limit=2):
                key = jobs[job.id].ordering_key
                begun.append(job.id)
                held[key] += 1
                assert held[key] == 1
                await asyncio.sleep(0)
                held[key] -= 1
                await end(store, job)

    await asyncio.wait_for(
        asyncio.gather(*(work(f"worker {number}") for number in range(6))), timeout=6 * PATIENCE
    )

    for key in keys:
        mine = [job for job in begun if jobs[job].ordering_key == key]
        assert mine == [job.id for job in jobs.values() if job.ordering_key == key]


async def test_what_commits_late_does_not_run_beside_another_of_its_key(
    store: JobStore, infrastructure: Infrastructure
) -> None:
    [late], [early] = in_line(), in_line()

    async def insert_and_claim() -> ClaimedJob:
        await insert(store, early)
        return await claim_one(store)

    async with infrastructure.database.begin() as transaction:
        await store.insert([late], transaction)
        claiming = asyncio.create_task(insert_and_claim())
        # Where there is one writer, it has to wait until this transaction is over.
        await asyncio.wait({claiming}, timeout=0.2)
    first = await claiming

    assert await claim(store) == []
    assert await is_quiet(store)
    await end(store, first)
    async with asyncio.timeout(PATIENCE):
        await store.wait(["greet"], interval=0.01)
    assert {first.id, (await claim_one(store)).id} == {late.id, early.id}


async def test_held_back_jobs_are_counted_as_waiting(
    store: JobStore, administration: JobAdministration
) -> None:
    jobs = in_line(number=3)
    await insert(store, *jobs)

    [depth] = await administration.depths()

    assert (depth.status, depth.number) == (Status.WAITING, 3)
    found = await administration.find(JobFilter(status=Status.WAITING), limit=9)
    assert {job.id for job in found} == set(ids(jobs))
    assert {job.ordering_key for job in found} == {"greet:Ada"}


async def test_what_is_forgotten_leaves_nobody_behind(
    store: JobStore, administration: JobAdministration
) -> None:
    first, second, third, fourth = in_line(number=4)
    await insert(store, first, second, third, fourth)
    await end(store, await claim_one(store), Status.DEAD, kept=None)
    await end(store, await claim_one(store), kept=EXPIRED)

    assert await administration.purge(JobFilter(status=Status.DEAD)) == 1
    assert await store.purge() == 1

    assert await run_all(store) == [third.id, fourth.id]


async def test_a_line_that_was_empty_begins_anew(store: JobStore) -> None:
    await insert(store, *in_line(number=2))
    await run_all(store)
    jobs = in_line(number=2)

    await insert(store, *jobs)

    assert await run_all(store) == ids(jobs)


async def test_the_order_survives_a_move_to_another_queue(
    store: JobStore, administration: JobAdministration
) -> None:
    jobs = in_line(number=5)
    await insert(store, *jobs)
    transfer = StoredJobTransfer(administration, store)
    lines = await transfer.export()
    for job in jobs:
        await administration.cancel(job.id)
    await administration.purge(JobFilter())

    await transfer.restore(lines)
    await store.promote()

    assert await run_all(store) == ids(jobs)
