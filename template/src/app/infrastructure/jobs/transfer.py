"""Takes jobs from one queue to another."""

import datetime as dt
from collections.abc import Sequence

from pydantic import TypeAdapter, ValidationError

from app.application.jobs.job_type import WhenTaken
from app.application.jobs.record import JobFilter, JobRecord, Status
from app.application.ports.job_administration import JobAdministration
from app.domain.errors import Conflict, Invalid
from app.infrastructure.jobs.store import JobStore, NewJob, UniqueKey

_ALL = 1_000_000_000
# How many jobs are stored at once.
_BATCH = 500
_JOB = TypeAdapter(NewJob)


class StoredJobTransfer:
    """Implements `JobTransfer`, on any queue."""

    def __init__(self, administration: JobAdministration, store: JobStore) -> None:
        self._administration = administration
        self._store = store

    async def export(self) -> Sequence[str]:
        """Return jobs as JSON, the oldest first, and each behind those that it has to wait for."""
        if await self._administration.find(JobFilter(status=Status.RUNNING), limit=1):
            raise Conflict("jobs are running: stop all workers first", code="jobs_running")
        found = [
            job
            for status in (Status.WAITING, Status.SCHEDULED)
            for job in await self._administration.find(JobFilter(status=status), limit=_ALL)
        ]
        found.sort(key=lambda job: (job.ordering_number or 0, job.id))
        return [_JOB.dump_json(_to_new(job)).decode() for job in found]

    async def restore(self, lines: Sequence[str]) -> None:
        """Store jobs, all that are read at first."""
        try:
            jobs = [_JOB.validate_json(line) for line in lines]
        except ValidationError as error:
            raise Invalid("this is not what `jobs export` writes", code="not_exported") from error
        for start in range(0, len(jobs), _BATCH):
            await self._store.insert(jobs[start : start + _BATCH], None)


def _to_new(job: JobRecord) -> NewJob:
    return NewJob(
        id=job.id,
        type=job.type,
        version=job.version,
        payload=job.payload,
        priority=job.priority,
        due=job.due_at,
        unique=_to_key(job),
        ordering_key=job.ordering_key,
        request_id=job.request_id,
        tags=job.tags,
    )


def _to_key(job: JobRecord) -> UniqueKey | None:
    """Return the key, which is taken until the job has ended."""
    if job.unique_key is None:
        return None
    return UniqueKey(value=job.unique_key, window=dt.timedelta(0), when_taken=WhenTaken.KEEP)
