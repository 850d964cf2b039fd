"""What the statements of the queue share. Names of parameters start with an underscore."""

import datetime as dt
from typing import Final

import sqlalchemy as sa

from app.application.jobs.record import Status
from app.infrastructure.database.dialect import queueing, types
from app.infrastructure.database.tables.jobs import JOBS

ENDED: Final = (Status.SUCCEEDED, Status.DEAD, Status.CANCELLED)
NOT_BEGUN: Final = (Status.SCHEDULED, Status.WAITING)
# How long what was cancelled can be looked at.
CANCELLED_KEPT: Final = dt.timedelta(days=1)

ID = sa.bindparam("_id", type_=types.Identifier())
WORKER = sa.bindparam("_worker", type_=types.String(100))
IDS = sa.bindparam("_ids", expanding=True, type_=types.Identifier())
TYPES = sa.bindparam("_types", expanding=True, type_=types.String(100))

NOW: sa.ColumnElement[dt.datetime] = queueing.instant(sa.literal(0.0, types.Float()))


def later(seconds: sa.BindParameter[float]) -> sa.ColumnElement[dt.datetime]:
    """Return the instant in so many seconds, by the clock of the database."""
    return queueing.instant(seconds)


def has(*statuses: Status) -> sa.ColumnElement[bool]:
    """Return the condition that a job is in one of these."""
    if len(statuses) == 1:
        return JOBS.c.status == statuses[0].value
    return JOBS.c.status.in_([status.value for status in statuses])


CANCELLED: Final = {
    JOBS.c.status: Status.CANCELLED.value,
    JOBS.c.ended_at: NOW,
    JOBS.c.kept_until: queueing.instant(sa.literal(CANCELLED_KEPT.total_seconds(), types.Float())),
    JOBS.c.unique_key: None,
}
