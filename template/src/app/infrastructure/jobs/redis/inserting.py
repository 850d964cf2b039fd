"""Putting jobs into Redis."""

from collections.abc import Sequence
from uuid import UUID

from app.application.jobs.job_type import AlreadyEnqueued
from app.infrastructure.jobs.redis.queue import Queue
from app.infrastructure.jobs.redis.writing import write_jobs
from app.infrastructure.jobs.store import NewJob


async def insert(jobs: Sequence[NewJob], queue: Queue) -> Sequence[UUID]:
    """Store jobs, all or none; return for each its identifier, or that of the one that has its key."""
    outcome, *found = await queue.run("insert", write_jobs(jobs))
    if outcome == "rejected":
        raise AlreadyEnqueued(f"a {found[0]} with this key is there already")
    return [UUID(job) for job in found]
