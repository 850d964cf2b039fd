"""Rings when somebody has put a row into a queue."""

import asyncio
from contextlib import suppress
from typing import Any, Final

import asyncpg
import sqlalchemy as sa
import structlog

from app.infrastructure.database.settings import DatabaseSettings
from app.infrastructure.database.waiting import to_its_end

CHANNEL: Final = "queue"
# What an address may say to SQLAlchemy alone.
_NOT_THE_DRIVERS: Final = frozenset(
    {"prepared_statement_cache_size", "prepared_statement_name_func", "async_creator_fn"}
)

_log = structlog.stdlib.get_logger()


class Bell:
    """Listens (`LISTEN`) on a connection of its own, which it opens when it is needed.

    While there is no connection it does not ring: who waits looks again after a while anyway.
    """

    def __init__(self, settings: DatabaseSettings) -> None:
        url = sa.make_url(settings.url.get_secret_value()).set(drivername="postgresql+asyncpg")
        _, arguments = url.get_dialect()().create_connect_args(url)
        self._arguments = {k: v for k, v in arguments.items() if k not in _NOT_THE_DRIVERS}
        self._timeout = settings.acquire_timeout
        self._connection: asyncpg.Connection[Any] | None = None
        self._rung = asyncio.Event()
        self._opening = asyncio.Lock()

    async def wait(self, seconds: float) -> None:
        """Return when it rings, cannot hear any longer, or when so much time has passed."""
        await to_its_end(self._listen())
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        self._rung.clear()

    async def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            await self._connection.close(timeout=self._timeout)

    async def _listen(self) -> None:
        async with self._opening:
            await self._open()

    async def _open(self) -> None:
        if self._connection is not None and not self._connection.is_closed():
            return
        try:
            connection = await asyncpg.connect(**self._arguments, timeout=self._timeout)
            connection.add_termination_listener(self._ring)
            await connection.add_listener(CHANNEL, self._ring)
            self._connection = connection
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            _log.warning("queue_not_heard", error=str(error))

    def _ring(self, *_: object) -> None:
        self._rung.set()
