"""Streams that do not end by themselves: clients that take nothing are cut off, servers can stop."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import AbstractContextManager, aclosing
from typing import Any, Final, TypeAlias

import structlog

from app.domain.errors import RateLimited, Unavailable

# How long a client may take nothing unless another time is given, in seconds. Until then one message
# waits here, beside what the buffers of the connection hold.
PATIENCE: Final = 10.0

# Has something called when the process is told to stop, while a context is open.
AtStop: TypeAlias = Callable[[Callable[[], object]], AbstractContextManager[None]]

_log = structlog.stdlib.get_logger()


class Stopping(Unavailable):
    """The service stops, as it was told to: no failure."""

    def __init__(self) -> None:
        super().__init__("The service stops.")


async def taken(sent: Awaitable[None], *, patience: float) -> None:
    """Wait until it is sent; raise `RateLimited` when the client takes nothing for too long."""
    limit = asyncio.timeout(patience)
    try:
        async with limit:
            await sent
    except TimeoutError as error:
        if not limit.expired():
            raise
        _log.warning("slow_client_cut_off", seconds=patience)
        message = f"The client took nothing for {patience:g} seconds."
        raise RateLimited(message, code="slow_client") from error


async def until_stopped(
    responses: AsyncGenerator[Any, None], at_stop: AtStop
) -> AsyncIterator[Any]:
    """Yield responses; raise `Unavailable` when the process is told to stop."""
    loop, waiting = asyncio.get_running_loop(), _Waiting()
    # Signals come at any time, also between two steps of the loop.
    with at_stop(lambda: loop.call_soon_threadsafe(waiting.stop)):
        async with aclosing(responses):
            while (response := await waiting.for_next(responses)) is not None:
                yield response


class _Waiting:
    def __init__(self) -> None:
        self._has_stopped = False
        self._limit: asyncio.Timeout | None = None

    def stop(self) -> None:
        self._has_stopped = True
        if self._limit is not None:
            self._limit.reschedule(asyncio.get_running_loop().time())

    async def for_next(self, responses: AsyncIterator[Any]) -> Any:  # noqa: ANN401 - any messages
        when = asyncio.get_running_loop().time() if self._has_stopped else None
        limit = asyncio.timeout_at(when)
        try:
            async with limit:
                self._limit = limit
                return await anext(responses, None)
        except TimeoutError as error:
            if not limit.expired():
                raise
            raise Stopping from error
        finally:
            self._limit = None
