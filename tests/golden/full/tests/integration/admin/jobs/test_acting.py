"""Acting on jobs through the admin port."""

import datetime as dt
from uuid import UUID, uuid4

import httpx
import pytest

from app.application.jobs.record import Status
from app.application.ports.job_administration import JobAdministration
from app.application.ports.jobs import Jobs
from app.domain.errors import NotFound
from app.infrastructure.jobs.store import JobStore
from tests.integration.admin.jobs.fates import meet, met
from tests.integration.jobs.workers import GREET, Greeting, handler, in_status, working


async def act(operator: httpx.AsyncClient, path: str, **body: object) -> httpx.Response:
    """Ask for something."""
    return await operator.post(f"/api/jobs/{path}", json=body)


@pytest.fixture
async def dead(jobs: Jobs, store: JobStore, administration: JobAdministration) -> UUID:
    """Return a dead job."""
    async with working(store, handler(meet)):
        return await met(jobs, administration, "die", Status.DEAD)


async def test_a_waiting_job_is_cancelled(
    operator: httpx.AsyncClient, jobs: Jobs, administration: JobAdministration
) -> None:
    job = await jobs.enqueue(GREET, Greeting())

    answer = await act(operator, f"{job}/cancel")

    assert answer.json()["outcome"] == "cancelled"
    assert (await administration.get(job)).status is Status.CANCELLED
    assert (await act(operator, f"{job}/cancel")).json()["outcome"] == "too_late"


async def test_a_running_job_is_told_to_stop(
    operator: httpx.AsyncClient, jobs: Jobs, store: JobStore, administration: JobAdministration
) -> None:
    async with working(store, handler(meet)):
        job = await met(jobs, administration, "sleep", Status.RUNNING)
        answer = await act(operator, f"{job}/cancel")
        await in_status(administration, job, Status.CANCELLED)

    assert answer.json()["outcome"] == "requested"


async def test_a_scheduled_job_is_run_now(
    operator: httpx.AsyncClient, jobs: Jobs, administration: JobAdministration
) -> None:
    job = await jobs.enqueue(GREET, Greeting(), due=dt.timedelta(hours=1))

    answer = await act(operator, f"{job}/retry")

    assert answer.status_code == 200
    assert (await administration.get(job)).status is Status.WAITING
    assert (await act(operator, f"{job}/retry")).json()["code"] == "not_scheduled"


async def test_a_dead_job_is_replayed(
    operator: httpx.AsyncClient, dead: UUID, administration: JobAdministration
) -> None:
    answer = await act(operator, f"{dead}/replay")

    assert answer.json()["number"] == 1
    assert (await administration.get(dead)).status is Status.WAITING
    assert (await act(operator, f"{dead}/replay")).json()["code"] == "not_dead"


async def test_all_dead_jobs_of_a_type_are_replayed(
    operator: httpx.AsyncClient, dead: UUID, administration: JobAdministration
) -> None:
    assert (await act(operator, "replay", type="other")).json()["number"] == 0
    assert (await act(operator, "replay", type="greet")).json()["number"] == 1
    assert (await administration.get(dead)).status is Status.WAITING


async def test_what_has_ended_is_forgotten_and_nothing_else(
    operator: httpx.AsyncClient, dead: UUID, jobs: Jobs, administration: JobAdministration
) -> None:
    waiting = await jobs.enqueue(GREET, Greeting())

    assert (await act(operator, "purge", status="succeeded")).json()["number"] == 0
    assert (await act(operator, "purge")).json()["number"] == 1
    assert (await administration.get(waiting)).status is Status.WAITING
    with pytest.raises(NotFound):
        await administration.get(dead)


@pytest.mark.parametrize("verb", ["cancel", "retry", "replay"])
async def test_a_job_that_does_not_exist_is_a_problem(
    operator: httpx.AsyncClient, verb: str
) -> None:
    answer = await act(operator, f"{uuid4()}/{verb}")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_a_filter_with_an_unknown_name_does_nothing(
    operator: httpx.AsyncClient, dead: UUID, administration: JobAdministration
) -> None:
    answer = await act(operator, "purge", tpye="greet")

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert (await administration.get(dead)).status is Status.DEAD
