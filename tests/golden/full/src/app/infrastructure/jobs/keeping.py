"""What keeps jobs from getting lost."""

import datetime as dt
from collections.abc import Awaitable, Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeAlias
from uuid import UUID

import structlog

from app.application.jobs.run import Handler
from app.infrastructure.jobs.observing import Observer
from app.infrastructure.jobs.store import Again, JobStore

# A job, and the fence of a run of it.
RunKey: TypeAlias = tuple[UUID, int]
# In seconds.
_EVERY: Final = 1.0

_log = structlog.stdlib.get_logger()


class Upkeep:
    """Cares for jobs that are due or done, and for those that other workers have left behind."""

    def __init__(
        self, store: JobStore, handlers: Mapping[str, Handler[Any]], observer: Observer
    ) -> None:
        self._store = store
        self._attempts = {name: one.job.retries.attempts for name, one in handlers.items()}
        self._observer = observer

    def steps(self) -> Sequence[tuple[Callable[[], Awaitable[None]], float]]:
        """Return what has to be done, with the seconds between."""
        return [(step, _EVERY) for step in (self._promote, self._reap, self._purge)]

    async def _promote(self) -> None:
        while await self._store.promote():
            continue

    async def _reap(self) -> None:
        for job in await self._store.reap(self._attempts):
            self._observer.abandoned()
            _log.warning("job_taken_from_silent_worker", job=str(job))

    async def _purge(self) -> None:
        while await self._store.purge():
            continue


class Orphans:
    """Finds jobs that a worker holds without knowing of them: the answer to its claim was lost.

    It would renew them for ever with those that it runs.
    """

    def __init__(self) -> None:
        self._seen: frozenset[RunKey] = frozenset()
        self._is_claiming = False

    @contextmanager
    def claiming(self) -> Iterator[None]:
        """Put nothing back meanwhile: what is claimed is unknown until the answer comes."""
        self._is_claiming = True
        try:
            yield
        finally:
            self._is_claiming = False

    def put_back(
        self, held: Mapping[UUID, tuple[int, bool]], running: Container[RunKey]
    ) -> Sequence[Again]:
        """Put back what was unknown in the look before too: else its run may just have ended."""
        if self._is_claiming:
            return []
        keys = ((job, fence) for job, (fence, _) in held.items())
        unknown = frozenset(key for key in keys if key not in running)
        lost = unknown & self._seen
        self._seen = unknown - lost
        for job, fence in lost:
            _log.warning("job_held_unknowingly", job=str(job), fence=fence)
        return [
            Again(id=job, fence=fence, pause=dt.timedelta(0), uncounted=True) for job, fence in lost
        ]
