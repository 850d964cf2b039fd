"""What a worker does with a job."""

import asyncio
import datetime as dt
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.application.correlation import REQUEST_ID
from app.application.jobs.job_type import JobType
from app.application.jobs.record import JobFilter, Status
from app.application.jobs.run import Run
from app.application.ports.job_administration import JobAdministration
from app.application.ports.jobs import Jobs
from app.domain.errors import Invalid
from app.infrastructure.jobs.store import JobStore
from tests.integration.jobs.workers import (
    GREET,
    Greeting,
    handler,
    in_status,
    until,
    working,
)


async def fail(_: Greeting, __: Run) -> None:
    raise RuntimeError("no luck")


async def sleep(_: Greeting, __: Run) -> None:
    await asyncio.sleep(60)


async def test_a_job_is_run_with_its_payload_and_its_result_is_kept(
    jobs: Jobs, store: JobStore, administration: JobAdministration
) -> None:
    async def greet(payload: Greeting, run: Run) -> dict[str, object]:
        return {"text": f"hello {payload.name}", "attempt": run.attempt}

    async with working(store, handler(greet)):
        job = await jobs.enqueue(GREET, Greeting(name="Grace"))
        record = await in_status(administration, job, Status.SUCCEEDED)

    assert record.result == '{"text":"hello Grace","attempt":1}'


@pytest.mark.parametrize("error", [RuntimeError, OSError, TimeoutError])
async def test_a_failed_run_is_repeated(
    jobs: Jobs, store: JobStore, administration: JobAdministration, error: type[Exception]
) -> None:
    attempts = []

    async def fail_twice(_: Greeting, run: Run) -> None:
        attempts.append((run.attempt, run.job))
        if run.attempt < 3:
            raise error("no luck")

    async with working(store, handler(fail_twice)):
        job = await jobs.enqueue(GREET, Greeting())
        await in_status(administration, job, Status.SUCCEEDED)

    assert attempts == [(1, job), (2, job), (3, job)]


async def test_a_job_is_dead_after_its_last_attempt(
    jobs: Jobs, store: JobStore, administration: JobAdministration
) -> None:
    async with working(store, handler(fail)):
        job = await jobs.enqueue(GREET, Greeting())
        record = await in_status(administration, job, Status.DEAD)

    assert (record.attempt, record.error) == (3, "RuntimeError: no luck")


async def test_what_repeating_cannot_mend_is_dead_at_once(
    jobs: Jobs, store: JobStore, administration: JobAdministration
) -> None:
    async def refuse(_: Greeting, __: Run) -> None:
        raise Invalid("never")

    async with working(store, handler(refuse)):
        job = await jobs.enqueue(GREET, Greeting())
        record = await in_status(administration, job, Status.DEAD)

    assert (record.attempt, record.error) == (1, "Invalid: never")


async def test_a_replayed_job_is_run_again(
    jobs: Jobs, store: JobStore, administration: JobAdministration
) -> None:
    async with working(store, handler(fail)):
        job = await jobs.enqueue(GREET, Greeting())
        await in_status(administration, job, Status.DEAD)
    succeeded: list[UUID] = []

    async def succeed(_: Greeting, run: Run) -> None:
        succeeded.append(run.job)

    await administration.replay(JobFilter(id=job))
    async with working(store, handler(succeed)):
        await in_status(administration, job, Status.SUCCEEDED)

    assert succeeded == [job]


async def test_a_run_ends_with_its_time_limit(
    jobs: Jobs, store: JobStore, administration: JobAdministration
) -> None:
    limited = replace(GREET, time_limit=dt.timedelta(seconds=0.05))

    async with working(store, handler(sleep, limited)):
        job = await jobs.enqueue(limited, Greeting())
        record = await in_status(administration, job, Status.DEAD)

    assert record.error == "TimeoutError: it took longer than 0.05 s"


async def test_a_running_job_can_be_cancelled(
    jobs: Jobs, store: JobStore, administration: JobAdministration
) -> None:
    cancelled = asyncio.Event()

    async def wait(_: Greeting, __: Run) -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancelled.set()
            raise

    async with working(store, handler(wait)):
        job = await jobs.enqueue(GREET, Greeting())
        await in_status(administration, job, Status.RUNNING)
        await administration.cancel(job)
        await in_status(administration, job, Status.CANCELLED)

    assert cancelled.is_set()


async def test_the_payload_of_a_newer_service_is_dead_and_not_a_crash(
    jobs: Jobs, store: JobStore, administration: JobAdministration
) -> None:
    newer = replace(GREET, version=2)

    async with working(store, handler(sleep)):
        job = await jobs.enqueue(newer, Greeting())
        record = await in_status(administration, job, Status.DEAD)

    assert record.error is not None
    assert "version 2" in record.error


async def test_an_unreadable_payload_is_dead_and_says_nothing_of_its_values(
    jobs: Jobs, store: JobStore, administration: JobAdministration
) -> None:
    @dataclass(frozen=True)
    class Other:
        name: int

    other = JobType(name=GREET.name, payload=Other)

    async with working(store, handler(sleep)):
        job = await jobs.enqueue(other, Other(name=4711))
        record = await in_status(administration, job, Status.DEAD)

    assert record.error is not None
    assert "name" in record.error
    assert "4711" not in record.error


async def test_a_run_belongs_to_the_request_that_enqueued_it(
    jobs: Jobs, store: JobStore, administration: JobAdministration
) -> None:
    seen = []

    async def look(_: Greeting, __: Run) -> None:
        seen.append(REQUEST_ID.get())

    async with working(store, handler(look)):
        token = REQUEST_ID.set(f"request-{uuid4()}")
        expected = REQUEST_ID.get()
        job = await jobs.enqueue(GREET, Greeting())
        REQUEST_ID.reset(token)
        await in_status(administration, job, Status.SUCCEEDED)

    assert seen == [expected]


async def test_progress_is_seen_while_a_job_runs(
    jobs: Jobs, store: JobStore, administration: JobAdministration
) -> None:
    async def count(_: Greeting, run: Run) -> None:
        await run.report(0.25, "a quarter")
        await asyncio.sleep(60)

    async with working(store, handler(count)):
        job = await jobs.enqueue(GREET, Greeting())

        async def is_reported() -> bool:
            return (await administration.get(job)).progress is not None

        await until(is_reported)
        record = await administration.get(job)
        await administration.cancel(job)
        await in_status(administration, job, Status.CANCELLED)

    assert (record.progress, record.note) == (0.25, "a quarter")


async def test_what_is_not_the_declared_payload_is_refused(jobs: Jobs) -> None:
    undeclared: JobType[Any] = GREET

    with pytest.raises(TypeError):
        await jobs.enqueue(undeclared, "Ada")
