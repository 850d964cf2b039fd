"""Knows which calls run, so that a server is stopped when the last one is answered."""

import asyncio
from contextlib import suppress
from typing import Any

from app.interfaces.grpc.endless import Stopping
from app.interfaces.grpc.rpcs import Call, Context


class Draining:
    """One for all calls of a server."""

    def __init__(self) -> None:
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._has_begun = False
        self._endless: set[asyncio.Timeout] = set()

    def around(self, call: Call) -> Call:
        """Count the call while it runs; refuse it once draining has begun."""

        async def run(request: Any, context: Context) -> Any:  # noqa: ANN401 - messages of any rpc
            if self._has_begun:
                raise Stopping
            self._running += 1
            self._idle.clear()
            try:
                return await call(request, context)
            finally:
                self._running -= 1
                if not self._running:
                    self._idle.set()

        return run

    def until_drained(self, call: Call) -> Call:
        """Let a call run that has no end of its own; end it when draining begins."""

        async def run(request: Any, context: Context) -> Any:  # noqa: ANN401 - messages of any rpc
            limit = asyncio.timeout(None)
            try:
                async with limit:
                    self._endless.add(limit)
                    return await call(request, context)
            except TimeoutError as error:
                if not limit.expired():
                    raise
                raise Stopping from error
            finally:
                self._endless.discard(limit)

        return run

    def begin(self) -> None:
        """Let no further calls in, and end those that have no end of their own."""
        self._has_begun = True
        now = asyncio.get_running_loop().time()
        for limit in self._endless:
            limit.reschedule(now)

    async def finish(self, *, seconds: float) -> None:
        """Wait until those that run are answered, or `seconds` are over."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._idle.wait()
