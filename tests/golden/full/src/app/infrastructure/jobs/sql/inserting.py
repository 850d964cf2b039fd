"""Putting jobs into the table."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection, Insert

from app.application.jobs.job_type import AlreadyEnqueued, WhenTaken
from app.application.jobs.record import Status
from app.infrastructure.database.dialect import queueing, types
from app.infrastructure.database.tables.jobs import JOBS
from app.infrastructure.jobs.sql.ordering import line_up
from app.infrastructure.jobs.sql.terms import CANCELLED, ENDED, ID, NOT_BEGUN, NOW, has, later
from app.infrastructure.jobs.store import NewJob, UniqueKey

# A job that has just ended may free its key between two looks; more often than this is no accident.
_LOOKS = 5

_KEY = sa.bindparam("_key", type_=types.String(255))
_DUE_IN: sa.BindParameter[float] = sa.bindparam("_due_in", type_=types.Float())
_WINDOW: sa.BindParameter[float] = sa.bindparam("_window", type_=types.Float())
_NEW = queueing.insert_new(JOBS).values(
    id=ID,
    type=sa.bindparam("_type", type_=types.String(100)),
    version=sa.bindparam("_version", type_=sa.Integer()),
    payload=sa.bindparam("_payload", type_=types.LongText()),
    status=sa.bindparam("_status", type_=types.String(10)),
    priority=sa.bindparam("_priority", type_=sa.Integer()),
    attempt=0,
    fence=0,
    unique_key=_KEY,
    unique_until=later(_WINDOW),
    ordering_key=sa.bindparam("_ordering_key", type_=types.String(255)),
    ordering_number=sa.bindparam("_ordering_number", type_=sa.BigInteger()),
    cancel_requested=False,
    request_id=sa.bindparam("_request_id", type_=types.String(128)),
    tags=sa.bindparam("_tags", type_=types.LongText()),
    note="",
    created_at=NOW,
)
_INSERT_DUE_IN = _NEW.values(due_at=later(_DUE_IN))
_INSERT_DUE_AT = _NEW.values(due_at=sa.bindparam("_due_at", type_=types.UtcDateTime()))
_RELEASE_KEY = (
    sa.update(JOBS)
    .where(JOBS.c.unique_key == _KEY, has(*ENDED), JOBS.c.unique_until <= NOW)
    .values(unique_key=None)
)
_REPLACE = sa.update(JOBS).where(JOBS.c.unique_key == _KEY, has(*NOT_BEGUN)).values(CANCELLED)
_OWNER_OF_KEY = sa.select(JOBS.c.id).where(JOBS.c.unique_key == _KEY)


def insert(jobs: Sequence[NewJob], connection: Connection) -> Sequence[UUID]:
    """Store jobs; return for each its identifier, or that of the one that has its key."""
    numbers = line_up([job.ordering_key for job in jobs], connection)
    rows = [_row(job, number) for job, number in zip(jobs, numbers, strict=True)]
    plain = [row for job, row in zip(jobs, rows, strict=True) if job.unique is None]
    for statement, some in _inserts(plain):
        connection.execute(statement, some)
    return [
        job.id if job.unique is None else _insert_unique(job, job.unique, row, connection)
        for job, row in zip(jobs, rows, strict=True)
    ]


def _inserts(
    rows: Sequence[Mapping[str, Any]],
) -> Iterator[tuple[Insert, list[Mapping[str, Any]]]]:
    """Yield statements with the rows for them."""
    due_in = [row for row in rows if "_due_in" in row]
    due_at = [row for row in rows if "_due_at" in row]
    if due_in:
        yield _INSERT_DUE_IN, due_in
    if due_at:
        yield _INSERT_DUE_AT, due_at


def _insert_unique(
    job: NewJob, unique: UniqueKey, row: Mapping[str, Any], connection: Connection
) -> UUID:
    key = {"_key": unique.value}
    connection.execute(_RELEASE_KEY, key)
    if unique.when_taken is WhenTaken.REPLACE:
        connection.execute(_REPLACE, key)
    for _ in range(_LOOKS):
        for statement, rows in _inserts([row]):
            connection.execute(statement, rows)
        owner: UUID | None = connection.execute(_OWNER_OF_KEY, key).scalar_one_or_none()
        if owner is not None:
            return _accepted(owner, job, unique)
    raise AlreadyEnqueued(f"other jobs keep taking the key of this {job.type}")


def _accepted(owner: UUID, job: NewJob, unique: UniqueKey) -> UUID:
    if owner != job.id and unique.when_taken is WhenTaken.REJECT:
        raise AlreadyEnqueued(f"a {job.type} with this key is there already")
    return owner


def _row(job: NewJob, number: int | None) -> dict[str, Any]:
    row = {
        "_id": job.id,
        "_type": job.type,
        "_version": job.version,
        "_payload": job.payload,
        "_status": Status.SCHEDULED.value,
        "_priority": job.priority.value,
        "_key": job.unique.value if job.unique else None,
        "_window": job.unique.window.total_seconds() if job.unique else 0.0,
        "_ordering_key": job.ordering_key,
        "_ordering_number": number,
        "_request_id": job.request_id,
        "_tags": json.dumps(job.tags),
    }
    if isinstance(job.due, dt.datetime):
        return {**row, "_due_at": job.due}
    if job.due <= dt.timedelta(0):
        row["_status"] = Status.WAITING.value
    return {**row, "_due_in": job.due.total_seconds()}
