"""A worker that has run many jobs needs no more memory than one that has run few.

`JOBS_MEMORY_RUNS` says how many; `pytest -s` shows what was measured.
"""

import os
import sys
from functools import partial
from pathlib import Path

import pytest

from app.infrastructure.jobs.store import JobStore
from tests.contract.jobs.stores import new_job
from tests.e2e.jobs.probe import PROBE
from tests.e2e.jobs.project import Project
from tests.integration.jobs.workers import until

RUNS = int(os.environ.get("JOBS_MEMORY_RUNS", "5000"))
SAMPLES = 20
# Compared are the memory after a fifth of the jobs, when all code has been used, and at the end.
WARM = SAMPLES // 5
GROWTH = 1.1
BATCH = 500

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="only Linux says how much memory a process needs"
)


def memory(process: int) -> float:
    """Return how much memory a process holds, in megabytes."""
    pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


class Tally:
    """How many jobs have been run, by the size of the traces: their lines are of one length."""

    def __init__(self, traces: Path) -> None:
        self._traces = traces
        self._size = sum(len(f"{event} {new_job().id} 1\n") for event in ("begun", "finished"))

    async def wait_for(self, number: int) -> None:
        """Wait until so many have been run; fail when none ends for long."""
        for some in [*range(BATCH, number, BATCH), number]:
            await until(partial(self._are_run, some))

    def _are_run(self, number: int) -> bool:
        return self._traces.exists() and self._traces.stat().st_size >= number * self._size


async def test_the_memory_of_a_worker_does_not_grow(project: Project, store: JobStore) -> None:
    tally = Tally(project.traces.file)
    for start in range(0, RUNS, BATCH):
        many = range(start, min(start + BATCH, RUNS))
        await store.insert([new_job(type=PROBE.name) for _ in many], None)

    with project.running("worker") as worker:
        samples = []
        for sample in range(1, SAMPLES + 1):
            await tally.wait_for(RUNS * sample // SAMPLES)
            samples.append(memory(worker.process.pid))

    figures = " ".join(f"{sample:.1f}" for sample in samples)
    sys.stdout.write(f"JOBS_MEMORY_RUNS={RUNS} megabytes: {figures}\n")
    assert max(samples[-WARM:]) < GROWTH * samples[WARM - 1]
