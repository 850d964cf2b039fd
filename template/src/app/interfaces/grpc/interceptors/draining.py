"""Knows which calls run, so that a server is stopped when the last one is answered."""

import asyncio
from contextlib import suppress
from typing import Any

from app.domain.errors import Unavailable
from app.interfaces.grpc.rpcs import Call, Context

# How long the last answer may need to leave the process, in seconds.
_FLUSH = 0.05


class Draining:
    """One for all calls of a server."""

    def __init__(self) -> None:
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._has_begun = False

    def around(self, call: Call) -> Call:
        """Count the call while it runs; refuse it once draining has begun."""

        async def run(request: Any, context: Context) -> Any:  # noqa: ANN401 - messages of any rpc
            if self._has_begun:
                raise Unavailable("The service stops.")
            self._running += 1
            self._idle.clear()
            try:
                return await call(request, context)
            finally:
                self._running -= 1
                if not self._running:
                    self._idle.set()

        return run

    async def finish(self, *, seconds: float) -> None:
        """Let no further calls in, and wait until those that run are answered, or `seconds` are over."""
        self._has_begun = True
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._idle.wait()
                await asyncio.sleep(_FLUSH)
