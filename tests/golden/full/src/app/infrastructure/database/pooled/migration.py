"""Changes of the schema of a database server, one process at a time."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import URL, Connection, NullPool
from sqlalchemy.ext.asyncio import create_async_engine

from app.infrastructure.database.violations import Explain, domain_errors

Result = TypeVar("Result")


def migrate_on(
    url: URL,
    work: Callable[[Connection], Result],
    *,
    explain: Explain,
    lock: str,
    unlock: str,
) -> Result:
    """Run `work`, which changes the schema, while no other process does: `lock` waits for them."""

    async def connect_and_run() -> Result:
        engine = create_async_engine(url, poolclass=NullPool)
        with domain_errors(explain):
            connection = await engine.connect()
        try:
            return await connection.run_sync(_run_locked, work, lock, unlock)
        finally:
            await connection.close()
            await engine.dispose()

    return asyncio.run(connect_and_run())


def _run_locked(
    connection: Connection, work: Callable[[Connection], Result], lock: str, unlock: str
) -> Result:
    connection.exec_driver_sql(lock)
    connection.commit()
    try:
        result = work(connection)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    finally:
        connection.exec_driver_sql(unlock)
        connection.commit()
    return result
