"""Looking at jobs through the admin port."""

import datetime as dt
from uuid import uuid4

import httpx
import pytest

from app.application.jobs.job_type import Priority
from app.application.jobs.record import Status
from app.application.ports.job_administration import JobAdministration
from app.application.ports.jobs import Jobs
from app.infrastructure.jobs.store import JobStore
from tests.integration.admin.jobs.fates import MARKUP, meet, met
from tests.integration.jobs.workers import GREET, Greeting, handler, working


async def test_lists_are_filtered(operator: httpx.AsyncClient, jobs: Jobs) -> None:
    tagged = await jobs.enqueue(GREET, Greeting(), tags=("vip",))
    later = await jobs.enqueue(GREET, Greeting(), due=dt.timedelta(hours=1))

    async def found(**query: str | int) -> list[str]:
        answer = await operator.get("/api/jobs", params=query)
        return [job["id"] for job in answer.json()["items"]]

    assert await found() == [str(later), str(tagged)]
    assert await found(limit=1) == [str(later)]
    assert await found(status="waiting") == [str(tagged)]
    assert await found(tag="vip") == [str(tagged)]
    assert await found(type="greet") == [str(later), str(tagged)]
    assert await found(type="other") == []


@pytest.mark.parametrize("query", ["status=lost", "limit=0", "limit=501"])
async def test_a_filter_that_makes_no_sense_is_refused(
    operator: httpx.AsyncClient, query: str
) -> None:
    answer = await operator.get(f"/api/jobs?{query}")

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


async def test_a_job_is_shown_with_all_that_is_known(
    operator: httpx.AsyncClient, jobs: Jobs, store: JobStore, administration: JobAdministration
) -> None:
    async with working(store, handler(meet)):
        job = await met(jobs, administration, MARKUP, Status.DEAD)

    shown = (await operator.get(f"/api/jobs/{job}")).json()

    assert (shown["status"], shown["attempt"], shown["priority"]) == ("dead", 1, "normal")
    assert shown["payload"] == {"name": MARKUP}
    assert shown["error"] == f"Invalid: never {MARKUP}"
    assert shown["ended_at"].endswith("Z")


async def test_a_job_that_does_not_exist_is_a_problem(operator: httpx.AsyncClient) -> None:
    answer = await operator.get(f"/api/jobs/{uuid4()}")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_queues_are_counted_by_type_priority_and_status(
    operator: httpx.AsyncClient, jobs: Jobs
) -> None:
    for priority in (Priority.LOW, Priority.HIGH, Priority.HIGH):
        await jobs.enqueue(GREET, Greeting(), priority=priority)

    queues = (await operator.get("/api/queues")).json()["items"]

    assert [(queue["priority"], queue["status"], queue["number"]) for queue in queues] == [
        ("high", "waiting", 2),
        ("low", "waiting", 1),
    ]


async def test_workers_are_seen_with_what_they_hold(
    operator: httpx.AsyncClient, jobs: Jobs, store: JobStore, administration: JobAdministration
) -> None:
    async with working(store, handler(meet), name="worker one"):
        job = await met(jobs, administration, "sleep", Status.RUNNING)
        [worker] = (await operator.get("/api/workers")).json()["items"]
        await administration.cancel(job)

    assert (worker["name"], worker["running"]) == ("worker one", 1)
    assert worker["jobs"] == [{"id": str(job), "type": "greet"}]
