"""Ends statements on the server when nobody waits for them any more."""

import asyncio
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

# A server that does not answer keeps nobody waiting longer, in seconds.
_PATIENCE = 5.0


class Killer:
    """Kills connections whose work was cancelled.

    The driver only closes them, and the server notices that when their statements have ended.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._running: set[asyncio.Task[None]] = set()

    def watch(self, engine: Engine) -> None:
        """Kill what is cancelled on connections of this engine."""
        sa.event.listen(engine, "invalidate", self._invalidated)

    async def close(self) -> None:
        """Wait until all are killed."""
        await asyncio.gather(*self._running)

    def _invalidated(self, connection: Any, _record: object, error: object) -> None:  # noqa: ANN401
        if isinstance(error, asyncio.CancelledError):
            number = connection.driver_connection.thread_id()
            task = asyncio.get_running_loop().create_task(self._kill(number))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _kill(self, number: int) -> None:
        # Where it cannot be killed, it has ended by itself or the server is gone.
        with suppress(DBAPIError, OSError):
            async with asyncio.timeout(_PATIENCE), self._engine.connect() as connection:
                await connection.exec_driver_sql(f"KILL {number}")
