"""Jobs that come out as their payload says."""

import asyncio
from uuid import UUID

from app.application.jobs.record import Status
from app.application.jobs.run import Run
from app.application.ports.job_administration import JobAdministration
from app.application.ports.jobs import Jobs
from app.domain.errors import Invalid
from tests.integration.jobs.workers import GREET, Greeting, in_status

# A browser that takes this for markup runs it.
MARKUP = '<img src="x" onerror="document.title=\'hacked\'">'


async def meet(payload: Greeting, run: Run) -> None:
    """Do what the name says; succeed with any other."""
    if payload.name == "fail once" and run.attempt == 1:
        raise RuntimeError("no luck")
    if payload.name in {"die", MARKUP}:
        raise Invalid(f"never {payload.name}")
    if payload.name == "sleep":
        await run.report(0.25, "a quarter")
        await asyncio.sleep(60)


async def met(jobs: Jobs, administration: JobAdministration, name: str, status: Status) -> UUID:
    """Enqueue a job, wait until it is in this status, and return it."""
    job = await jobs.enqueue(GREET, Greeting(name=name), tags=(name,))
    await in_status(administration, job, status)
    return job
