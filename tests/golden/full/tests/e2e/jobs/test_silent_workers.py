"""Workers that fall silent: others do their jobs, and what they say later does not count."""

import signal
from collections.abc import Iterator

import pytest

from app.application.jobs.record import JobFilter, Status
from app.application.ports.job_administration import JobAdministration
from app.application.ports.jobs import JobId, Jobs
from app.domain.errors import Unavailable
from tests.e2e.jobs.probe import PROBE, Probe
from tests.e2e.jobs.project import Project
from tests.e2e.process import Server
from tests.integration.jobs.workers import in_status, until


@pytest.fixture
def worker(project: Project) -> Iterator[Server]:
    """Return a worker, which is the only one at first."""
    with project.running("worker") as started:
        yield started


async def freeze(worker: Server, administration: JobAdministration) -> None:
    """Stop a process for a while, and not while it keeps others from writing to the database."""

    async def is_frozen() -> bool:
        worker.process.send_signal(signal.SIGSTOP)
        try:
            await administration.purge(JobFilter(type="nothing"))
        except Unavailable:
            worker.process.send_signal(signal.SIGCONT)
            return False
        return True

    await until(is_frozen)


async def begin(project: Project, jobs: Jobs, probe: Probe) -> JobId:
    """Have a job begun by the only worker."""
    job = await jobs.enqueue(PROBE, probe)
    await project.traces.wait_for("begun", job)
    return job


async def test_an_idle_worker_does_the_job_of_one_that_is_killed(
    project: Project, worker: Server, jobs: Jobs, administration: JobAdministration
) -> None:
    job = await begin(project, jobs, Probe(seconds=3600, once=True))
    with project.running("worker") as other:
        other.wait_for("worker_started")

        worker.process.kill()

        record = await in_status(administration, job, Status.SUCCEEDED)
    assert (record.attempt, record.result) == (2, "2")


async def test_a_run_that_was_lost_meanwhile_is_cancelled(
    project: Project, worker: Server, jobs: Jobs, administration: JobAdministration
) -> None:
    job = await begin(project, jobs, Probe(seconds=3600, once=True))
    await freeze(worker, administration)
    with project.running("worker"):
        await in_status(administration, job, Status.SUCCEEDED)

        worker.process.send_signal(signal.SIGCONT)

        await project.traces.wait_for("broken_off", job)
        worker.wait_for("job_lost")
    assert (await administration.get(job)).result == "2"


async def test_a_result_that_comes_too_late_is_refused(
    project: Project, worker: Server, jobs: Jobs, administration: JobAdministration
) -> None:
    job = await begin(project, jobs, Probe(seconds=1.5, once=True, blocks=True))
    await freeze(worker, administration)
    with project.running("worker"):
        await in_status(administration, job, Status.SUCCEEDED)

        worker.process.send_signal(signal.SIGCONT)

        await project.traces.wait_for("finished", job)
        worker.wait_for("job_outcome_refused")
    record = await administration.get(job)
    assert (record.status, record.result) == (Status.SUCCEEDED, "2")
