"""Looking at jobs."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.application.jobs.record import JobFilter, Status
from app.application.ports.job_administration import JobAdministration
from app.interfaces.http.admin.jobs.bodies import to_document, to_line, to_queue, to_workers, write
from app.interfaces.http.bodies import json_response

# So many running jobs are looked at to find out who runs them.
_MOST_RUNNING = 1000


def make_router(jobs: JobAdministration) -> APIRouter:
    """Build what changes nothing."""
    router = APIRouter(prefix="/api")

    @router.get("/jobs")
    async def list_jobs(
        status: Status | None = None,
        job_type: Annotated[str | None, Query(alias="type")] = None,
        tag: str | None = None,
        limit: Annotated[int, Query(ge=1, le=500)] = 50,
    ) -> Response:
        wanted = JobFilter(status=status, type=job_type, tag=tag)
        found = await jobs.find(wanted, limit=limit)
        return json_response(write({"items": [to_line(job) for job in found]}))

    @router.get("/jobs/{job}")
    async def get_job(job: UUID) -> Response:
        return json_response(write(to_document(await jobs.get(job))))

    @router.get("/queues")
    async def list_queues() -> Response:
        depths = await jobs.depths()
        ranked = sorted(depths, key=lambda depth: (depth.type, depth.priority, depth.status))
        return json_response(write({"items": [to_queue(depth) for depth in ranked]}))

    @router.get("/workers")
    async def list_workers() -> Response:
        running = await jobs.find(JobFilter(status=Status.RUNNING), limit=_MOST_RUNNING)
        return json_response(write({"items": to_workers(running)}))

    return router
