"""What a queue keeps, and what it promises to workers: the port that each kind of store implements."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from app.application.jobs.job_type import Priority, WhenTaken
from app.application.jobs.record import Status
from app.application.ports.unit_of_work import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class UniqueKey:
    """A value that no other job may have until this one has ended and `window` has passed."""

    value: str
    window: dt.timedelta
    when_taken: WhenTaken


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """A job to be stored; `payload` is JSON."""

    id: UUID
    type: str
    version: int
    payload: str
    priority: Priority
    due: dt.datetime | dt.timedelta
    unique: UniqueKey | None
    request_id: str
    tags: tuple[str, ...]
    ordering_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedJob:
    """A job that a worker holds; `fence` tells this run of it from all others."""

    id: UUID
    fence: int
    attempt: int
    type: str
    version: int
    payload: str
    priority: Priority
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A job is over. `kept` is how long it can be looked at: for ever where there is none."""

    id: UUID
    fence: int
    status: Status
    kept: dt.timedelta | None
    result: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A job is to be run again after a pause; `uncounted` if this run is no attempt."""

    id: UUID
    fence: int
    pause: dt.timedelta
    error: str | None = None
    uncounted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A schedule has come to `planned`; `before` is the instant it had come to until then."""

    schedule: str
    before: dt.datetime
    planned: dt.datetime
    job: NewJob | None


class JobStore(Protocol):
    """A queue. All times are those of its own clock, never those of a worker's machine."""

    async def insert(
        self, jobs: Sequence[NewJob], transaction: Transaction | None
    ) -> Sequence[UUID]:
        """Store jobs that are new; return for each its identifier, or that of the one with its key."""
        ...

    async def claim(
        self,
        worker: str,
        types: Collection[str],
        *,
        floor: Priority,
        limit: int,
        lease: dt.timedelta,
    ) -> Sequence[ClaimedJob]:
        """Give a worker waiting jobs, the most urgent first, none above `floor`, in order by key."""
        ...

    async def renew(self, worker: str, lease: dt.timedelta) -> None:
        """Extend all that a worker holds."""
        ...

    async def held(self, worker: str) -> Mapping[UUID, tuple[int, bool]]:
        """Return the jobs that a worker holds: the fence, and whether to cancel."""
        ...

    async def settle(self, outcomes: Sequence[Ended | Again]) -> Collection[UUID]:
        """Store how runs came out; return those that were refused, since another run has the job."""
        ...

    async def report(self, job: UUID, fence: int, progress: float, note: str) -> None:
        """Store how far a run is."""
        ...

    async def promote(self) -> int:
        """Let jobs wait for a worker that were scheduled for later; return how many."""
        ...

    async def reap(self, attempts: Mapping[str, int]) -> Sequence[UUID]:
        """Let jobs of silent workers wait again, or die after so many attempts; return them."""
        ...

    async def purge(self) -> int:
        """Forget jobs that were kept long enough; return how many."""
        ...

    async def wait(self, types: Collection[str], *, interval: float) -> None:
        """Return when there may be work; look for it at least every `interval` seconds."""
        ...

    async def now(self) -> dt.datetime:
        """Return the time of the store."""
        ...

    async def planned(self, schedules: Collection[str]) -> Mapping[str, dt.datetime]:
        """Return how far schedules have come; those that are new have come to now."""
        ...

    async def tick(self, tick: Tick) -> bool:
        """Move a schedule on and store its job; return whether nobody else has done so before."""
        ...
