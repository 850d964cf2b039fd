"""What a worker does with many jobs, and when it is told to stop."""

import asyncio
import datetime as dt
from dataclasses import replace
from uuid import uuid4

from app.application.jobs.job_type import Priority
from app.application.jobs.record import JobFilter, Status
from app.application.jobs.run import Run
from app.application.ports.job_administration import JobAdministration
from app.application.ports.jobs import Jobs
from app.infrastructure.jobs.settings import JobsSettings
from app.infrastructure.jobs.store import JobStore, NewJob
from tests.integration.jobs.workers import (
    GREET,
    QUICK,
    Greeting,
    handler,
    in_status,
    until,
    working,
)

NOW = dt.timedelta(0)
ONE_AT_A_TIME = QUICK.model_copy(update={"concurrency": 1})


def new_jobs(
    number: int, priority: Priority = Priority.NORMAL, due: dt.datetime | dt.timedelta = NOW
) -> list[NewJob]:
    return [
        NewJob(
            id=uuid4(),
            type=GREET.name,
            version=1,
            payload="{}",
            priority=priority,
            due=due,
            unique=None,
            request_id="",
            tags=(),
        )
        for _ in range(number)
    ]


async def test_delayed_jobs_that_are_due_at_once_run_once_each(store: JobStore) -> None:
    runs: list[object] = []

    async def count(_: Greeting, run: Run) -> None:
        runs.append(run.job)

    delayed = new_jobs(2000, due=await store.now() + dt.timedelta(seconds=1))
    await store.insert(delayed, None)
    many = JobsSettings(concurrency=50, poll_interval=0.05)
    async with asyncio.TaskGroup() as group:
        stops = [asyncio.Event() for _ in range(16)]

        async def work(number: int) -> None:
            name = f"worker {number}"
            async with working(store, handler(count), settings=many, name=name):
                await stops[number].wait()

        for number in range(16):
            group.create_task(work(number))
        await until(lambda: len(runs) >= 2000)
        await asyncio.sleep(0.2)
        for stop in stops:
            stop.set()

    assert sorted(map(str, runs)) == sorted(str(job.id) for job in delayed)


async def test_the_urgent_do_not_starve_the_others(store: JobStore) -> None:
    order: list[Priority] = []

    async def note(_: Greeting, run: Run) -> None:
        order.append(run.priority)

    await store.insert(new_jobs(10_000, Priority.CRITICAL), None)
    await store.insert(new_jobs(1, Priority.LOW), None)
    async with working(store, handler(note), settings=ONE_AT_A_TIME):
        await until(lambda: Priority.LOW in order)

    assert order.index(Priority.LOW) < 50


async def test_a_limited_type_leaves_room_for_what_is_more_urgent(store: JobStore) -> None:
    ran: list[str] = []

    async def note(_: Greeting, __: Run) -> None:
        ran.append("limited")

    async def note_urgent(_: Greeting, __: Run) -> None:
        ran.append("urgent")

    limited, urgent = replace(GREET, concurrency=3), replace(GREET, name="urgent")
    [job] = new_jobs(1, Priority.CRITICAL)
    await store.insert(new_jobs(1000, Priority.LOW), None)
    await store.insert([replace(job, type=urgent.name)], None)
    three = QUICK.model_copy(update={"concurrency": 3})
    async with working(store, handler(note, limited), handler(note_urgent, urgent), settings=three):
        await until(lambda: "urgent" in ran)

    assert ran.index("urgent") < 10


async def test_a_worker_runs_as_many_of_a_type_as_are_allowed(store: JobStore) -> None:
    running, most, done = 0, 0, 0

    async def overlap(_: Greeting, __: Run) -> None:
        nonlocal running, most, done
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.02)
        running -= 1
        done += 1

    two = replace(GREET, concurrency=2)
    await store.insert(new_jobs(12), None)
    async with working(store, handler(overlap, two)):
        await until(lambda: done == 12)

    assert most == 2


async def test_a_long_job_keeps_its_lease_and_runs_once(
    store: JobStore, jobs: Jobs, administration: JobAdministration
) -> None:
    runs: list[int] = []

    async def take_long(_: Greeting, run: Run) -> None:
        runs.append(run.attempt)
        await asyncio.sleep(2)

    short = QUICK.model_copy(update={"lease": 0.6})
    code = handler(take_long)
    one = working(store, code, settings=short)
    another = working(store, code, settings=short, name="another")
    async with one, another:
        job = await jobs.enqueue(GREET, Greeting())
        await in_status(administration, job, Status.SUCCEEDED)

    assert runs == [1]


async def test_a_run_that_another_worker_has_taken_over_is_broken_off(
    store: JobStore, jobs: Jobs, administration: JobAdministration
) -> None:
    runs: dict[int, str] = {}

    async def wait(_: Greeting, run: Run) -> None:
        runs[run.attempt] = "running"
        try:
            await asyncio.sleep(60 if run.attempt == 1 else 0)
        except asyncio.CancelledError:
            runs[run.attempt] = "broken off"
            raise

    async with working(store, handler(wait)):
        job = await jobs.enqueue(GREET, Greeting())
        await until(lambda: 1 in runs)
        await store.renew("worker", dt.timedelta(seconds=-1))
        record = await in_status(administration, job, Status.SUCCEEDED)
        await until(lambda: runs[1] == "broken off")

    assert record.attempt == 2


async def test_a_worker_that_stops_finishes_what_runs(
    store: JobStore, jobs: Jobs, administration: JobAdministration
) -> None:
    begun = asyncio.Event()

    async def finish(_: Greeting, __: Run) -> str:
        begun.set()
        await asyncio.sleep(0.3)
        return "done"

    async with working(store, handler(finish), settings=ONE_AT_A_TIME) as stopped:
        job = await jobs.enqueue(GREET, Greeting())
        await begun.wait()
        stopped.set()
        later = await jobs.enqueue(GREET, Greeting())

    assert (await administration.get(job)).result == '"done"'
    assert (await administration.get(later)).status == Status.WAITING


async def test_what_takes_too_long_at_shutdown_is_put_back_and_no_attempt(
    store: JobStore, jobs: Jobs, administration: JobAdministration
) -> None:
    begun = asyncio.Event()

    async def linger(_: Greeting, __: Run) -> None:
        begun.set()
        await asyncio.sleep(60)

    hasty = QUICK.model_copy(update={"graceful_timeout": 0.1})
    async with working(store, handler(linger), settings=hasty):
        job = await jobs.enqueue(GREET, Greeting())
        await begun.wait()

    record = await administration.get(job)
    assert (record.status, record.attempt) == (Status.WAITING, 0)


async def test_an_idle_worker_leaves_the_queue_as_it_is(
    store: JobStore, administration: JobAdministration
) -> None:
    async def never(_: Greeting, __: Run) -> None:
        raise AssertionError

    await store.insert(new_jobs(1, due=dt.timedelta(hours=1)), None)
    async with working(store, handler(never)):
        await asyncio.sleep(0.2)

    [record] = await administration.find(JobFilter(), limit=9)
    assert (record.status, record.attempt) == (Status.SCHEDULED, 0)
