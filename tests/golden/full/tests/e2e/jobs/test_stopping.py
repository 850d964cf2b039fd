"""A worker that is told to stop finishes what it has begun, and begins nothing else."""

import pytest

from app.application.jobs.record import Status
from app.application.ports.job_administration import JobAdministration
from app.application.ports.jobs import Jobs
from tests.e2e.jobs.probe import PROBE, Probe
from tests.e2e.jobs.project import Project
from tests.integration.jobs.workers import until


@pytest.mark.parametrize("processes", [1, 2])
async def test_finishes_what_runs_and_begins_nothing_else(
    project: Project, jobs: Jobs, administration: JobAdministration, processes: int
) -> None:
    enqueued = {await jobs.enqueue(PROBE, Probe(seconds=1)) for _ in range(2 * processes)}
    with project.running("worker", "--concurrency", "1", "--processes", str(processes)) as worker:
        await until(lambda: len(project.traces.of("begun")) == processes)

        code = worker.stop()

    done = {job for job, _ in project.traces.of("finished")}
    records = [await administration.get(job) for job in enqueued]
    assert code == 0
    assert len(done) == processes
    assert {record.id for record in records if record.status is Status.SUCCEEDED} == done
    waiting = [record.attempt for record in records if record.status is Status.WAITING]
    assert waiting == [0] * processes
    assert "Traceback" not in worker.text()


async def test_puts_back_what_does_not_end_in_time(
    project: Project, jobs: Jobs, administration: JobAdministration
) -> None:
    job = await jobs.enqueue(PROBE, Probe(seconds=3600))
    with project.running("worker", APP__JOBS__GRACEFUL_TIMEOUT="0.2") as worker:
        await project.traces.wait_for("begun", job)

        code = worker.stop()

    record = await administration.get(job)
    assert code == 0
    assert (record.status, record.attempt) == (Status.WAITING, 0)
    assert project.traces.of("broken_off") == [(job, 1)]
