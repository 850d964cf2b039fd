"""Jobs in memory are kept and refused as the queue does it."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import pytest

from app.application.jobs.job_type import AlreadyEnqueued, JobType, Priority, Unique, WhenTaken
from app.application.jobs.run import Handler, Run
from tests.fakes.jobs import FakeJobs
from tests.fakes.store import FakeStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """A payload."""

    name: str


GREET = JobType(name="greet", payload=Greeting)
ADA, BOB = Greeting(name="Ada"), Greeting(name="Bob")


def once(when_taken: WhenTaken) -> JobType[Greeting]:
    key: Unique[Greeting] = Unique(key=lambda greeting: greeting.name, when_taken=when_taken)
    return replace(GREET, unique=key)


async def greet(greeting: Greeting, run: Run) -> str:
    await run.report(1.0, greeting.name)
    return f"Hello {greeting.name}"


@pytest.fixture
def store() -> FakeStore:
    """Return a store without rows."""
    return FakeStore()


@pytest.fixture
def jobs(store: FakeStore) -> FakeJobs:
    """Return an empty queue."""
    return FakeJobs(store)


async def test_a_job_goes_when_its_transaction_rolls_back(store: FakeStore, jobs: FakeJobs) -> None:
    async def enqueue_and_fail() -> None:
        async with store.begin() as transaction:
            await jobs.enqueue(GREET, ADA, transaction)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await enqueue_and_fail()

    assert jobs.enqueued == []


async def test_a_job_stays_when_its_transaction_commits(store: FakeStore, jobs: FakeJobs) -> None:
    hour = dt.timedelta(hours=1)

    async with store.begin() as transaction:
        job = await jobs.enqueue(
            GREET, ADA, transaction, priority=Priority.LOW, due=hour, tags=("x",)
        )

    [kept] = jobs.enqueued
    assert (kept.id, kept.payload, kept.priority, kept.due) == (job, ADA, Priority.LOW, hour)
    assert kept.tags == ("x",)


async def test_the_first_of_one_key_is_kept(jobs: FakeJobs) -> None:
    first = await jobs.enqueue(once(WhenTaken.KEEP), ADA)

    second = await jobs.enqueue(once(WhenTaken.KEEP), ADA)
    other = await jobs.enqueue(once(WhenTaken.KEEP), BOB)

    assert second == first
    assert [job.id for job in jobs.enqueued] == [first, other]


async def test_a_second_of_one_key_is_rejected_if_so_declared(jobs: FakeJobs) -> None:
    await jobs.enqueue(once(WhenTaken.REJECT), ADA)

    with pytest.raises(AlreadyEnqueued):
        await jobs.enqueue(once(WhenTaken.REJECT), ADA)


async def test_a_second_of_one_key_replaces_the_first_if_so_declared(jobs: FakeJobs) -> None:
    first = await jobs.enqueue(once(WhenTaken.REPLACE), ADA)

    second = await jobs.enqueue(once(WhenTaken.REPLACE), ADA)

    assert second != first
    assert [job.id for job in jobs.enqueued] == [second]


async def test_a_key_is_free_when_its_job_has_run(jobs: FakeJobs) -> None:
    job = once(WhenTaken.REJECT)
    await jobs.enqueue(job, ADA)

    results = await jobs.run(Handler(job=job, run=greet))
    await jobs.enqueue(job, ADA)

    assert results == ["Hello Ada"]
    assert len(jobs.enqueued) == 1


async def test_the_urgent_run_first(jobs: FakeJobs) -> None:
    await jobs.enqueue(GREET, ADA)
    await jobs.enqueue(GREET, BOB, priority=Priority.CRITICAL)

    assert await jobs.run(Handler(job=GREET, run=greet)) == ["Hello Bob", "Hello Ada"]
    assert jobs.enqueued == []


async def test_what_is_not_the_declared_payload_is_refused(jobs: FakeJobs) -> None:
    undeclared: JobType[Any] = GREET

    with pytest.raises(TypeError):
        await jobs.enqueue(undeclared, "Ada")
