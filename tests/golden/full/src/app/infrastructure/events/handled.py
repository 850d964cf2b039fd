"""Remembers which events have been handled."""

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection

from app.application.jobs.run import Run
from app.application.ports.recording import RecordingTransaction, RecordingUnitOfWork
from app.infrastructure.database.database import Database, sql
from app.infrastructure.database.dialect import queueing, types
from app.infrastructure.database.tables.events import HANDLED_EVENTS
from app.infrastructure.events.stored import NOW

# A delivery that comes later than this is handled again: longer than any sane row of retries.
_REMEMBERED: Final = dt.timedelta(days=30)
_BATCH: Final = 500

_ID = sa.bindparam("_id", type_=types.Identifier())
_IDS = sa.bindparam("_ids", expanding=True, type_=types.Identifier())
_LIMIT = queueing.instant(sa.literal(-_REMEMBERED.total_seconds(), types.Float()))
_FIND = sa.select(HANDLED_EVENTS.c.id).where(HANDLED_EVENTS.c.id == _ID)
_MARK = sa.insert(HANDLED_EVENTS).values(id=_ID, handled_at=NOW)
_OLD = sa.select(HANDLED_EVENTS.c.id).where(HANDLED_EVENTS.c.handled_at <= _LIMIT).limit(_BATCH)
_FORGET = sa.delete(HANDLED_EVENTS).where(HANDLED_EVENTS.c.id.in_(_IDS))


class HandledEvents:
    """Implements `Once`, by a mark in the transaction of what is done."""

    def __init__(self, database: Database, unit_of_work: RecordingUnitOfWork) -> None:
        self._database = database
        self._unit_of_work = unit_of_work

    @asynccontextmanager
    async def begin(self, run: Run) -> AsyncIterator[RecordingTransaction | None]:
        """Open a transaction with the mark; yield nothing where it is there already."""
        async with self._unit_of_work.begin() as transaction:
            is_first = await sql(transaction).run(partial(_mark, run.job))
            yield transaction if is_first else None

    async def purge(self) -> None:
        """Forget what nobody will ask for any more."""
        while await self._database.single().run(_forget) > 0:
            continue


def _mark(delivery: UUID, connection: Connection) -> bool:
    if connection.execute(_FIND, {"_id": delivery}).one_or_none() is not None:
        return False
    connection.execute(_MARK, {"_id": delivery})
    return True


def _forget(connection: Connection) -> int:
    old = connection.execute(_OLD).scalars().all()
    if old:
        connection.execute(_FORGET, {"_ids": old})
    return len(old)
