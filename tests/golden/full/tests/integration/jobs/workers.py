"""A worker in the process of the test, and jobs for it."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.application.jobs.job_type import JobType, Retries
from app.application.jobs.record import JobRecord, Status
from app.application.jobs.run import Handler, Run
from app.application.ports.job_administration import JobAdministration
from app.infrastructure.jobs.observing import UNOBSERVED, Observer
from app.infrastructure.jobs.settings import JobsSettings
from app.infrastructure.jobs.store import JobStore
from app.infrastructure.jobs.worker import Worker

PATIENCE = 30.0
QUICK = JobsSettings(poll_interval=0.01, lease=5)
NO_PAUSE = Retries(attempts=3, base=dt.timedelta(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """A payload."""

    name: str = "Ada"


GREET = JobType(name="greet", payload=Greeting, retries=NO_PAUSE)

Code = Callable[[Greeting, Run], Awaitable[object]]


def handler(code: Code, job: JobType[Greeting] = GREET) -> Handler[Greeting]:
    """Return a handler."""
    return Handler(job=job, run=code)


@asynccontextmanager
async def working(
    store: JobStore,
    *handlers: Handler[Any],
    settings: JobsSettings = QUICK,
    name: str = "worker",
    observer: Observer = UNOBSERVED,
) -> AsyncIterator[asyncio.Event]:
    """Run a worker while the context is open; setting the event stops it earlier."""
    stopped = asyncio.Event()
    worker = Worker(name, {one.job.name: one for one in handlers}, store, settings, observer)
    task = asyncio.create_task(worker.run(stopped))
    try:
        yield stopped
    finally:
        stopped.set()
        await task


async def until(condition: Callable[[], Awaitable[bool] | bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(PATIENCE):
        while True:
            found = condition()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(0.01)


async def in_status(administration: JobAdministration, job: UUID, *wanted: Status) -> JobRecord:
    """Wait until a job is in one of these, and return it."""

    async def is_there() -> bool:
        return (await administration.get(job)).status in wanted

    await until(is_there)
    return await administration.get(job)
