"""How long it takes until a job is run again."""

import datetime as dt

import pytest

from app.application.jobs.job_type import Retries
from app.infrastructure.jobs.backoff import pause_after

SECOND = dt.timedelta(seconds=1)
RETRIES = Retries(base=SECOND, factor=3, cap=dt.timedelta(minutes=1))
MANY = range(1000)


@pytest.mark.parametrize(("attempt", "longest"), [(1, 1), (2, 3), (3, 9), (4, 27), (5, 60)])
def test_a_pause_is_anything_up_to_a_limit_that_grows(attempt: int, longest: int) -> None:
    pauses = [pause_after(attempt, RETRIES) for _ in MANY]

    assert min(pauses) >= dt.timedelta(0)
    assert max(pauses) <= longest * SECOND
    assert min(pauses) < longest * SECOND / 10
    assert max(pauses) > longest * SECOND * 9 / 10


@pytest.mark.parametrize("factor", [2.0, 2])
def test_after_very_many_attempts_the_limit_is_the_cap(factor: float) -> None:
    retries = Retries(base=SECOND, factor=factor, cap=dt.timedelta(hours=1))

    pauses = [pause_after(10_000, retries) for _ in MANY]

    assert dt.timedelta(minutes=54) < max(pauses) <= dt.timedelta(hours=1)


def test_without_a_base_there_is_no_pause() -> None:
    none = Retries(base=dt.timedelta(0))

    assert {pause_after(attempt, none) for attempt in (1, 2, 10_000)} == {dt.timedelta(0)}
