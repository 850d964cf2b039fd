"""Runs that end as no run should: each is told of its own, and none holds up others."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from app.application.jobs.record import Status
from app.application.jobs.run import Run
from app.application.ports.job_administration import JobAdministration
from app.application.ports.jobs import Jobs
from app.infrastructure.jobs.store import JobStore
from tests.integration.jobs.workers import GREET, QUICK, Greeting, handler, in_status, working

ODD = replace(GREET, name="odd")
# All that the worker runs at the same time could be odd.
ALONE = QUICK.model_copy(update={"concurrency": 1})

Code = Callable[[Greeting, Run], Awaitable[object]]


class PanicError(BaseException):
    """What extensions in other languages raise."""


class SilentError(Exception):
    """It cannot say what is wrong."""

    def __str__(self) -> str:
        raise RuntimeError("no words")


def raising(error: BaseException) -> Code:
    async def run(_: Greeting, __: Run) -> None:
        raise error

    return run


async def await_what_is_cancelled(_: Greeting, __: Run) -> None:
    step = asyncio.ensure_future(asyncio.sleep(3600))
    step.cancel()
    await step


async def return_too_much(_: Greeting, __: Run) -> str:
    return "x" * 1_000_001


async def report_no_number(_: Greeting, run: Run) -> None:
    await run.report(float("nan"))


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (raising(ValueError("a\0b")), "ValueError: ab"),
        (raising(ValueError("half \ud800")), "ValueError: half ?"),
        (raising(ValueError("x" * 10_001)), f"ValueError: {'x' * (10_000 - 12)}"),
        (raising(PanicError("at the borrow checker")), "PanicError: at the borrow checker"),
        (raising(SilentError()), "SilentError"),
        (await_what_is_cancelled, "RuntimeError: what it waited for was cancelled"),
        (return_too_much, "ResultTooLongError: its result has 1000003 characters of JSON"),
        (report_no_number, "ValueError: progress goes from 0 to 1, and is not nan"),
    ],
    ids=["zero", "half", "long", "panic", "silent", "cancelled", "result", "progress"],
)
async def test_the_job_is_dead_and_the_next_one_runs(
    jobs: Jobs, store: JobStore, administration: JobAdministration, code: Code, error: str
) -> None:
    async def greet(_: Greeting, __: Run) -> None:
        await asyncio.sleep(0)

    odd = await jobs.enqueue(ODD, Greeting())
    async with working(store, handler(code, ODD), handler(greet), settings=ALONE):
        record = await in_status(administration, odd, Status.DEAD)
        await in_status(administration, await jobs.enqueue(GREET, Greeting()), Status.SUCCEEDED)

    assert record.error == error
