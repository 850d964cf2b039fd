"""Jobs that are enqueued by the clock, which is that of the store."""

import asyncio
import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import pytest

from app.application.jobs.record import JobFilter, JobRecord
from app.application.jobs.run import Handler, Run
from app.application.jobs.schedule import Misfire, Schedule
from app.application.ports.job_administration import JobAdministration
from app.bootstrap.container import Infrastructure
from app.infrastructure.jobs.scheduling import Scheduler, is_readable
from app.infrastructure.jobs.store import JobStore, Tick
from tests.integration.jobs.workers import GREET, Greeting

DAY = dt.timedelta(days=1)
LONG = 1000 * DAY


async def never(_: Greeting, __: Run) -> None:
    raise AssertionError


def hourly(now: dt.datetime, *, misfire: Misfire, overlap: bool = True) -> Schedule[Greeting]:
    """Return a schedule whose instants are half an hour away."""
    return Schedule(
        name="hourly",
        expression=f"{(now.minute + 30) % 60} * * * *",
        payload=Greeting(),
        misfire=misfire,
        overlap=overlap,
    )


class Clockwork:
    """Schedulers of several processes, and what they have enqueued."""

    def __init__(self, infrastructure: Infrastructure, store: JobStore) -> None:
        self._infrastructure = infrastructure
        self._store = store

    async def follow(
        self, *schedules: Schedule[Greeting], since: dt.timedelta, schedulers: int = 1
    ) -> None:
        """Let schedulers look, as if the last look had been so long ago."""
        for schedule in schedules:
            before = await self.planned(schedule)
            planned = await self._store.now() - since
            tick = Tick(schedule=schedule.name, before=before, planned=planned, job=None)
            await self._store.tick(tick)
        handler = Handler(job=GREET, run=never, schedules=schedules)
        looking = [
            Scheduler({GREET.name: handler}, self._store, self._infrastructure.identifiers)
            for _ in range(schedulers)
        ]
        await asyncio.gather(*(scheduler._look() for scheduler in looking))

    async def planned(self, schedule: Schedule[Greeting]) -> dt.datetime:
        """Return up to when a schedule was followed."""
        return (await self._store.planned([schedule.name]))[schedule.name]


@pytest.fixture
def clockwork(infrastructure: Infrastructure, store: JobStore) -> Clockwork:
    """Return schedulers on an empty queue."""
    return Clockwork(infrastructure, store)


@pytest.fixture
async def now(store: JobStore) -> dt.datetime:
    """Return the time of the store."""
    return await store.now()


async def enqueued(administration: JobAdministration) -> Sequence[JobRecord]:
    return await administration.find(JobFilter(), limit=100)


async def test_many_schedulers_enqueue_one_job(
    clockwork: Clockwork, administration: JobAdministration, now: dt.datetime
) -> None:
    schedule = hourly(now, misfire=Misfire.RUN_ONCE)

    await clockwork.follow(schedule, since=DAY, schedulers=5)

    [job] = await enqueued(administration)
    assert (job.type, job.tags) == (GREET.name, ("schedule:hourly",))
    assert now - dt.timedelta(hours=1) < await clockwork.planned(schedule) <= now


async def test_after_a_long_absence_there_is_one_job(
    clockwork: Clockwork, administration: JobAdministration, now: dt.datetime
) -> None:
    schedule = hourly(now, misfire=Misfire.RUN_ONCE)

    await clockwork.follow(schedule, since=LONG)

    assert len(await enqueued(administration)) == 1
    assert now - dt.timedelta(hours=1) < await clockwork.planned(schedule) <= now


async def test_one_that_cannot_be_followed_does_not_hold_up_others(
    clockwork: Clockwork, administration: JobAdministration, now: dt.datetime
) -> None:
    broken = replace(hourly(now, misfire=Misfire.RUN_ONCE), name="broken", payload=cast("Any", 1))
    schedule = hourly(now, misfire=Misfire.RUN_ONCE)

    await clockwork.follow(broken, schedule, since=DAY)

    [job] = await enqueued(administration)
    assert job.tags == ("schedule:hourly",)


async def test_what_was_missed_is_left_out_if_so_declared(
    clockwork: Clockwork, administration: JobAdministration, now: dt.datetime
) -> None:
    schedule = hourly(now, misfire=Misfire.SKIP)

    await clockwork.follow(schedule, since=LONG)

    assert await enqueued(administration) == []
    assert now - dt.timedelta(hours=1) < await clockwork.planned(schedule) <= now


@pytest.mark.parametrize(("overlap", "number"), [(False, 1), (True, 3)])
async def test_one_that_has_not_ended_keeps_others_away_unless_they_may_overlap(
    clockwork: Clockwork,
    administration: JobAdministration,
    now: dt.datetime,
    *,
    overlap: bool,
    number: int,
) -> None:
    schedule = hourly(now, misfire=Misfire.RUN_ONCE, overlap=overlap)

    for _ in range(3):
        await clockwork.follow(schedule, since=DAY)

    assert len(await enqueued(administration)) == number


async def test_a_clock_that_goes_back_enqueues_nothing_twice(
    clockwork: Clockwork, administration: JobAdministration, now: dt.datetime
) -> None:
    schedule = hourly(now, misfire=Misfire.RUN_ONCE)

    await clockwork.follow(schedule, since=-DAY)

    assert await enqueued(administration) == []
    assert await clockwork.planned(schedule) > now


@pytest.mark.parametrize("expression", ["", "60 * * * *", "0 0 30 2 *", "daily"])
def test_what_is_no_cron_is_known_before_it_is_followed(expression: str) -> None:
    assert not is_readable(Schedule(name="wrong", expression=expression, payload=None))
    assert is_readable(Schedule(name="right", expression="*/5 6-8 * * MON", payload=None))
