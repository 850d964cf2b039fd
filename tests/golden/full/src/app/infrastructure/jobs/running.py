"""What the code of a job sees of its run."""

import datetime as dt
from uuid import UUID

from app.application.jobs.job_type import Priority
from app.infrastructure.jobs.store import ClaimedJob, JobStore


class StoredRun:
    """Implements `Run`."""

    def __init__(self, job: ClaimedJob, store: JobStore, time_limit: dt.timedelta) -> None:
        self._job = job
        self._store = store
        self.time_limit = time_limit

    @property
    def job(self) -> UUID:
        """Return the identifier of the job."""
        return self._job.id

    @property
    def attempt(self) -> int:
        """Return the number of this attempt."""
        return self._job.attempt

    @property
    def fence(self) -> int:
        """Return the number of this run."""
        return self._job.fence

    @property
    def priority(self) -> Priority:
        """Return the priority of the job."""
        return self._job.priority

    async def report(self, progress: float, note: str = "") -> None:
        """Store how far the run is; raise `ValueError` for what is not from 0 to 1."""
        if not 0 <= progress <= 1:
            raise ValueError(f"progress goes from 0 to 1, and is not {progress}")
        await self._store.report(self._job.id, self._job.fence, progress, note)
