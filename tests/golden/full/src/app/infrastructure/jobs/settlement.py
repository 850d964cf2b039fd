"""Writes down how runs came out: all that have ended meanwhile in one transaction."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final, NoReturn, TypeAlias
from uuid import UUID

import structlog

from app.application.jobs.record import Status
from app.domain.errors import Timeout, Unavailable
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
        self._pending: dict[tuple[UUID, int], Outcome] = {}
        self._added = asyncio.Event()

    def add(self, outcome: Outcome) -> None:
        """Have an outcome written down."""
        self._pending[outcome.id, outcome.fence] = outcome
        self._added.set()

    async def run(self) -> NoReturn:
        """Write outcomes as they come; those that the store could not take are sent again."""
        while True:
            await self._added.wait()
            if not await attempt(self._settle):
                await asyncio.sleep(_PAUSE)

    async def _settle(self) -> None:
        batch = tuple(self._pending.values())
        try:
            await self._store_all(batch)
        except (Timeout, Unavailable):
            raise
        except Exception:  # noqa: BLE001 - one of them is at fault, which is found out
            for outcome in batch:
                await self._store_one(outcome)
        if not self._pending:
            self._added.clear()

    async def _store_one(self, outcome: Outcome) -> None:
        """Store an outcome, or else that it cannot be stored: others must not wait behind it."""
        try:
            await self._store_all([outcome])
        except (Timeout, Unavailable):
            raise
        except Exception as error:  # noqa: BLE001 - it is written down
            _log.exception("job_outcome_not_storable", job=str(outcome.id), fence=outcome.fence)
            what = f"how it came out cannot be stored: {type(error).__name__}"
            dead = Ended(
                id=outcome.id, fence=outcome.fence, status=Status.DEAD, kept=None, error=what
            )
            await self._store_all([dead])

    async def _store_all(self, outcomes: Sequence[Outcome]) -> None:
        refused = await self._store.settle(outcomes)
        for outcome in outcomes:
            self._pending.pop((outcome.id, outcome.fence), None)
            if outcome.id in refused:
                _log.warning("job_outcome_refused", job=str(outcome.id), fence=outcome.fence)
            self._when_settled(outcome.id, outcome.fence)
