"""A database server: one pool of connections for statements, one for transactions."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import URL, Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.util import greenlet_spawn

from app.infrastructure.database.database import SingleWrite, SqlTransaction
from app.infrastructure.database.pooled.statements import Statements
from app.infrastructure.database.settings import DatabaseSettings
from app.infrastructure.database.turns import Turns
from app.infrastructure.database.violations import Explain, domain_errors

Result = TypeVar("Result")
# Servers and proxies close idle connections: open new ones before that, in seconds.
_LIFETIME = 1800


class PooledDatabase:
    """Implements `Database`. One statement needs no transaction: that saves two round trips."""

    def __init__(
        self,
        url: URL,
        settings: DatabaseSettings,
        *,
        explain: Explain,
        connect_args: Mapping[str, Any],
        isolation_level: str,
    ) -> None:
        autocommit = create_async_engine(
            url,
            isolation_level="AUTOCOMMIT",
            poolclass=sa.NullPool,
            connect_args=dict(connect_args),
        )
        self._statements = Statements(
            autocommit,
            turns=Turns(settings.pool_size, patience=settings.acquire_timeout),
            lifetime=_LIFETIME,
        )
        self._transactions = create_async_engine(
            url,
            isolation_level=isolation_level,
            pool_size=settings.pool_size,
            max_overflow=0,
            pool_recycle=_LIFETIME,
            pool_use_lifo=True,
            connect_args=dict(connect_args),
        )
        self._engines = (autocommit.sync_engine, self._transactions.sync_engine)
        self._turns = Turns(settings.pool_size, patience=settings.acquire_timeout)
        self._explain = explain
        self._timeout = settings.acquire_timeout + settings.statement_timeout

    async def start(self) -> None:
        """Open one connection, so that a wrong address shows at once."""
        await self.read(lambda connection: connection.execute(sa.select(1)).scalar_one())

    async def close(self) -> None:
        """Close all connections."""
        await self._statements.close()
        await self._transactions.dispose()

    async def read(self, work: Callable[[Connection], Result]) -> Result:
        """Run `work`; once more when the pool gave it a connection that had broken."""
        with domain_errors(self._explain):
            async with asyncio.timeout(self._timeout):
                try:
                    return await self._statements.run(work)
                except DBAPIError as error:
                    if not error.connection_invalidated:
                        raise
                    return await self._statements.run(work)

    async def write(self, work: Callable[[Connection], Result], *, atomic: bool) -> Result:
        """Run `work` and commit it: a single statement does so by itself."""
        with domain_errors(self._explain):
            async with asyncio.timeout(self._timeout):
                if atomic:
                    return await self._statements.run(work)
                async with self._turns:
                    return await greenlet_spawn(self._run_in_transaction, work)

    def single(self) -> SqlTransaction:
        """Return a transaction for one write."""
        return SingleWrite(self)

    def _run_in_transaction(self, work: Callable[[Connection], Result]) -> Result:
        with self._transactions.sync_engine.begin() as connection:
            return work(connection)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[SqlTransaction]:
        """Open a transaction on a connection of its own."""
        with domain_errors(self._explain):
            async with self._turns, self._transactions.begin() as connection:
                yield _PooledTransaction(connection, self._explain, self._timeout)


class _PooledTransaction(SqlTransaction):
    __slots__ = ("_connection", "_explain", "_timeout")

    def __init__(self, connection: AsyncConnection, explain: Explain, timeout: float) -> None:
        self._connection = connection
        self._explain = explain
        self._timeout = timeout

    async def run(self, work: Callable[[Connection], Result], *, atomic: bool = False) -> Result:
        """Run `work` on the connection of the transaction."""
        del atomic
        with domain_errors(self._explain):
            async with asyncio.timeout(self._timeout):
                return await self._connection.run_sync(work)
