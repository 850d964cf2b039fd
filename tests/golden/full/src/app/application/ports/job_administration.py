"""Looking at jobs, and acting on them."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from app.application.jobs.record import Cancellation, JobFilter, JobRecord, QueueDepth


class JobAdministration(Protocol):
    """What operators can do with the queue. Jobs that do not exist raise `NotFound`."""

    async def get(self, job: UUID) -> JobRecord:
        """Return a job."""
        ...

    async def find(self, wanted: JobFilter, *, limit: int) -> Sequence[JobRecord]:
        """Return the newest jobs that are wanted."""
        ...

    async def depths(self) -> Sequence[QueueDepth]:
        """Return how many jobs have not ended or are dead, by type, priority and status."""
        ...

    async def cancel(self, job: UUID) -> Cancellation:
        """Cancel a job: at once if it waits, else by telling its worker."""
        ...

    async def hasten(self, job: UUID) -> None:
        """Let a job that is scheduled for later run now; raise `Conflict` if it is not scheduled."""
        ...

    async def replay(self, wanted: JobFilter) -> int:
        """Let dead jobs run again, with all their attempts; return how many."""
        ...

    async def purge(self, wanted: JobFilter) -> int:
        """Forget jobs that have ended; return how many."""
        ...
