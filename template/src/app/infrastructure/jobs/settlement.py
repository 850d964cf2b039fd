"""Writes down how runs came out: all that have ended meanwhile in one transaction."""

import asyncio
from collections.abc import Callable
from typing import Final, NoReturn, TypeAlias
from uuid import UUID

import structlog

from app.infrastructure.jobs.repeating import attempt
from app.infrastructure.jobs.store import Again, Ended, JobStore

Outcome: TypeAlias = Ended | Again

# How long to wait when the store does not answer, in seconds.
_PAUSE: Final = 0.2

_log = structlog.stdlib.get_logger()


class Settlement:
    """Keeps outcomes until the store has them."""

    def __init__(self, store: JobStore, when_settled: Callable[[UUID, int], None]) -> None:
        self._store = store
        self._when_settled = when_settled
        self._pending: list[Outcome] = []
        self._added = asyncio.Event()

    def add(self, outcome: Outcome) -> None:
        """Have an outcome written down."""
        self._pending.append(outcome)
        self._added.set()

    async def run(self) -> NoReturn:
        """Write outcomes as they come; those that the store could not take are sent again."""
        while True:
            await self._added.wait()
            if not await attempt(self._settle):
                await asyncio.sleep(_PAUSE)

    async def _settle(self) -> None:
        batch = tuple(self._pending)
        refused = await self._store.settle(batch)
        del self._pending[: len(batch)]
        if not self._pending:
            self._added.clear()
        for outcome in batch:
            if outcome.id in refused:
                _log.warning("job_outcome_refused", job=str(outcome.id), fence=outcome.fence)
            self._when_settled(outcome.id, outcome.fence)
