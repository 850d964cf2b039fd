"""A job that leaves traces in a file: to the processes of these tests it is a job of the user's."""

import asyncio
import datetime as dt
import os
import time
from dataclasses import dataclass

from app.application.jobs.job_type import JobType, Retries
from app.application.jobs.run import Handler, Run, Services
from app.application.jobs.schedule import Schedule
from app.domain.errors import Invalid

# The environment variable that names the file.
TRACES = "PROBE_TRACES"


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """How long it takes, and how it comes out."""

    seconds: float = 0.0
    # Whether later attempts take no time.
    once: bool = False
    # Whether nothing else happens in its process meanwhile.
    blocks: bool = False
    fails: bool = False


# Whose worker is killed again and again is not to blame.
PROBE = JobType(
    name="probe",
    payload=Probe,
    retries=Retries(attempts=1000, base=dt.timedelta(0)),
)
YEARLY = Schedule(name="yearly", expression="0 0 1 1 *", payload=Probe())


def make_handler(_: Services) -> Handler[Probe]:
    """Return the code of the job."""
    return Handler(job=PROBE, run=_run, schedules=(YEARLY,))


async def _run(payload: Probe, run: Run) -> int:
    _leave("begun", run)
    try:
        await _spend(payload, run)
    except asyncio.CancelledError:
        _leave("broken_off", run)
        raise
    if payload.fails:
        raise Invalid("it was told to fail")
    _leave("finished", run)
    return run.attempt


async def _spend(payload: Probe, run: Run) -> None:
    if payload.once and run.attempt > 1:
        return
    if payload.blocks:
        _block(payload.seconds)
    else:
        await asyncio.sleep(payload.seconds)


def _block(seconds: float) -> None:
    time.sleep(seconds)


def _leave(event: str, run: Run) -> None:
    """Append a line, whole or not at all, whatever happens to this process afterwards."""
    file = os.open(os.environ[TRACES], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        os.write(file, f"{event} {run.job} {run.attempt}\n".encode())
    finally:
        os.close(file)
