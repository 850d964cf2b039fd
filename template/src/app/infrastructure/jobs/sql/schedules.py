"""Up to which instant schedules have been followed."""

import datetime as dt
from collections.abc import Collection, Mapping

import sqlalchemy as sa
from sqlalchemy import Connection

from app.infrastructure.database.dialect import queueing, types
from app.infrastructure.database.tables.jobs import SCHEDULES
from app.infrastructure.jobs.sql.inserting import insert
from app.infrastructure.jobs.sql.terms import NOW
from app.infrastructure.jobs.store import Tick

_TIME = sa.select(NOW)
_NAMES = sa.bindparam("_names", expanding=True, type_=types.String(100))
_PLANNED = sa.select(SCHEDULES.c.name, SCHEDULES.c.planned_at).where(SCHEDULES.c.name.in_(_NAMES))
_INSERT_SCHEDULE = queueing.insert_new(SCHEDULES)
_MOVE_ON = (
    sa.update(SCHEDULES)
    .where(
        SCHEDULES.c.name == sa.bindparam("_name", type_=types.String(100)),
        SCHEDULES.c.planned_at == sa.bindparam("_before", type_=types.UtcDateTime()),
    )
    .values(planned_at=sa.bindparam("_planned", type_=types.UtcDateTime()))
)


def now(connection: Connection) -> dt.datetime:
    """Return the time of the database."""
    return connection.execute(_TIME).scalar_one()


def planned(schedules: Collection[str], connection: Connection) -> Mapping[str, dt.datetime]:
    """Return how far schedules have come; those that are new have come to now."""
    wanted = {"_names": list(schedules)}
    known = {row.name for row in connection.execute(_PLANNED, wanted)}
    for name in sorted(set(schedules) - known):
        connection.execute(_INSERT_SCHEDULE.values(name=name, planned_at=NOW))
    return {row.name: row.planned_at for row in connection.execute(_PLANNED, wanted)}


def tick(given: Tick, connection: Connection) -> bool:
    """Move a schedule on and store its job, unless somebody else has done so."""
    step = {"_name": given.schedule, "_before": given.before, "_planned": given.planned}
    if connection.execute(_MOVE_ON, step).rowcount == 0:
        return False
    if given.job is not None:
        insert([given.job], connection)
    return True
