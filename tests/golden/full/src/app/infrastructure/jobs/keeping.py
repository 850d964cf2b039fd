"""What keeps jobs from getting lost."""

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from typing import Any, TypeAlias
from uuid import UUID

import structlog

from app.application.jobs.run import Handler
from app.infrastructure.jobs.observing import Observer
from app.infrastructure.jobs.store import Again, JobStore

# A job, and the fence of a run of it.
RunKey: TypeAlias = tuple[UUID, int]

_log = structlog.stdlib.get_logger()


class Upkeep:
    """Cares for jobs that are due or done, and for those that other workers have left behind."""

    def __init__(
        self, store: JobStore, handlers: Mapping[str, Handler[Any]], observer: Observer
    ) -> None:
        self._store = store
        self._attempts = {name: one.job.retries.attempts for name, one in handlers.items()}
        self._observer = observer

    async def promote(self) -> None:
        """Let all jobs wait that are due."""
        while await self._store.promote():
            continue

    async def reap(self) -> None:
        """Take jobs away from workers that are silent."""
        for job in await self._store.reap(self._attempts):
            self._observer.abandoned()
            _log.warning("job_taken_from_silent_worker", job=str(job))

    async def purge(self) -> None:
        """Forget all jobs that were kept long enough."""
        while await self._store.purge():
            continue


class Orphans:
    """Finds jobs that a worker holds without knowing of them: the answer to its claim was lost.

    It would renew them for ever with those that it runs.
    """

    def __init__(self) -> None:
        self._seen: frozenset[RunKey] = frozenset()

    def put_back(
        self, held: Mapping[UUID, tuple[int, bool]], running: Container[RunKey]
    ) -> Sequence[Again]:
        """Put back what was unknown in the look before too: else its run may just have ended."""
        keys = ((job, fence) for job, (fence, _) in held.items())
        unknown = frozenset(key for key in keys if key not in running)
        lost = unknown & self._seen
        self._seen = unknown - lost
        for job, fence in lost:
            _log.warning("job_held_unknowingly", job=str(job), fence=fence)
        return [
            Again(id=job, fence=fence, pause=dt.timedelta(0), uncounted=True) for job, fence in lost
        ]
