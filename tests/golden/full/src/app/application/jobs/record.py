"""What can be known about jobs."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.application.jobs.job_type import Priority


class Status(StrEnum):
    """Where a job is on its way."""

    SCHEDULED = "scheduled"
    WAITING = "waiting"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    DEAD = "dead"
    CANCELLED = "cancelled"


class Cancellation(StrEnum):
    """What became of the wish to cancel a job."""

    CANCELLED = "cancelled"
    REQUESTED = "requested"  # it runs, and is told
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRecord:
    """A job as it is now; `payload` and `result` are JSON."""

    id: UUID
    type: str
    version: int
    payload: str
    status: Status
    priority: Priority
    due_at: dt.datetime
    attempt: int
    worker: str | None
    unique_key: str | None
    ordering_key: str | None
    # Where it stands in the line of those with its key: each has a higher number than those before.
    ordering_number: int | None
    cancel_requested: bool
    request_id: str
    tags: tuple[str, ...]
    progress: float | None
    note: str
    result: str | None
    error: str | None
    created_at: dt.datetime
    started_at: dt.datetime | None
    ended_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFilter:
    """Which jobs are meant: those for which all that is given is true."""

    id: UUID | None = None
    status: Status | None = None
    type: str | None = None
    tag: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueDepth:
    """How many jobs of a type and priority are in one status, and the age of the oldest."""

    type: str
    priority: Priority
    status: Status
    number: int
    oldest: dt.timedelta
