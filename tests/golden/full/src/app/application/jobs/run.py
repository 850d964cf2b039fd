"""What the code of a job is given, and what it is registered as."""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeAlias
from uuid import UUID

from app.application.jobs.job_type import JobType, Payload, Priority
from app.application.jobs.schedule import Schedule

# The services by the names of their wiring, which handlers take what they need from.
Services: TypeAlias = Mapping[str, Any]


class Run(Protocol):
    """One attempt to do a job.

    A run is cancelled, which a coroutine sees as `asyncio.CancelledError`, when its time is up,
    somebody cancels the job, or its worker has lost it to another one.
    """

    @property
    def job(self) -> UUID:
        """Return the identifier of the job: the same in each attempt, hence an idempotency key."""
        ...

    @property
    def attempt(self) -> int:
        """Return the number of this attempt; the first is 1."""
        ...

    @property
    def fence(self) -> int:
        """Return a number that is higher than that of each run of this job before."""
        ...

    @property
    def priority(self) -> Priority:
        """Return the priority that the job was enqueued with."""
        ...

    @property
    def time_limit(self) -> dt.timedelta:
        """Return how long this run may take."""
        ...

    async def report(self, progress: float, note: str = "") -> None:
        """Tell those who watch how far the run is; raise `ValueError` for what is not from 0 to 1."""
        ...


@dataclass(frozen=True, kw_only=True)
class Handler(Generic[Payload]):
    """Runs the jobs of a type; what `run` returns, if it is JSON, is kept as the result."""

    job: JobType[Payload]
    run: Callable[[Payload, Run], Awaitable[object]]
    schedules: tuple[Schedule[Payload], ...] = ()
