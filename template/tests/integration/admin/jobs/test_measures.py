"""What happens to jobs is seen in the metrics."""

import asyncio
import datetime as dt
import re
from collections.abc import AsyncIterator

import httpx
import pytest

from app.application.jobs.record import Status
from app.application.jobs.run import Run
from app.application.ports.job_administration import JobAdministration
from app.application.ports.jobs import Jobs
from app.bootstrap.container import Infrastructure
from app.infrastructure.jobs.store import Again, JobStore
from tests.integration.admin.jobs.fates import meet, met
from tests.integration.jobs.workers import (
    GREET,
    QUICK,
    Greeting,
    handler,
    in_status,
    until,
    working,
)


async def measured(operator: httpx.AsyncClient, name: str, **labels: str) -> float:
    """Return the sum of all that is called so and has these labels."""
    text = (await operator.get("/metrics")).text
    lines = [line for line in text.splitlines() if re.match(rf"{name}[{{ ]", line)]
    wanted = [f'{label}="{value}"' for label, value in labels.items()]
    return sum(float(line.split()[-1]) for line in lines if all(one in line for one in wanted))


@pytest.fixture
async def observed(store: JobStore, infrastructure: Infrastructure) -> AsyncIterator[None]:
    """Have jobs run by a worker that is observed."""
    async with working(store, handler(meet), observer=infrastructure.job_observer):
        yield


@pytest.mark.usefixtures("observed")
@pytest.mark.parametrize(
    ("name", "outcomes"),
    [
        ("Ada", {"succeeded": 1}),
        ("fail once", {"failed": 1, "succeeded": 1}),
        ("die", {"dead": 1}),
    ],
)
async def test_runs_are_counted_by_how_they_come_out(
    operator: httpx.AsyncClient,
    jobs: Jobs,
    administration: JobAdministration,
    name: str,
    outcomes: dict[str, int],
) -> None:
    await met(jobs, administration, name, Status.DEAD if "dead" in outcomes else Status.SUCCEEDED)

    assert await measured(operator, "jobs_enqueued_total", type="greet", priority="normal") == 1
    assert await measured(operator, "job_runs_total", type="greet") == sum(outcomes.values())
    for outcome in ("succeeded", "failed", "dead"):
        expected = outcomes.get(outcome, 0)
        assert await measured(operator, "job_run_seconds_count", outcome=outcome) == expected


@pytest.mark.usefixtures("observed")
async def test_cancelled_runs_are_counted(
    operator: httpx.AsyncClient, jobs: Jobs, administration: JobAdministration
) -> None:
    job = await met(jobs, administration, "sleep", Status.RUNNING)

    await administration.cancel(job)
    await in_status(administration, job, Status.CANCELLED)

    assert await measured(operator, "job_run_seconds_count", outcome="cancelled") == 1


async def test_runs_that_a_worker_puts_back_are_counted(
    operator: httpx.AsyncClient,
    jobs: Jobs,
    store: JobStore,
    administration: JobAdministration,
    infrastructure: Infrastructure,
) -> None:
    hasty = QUICK.model_copy(update={"graceful_timeout": 0.01})
    observer = infrastructure.job_observer
    async with working(store, handler(meet), settings=hasty, observer=observer):
        await met(jobs, administration, "sleep", Status.RUNNING)

    assert await measured(operator, "job_run_seconds_count", outcome="put_back") == 1


async def test_a_run_whose_job_was_given_to_another_is_counted_as_lost(
    operator: httpx.AsyncClient,
    jobs: Jobs,
    store: JobStore,
    administration: JobAdministration,
    infrastructure: Infrastructure,
) -> None:
    fences: list[int] = []

    async def sleep(_: Greeting, run: Run) -> None:
        fences.append(run.fence)
        await asyncio.sleep(60)

    async def is_counted() -> bool:
        return await measured(operator, "job_run_seconds_count", outcome="lost") == 1

    async with working(store, handler(sleep), observer=infrastructure.job_observer):
        job = await jobs.enqueue(GREET, Greeting())
        await until(lambda: bool(fences))
        await store.settle([Again(id=job, fence=fences[0], pause=dt.timedelta(0))])
        await until(is_counted)
        await administration.cancel(job)
        await in_status(administration, job, Status.CANCELLED)

    assert fences == sorted(set(fences))


async def test_a_job_that_a_silent_worker_held_is_counted_as_abandoned(
    operator: httpx.AsyncClient, jobs: Jobs, store: JobStore, infrastructure: Infrastructure
) -> None:
    await jobs.enqueue(GREET, Greeting())
    silent = dt.timedelta(0)
    await store.claim("silent", ["greet"], floor=GREET.priority, limit=1, lease=silent)

    async def is_counted() -> bool:
        return await measured(operator, "jobs_abandoned_total") == 1

    async with working(store, handler(meet), observer=infrastructure.job_observer):
        await until(is_counted)

    assert await measured(operator, "jobs_abandoned_total") == 1


async def test_the_depth_of_the_queue_is_that_of_now(
    operator: httpx.AsyncClient, jobs: Jobs, administration: JobAdministration
) -> None:
    job = await jobs.enqueue(GREET, Greeting())
    assert await measured(operator, "jobs", status="waiting", priority="normal") == 1
    assert "jobs_oldest_seconds{" in (await operator.get("/metrics")).text

    await administration.cancel(job)

    assert await measured(operator, "jobs", status="waiting") == 0
    assert "jobs_oldest_seconds{" not in (await operator.get("/metrics")).text
