"""Two schedulers whose clock is set, or goes over to summer time and back: one job per instant."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Sequence
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from app.application.jobs.record import JobFilter
from app.application.jobs.run import Handler, Run
from app.application.jobs.schedule import Schedule
from app.bootstrap.container import Infrastructure, make_infrastructure
from app.bootstrap.settings import Settings
from app.infrastructure.jobs.scheduling import Scheduler
from app.infrastructure.jobs.store import JobStore, Tick
from tests.integration.jobs.workers import GREET, Greeting

HALF_AN_HOUR = dt.timedelta(minutes=30)
EVERY_HALF_HOUR = "*/30 * * * *"
# In Berlin this time does not exist in the night to 29 March, and comes twice on 25 October.
HALF_PAST_TWO = "30 2 * * *"
MARCH = dt.datetime(2026, 3, 28, 23, 0, tzinfo=dt.UTC)
OCTOBER = dt.datetime(2026, 10, 24, 22, 0, tzinfo=dt.UTC)
# So many half hours lead into the night after the change.
NIGHTS = 56


async def never(_: Greeting, __: Run) -> None:
    raise AssertionError


class Clock:
    """What a scheduler reads instead of the clock of its queue, all else of which is real."""

    def __init__(self, store: JobStore, monkeypatch: pytest.MonkeyPatch) -> None:
        self.time = dt.datetime.now(dt.UTC)
        monkeypatch.setattr(store, "now", self._now)

    async def _now(self) -> dt.datetime:
        return self.time


class Pair:
    """Two schedulers, each with connections and a clock of its own, as in two processes."""

    def __init__(
        self, infrastructures: Sequence[Infrastructure], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self._infrastructures = infrastructures
        self._clocks = [Clock(one.job_store, monkeypatch) for one in infrastructures]

    async def follow(
        self, expression: str, times: Sequence[dt.datetime]
    ) -> list[tuple[dt.datetime, int]]:
        """Set the clocks again and again; return how many jobs there were each time thereafter."""
        schedule = Schedule(
            name="clockwork",
            expression=expression,
            payload=Greeting(),
            zone=ZoneInfo("Europe/Berlin"),
            overlap=True,
        )
        await self._begin(schedule.name, times[0])
        handlers = {GREET.name: Handler(job=GREET, run=never, schedules=(schedule,))}
        schedulers = [
            Scheduler(handlers, one.job_store, one.identifiers) for one in self._infrastructures
        ]
        found = []
        for before, now in pairwise(times):
            await self._look(schedulers, now, now)
            # As if the second one had looked at its clock just before that was set.
            await self._look(schedulers, now, before)
            found.append((now, await self._count()))
        return found

    async def _begin(self, name: str, since: dt.datetime) -> None:
        store = self._infrastructures[0].job_store
        before = (await store.planned([name]))[name]
        await store.tick(Tick(schedule=name, before=before, planned=since, job=None))

    async def _look(self, schedulers: Sequence[Scheduler], *times: dt.datetime) -> None:
        for clock, time in zip(self._clocks, times, strict=True):
            clock.time = time
        await asyncio.gather(*(scheduler._look() for scheduler in schedulers))

    async def _count(self) -> int:
        return len(await self._infrastructures[0].job_administration.find(JobFilter(), limit=999))


@pytest.fixture
async def pair(
    migrated: Settings, infrastructure: Infrastructure, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Pair]:
    """Return schedulers on an empty queue."""
    another = make_infrastructure(migrated)
    await another.start()
    yield Pair((infrastructure, another), monkeypatch)
    await another.close()


async def test_a_clock_that_is_set_back_and_forth_makes_no_instant_count_twice(pair: Pair) -> None:
    noon = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)
    minutes_and_jobs = (
        (29, 0),
        (30, 1),
        (0, 1),
        (30, 1),
        (59, 1),
        (60, 2),
        (-60, 2),
        (30, 2),
        (60, 2),
        (90, 3),
        # Of several that nobody was there for, one is run.
        (370, 4),
        (100, 4),
        (120, 4),
        (360, 4),
        (390, 5),
    )
    expected = [(noon + dt.timedelta(minutes=minutes), jobs) for minutes, jobs in minutes_and_jobs]

    found = await pair.follow(EVERY_HALF_HOUR, [noon, *(time for time, _ in expected)])

    assert found == expected


@pytest.mark.parametrize(
    ("since", "hours"),
    [
        pytest.param(MARCH, (2, 25.5), id="to summer time"),
        pytest.param(OCTOBER, (2.5, 27.5), id="from summer time"),
    ],
)
async def test_a_time_that_does_not_exist_or_comes_twice_is_run_once(
    pair: Pair, since: dt.datetime, hours: tuple[float, ...]
) -> None:
    times = [since + number * HALF_AN_HOUR for number in range(NIGHTS + 1)]
    instants = [since + dt.timedelta(hours=number) for number in hours]

    found = await pair.follow(HALF_PAST_TWO, times)

    assert found == [(time, sum(instant <= time for instant in instants)) for time in times[1:]]


@pytest.mark.parametrize("since", [MARCH, OCTOBER], ids=["to summer time", "from summer time"])
async def test_what_comes_every_half_hour_does_so_whatever_the_clocks_on_the_wall_show(
    pair: Pair, since: dt.datetime
) -> None:
    times = [since + number * HALF_AN_HOUR for number in range(NIGHTS + 1)]

    found = await pair.follow(EVERY_HALF_HOUR, times)

    assert found == [(time, number) for number, time in enumerate(times)][1:]
