"""Transactions on the connection for writes."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.infrastructure.database.database import SqlTransaction
from app.infrastructure.database.sqlite.connection import Lane
from app.infrastructure.database.sqlite.violations import explain
from app.infrastructure.database.violations import domain_errors

Result = TypeVar("Result")


class SqliteTransaction(SqlTransaction):
    """Begins with its first statement, in the same hop to the thread."""

    __slots__ = ("_lane", "_open")

    def __init__(self, lane: Lane) -> None:
        self._lane = lane
        self._open = False

    async def run(self, work: Callable[[Connection], Result], *, atomic: bool = False) -> Result:
        """Run `work` in the thread for writes."""
        del atomic

        def begin_and_work(connection: Connection) -> Result:
            if not self._open:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                self._open = True
            return work(connection)

        with domain_errors(explain):
            return await self._lane.run(begin_and_work)

    async def finish(self, command: str) -> None:
        """Commit or roll back what was begun; a refused commit stays open and must be rolled back."""

        def end(connection: Connection) -> None:
            # A write that was interrupted, SQLite has rolled back by itself.
            if self._open and (command != "ROLLBACK" or _is_open(connection)):
                connection.exec_driver_sql(command)
            self._open = False

        with domain_errors(explain):
            await self._lane.run(end)


def _is_open(connection: Connection) -> bool:
    driver = connection.connection.driver_connection
    return driver is not None and driver.in_transaction


def run_in_transaction(work: Callable[[Connection], Result], connection: Connection) -> Result:
    """Run `work` and commit it; leave nothing of it when that fails."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        result = work(connection)
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        with suppress(DBAPIError):
            connection.exec_driver_sql("ROLLBACK")
        raise
    return result
