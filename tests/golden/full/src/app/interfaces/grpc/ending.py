"""How a server ends: who watches is told, further calls are refused, and those that run finished."""

import asyncio
from typing import Final

import grpc

from app.interfaces.grpc.health import Health
from app.interfaces.grpc.interceptors.draining import Draining
from app.interfaces.grpc.transport import is_native

# How long clients may need to take the last answers, in seconds.
_LAST: Final = 5.0
# How long who watches may need to send its calls elsewhere, in seconds.
_NOTICED: Final = 0.3
# How long it may take to refuse what has arrived, in seconds.
_ARRIVED: Final = 0.1


class Ending:
    """Begins when the process is told to stop, beside whatever else ends then."""

    def __init__(
        self, server: grpc.aio.Server, draining: Draining, health: Health, *, seconds: float
    ) -> None:
        self._server = server
        self._draining = draining
        self._health = health
        self._seconds = seconds
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> "asyncio.Task[None]":
        """Say that it ends; return what is done when the calls that run are finished."""
        if self._task is None:
            self._task = asyncio.create_task(self._finish(is_watched=self._health.is_watched))
            self._health.drain()
        return self._task

    async def _finish(self, *, is_watched: bool) -> None:
        # A gateway loses no call: those that it sends until it knows are still answered.
        await asyncio.sleep(_NOTICED if is_watched else 0)
        self._draining.begin()
        if is_native(self._server):
            # It would close connections before the last answers have left.
            await self._draining.finish(seconds=self._seconds)
            await self._server.flush(at_most=_LAST)
        else:
            # It breaks off what it has not handed over yet: clients would not know to try again.
            await asyncio.sleep(_ARRIVED)
            stopping = asyncio.create_task(self._server.stop(self._seconds))
            await self._draining.finish(seconds=self._seconds)
            await asyncio.wait([stopping], timeout=_LAST)
        await self._server.stop(None)
