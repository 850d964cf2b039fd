"""Workers are killed at random moments, and no job is lost.

`JOBS_KILL_ROUNDS` says how often, `JOBS_KILL_SEED` repeats a run; `pytest -s` shows what happened.
"""

import asyncio
import os
import random
import sys
from collections import Counter
from collections.abc import Iterator
from uuid import UUID

import pytest

from app.application.jobs.record import JobFilter, Status
from app.application.ports.job_administration import JobAdministration
from app.application.ports.jobs import Jobs
from tests.e2e.jobs.probe import PROBE, Probe
from tests.e2e.jobs.project import Project, end
from tests.integration.jobs.workers import in_status

ROUNDS = int(os.environ.get("JOBS_KILL_ROUNDS", "8"))
SEED = int(os.environ.get("JOBS_KILL_SEED", str(random.SystemRandom().getrandbits(32))))
WORKERS = 3
OFTEN = (0.05, 1.5)
LONGEST_JOB = 0.5
LONGEST_SILENCE = 0.1


class Fleet:
    """Workers, some of which are killed."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._workers = [project.start("worker") for _ in range(WORKERS)]

    async def kill(self, chance: random.Random) -> None:
        """Kill one after the other, at random moments, and start others instead."""
        for _ in range(ROUNDS):
            await asyncio.sleep(chance.uniform(*OFTEN))
            number = chance.randrange(WORKERS)
            end(self._workers[number])
            self._workers[number] = self._project.start("worker")

    def stop(self) -> list[int]:
        """Tell all to stop, once they run, and return with which codes they have ended."""
        for worker in self._workers:
            worker.wait_for("worker_started")
        return [worker.stop() for worker in self._workers]

    def end(self) -> None:
        """Leave none behind."""
        for worker in self._workers:
            end(worker)


@pytest.fixture
def fleet(project: Project) -> Iterator[Fleet]:
    """Return running workers."""
    made = Fleet(project)
    yield made
    made.end()


async def enqueue(jobs: Jobs, chance: random.Random, until: asyncio.Event) -> list[UUID]:
    """Enqueue jobs for a while."""
    enqueued: list[UUID] = []
    while not until.is_set():
        probe = Probe(seconds=chance.uniform(0, LONGEST_JOB))
        enqueued.append(await jobs.enqueue(PROBE, probe))
        await asyncio.sleep(chance.uniform(0, LONGEST_SILENCE))
    return enqueued


async def test_no_job_is_lost_when_workers_are_killed(
    project: Project, fleet: Fleet, jobs: Jobs, administration: JobAdministration
) -> None:
    sys.stdout.write(f"JOBS_KILL_ROUNDS={ROUNDS} JOBS_KILL_SEED={SEED}\n")
    over = asyncio.Event()
    stream = asyncio.create_task(enqueue(jobs, random.Random(SEED), over))

    await fleet.kill(random.Random(SEED + 1))
    over.set()
    enqueued = await stream
    for job in enqueued:
        await in_status(administration, job, Status.SUCCEEDED)

    finished = Counter(job for job, _ in project.traces.of("finished"))
    begun = Counter(job for job, _ in project.traces.of("begun"))
    again, twice = begun.total() - len(begun), finished.total() - len(finished)
    sys.stdout.write(f"jobs: {len(enqueued)}, runs again: {again}, finished again: {twice}\n")
    records = await administration.find(JobFilter(), limit=len(enqueued) + 1)
    assert {record.id for record in records} == set(finished)
    assert {record.status for record in records} == {Status.SUCCEEDED}
    assert fleet.stop() == [0] * WORKERS
