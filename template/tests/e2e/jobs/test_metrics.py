"""Several processes that run jobs count as one."""

import asyncio
import os
import re
import signal

import httpx

from app.application.jobs.record import Status
from app.application.ports.job_administration import JobAdministration
from app.application.ports.jobs import Jobs
from tests.e2e.jobs.probe import PROBE, Probe
from tests.e2e.jobs.project import Project
from tests.e2e.process import PATIENCE, Server
from tests.integration.jobs.workers import in_status

RUNS = 40


def ended_runs(project: Project) -> float:
    """Return how many runs have succeeded, as the metrics say."""
    port = project.settings["APP__ADMIN__PORT"]
    text = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=PATIENCE).text
    found = re.findall(r'^job_run_seconds_count\{outcome="succeeded".*\} (.+)$', text, re.MULTILINE)
    return sum(map(float, found))


def process_of_the_port(started: Server) -> int:
    """Return the process that has the admin port."""
    [number] = re.findall(r"Started server process \[(\d+)\]", started.text())
    return int(number)


async def test_runs_of_all_processes_are_counted_those_of_a_killed_one_too(
    project: Project, jobs: Jobs, administration: JobAdministration
) -> None:
    with project.running("worker", "--processes", "2") as started:
        started.wait_for("(?s)(worker_started.*){2}")
        started.wait_for(r"Started server process \[")
        enqueued = [await jobs.enqueue(PROBE, Probe(seconds=0.01)) for _ in range(RUNS)]
        await asyncio.gather(
            *(in_status(administration, job, Status.SUCCEEDED) for job in enqueued)
        )
        assert ended_runs(project) == RUNS

        os.kill(process_of_the_port(started), signal.SIGKILL)

        started.wait_for("(?s)(admin_started.*){2}")
        started.wait_for(r"(?s)(Started server process \[.*){2}")
        assert ended_runs(project) == RUNS
