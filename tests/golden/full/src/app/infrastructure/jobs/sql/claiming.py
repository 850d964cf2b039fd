"""Giving jobs to workers."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection

from app.application.jobs.job_type import Priority
from app.application.jobs.record import Status
from app.infrastructure.database.dialect import types
from app.infrastructure.database.tables.jobs import JOBS
from app.infrastructure.jobs.sql.ordering import IS_FIRST
from app.infrastructure.jobs.sql.terms import IDS, NOW, TYPES, WORKER, has, later
from app.infrastructure.jobs.store import ClaimedJob

_DAY: Final = 86_400.0

_LEASE: sa.BindParameter[float] = sa.bindparam("_lease", type_=types.Float())
_NEXT_DUE = sa.select(sa.func.min(JOBS.c.due_at)).where(has(Status.SCHEDULED))
_READY = sa.select(
    sa.exists().where(has(Status.WAITING), JOBS.c.type.in_(TYPES), IS_FIRST).label("is_waiting"),
    _NEXT_DUE.scalar_subquery().label("next_due"),
    NOW.label("now"),
)
_NEXT = (
    sa.select(
        JOBS.c.id,
        JOBS.c.fence,
        JOBS.c.attempt,
        JOBS.c.type,
        JOBS.c.version,
        JOBS.c.payload,
        JOBS.c.priority,
        JOBS.c.request_id,
    )
    .where(
        has(Status.WAITING),
        JOBS.c.priority >= sa.bindparam("_floor", type_=sa.Integer()),
        JOBS.c.type.in_(TYPES),
        IS_FIRST,
    )
    .order_by(JOBS.c.priority, JOBS.c.due_at)
    .limit(sa.bindparam("_limit", type_=sa.Integer()))
    .with_for_update(skip_locked=True)
)
_TAKE = (
    sa.update(JOBS)
    .where(JOBS.c.id.in_(IDS))
    .values(
        status=Status.RUNNING.value,
        fence=JOBS.c.fence + 1,
        attempt=JOBS.c.attempt + 1,
        worker=WORKER,
        running_key=JOBS.c.ordering_key,
        lease_until=later(_LEASE),
        started_at=NOW,
        progress=None,
        note="",
    )
)


def claim(
    wanted: Mapping[str, Any], holder: Mapping[str, Any], connection: Connection
) -> Sequence[ClaimedJob]:
    """Take waiting jobs; rows that another worker is about to take are passed over.

    Raise `Conflict` if another worker has taken a job of the same line, which was not seen here.
    """
    rows = connection.execute(_NEXT, wanted).all()
    if rows:
        connection.execute(_TAKE, {**holder, "_ids": [row.id for row in rows]})
    return [
        ClaimedJob(
            id=row.id,
            fence=row.fence + 1,
            attempt=row.attempt + 1,
            type=row.type,
            version=row.version,
            payload=row.payload,
            priority=Priority(row.priority),
            request_id=row.request_id,
        )
        for row in rows
    ]


def look(types: Collection[str], connection: Connection) -> tuple[bool, float]:
    """Return whether one of these types can be claimed, and the seconds until any is due, at most a day."""
    row = connection.execute(_READY, {"_types": list(types)}).one()
    seconds = _DAY if row.next_due is None else (row.next_due - row.now).total_seconds()
    return bool(row.is_waiting), seconds
