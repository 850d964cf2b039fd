"""Enqueues jobs by the clock. Any number of processes may do so: each instant is enqueued once."""

import asyncio
import datetime as dt
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from typing import Any, Final

import structlog
from cronsim import CronSim, CronSimError

from app.application.jobs.job_type import WhenTaken
from app.application.jobs.run import Handler
from app.application.jobs.schedule import Misfire, Schedule
from app.application.ports.identifiers import Identifiers
from app.infrastructure.jobs.keys import ordering_key
from app.infrastructure.jobs.observing import UNOBSERVED, Observer
from app.infrastructure.jobs.payloads import write_payload
from app.infrastructure.jobs.repeating import attempt, first_of
from app.infrastructure.jobs.store import JobStore, NewJob, Tick, UniqueKey

# An instant that is further back than this was missed, in seconds.
_LATE: Final = 60.0
# The longest sleep, since clocks are set and machines sleep, in seconds.
_LONGEST_SLEEP: Final = 10.0
# How far back missed instants are looked for, before that is done from the beginning.
_LOOKS_BACK: Final = (dt.timedelta(hours=1), dt.timedelta(days=1), dt.timedelta(days=32))

_log = structlog.stdlib.get_logger()


@dataclass(frozen=True, slots=True)
class Entry:
    """A schedule and what it belongs to."""

    handler: Handler[Any]
    schedule: Schedule[Any]


class Scheduler:
    """Looks which instants have come since somebody last looked."""

    def __init__(
        self,
        handlers: Mapping[str, Handler[Any]],
        store: JobStore,
        identifiers: Identifiers,
        observer: Observer = UNOBSERVED,
    ) -> None:
        self._store = store
        self._observer = observer
        self._identifiers = identifiers
        self._entries = {
            schedule.name: Entry(handler, schedule)
            for handler in handlers.values()
            for schedule in handler.schedules
        }
        self._sleep = 0.0

    async def run(self, stopped: asyncio.Event) -> None:
        """Enqueue jobs whenever their instants come, until `stopped`."""
        _log.info("scheduler_started", schedules=sorted(self._entries))
        while not stopped.is_set():
            self._sleep = _LONGEST_SLEEP
            if self._entries:
                await attempt(self._look)
            await first_of(stopped.wait(), asyncio.sleep(self._sleep))

    async def _look(self) -> None:
        planned = await self._store.planned(self._entries)
        now = await self._store.now()
        for name, entry in self._entries.items():
            await attempt(partial(self._follow, entry, planned[name], now), schedule=name)
            coming = next(instants(entry.schedule, after=max(planned[name], now)), None)
            if coming is not None:
                self._sleep = min(self._sleep, (coming - now).total_seconds())

    async def _follow(self, entry: Entry, before: dt.datetime, now: dt.datetime) -> None:
        newest = _newest(entry.schedule, after=before, until=now)
        if newest is None:
            return
        missed = (now - newest).total_seconds() > _LATE
        skipped = missed and entry.schedule.misfire is Misfire.SKIP
        tick = Tick(
            schedule=entry.schedule.name,
            before=before,
            planned=newest,
            job=None if skipped else self._make_job(entry),
        )
        if await self._store.tick(tick):
            if tick.job is not None:
                self._observer.enqueued(tick.job.type, tick.job.priority)
            _log.info("schedule_followed", schedule=tick.schedule, instant=str(newest))

    def _make_job(self, entry: Entry) -> NewJob:
        job, schedule = entry.handler.job, entry.schedule
        alone = UniqueKey(
            value=f"schedule:{schedule.name}",
            window=dt.timedelta(0),
            when_taken=WhenTaken.KEEP,
        )
        return NewJob(
            id=self._identifiers.new(),
            type=job.name,
            version=job.version,
            payload=write_payload(job, schedule.payload),
            priority=job.priority,
            due=dt.timedelta(0),
            unique=None if schedule.overlap else alone,
            ordering_key=ordering_key(job, schedule.payload),
            request_id="",
            tags=(f"schedule:{schedule.name}",),
        )


def is_readable(schedule: Schedule[Any]) -> bool:
    """Return whether a schedule says when it is to be followed."""
    try:
        CronSim(schedule.expression, dt.datetime.now(schedule.zone))
    except CronSimError:
        return False
    return True


def instants(schedule: Schedule[Any], *, after: dt.datetime) -> Iterator[dt.datetime]:
    """Yield the instants of a schedule, in UTC, as the cron of Debian understands changes of the clock."""
    for local in CronSim(schedule.expression, after.astimezone(schedule.zone)):
        instant = local.astimezone(dt.UTC)
        # In an hour that comes twice, it begins with the first.
        if instant > after:
            yield instant


def _newest(
    schedule: Schedule[Any], *, after: dt.datetime, until: dt.datetime
) -> dt.datetime | None:
    """Return the last instant that has come, without a look at each one of a long absence."""
    for start in (*(max(after, until - back) for back in _LOOKS_BACK), after):
        come = takewhile(lambda instant: instant <= until, instants(schedule, after=start))
        newest = deque(come, maxlen=1)
        if newest:
            return newest.pop()
    return None
