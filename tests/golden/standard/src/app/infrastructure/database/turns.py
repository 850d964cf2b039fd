"""Who may use the database now, and who waits."""

import asyncio
from types import TracebackType

from app.domain.errors import Unavailable


class Turns:
    """Lets so many in at the same time; the others wait, in order and for a limited time."""

    def __init__(self, number: int, *, patience: float) -> None:
        self._free = asyncio.Semaphore(number)
        self._patience = patience

    async def __aenter__(self) -> None:
        """Wait for a turn; raise `Unavailable` when that takes too long."""
        if not self._free.locked():
            await self._free.acquire()
            return
        try:
            async with asyncio.timeout(self._patience):
                await self._free.acquire()
        except TimeoutError as error:
            raise Unavailable("the database is busy", code="database_busy") from error

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Let the next one in."""
        self._free.release()
