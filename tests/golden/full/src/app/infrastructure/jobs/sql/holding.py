"""Jobs in the hands of a worker."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection

from app.application.jobs.record import Status
from app.infrastructure.database.dialect import types
from app.infrastructure.database.tables.jobs import JOBS
from app.infrastructure.jobs.sql.terms import ID, WORKER, has, later

_FENCE = sa.bindparam("_fence", type_=sa.Integer())
_LEASE: sa.BindParameter[float] = sa.bindparam("_lease", type_=types.Float())
_MINE = sa.and_(JOBS.c.worker == WORKER, has(Status.RUNNING))
_RENEW = sa.update(JOBS).where(_MINE).values(lease_until=later(_LEASE))
_HELD = sa.select(JOBS.c.id, JOBS.c.fence, JOBS.c.cancel_requested).where(_MINE)
_THIS_RUN = sa.and_(JOBS.c.id == ID, JOBS.c.fence == _FENCE, has(Status.RUNNING))
_REPORT = (
    sa.update(JOBS)
    .where(_THIS_RUN)
    .values(
        progress=sa.bindparam("_progress", type_=types.Float()),
        note=sa.bindparam("_note", type_=types.LongText()),
    )
)


def renew(worker: str, lease: dt.timedelta, connection: Connection) -> None:
    """Extend all that a worker holds."""
    connection.execute(_RENEW, {"_worker": worker, "_lease": lease.total_seconds()})


def held(worker: str, connection: Connection) -> Mapping[UUID, tuple[int, bool]]:
    """Return the fences of what a worker holds, and what it is to cancel."""
    rows = connection.execute(_HELD, {"_worker": worker})
    return {row.id: (row.fence, row.cancel_requested) for row in rows}


def report(job: UUID, fence: int, progress: float, note: str, connection: Connection) -> None:
    """Store how far a run is; leave the record of a later run as it is."""
    values = {"_id": job, "_fence": fence, "_progress": progress, "_note": note}
    connection.execute(_REPORT, values)
