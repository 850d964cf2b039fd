"""A worker: takes jobs from the queue, runs them, and keeps the others' jobs from getting lost."""

import asyncio
import datetime as dt
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, Final
from uuid import UUID

import structlog

from app.application.jobs.job_type import Priority
from app.application.jobs.run import Handler
from app.infrastructure.jobs.execution import Execution, Stop
from app.infrastructure.jobs.fairness import floors, rooms
from app.infrastructure.jobs.keeping import Orphans, RunKey, Upkeep
from app.infrastructure.jobs.observing import UNOBSERVED, Observer
from app.infrastructure.jobs.repeating import attempt, break_off, first_of, repeating
from app.infrastructure.jobs.settings import JobsSettings
from app.infrastructure.jobs.settlement import Outcome, Settlement
from app.infrastructure.jobs.store import JobStore

# How often a worker looks whether its jobs are to be cancelled, in seconds.
_WATCH: Final = 0.5
# How long it waits when the store does not answer, in seconds.
_PAUSE: Final = 0.5

_log = structlog.stdlib.get_logger()


class Worker:
    """Runs jobs until it is told to stop; `name` tells it from all other workers."""

    def __init__(
        self,
        name: str,
        handlers: Mapping[str, Handler[Any]],
        store: JobStore,
        settings: JobsSettings,
        observer: Observer = UNOBSERVED,
    ) -> None:
        self._name = name
        self._handlers = handlers
        self._store = store
        self._settings = settings
        self._observer = observer
        self._lease = dt.timedelta(seconds=settings.lease)
        self._running: dict[RunKey, Execution] = {}
        self._orphans = Orphans()
        self._changed = asyncio.Event()
        self._floors = floors()
        self._settlement = Settlement(store, when_settled=self._forget)

    async def run(self, stopped: asyncio.Event) -> None:
        """Run jobs until `stopped`; then finish those that run, or put them back into the queue."""
        _log.info("worker_started", worker=self._name, types=sorted(self._handlers))
        async with repeating(
            (self._renew, self._settings.lease / 3),
            (self._watch, _WATCH),
            *Upkeep(self._store, self._handlers, self._observer).steps(),
        ):
            settling = asyncio.create_task(self._settlement.run())
            try:
                await self._feed(stopped)
                await self._drain()
            finally:
                await break_off(settling)
        _log.info("worker_stopped", worker=self._name)

    async def _feed(self, stopped: asyncio.Event) -> None:
        while not stopped.is_set():
            if not await attempt(partial(self._take, stopped)):
                await first_of(stopped.wait(), asyncio.sleep(_PAUSE))

    async def _take(self, stopped: asyncio.Event) -> None:
        """Claim what there is room for; wait where there is no room, or nothing to do."""
        self._changed.clear()
        news: list[Callable[[], Coroutine[Any, Any, object]]] = [stopped.wait, self._changed.wait]
        groups = list(rooms(self._handlers, self._running.values(), self._settings.concurrency))
        if groups:
            floor = next(self._floors)
            claimed = [await self._claim(group, floor, stopped) for group in groups]
            if any(claimed) or floor is not Priority.CRITICAL:
                return
            types, _ = groups[0]
            news.append(partial(self._store.wait, types, interval=self._settings.poll_interval))
        await first_of(*(start() for start in news))

    async def _claim(
        self, group: tuple[list[str], int], floor: Priority, stopped: asyncio.Event
    ) -> int:
        types, most = group
        if not (room := min(most, self._settings.concurrency - len(self._running))):
            return 0
        with self._orphans.claiming():
            claimed = await self._store.claim(
                self._name, types, floor=floor, limit=room, lease=self._lease
            )
        for job in claimed:
            execution = Execution(job, self._handlers[job.type], self._store, self._observer)
            self._running[job.id, job.fence] = execution
            execution.start(self._ended)
            if stopped.is_set():
                execution.stop(Stop.SHUTDOWN)
        return len(claimed)

    def _ended(self, execution: Execution, outcome: Outcome | None) -> None:
        if outcome is None:
            self._forget(execution.job.id, execution.job.fence)
        else:
            self._settlement.add(outcome)

    def _forget(self, job: UUID, fence: int) -> None:
        self._running.pop((job, fence), None)
        self._changed.set()

    async def _renew(self) -> None:
        if self._running:
            await self._store.renew(self._name, self._lease)

    async def _watch(self) -> None:
        """Break off what is to be cancelled, and what others have taken over."""
        executions = list(self._running.values())
        if not executions:
            return
        held = await self._store.held(self._name)
        for execution in executions:
            fence, is_cancelled = held.get(execution.job.id, (0, False))
            if fence != execution.job.fence:
                execution.stop(Stop.LOST)
            elif is_cancelled:
                execution.stop(Stop.CANCELLED)
        for outcome in self._orphans.put_back(held, self._running):
            self._settlement.add(outcome)

    async def _drain(self) -> None:
        """Wait for what runs, for a limited time; put the rest back."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._settings.graceful_timeout):
                await self._until_idle()
        for execution in list(self._running.values()):
            execution.stop(Stop.SHUTDOWN)
        await self._until_idle()

    async def _until_idle(self) -> None:
        while self._running:
            self._changed.clear()
            await self._changed.wait()
