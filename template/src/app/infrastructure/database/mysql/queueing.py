"""What a queue in MySQL or MariaDB needs beyond statements that all databases understand."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import sqlalchemy as sa
from sqlalchemy.dialects import mysql

from app.infrastructure.database.mysql.types import UtcDateTime
from app.infrastructure.database.settings import DatabaseSettings
from app.infrastructure.database.waiting import Wait

_UNIT: sa.ColumnElement[str] = sa.literal_column("MICROSECOND")


def instant(seconds: sa.ColumnElement[float]) -> sa.ColumnElement[dt.datetime]:
    """Return what the database's clock shows in so many seconds."""
    microseconds = sa.func.round(seconds * 1_000_000)
    later = sa.func.timestampadd(_UNIT, microseconds, sa.func.utc_timestamp(6))
    return sa.type_coerce(later, UtcDateTime())


def insert_new(table: sa.Table) -> sa.Insert:
    """Return a statement that leaves out rows whose unique values are taken."""
    insert = mysql.insert(table)
    [key, *_] = table.primary_key.columns
    return insert.on_duplicate_key_update({key.name: key})


@asynccontextmanager
async def listening(_: DatabaseSettings) -> AsyncIterator[Wait]:
    """Yield how to wait for new rows: MySQL tells nobody of them, so who waits must look again."""
    yield asyncio.sleep
