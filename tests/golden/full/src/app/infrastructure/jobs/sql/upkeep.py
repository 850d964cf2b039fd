"""What has to be done now and then, by whichever worker comes first."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection, Row, Select, UpdateBase

from app.application.jobs.record import Status
from app.infrastructure.database.tables.jobs import JOBS
from app.infrastructure.jobs.sql.settling import settle
from app.infrastructure.jobs.sql.terms import ENDED, IDS, NOW, TYPES, has
from app.infrastructure.jobs.store import Again, Ended

_LOST: Final = "its worker fell silent"
# How many rows one transaction changes: others want their turn.
_BATCH: Final = 500

_DUE = (
    sa.select(JOBS.c.id)
    .where(has(Status.SCHEDULED), JOBS.c.due_at <= NOW)
    .order_by(JOBS.c.due_at)
    .limit(_BATCH)
    .with_for_update(skip_locked=True)
)
_PROMOTE = sa.update(JOBS).where(JOBS.c.id.in_(IDS)).values(status=Status.WAITING.value)
_SILENT = (
    sa.select(JOBS.c.id, JOBS.c.type, JOBS.c.attempt, JOBS.c.fence, JOBS.c.cancel_requested)
    .where(has(Status.RUNNING), JOBS.c.lease_until <= NOW, JOBS.c.type.in_(TYPES))
    .limit(_BATCH)
    .with_for_update(skip_locked=True)
)
_FREE_OLD_KEYS = (
    sa.update(JOBS)
    .where(JOBS.c.unique_key.is_not(None), has(*ENDED), JOBS.c.unique_until <= NOW)
    .values(unique_key=None)
)
_KEPT_LONG_ENOUGH = (
    sa.select(JOBS.c.id)
    .where(JOBS.c.kept_until <= NOW, JOBS.c.unique_key.is_(None))
    .limit(_BATCH)
    .with_for_update(skip_locked=True)
)
_FORGET = sa.delete(JOBS).where(JOBS.c.id.in_(IDS))


def promote(connection: Connection) -> int:
    """Let jobs wait that are due."""
    return _change(_DUE, _PROMOTE, connection)


def purge(connection: Connection) -> int:
    """Forget what was kept long enough."""
    connection.execute(_FREE_OLD_KEYS)
    return _change(_KEPT_LONG_ENOUGH, _FORGET, connection)


def reap(attempts: Mapping[str, int], connection: Connection) -> Sequence[UUID]:
    """Take jobs away from workers that are silent."""
    rows = connection.execute(_SILENT, {"_types": list(attempts)}).all()
    if rows:
        settle([_outcome(row, attempts) for row in rows], connection)
    return [row.id for row in rows]


def _outcome(row: Row[*tuple[Any, ...]], attempts: Mapping[str, int]) -> Ended | Again:
    if row.attempt >= attempts[row.type]:
        return Ended(id=row.id, fence=row.fence, status=Status.DEAD, kept=None, error=_LOST)
    return Again(id=row.id, fence=row.fence, pause=dt.timedelta(0), error=_LOST)


def _change(choose: Select[tuple[UUID]], change: UpdateBase, connection: Connection) -> int:
    found = connection.execute(choose).scalars().all()
    if found:
        connection.execute(change, {"_ids": found})
    return len(found)
