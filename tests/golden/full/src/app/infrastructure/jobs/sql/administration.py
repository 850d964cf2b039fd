"""Looking at the table of jobs, and acting on it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection

from app.application.jobs.record import (
    Cancellation,
    JobFilter,
    JobRecord,
    QueueDepth,
    Status,
)
from app.domain.errors import Conflict, NotFound
from app.infrastructure.database.database import Database
from app.infrastructure.database.tables.jobs import JOBS
from app.infrastructure.jobs.sql.ordering import line_up_again
from app.infrastructure.jobs.sql.records import conditions, read_depths, to_record
from app.infrastructure.jobs.sql.terms import CANCELLED, ENDED, ID, IDS, NOT_BEGUN, NOW, has

Result = TypeVar("Result")

_GET = sa.select(JOBS).where(JOBS.c.id == ID)
_AT_ONCE = {JOBS.c.status: Status.WAITING.value, JOBS.c.due_at: NOW}
_STATUS = sa.select(JOBS.c.status).where(JOBS.c.id == ID).with_for_update()
_CANCEL = sa.update(JOBS).where(JOBS.c.id == ID).values(CANCELLED)
_REQUEST_CANCEL = sa.update(JOBS).where(JOBS.c.id == ID).values(cancel_requested=True)
_HASTEN = sa.update(JOBS).where(JOBS.c.id == ID, has(Status.SCHEDULED)).values(_AT_ONCE)
_REPLAY = (
    sa.update(JOBS)
    .where(has(Status.DEAD))
    .values({**_AT_ONCE, JOBS.c.attempt: 0, JOBS.c.ended_at: None, JOBS.c.cancel_requested: False})
)
_ENDED = sa.select(JOBS.c.id).where(has(*ENDED)).with_for_update(skip_locked=True)
_FORGET = sa.delete(JOBS).where(JOBS.c.id.in_(IDS))
# How many rows one transaction removes: others want their turn.
_BATCH: Final = 500


class SqlJobAdministration:
    """Implements `JobAdministration`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, job: UUID) -> JobRecord:
        """Return a job; raise `NotFound`."""
        row = await self._database.read(
            lambda connection: connection.execute(_GET, {"_id": job}).one_or_none()
        )
        if row is None:
            raise _unknown(job)
        return to_record(row)

    async def find(self, wanted: JobFilter, *, limit: int) -> Sequence[JobRecord]:
        """Return the newest jobs that are wanted."""
        newest = sa.select(JOBS).where(*conditions(wanted)).order_by(JOBS.c.id.desc())
        statement = newest.limit(limit)
        rows = await self._database.read(lambda connection: connection.execute(statement).all())
        return [to_record(row) for row in rows]

    async def depths(self) -> Sequence[QueueDepth]:
        """Return how many jobs there are."""
        return await self._database.read(read_depths)

    async def cancel(self, job: UUID) -> Cancellation:
        """Cancel a job."""
        return await self._write(partial(_cancel, job))

    async def hasten(self, job: UUID) -> None:
        """Let a scheduled job run now."""
        found = await self.get(job)
        if not await self._change(_HASTEN, job):
            raise Conflict(f"the job is {found.status}, not scheduled", code="not_scheduled")

    async def replay(self, wanted: JobFilter) -> int:
        """Let dead jobs run again."""
        return await self._write(partial(_replay, conditions(wanted)))

    async def purge(self, wanted: JobFilter) -> int:
        """Forget jobs that have ended."""
        purge = partial(_purge, conditions(wanted))
        total = 0
        while number := await self._write(purge):
            total += number
        return total

    async def _change(self, statement: sa.Update, job: UUID) -> bool:
        return await self._write(partial(_count, statement, {"_id": job}), atomic=True) > 0

    async def _write(self, work: Callable[[Connection], Result], *, atomic: bool = False) -> Result:
        return await self._database.single().run(work, atomic=atomic)


def _cancel(job: UUID, connection: Connection) -> Cancellation:
    status = connection.execute(_STATUS, {"_id": job}).scalar_one_or_none()
    if status is None:
        raise _unknown(job)
    if status in NOT_BEGUN:
        connection.execute(_CANCEL, {"_id": job})
        return Cancellation.CANCELLED
    if status == Status.RUNNING:
        connection.execute(_REQUEST_CANCEL, {"_id": job})
        return Cancellation.REQUESTED
    return Cancellation.TOO_LATE


def _unknown(job: UUID) -> NotFound:
    return NotFound(f"there is no job {job}")


def _purge(wanted: Sequence[sa.ColumnElement[bool]], connection: Connection) -> int:
    found = connection.execute(_ENDED.where(*wanted).limit(_BATCH)).scalars().all()
    if found:
        connection.execute(_FORGET, {"_ids": found})
    return len(found)


def _replay(wanted: Sequence[sa.ColumnElement[bool]], connection: Connection) -> int:
    line_up_again(wanted, connection)
    return _count(_REPLAY.where(*wanted), {}, connection)


def _count(
    statement: sa.Update | sa.Delete, values: Mapping[str, object], connection: Connection
) -> int:
    return connection.execute(statement, values).rowcount
