"""The queue, in Redis."""

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from app.application.jobs.job_type import Priority
from app.application.ports.unit_of_work import Transaction
from app.infrastructure.jobs.redis import times
from app.infrastructure.jobs.redis.inserting import insert
from app.infrastructure.jobs.redis.outbox import Outbox
from app.infrastructure.jobs.redis.queue import Queue
from app.infrastructure.jobs.redis.writing import write_jobs, write_outcomes
from app.infrastructure.jobs.store import Again, ClaimedJob, Ended, NewJob, Tick

# How many jobs one script changes: others want their turn.
_BATCH = 500
_LOST = "its worker fell silent"


class RedisJobStore:
    """Implements `JobStore`. Each method that changes something is one script."""

    def __init__(self, queue: Queue, outbox: Outbox) -> None:
        self._queue = queue
        self._outbox = outbox

    async def insert(
        self, jobs: Sequence[NewJob], transaction: Transaction | None
    ) -> Sequence[UUID]:
        """Store jobs, or keep them in the transaction until it has committed.

        Then their keys are looked at when they are sent: one that is taken leaves a job out.
        """
        if transaction is not None:
            return await self._outbox.add(jobs, transaction)
        return await insert(jobs, self._queue)

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
        span = times.length(lease)
        found = await self._queue.run("claim", worker, span, floor.value, limit, *types)
        return [_to_claimed(*job) for job in found]

    async def renew(self, worker: str, lease: dt.timedelta) -> None:
        """Extend all that a worker holds."""
        await self._queue.run("renew", worker, times.length(lease))

    async def held(self, worker: str) -> Mapping[UUID, tuple[int, bool]]:
        """Return what a worker holds."""
        found = await self._queue.run("held", worker)
        return {UUID(job): (int(fence), cancel == "1") for job, fence, cancel in found}

    async def settle(self, outcomes: Sequence[Ended | Again]) -> Collection[UUID]:
        """Store how runs came out, all at once."""
        refused = await self._queue.run("settle", write_outcomes(outcomes))
        return {UUID(job) for job in refused}

    async def report(self, job: UUID, fence: int, progress: float, note: str) -> None:
        """Store how far a run is."""
        await self._queue.run("report", str(job), fence, progress, note)

    async def promote(self) -> int:
        """Let jobs wait that are due."""
        return int(await self._queue.run("promote", _BATCH))

    async def reap(self, attempts: Mapping[str, int]) -> Sequence[UUID]:
        """Take jobs away from workers that are silent."""
        lost = await self._queue.run("reap", _BATCH, _LOST, json.dumps(dict(attempts)))
        return [UUID(job) for job in lost]

    async def purge(self) -> int:
        """Forget jobs that were kept long enough."""
        return int(await self._queue.run("purge", _BATCH))

    async def wait(self, types: Collection[str], *, interval: float) -> None:
        """Wait until a bell rings; look for what nobody rang for, and for what becomes due."""
        while True:
            is_waiting, due_in = await self._queue.run("look", *types)
            if is_waiting:
                return
            pause = interval if due_in is None else min(interval, int(due_in) / 1_000_000)
            if pause <= 0:
                await self.promote()
            elif await self._queue.bell_rings(types, within=pause):
                return

    async def now(self) -> dt.datetime:
        """Return the time of Redis."""
        return times.read_instant(await self._queue.run("now"))

    async def planned(self, schedules: Collection[str]) -> Mapping[str, dt.datetime]:
        """Return how far schedules have come."""
        found = await self._queue.run("planned", *schedules) if schedules else []
        return dict(zip(schedules, map(times.read_instant, found), strict=True))

    async def tick(self, tick: Tick) -> bool:
        """Move a schedule on, in one script with its job."""
        jobs = write_jobs([] if tick.job is None else [tick.job])
        before, planned = times.instant(tick.before), times.instant(tick.planned)
        return bool(await self._queue.run("tick", tick.schedule, before, planned, jobs))


def _to_claimed(  # noqa: PLR0917 - in the order of `claim.lua`
    job: str,
    fence: str,
    attempt: str,
    type_: str,
    version: str,
    payload: str,
    priority: str,
    request_id: str,
) -> ClaimedJob:
    return ClaimedJob(
        id=UUID(job),
        fence=int(fence),
        attempt=int(attempt),
        type=type_,
        version=int(version),
        payload=payload,
        priority=Priority(int(priority)),
        request_id=request_id,
    )
