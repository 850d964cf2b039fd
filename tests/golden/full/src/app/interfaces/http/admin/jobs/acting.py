"""Acting on jobs. Each act is logged."""

from uuid import UUID

import structlog
from fastapi import APIRouter
from starlette.responses import Response

from app.application.jobs.record import JobFilter
from app.application.ports.job_administration import JobAdministration
from app.domain.errors import Conflict
from app.interfaces.http.admin.jobs.bodies import Wanted, write
from app.interfaces.http.bodies import json_response

_log = structlog.stdlib.get_logger()


def make_router(jobs: JobAdministration) -> APIRouter:
    """Build what changes something."""
    router = APIRouter(prefix="/api/jobs")
    _add_acts_on_one(router, jobs)
    _add_acts_on_many(router, jobs)
    return router


def _add_acts_on_one(router: APIRouter, jobs: JobAdministration) -> None:
    @router.post("/{job}/cancel")
    async def cancel_job(job: UUID) -> Response:
        outcome = await jobs.cancel(job)
        return _done("job_cancelled_by_operator", job=str(job), outcome=outcome.value)

    @router.post("/{job}/retry")
    async def retry_job(job: UUID) -> Response:
        await jobs.hasten(job)
        return _done("job_hastened_by_operator", job=str(job))

    @router.post("/{job}/replay")
    async def replay_job(job: UUID) -> Response:
        found = await jobs.get(job)
        number = await jobs.replay(JobFilter(id=job))
        if not number:
            raise Conflict(f"the job is {found.status}, not dead", code="not_dead")
        return _done("jobs_replayed_by_operator", job=str(job), number=number)


def _add_acts_on_many(router: APIRouter, jobs: JobAdministration) -> None:
    @router.post("/replay")
    async def replay_jobs(wanted: Wanted) -> Response:
        number = await jobs.replay(wanted.to_filter())
        return _done("jobs_replayed_by_operator", **_given(wanted), number=number)

    @router.post("/purge")
    async def purge_jobs(wanted: Wanted) -> Response:
        number = await jobs.purge(wanted.to_filter())
        return _done("jobs_purged_by_operator", **_given(wanted), number=number)


def _given(wanted: Wanted) -> dict[str, object]:
    return wanted.model_dump(mode="json", exclude_none=True)


def _done(event: str, **facts: object) -> Response:
    _log.info(event, **facts)
    return json_response(write(facts))
