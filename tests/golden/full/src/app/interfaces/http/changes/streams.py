"""The streams of a process: each has one client, and ends when the client or the process does."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import UUID

import structlog

from app.application.ports.events import Published, Reached
from app.domain.errors import DomainError, Timeout
from app.interfaces.http.changes.changes import Changes, Told

# Has something called when the process is told to stop, while a context is open.
AtStop: TypeAlias = Callable[[Callable[[], None]], AbstractContextManager[None]]
# Sends a change, or a sign of life.
Write: TypeAlias = Callable[[Told | Reached], Awaitable[None]]

_log = structlog.stdlib.get_logger()


class SlowReaderError(Exception):
    """The client takes nothing: what it is told would pile up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Streams:
    """Opens streams. Times are in seconds: to begin, and for a client to take what it is sent."""

    at_stop: AtStop
    begin_timeout: float
    send_timeout: float

    @asynccontextmanager
    async def open(self, changes: Changes[Any], after: UUID | None) -> AsyncIterator["Stream"]:
        """Watch changes while the context is open.

        Raises:
            NotFound: what has happened since `after` is not known any more.
            Timeout: it took too long to begin.
        """
        loop, stopped = asyncio.get_running_loop(), asyncio.Event()
        with self.at_stop(lambda: _set(stopped, loop)):
            watching = changes.watch(after)
            try:
                begin = await self._begin(watching)
                yield Stream(begin, changes, watching, stopped, self.send_timeout)
            finally:
                if isinstance(watching, AsyncGenerator):
                    await watching.aclose()

    async def _begin(self, watching: AsyncIterator[Published[Any] | Reached]) -> UUID:
        try:
            async with asyncio.timeout(self.begin_timeout):
                return (await anext(watching)).id
        except TimeoutError as error:
            message = f"The stream could not begin within {self.begin_timeout:g} seconds."
            raise Timeout(message) from error


@dataclass(frozen=True, slots=True)
class Stream:
    """What one client is told: all that has happened after `begin`."""

    begin: UUID
    _changes: Changes[Any]
    _watching: AsyncIterator[Published[Any] | Reached]
    _stopped: asyncio.Event
    _send_timeout: float
    # Held while a change is sent.
    _sending: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def run(self, write: Write, until_gone: Coroutine[Any, Any, None]) -> None:
        """Tell until the process is told to stop, or the client has gone.

        Raises:
            DomainError: nothing more can be told, which is in the log.
            SlowReaderError: the client did not take what it was sent.
        """
        try:
            await _until_one_ends(
                self._tell(write), self._until(self._stopped.wait()), self._until(until_gone)
            )
        except DomainError as error:
            # Expected, and then for all clients at once: a traceback each would cost more than help.
            log = _log.bind(path=self._changes.path, code=error.code)
            log.warning("stream_ended", reason=error.message, cause=repr(error.__cause__))
            raise

    async def send(self, sending: Awaitable[None]) -> None:
        """Send; raise `SlowReaderError` when the client does not take it in time."""
        try:
            async with asyncio.timeout(self._send_timeout):
                await sending
        except TimeoutError as error:
            _log.warning("slow_reader_cut_off", path=self._changes.path)
            raise SlowReaderError from error

    async def _tell(self, write: Write) -> None:
        async for published in self._watching:
            told = published if isinstance(published, Reached) else self._changes.tell(published)
            async with self._sending:
                await self.send(write(told))

    async def _until(self, ending: Coroutine[Any, Any, object]) -> None:
        await ending
        if self._stopped.is_set():
            # Who does not take what is being sent does not take the end either: not every server
            # says so, and some that stop say instead that the client has gone.
            async with self._sending:
                return


def _set(event: asyncio.Event, loop: asyncio.AbstractEventLoop) -> None:
    """Set an event of a loop that may be waiting, from a handler of signals."""
    loop.call_soon_threadsafe(event.set)


async def _until_one_ends(*coroutines: Coroutine[Any, Any, object]) -> None:
    """Run them until one has ended, and end the others; raise what the one raised."""
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    try:
        ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in ended:
        task.result()
