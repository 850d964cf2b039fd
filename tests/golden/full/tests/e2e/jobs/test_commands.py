"""Jobs as their commands show them, and what the commands do with them."""

import datetime as dt
import json
from uuid import uuid4

import pytest

from app.application.jobs.job_type import Priority
from app.application.jobs.record import JobFilter, Status
from app.application.ports.job_administration import JobAdministration
from app.application.ports.jobs import Jobs
from app.infrastructure.jobs.store import JobStore
from tests.e2e.jobs.probe import PROBE, Probe
from tests.e2e.jobs.project import Project
from tests.e2e.process import answers_http, serving
from tests.integration.jobs.workers import in_status

HOUR = dt.timedelta(hours=1)


async def test_a_server_can_run_jobs_too(
    project: Project, jobs: Jobs, administration: JobAdministration
) -> None:
    job = await jobs.enqueue(PROBE, Probe())

    with serving(
        project.folder,
        *("-m", "app", "serve", "--with-worker"),
        answers=answers_http,
        **project.variables,
    ) as server:
        await in_status(administration, job, Status.SUCCEEDED)
        code = server.stop()

    assert code in {0, -15}
    assert "Traceback" not in server.text()


async def test_jobs_are_listed_and_shown(project: Project, jobs: Jobs) -> None:
    blue = await jobs.enqueue(PROBE, Probe(seconds=2), tags=("blue",))
    red = await jobs.enqueue(PROBE, Probe(), tags=("red",), due=HOUR)

    lines = project.run("jobs", "list").stdout.splitlines()
    listed = json.loads(project.run("jobs", "list", "--tag", "blue", "--json").stdout)
    shown = json.loads(project.run("jobs", "show", str(blue)).stdout)

    assert lines == [
        f"{red}  scheduled  normal    probe",
        f"{blue}  waiting    normal    probe",
    ]
    assert listed == [shown]
    assert (shown["id"], shown["status"]) == (str(blue), "waiting")
    assert shown["payload"] == {"seconds": 2.0, "once": False, "blocks": False, "fails": False}


async def test_a_job_is_cancelled_once(project: Project, jobs: Jobs) -> None:
    job = await jobs.enqueue(PROBE, Probe())

    first, second = (project.run("jobs", "cancel", str(job)) for _ in range(2))

    assert (first.returncode, first.stdout) == (0, f"{job}: cancelled\n")
    assert (second.returncode, second.stdout) == (1, f"{job}: too_late\n")


async def test_a_running_job_is_told_to_stop(
    project: Project, jobs: Jobs, administration: JobAdministration
) -> None:
    job = await jobs.enqueue(PROBE, Probe(seconds=3600))
    with project.running("worker"):
        await project.traces.wait_for("begun", job)

        cancelled = project.run("jobs", "cancel", str(job))

        await in_status(administration, job, Status.CANCELLED)
    assert (cancelled.returncode, cancelled.stdout) == (0, f"{job}: requested\n")
    assert project.traces.of("broken_off") == [(job, 1)]


async def test_a_scheduled_job_is_run_now(project: Project, jobs: Jobs) -> None:
    job = await jobs.enqueue(PROBE, Probe(), due=HOUR)

    first, second = (project.run("jobs", "retry", str(job)) for _ in range(2))

    assert (first.returncode, first.stdout) == (0, f"{job}: waiting\n")
    assert second.returncode == 1
    assert second.stderr == "error: the job is waiting, not scheduled\n"


async def test_a_dead_job_is_run_again_and_then_forgotten(
    project: Project, jobs: Jobs, administration: JobAdministration
) -> None:
    job = await jobs.enqueue(PROBE, Probe(fails=True))
    with project.running("worker"):
        died = await in_status(administration, job, Status.DEAD)
        replayed = project.run("jobs", "replay", "--type", "probe")
        await project.traces.wait_for("begun", job)
        await in_status(administration, job, Status.DEAD)
    purged = project.run("jobs", "purge", str(job))

    assert died.error == "Invalid: it was told to fail"
    assert (replayed.returncode, replayed.stdout) == (0, "replayed: 1\n")
    assert len(project.traces.of("begun")) == 2
    assert (purged.returncode, purged.stdout) == (0, "purged: 1\n")
    assert project.run("jobs", "list").stdout == ""


@pytest.mark.parametrize(("command", "printed"), [("replay", "replayed"), ("purge", "purged")])
def test_nothing_done_to_the_one_that_was_named_is_an_error(
    project: Project, command: str, printed: str
) -> None:
    job = uuid4()

    result = project.run("jobs", command, str(job))

    assert (result.returncode, result.stdout) == (1, f"{printed}: 0\n")
    assert str(job) in result.stderr


async def test_all_that_has_ended_is_forgotten_only_if_asked_for(
    project: Project, jobs: Jobs, administration: JobAdministration
) -> None:
    await administration.cancel(await jobs.enqueue(PROBE, Probe()))

    unasked = project.run("jobs", "purge")
    asked = project.run("jobs", "purge", "--all")

    assert (unasked.returncode, unasked.stdout) == (2, "")
    assert (asked.returncode, asked.stdout) == (0, "purged: 1\n")


def test_a_job_that_does_not_exist_is_not_found(project: Project) -> None:
    job = uuid4()

    result = project.run("jobs", "show", str(job))

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == f"error: there is no job {job}\n"


async def test_jobs_are_taken_along_in_a_file(
    project: Project, jobs: Jobs, administration: JobAdministration
) -> None:
    file = str(project.folder / "jobs")
    now = await jobs.enqueue(PROBE, Probe(seconds=2), tags=("blue",))
    later = await jobs.enqueue(PROBE, Probe(), due=HOUR)
    before = [await administration.get(job) for job in (now, later)]

    exported = project.run("jobs", "export", file)
    for job in (now, later):
        await administration.cancel(job)
    await administration.purge(JobFilter())
    imported = project.run("jobs", "import", file)
    again = project.run("jobs", "import", file)

    assert (exported.stdout, imported.stdout) == ("exported: 2\n", "imported: 2\n")
    assert again.returncode == 0
    after = await administration.find(JobFilter(), limit=9)
    facts = {(job.id, job.payload, job.tags, job.due_at) for job in after}
    assert facts == {(job.id, job.payload, job.tags, job.due_at) for job in before}


async def test_jobs_are_not_exported_while_some_run(
    project: Project, store: JobStore, jobs: Jobs
) -> None:
    await jobs.enqueue(PROBE, Probe())
    lease = dt.timedelta(minutes=1)
    await store.claim("one", [PROBE.name], floor=Priority.CRITICAL, limit=1, lease=lease)

    refused = project.run("jobs", "export", str(project.folder / "jobs"))

    assert refused.returncode == 1
    assert "stop all workers first" in refused.stderr
