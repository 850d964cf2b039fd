"""The queue, on tables of the service's own database."""

import asyncio
import datetime as dt
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Final, TypeVar
from uuid import UUID

from sqlalchemy import Connection

from app.application.jobs.job_type import Priority
from app.application.ports.unit_of_work import Transaction
from app.domain.errors import Conflict
from app.infrastructure.database.database import Database, sql
from app.infrastructure.database.waiting import Wait, to_its_end
from app.infrastructure.jobs.sql import claiming, holding, inserting, schedules, settling, upkeep
from app.infrastructure.jobs.store import Again, ClaimedJob, Ended, NewJob, Tick

Result = TypeVar("Result")
# Others may be about to take what is due: look again after this long, in seconds.
_SHORTEST: Final = 0.005
# A look takes long behind a long line of jobs with one ordering key: rest so many times as long.
_REST: Final = 4.0


class SqlJobStore:
    """Implements `JobStore`. Workers take rows that no other has locked (`SKIP LOCKED`)."""

    def __init__(self, database: Database, wait: Wait = asyncio.sleep) -> None:
        self._database = database
        self._wait = wait

    async def insert(
        self, jobs: Sequence[NewJob], transaction: Transaction | None
    ) -> Sequence[UUID]:
        """Store jobs in the transaction, or in one of their own."""
        work = partial(inserting.insert, jobs)
        if transaction is not None:
            return await sql(transaction).run(work)
        return await self._write(work, atomic=_is_one_statement(jobs))

    async def claim(
        self,
        worker: str,
        types: Collection[str],
        *,
        floor: Priority,
        limit: int,
        lease: dt.timedelta,
    ) -> Sequence[ClaimedJob]:
        """Give a worker waiting jobs."""
        wanted = {"_types": list(types), "_floor": floor.value, "_limit": limit}
        held = {"_worker": worker, "_lease": lease.total_seconds()}
        try:
            return await self._write(partial(claiming.claim, wanted, held))
        except Conflict:
            return []

    async def renew(self, worker: str, lease: dt.timedelta) -> None:
        """Extend all that a worker holds."""
        await self._write(partial(holding.renew, worker, lease), atomic=True)

    async def held(self, worker: str) -> Mapping[UUID, tuple[int, bool]]:
        """Return what a worker holds."""
        return await self._database.read(partial(holding.held, worker))

    async def settle(self, outcomes: Sequence[Ended | Again]) -> Collection[UUID]:
        """Store how runs came out, all at once."""
        return await self._write(partial(settling.settle, outcomes))

    async def report(self, job: UUID, fence: int, progress: float, note: str) -> None:
        """Store how far a run is."""
        await self._write(partial(holding.report, job, fence, progress, note), atomic=True)

    async def promote(self) -> int:
        """Let jobs wait that are due."""
        return await self._write(upkeep.promote)

    async def reap(self, attempts: Mapping[str, int]) -> Sequence[UUID]:
        """Take jobs away from workers that are silent."""
        return await self._write(partial(upkeep.reap, attempts))

    async def purge(self) -> int:
        """Forget jobs that were kept long enough."""
        return await self._write(upkeep.purge)

    async def wait(self, types: Collection[str], *, interval: float) -> None:
        """Look every `interval` seconds, and when the database tells of new jobs."""
        look = partial(claiming.look, types)
        while True:
            begun = time.monotonic()
            is_waiting, seconds = await to_its_end(self._database.read(look))
            if is_waiting:
                return
            if seconds <= 0 and await to_its_end(self.promote()) > 0:
                return
            rest = _REST * (time.monotonic() - begun)
            await self._wait(max(_SHORTEST, min(seconds, interval), rest))

    async def now(self) -> dt.datetime:
        """Return the time of the database."""
        return await self._database.read(schedules.now)

    async def planned(self, schedules_: Collection[str]) -> Mapping[str, dt.datetime]:
        """Return how far schedules have come."""
        return await self._write(partial(schedules.planned, schedules_))

    async def tick(self, tick: Tick) -> bool:
        """Move a schedule on, in one transaction with its job."""
        return await self._write(partial(schedules.tick, tick))

    async def _write(self, work: Callable[[Connection], Result], *, atomic: bool = False) -> Result:
        return await self._database.single().run(work, atomic=atomic)


def _is_one_statement(jobs: Sequence[NewJob]) -> bool:
    return len(jobs) == 1 and jobs[0].unique is None and jobs[0].ordering_key is None
