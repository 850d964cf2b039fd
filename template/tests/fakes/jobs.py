"""Jobs in memory, and runs of them without a worker."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID, uuid4

from app.application.jobs.job_type import (
    AlreadyEnqueued,
    JobType,
    Payload,
    Priority,
    WhenTaken,
)
from app.application.jobs.run import Handler
from app.application.ports.jobs import JobId
from app.application.ports.unit_of_work import Transaction
from app.infrastructure.jobs.payloads import write_payload
from tests.fakes.store import FakeStore

_ROWS: Final = "(jobs)"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnqueuedJob:
    """A job that nobody has run yet."""

    id: JobId
    job: JobType[Any]
    payload: Any
    priority: Priority
    due: dt.datetime | dt.timedelta
    tags: tuple[str, ...]

    @property
    def key(self) -> str | None:
        """Return what makes it unique."""
        unique = self.job.unique
        return None if unique is None else f"{self.job.name}:{unique.key(self.payload)}"


@dataclass(slots=True)
class FakeRun:
    """Implements `Run`; remembers what was reported."""

    job: UUID = field(default_factory=uuid4)
    attempt: int = 1
    fence: int = 1
    priority: Priority = Priority.NORMAL
    time_limit: dt.timedelta = dt.timedelta(minutes=10)
    reports: list[tuple[float, str]] = field(default_factory=list)

    async def report(self, progress: float, note: str = "") -> None:
        """Remember it."""
        self.reports.append((progress, note))


class FakeJobs:
    """Implements `Jobs`. What a transaction of the store has enqueued goes when it rolls back."""

    def __init__(self, store: FakeStore) -> None:
        self._store = store

    @property
    def enqueued(self) -> list[EnqueuedJob]:
        """Return what waits, in the order in which it was enqueued."""
        return list(self._store.rows[_ROWS].values())

    async def enqueue(
        self,
        job: JobType[Payload],
        payload: Payload,
        transaction: Transaction | None = None,
        *,
        priority: Priority | None = None,
        due: dt.datetime | dt.timedelta = dt.timedelta(0),
        tags: tuple[str, ...] = (),
    ) -> JobId:
        """Keep the job; raise what the queue would raise for its payload and its key."""
        del transaction
        write_payload(job, payload)
        made = EnqueuedJob(
            id=JobId(uuid4()),
            job=job,
            payload=payload,
            priority=job.priority if priority is None else priority,
            due=due,
            tags=tags,
        )
        others = [other for other in self.enqueued if made.key and other.key == made.key]
        if others and job.unique:
            if job.unique.when_taken is WhenTaken.KEEP:
                return others[0].id
            if job.unique.when_taken is WhenTaken.REJECT:
                raise AlreadyEnqueued(f"a {job.name} with this key is there already")
            del self._store.rows[_ROWS][others[0].id]
        self._store.rows[_ROWS][made.id] = made
        return made.id

    async def run(self, handler: Handler[Any]) -> list[object]:
        """Run all jobs of a handler's type, the urgent first; return what they returned."""
        mine = [job for job in self.enqueued if job.job is handler.job]
        results = []
        for job in sorted(mine, key=lambda job: job.priority):
            del self._store.rows[_ROWS][job.id]
            run = FakeRun(job=job.id, priority=job.priority, time_limit=handler.job.time_limit)
            results.append(await handler.run(job.payload, run))
        return results
