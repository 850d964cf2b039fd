"""One connection to an SQLite file, and a thread for it."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, Engine

Result = TypeVar("Result")
# SQLite asks for permission to go on after this many steps of its virtual machine.
_STEPS = 10_000


@dataclass(slots=True)
class Caller:
    """Who waits for a piece of work."""

    is_gone: bool = False


_PATIENT = Caller()


class TimedConnection:
    """Runs work where it is called; statements are interrupted when its time is over or its caller gone."""

    def __init__(self, engine: Engine, *, seconds: float) -> None:
        self._engine = engine
        self._seconds = seconds
        self._deadline = 0.0
        self._caller = _PATIENT
        self._connection: Connection | None = None

    def open(self) -> None:
        """Open the connection."""
        self._connection = self._engine.connect()
        driver = self._connection.connection.driver_connection
        if driver is not None:
            driver.set_progress_handler(self._is_over, _STEPS)

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def run(self, work: Callable[[Connection], Result], caller: Caller = _PATIENT) -> Result:
        """Run `work` with the connection."""
        if self._connection is None:
            raise RuntimeError("the database is not started")
        self._deadline = time.monotonic() + self._seconds
        self._caller = caller
        return work(self._connection)

    def _is_over(self) -> bool:
        return self._caller.is_gone or time.monotonic() > self._deadline


class Lane:
    """A thread that owns a connection and runs work one after the other.

    A statement on SQLite takes microseconds: one hop to a thread for all the statements of a piece
    of work costs less than the hop for each call that an asynchronous driver makes.
    """

    def __init__(self, connection: TimedConnection, *, name: str) -> None:
        self._connection = connection
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"sqlite-{name}")

    async def open(self) -> None:
        """Open the connection."""
        await self._hop(self._connection.open)

    async def close(self) -> None:
        """Close the connection and end the thread."""
        await self._hop(self._connection.close)
        self._executor.shutdown(wait=False)

    async def run(self, work: Callable[[Connection], Result]) -> Result:
        """Run `work` with the connection, in the thread; cancelling interrupts it there."""
        caller = Caller()
        try:
            return await self._hop(self._connection.run, work, caller)
        except asyncio.CancelledError:
            caller.is_gone = True
            raise

    async def _hop(self, function: Callable[..., Result], *arguments: object) -> Result:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, function, *arguments)
