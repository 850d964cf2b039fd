"""Single statements on connections that stay open."""

import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import greenlet_spawn

from app.infrastructure.database.turns import Turns

Result = TypeVar("Result")


class Statements:
    """Runs work that needs no transaction, on the connection that was used last.

    A checkout from the engine's own pool prepares and cleans up what only transactions need, and
    takes as long as a statement.
    """

    def __init__(self, engine: AsyncEngine, *, turns: Turns, lifetime: float) -> None:
        self._engine = engine.sync_engine
        self._turns = turns
        self._lifetime = lifetime
        self._idle: list[tuple[Connection, float]] = []

    async def run(self, work: Callable[[Connection], Result]) -> Result:
        """Run `work` when there is a connection for it."""
        async with self._turns:
            return await greenlet_spawn(self._run, work)

    async def close(self) -> None:
        """Close all connections."""
        await greenlet_spawn(self._close_idle)

    def _run(self, work: Callable[[Connection], Result]) -> Result:
        connection, opened = self._take()
        try:
            return work(connection)
        except DBAPIError as error:
            if error.connection_invalidated:
                # What broke this one, such as a restart of the server, broke the others too.
                self._close_idle()
            raise
        finally:
            if connection.invalidated:
                connection.close()
            else:
                self._idle.append((connection, opened))

    def _take(self) -> tuple[Connection, float]:
        now = time.monotonic()
        while self._idle:
            connection, opened = self._idle.pop()
            if now - opened < self._lifetime:
                return connection, opened
            connection.close()
        return self._engine.connect(), now

    def _close_idle(self) -> None:
        while self._idle:
            connection, _ = self._idle.pop()
            connection.close()
