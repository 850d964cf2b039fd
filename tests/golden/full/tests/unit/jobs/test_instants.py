"""At which instants a schedule is followed, where clocks are changed too."""

import datetime as dt
from itertools import islice
from zoneinfo import ZoneInfo

from app.application.jobs.schedule import Schedule
from app.infrastructure.jobs.scheduling import instants

BERLIN = ZoneInfo("Europe/Berlin")


def utc(day: int, hour: int, minute: int, month: int = 3) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=dt.UTC)


def first(number: int, expression: str, after: dt.datetime) -> list[dt.datetime]:
    schedule = Schedule(name="one", expression=expression, payload=None, zone=BERLIN)
    return list(islice(instants(schedule, after=after), number))


def test_a_time_of_day_is_that_of_its_zone() -> None:
    assert first(1, "30 2 * * *", utc(1, 12, 0)) == [utc(2, 1, 30)]
    assert first(1, "30 2 * * *", utc(1, 12, 0, month=7)) == [utc(2, 0, 30, month=7)]


def test_a_time_that_does_not_exist_comes_at_the_next_that_does() -> None:
    found = first(3, "30 2 * * *", utc(28, 12, 0))

    assert found == [utc(29, 1, 0), utc(30, 0, 30), utc(31, 0, 30)]


def test_a_time_that_comes_twice_counts_once() -> None:
    found = first(3, "30 2 * * *", utc(24, 12, 0, month=10))

    assert found == [utc(25, 0, 30, month=10), utc(26, 1, 30, month=10), utc(27, 1, 30, month=10)]


def test_what_comes_every_half_hour_does_so_in_an_hour_that_comes_twice() -> None:
    found = first(4, "*/30 * * * *", utc(25, 0, 15, month=10))

    assert found == [
        utc(25, 0, 30, month=10),
        utc(25, 1, 0, month=10),
        utc(25, 1, 30, month=10),
        utc(25, 2, 0, month=10),
    ]


def test_what_has_come_in_the_first_hour_does_not_come_again_in_the_second() -> None:
    in_the_second = utc(25, 1, 10, month=10)

    assert first(1, "30 2 * * *", in_the_second) == [utc(26, 1, 30, month=10)]
