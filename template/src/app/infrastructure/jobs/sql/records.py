"""Rows of jobs as operators see them."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from app.application.jobs.job_type import Priority
from app.application.jobs.record import JobFilter, JobRecord, QueueDepth, Status
from app.infrastructure.database.tables.jobs import JOBS
from app.infrastructure.jobs.sql.terms import NOT_BEGUN, NOW, has

_TIME = sa.select(NOW)
_OPEN = sa.select(
    JOBS.c.type,
    JOBS.c.priority,
    JOBS.c.status,
    sa.func.count().label("number"),
    sa.func.min(JOBS.c.due_at).label("oldest"),
).where(has(*NOT_BEGUN, Status.RUNNING, Status.DEAD))
_DEPTHS = _OPEN.group_by(JOBS.c.type, JOBS.c.priority, JOBS.c.status)


def conditions(wanted: JobFilter) -> list[sa.ColumnElement[bool]]:
    given: list[sa.ColumnElement[bool]] = []
    if wanted.id is not None:
        given.append(JOBS.c.id == wanted.id)
    if wanted.status is not None:
        given.append(JOBS.c.status == wanted.status.value)
    if wanted.type is not None:
        given.append(JOBS.c.type == wanted.type)
    if wanted.tag is not None:
        given.append(JOBS.c.tags.contains(json.dumps(wanted.tag), autoescape=True))
    return given


def read_depths(connection: Connection) -> Sequence[QueueDepth]:
    now = connection.execute(_TIME).scalar_one()
    nothing = dt.timedelta(0)
    return [
        QueueDepth(
            type=row.type,
            priority=Priority(row.priority),
            status=Status(row.status),
            number=row.number,
            oldest=max(nothing, now - row.oldest),
        )
        for row in connection.execute(_DEPTHS)
    ]


def to_record(row: Row[Any]) -> JobRecord:
    return JobRecord(
        id=row.id,
        type=row.type,
        version=row.version,
        payload=row.payload,
        status=Status(row.status),
        priority=Priority(row.priority),
        due_at=row.due_at,
        attempt=row.attempt,
        worker=row.worker,
        unique_key=row.unique_key,
        ordering_key=row.ordering_key,
        ordering_number=row.ordering_number,
        cancel_requested=row.cancel_requested,
        request_id=row.request_id,
        tags=tuple(json.loads(row.tags)),
        progress=row.progress,
        note=row.note,
        result=row.result,
        error=row.error,
        created_at=row.created_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )
