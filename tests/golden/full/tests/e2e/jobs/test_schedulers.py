"""Schedulers as processes."""

import datetime as dt

from app.application.jobs.record import JobFilter, Status
from app.application.ports.job_administration import JobAdministration
from app.infrastructure.jobs.store import JobStore, Tick
from tests.e2e.jobs.probe import YEARLY
from tests.e2e.jobs.project import Project
from tests.integration.jobs.workers import until


async def be_two_years_late(store: JobStore) -> None:
    before = (await store.planned([YEARLY.name]))[YEARLY.name]
    long_ago = before - dt.timedelta(days=730)
    await store.tick(Tick(schedule=YEARLY.name, before=before, planned=long_ago, job=None))


async def test_two_schedulers_and_a_worker_run_what_is_due_once(
    project: Project, store: JobStore, administration: JobAdministration
) -> None:
    await be_two_years_late(store)
    with (
        project.running("scheduler") as one,
        project.running("scheduler") as other,
        project.running("worker", "--no-scheduler"),
    ):
        await until(lambda: len(project.traces.of("finished")) > 0)

        for scheduler in (one, other):
            scheduler.wait_for("scheduler_started")
        codes = [one.stop(), other.stop()]

    [job] = await administration.find(JobFilter(), limit=9)
    assert job.status in {Status.RUNNING, Status.SUCCEEDED}
    assert len(project.traces.of("begun")) == 1
    assert codes == [0, 0]
