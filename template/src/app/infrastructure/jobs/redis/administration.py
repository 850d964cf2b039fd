"""Looking at jobs in Redis, and acting on them."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from app.application.jobs.record import Cancellation, JobFilter, JobRecord, QueueDepth, Status
from app.domain.errors import Conflict, NotFound
from app.infrastructure.jobs.redis import times
from app.infrastructure.jobs.redis.queue import Queue
from app.infrastructure.jobs.redis.records import to_depth, to_record
from app.infrastructure.redis.errors import domain_errors

# How many jobs are looked at in one call: others want their turn.
_BATCH: Final = 500
# Up to so many are found by their status; of more than that, a look at all jobs finds some soon.
_FEW: Final = 10_000


class RedisJobAdministration:
    """Implements `JobAdministration`."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue

    async def get(self, job: UUID) -> JobRecord:
        """Return a job; raise `NotFound`."""
        found = await self._read([str(job)])
        if not found:
            raise NotFound(f"there is no job {job}")
        return found[0]

    async def find(self, wanted: JobFilter, *, limit: int) -> Sequence[JobRecord]:
        """Return the newest jobs that are wanted."""
        found: list[JobRecord] = []
        async for batch in self._batches(wanted):
            found += batch
            if len(found) >= limit:
                break
        return found[:limit]

    async def depths(self) -> Sequence[QueueDepth]:
        """Return how many jobs have not ended or are dead."""
        return [
            to_depth(*group.split(":", 2), number=number, oldest=oldest)
            for group, number, oldest in await self._queue.run("depths")
        ]

    async def cancel(self, job: UUID) -> Cancellation:
        """Cancel a job."""
        outcome = await self._queue.run("cancel", str(job))
        if outcome is None:
            raise NotFound(f"there is no job {job}")
        return Cancellation(outcome)

    async def hasten(self, job: UUID) -> None:
        """Let a scheduled job run now."""
        status = await self._queue.run("hasten", str(job))
        if status is None:
            raise NotFound(f"there is no job {job}")
        if status != Status.SCHEDULED:
            raise Conflict(f"the job is {status}, not scheduled", code="not_scheduled")

    async def replay(self, wanted: JobFilter) -> int:
        """Let dead jobs run again."""
        dead = replace(wanted, status=Status.DEAD) if wanted.status is None else wanted
        found = [job async for batch in self._batches(dead) for job in batch]
        # Those of one line in the order that they had.
        found.sort(key=lambda job: (job.created_at, job.ordering_number or 0, job.id))
        batches = (found[start : start + _BATCH] for start in range(0, len(found), _BATCH))
        return sum([await self._act("replay", batch) for batch in batches])

    async def purge(self, wanted: JobFilter) -> int:
        """Forget jobs that have ended."""
        return sum([await self._act("forget", batch) async for batch in self._batches(wanted)])

    async def _act(self, script: str, jobs: Sequence[JobRecord]) -> int:
        return int(await self._queue.run(script, *(str(job.id) for job in jobs))) if jobs else 0

    async def _batches(self, wanted: JobFilter) -> AsyncIterator[list[JobRecord]]:
        """Yield the jobs that are wanted, the newest first."""
        if wanted.id is not None:
            yield [job for job in await self._read([str(wanted.id)]) if _is_wanted(job, wanted)]
            return
        if wanted.status is not None and (few := await self._few(wanted.status)) is not None:
            for start in range(0, len(few), _BATCH):
                found = await self._read(few[start : start + _BATCH])
                yield [job for job in found if _is_wanted(job, wanted)]
            return
        below = "+"
        while ids := await self._newest(below):
            yield [job for job in await self._read(ids) if _is_wanted(job, wanted)]
            below = f"({ids[-1]}"

    async def _few(self, status: Status) -> list[str] | None:
        """Return the jobs in a status, the newest first, unless they are many."""
        queue = self._queue
        with domain_errors():
            groups = map(str, await queue.client.smembers(queue.key("groups")))
            keys = [queue.key("group", group) for group in groups if _is_of(group, status)]
            async with queue.client.pipeline(transaction=False) as pipeline:
                for key in keys:
                    pipeline.zrange(key, 0, _FEW)
                found = await pipeline.execute()
        jobs = sorted((str(job) for some in found for job in some), reverse=True)
        return jobs if len(jobs) <= _FEW else None

    async def _newest(self, below: str) -> list[str]:
        everything = self._queue.key("all")
        with domain_errors():
            found = await self._queue.client.zrange(
                everything, below, "-", desc=True, bylex=True, offset=0, num=_BATCH
            )
        return [str(job) for job in found]

    async def _read(self, ids: Sequence[str]) -> list[JobRecord]:
        """Return those of these jobs that are there."""
        with domain_errors():
            async with self._queue.client.pipeline(transaction=False) as pipeline:
                for job in ids:
                    pipeline.hgetall(self._queue.key("job", job))
                found = await pipeline.execute()
        now = times.read_instant(await self._queue.run("now"))
        return [
            to_record(UUID(job), fields, now)
            for job, fields in zip(ids, found, strict=True)
            if fields
        ]


def _is_of(group: str, status: Status) -> bool:
    place = group.partition(":")[0]
    return place == status or (place == "held" and status is Status.WAITING)


def _is_wanted(job: JobRecord, wanted: JobFilter) -> bool:
    return (
        wanted.status in {None, job.status}
        and wanted.type in {None, job.type}
        and (wanted.tag is None or wanted.tag in job.tags)
    )
