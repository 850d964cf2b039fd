"""What a queue in PostgreSQL needs beyond statements that all databases understand."""

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from app.infrastructure.database.postgresql.bell import CHANNEL, Bell
from app.infrastructure.database.postgresql.types import UtcDateTime
from app.infrastructure.database.settings import DatabaseSettings
from app.infrastructure.database.waiting import Wait

_SECOND: sa.ColumnElement[dt.timedelta] = sa.literal_column("interval '1 second'", sa.Interval())


def instant(seconds: sa.ColumnElement[float]) -> sa.ColumnElement[dt.datetime]:
    """Return what the database's clock shows in so many seconds.

    It stands still within a statement: only what does can be looked up in an index.
    """
    later = sa.func.statement_timestamp() + sa.cast(seconds, sa.Double()) * _SECOND
    return sa.type_coerce(later, UtcDateTime())


def insert_new(table: sa.Table) -> sa.Insert:
    """Return a statement that leaves out rows whose unique values are taken, and tells of others."""
    insert = postgresql.insert(table).on_conflict_do_nothing()
    return insert.returning(sa.func.pg_notify(CHANNEL, ""))


@asynccontextmanager
async def listening(settings: DatabaseSettings) -> AsyncIterator[Wait]:
    """Yield how to wait for new rows: the database tells of them."""
    bell = Bell(settings)
    try:
        yield bell.wait
    finally:
        await bell.close()
