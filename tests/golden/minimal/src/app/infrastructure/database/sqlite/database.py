"""Work on an SQLite file: reads beside each other, one write at a time."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from app.infrastructure.database.database import SingleWrite, SqlTransaction
from app.infrastructure.database.sqlite.connection import Lane, TimedConnection
from app.infrastructure.database.sqlite.transaction import SqliteTransaction, run_in_transaction
from app.infrastructure.database.sqlite.violations import explain
from app.infrastructure.database.turns import Turns
from app.infrastructure.database.violations import Kind, domain_errors

Result = TypeVar("Result")
# How long a statement may hold up the event loop, in seconds.
_HOLD_UP = 0.005
_SLOW = frozenset({Kind.BUSY, Kind.TOO_SLOW})


class SqliteDatabase:
    """Implements `Database`. Readers never wait for the writer (write-ahead log).

    Most reads take microseconds, less than a hop to a thread and back: they run where they are,
    on the event loop. One that would hold it up is interrupted and runs again in a thread.
    """

    def __init__(self, engine: Engine, *, acquire_timeout: float, statement_timeout: float) -> None:
        self._here = TimedConnection(engine, seconds=_HOLD_UP)
        self._reads = Lane(TimedConnection(engine, seconds=statement_timeout), name="read")
        self._writes = Lane(TimedConnection(engine, seconds=statement_timeout), name="write")
        self._turn = Turns(1, patience=acquire_timeout)

    async def start(self) -> None:
        """Open all connections."""
        with domain_errors(explain):
            await self._reads.open()
            await self._writes.open()
            self._here.open()
            self._here.run(lambda connection: connection.exec_driver_sql("PRAGMA busy_timeout = 0"))

    async def close(self) -> None:
        """Close all connections."""
        self._here.close()
        await self._reads.close()
        await self._writes.close()

    async def read(self, work: Callable[[Connection], Result]) -> Result:
        """Run `work`, in the thread for reads if it takes long or has to wait."""
        with domain_errors(explain):
            try:
                return self._here.run(work)
            except OperationalError as error:
                violation = explain(error)
                if violation is None or violation.kind not in _SLOW:
                    raise
            return await self._reads.run(work)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[SqlTransaction]:
        """Open a transaction when the one before has ended; wait for that a limited time."""
        async with self._turn:
            transaction = SqliteTransaction(self._writes)
            try:
                yield transaction
                await asyncio.shield(transaction.finish("COMMIT"))
            except BaseException:
                await asyncio.shield(transaction.finish("ROLLBACK"))
                raise

    async def write(self, work: Callable[[Connection], Result], *, atomic: bool) -> Result:
        """Run `work` and commit it, all in one hop to the thread for writes."""
        whole = work if atomic else partial(run_in_transaction, work)
        async with self._turn:
            with domain_errors(explain):
                return await self._writes.run(whole)

    def single(self) -> SqlTransaction:
        """Return a transaction for one write."""
        return SingleWrite(self)
