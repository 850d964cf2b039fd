"""What a queue in an SQLite file needs beyond statements that all databases understand."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from app.infrastructure.database.settings import DatabaseSettings
from app.infrastructure.database.sqlite.types import UtcDateTime
from app.infrastructure.database.waiting import Wait


def instant(seconds: sa.ColumnElement[float]) -> sa.ColumnElement[dt.datetime]:
    """Return what the database's clock shows in so many seconds, to the millisecond."""
    modifier = sa.func.printf("%+.3f seconds", seconds)
    text = sa.func.strftime("%Y-%m-%d %H:%M:%f", "now", modifier, type_=sa.String())
    return sa.type_coerce(text.concat("000+00:00"), UtcDateTime())


def insert_new(table: sa.Table) -> sa.Insert:
    """Return a statement that leaves out rows whose unique values are taken."""
    return sqlite.insert(table).on_conflict_do_nothing()


@asynccontextmanager
async def listening(_: DatabaseSettings) -> AsyncIterator[Wait]:
    """Yield how to wait for new rows: an SQLite file tells nobody of them, so who waits must look again."""
    yield asyncio.sleep
