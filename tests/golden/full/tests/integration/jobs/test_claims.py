"""What becomes of jobs whose claim goes wrong, or comes at the wrong moment."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from app.application.jobs.record import Status
from app.application.jobs.run import Run
from app.application.ports.job_administration import JobAdministration
from app.application.ports.jobs import Jobs
from app.domain.errors import Unavailable
from app.infrastructure.jobs.store import ClaimedJob, JobStore
from tests.integration.jobs.workers import GREET, QUICK, Greeting, handler, until, working


@dataclass(slots=True)
class Weakness:
    """Whether the answer to a claim gets lost, or takes until the worker has to stop."""

    loses_answers: bool = False
    stopped: asyncio.Event | None = None


@pytest.fixture
def weakness(store: JobStore, monkeypatch: pytest.MonkeyPatch) -> Weakness:
    """Return the weakness of the queue."""
    found, claim = Weakness(), store.claim

    async def claim_weakly(worker: str, types: Collection[str], **how: Any) -> Sequence[ClaimedJob]:
        claimed = await claim(worker, types, **how)
        if claimed and found.stopped is not None:
            found.stopped.set()
        if claimed and found.loses_answers:
            found.loses_answers = False
            raise Unavailable("the connection was cut", code="database_down")
        return claimed

    monkeypatch.setattr(store, "claim", claim_weakly)
    return found


async def test_a_claim_whose_answer_is_lost_keeps_no_job_from_running(
    store: JobStore, weakness: Weakness, jobs: Jobs, administration: JobAdministration
) -> None:
    running: dict[UUID, int] = {}

    async def stay(_: Greeting, run: Run) -> None:
        running[run.job] = run.attempt
        await asyncio.sleep(3600)

    hasty = QUICK.model_copy(update={"graceful_timeout": 0.1})
    async with working(store, handler(stay), settings=hasty):
        first = await jobs.enqueue(GREET, Greeting())
        await until(lambda: first in running)
        weakness.loses_answers = True

        second = await jobs.enqueue(GREET, Greeting())

        await until(lambda: second in running)
    assert running == {first: 1, second: 1}


async def test_what_is_claimed_while_the_worker_is_told_to_stop_does_not_begin(
    store: JobStore, weakness: Weakness, jobs: Jobs, administration: JobAdministration
) -> None:
    async def never(_: Greeting, __: Run) -> None:
        raise AssertionError

    async with working(store, handler(never)) as stopped:
        weakness.stopped = stopped
        job = await jobs.enqueue(GREET, Greeting())
        await stopped.wait()

    record = await administration.get(job)
    assert (record.status, record.attempt) == (Status.WAITING, 0)
