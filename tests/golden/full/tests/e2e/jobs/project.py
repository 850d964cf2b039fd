"""A copy of this project with a job of its own, and the processes of its program."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from app.bootstrap.setting_names import known_settings, name_in_environment
from app.bootstrap.settings import Settings
from tests.e2e.jobs.probe import TRACES
from tests.e2e.process import PATIENCE, ROOT, Server, environment, free_port, run
from tests.integration.jobs.workers import until

MODULES = {
    "application/jobs/payloads/probe.py": "from tests.e2e.jobs.probe import PROBE, Probe\n",
    "interfaces/worker/probe.py": "from tests.e2e.jobs.probe import make_handler\n",
}


@dataclass(frozen=True, slots=True)
class Traces:
    """What the runs of the job have left behind."""

    file: Path

    def of(self, event: str) -> list[tuple[UUID, int]]:
        """Return the jobs and attempts that something happened to."""
        lines = self.file.read_text("utf-8").splitlines() if self.file.exists() else []
        found = (line.split() for line in lines)
        return [(UUID(job), int(attempt)) for name, job, attempt in found if name == event]

    async def wait_for(self, event: str, job: UUID, attempt: int = 1) -> None:
        """Wait until something has happened to a run."""
        await until(lambda: (job, attempt) in self.of(event))


@dataclass(frozen=True, slots=True)
class Project:
    """The copy, on a database, with a folder for what its processes write."""

    root: Path
    folder: Path
    settings: Mapping[str, str]

    @property
    def traces(self) -> Traces:
        """Return what the runs have left behind."""
        return Traces(self.folder / "traces")

    @property
    def variables(self) -> dict[str, str]:
        """Return the environment variables of its processes."""
        path = os.pathsep.join([str(self.root / "src"), str(ROOT)])
        return {**self.settings, "PYTHONPATH": path, TRACES: str(self.traces.file)}

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command of its program to its end."""
        return run(*arguments, **{**self.variables, **variables})

    def start(self, *arguments: str, **variables: str) -> Server:
        """Start a command of its program."""
        log = self.folder / f"{len(list(self.folder.glob('*.log')))}.log"
        with log.open("w", encoding="utf-8") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "app", *arguments],
                env=environment({**self.variables, **variables}),
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
        return Server(process, log, "", {})

    @contextmanager
    def running(self, *arguments: str, **variables: str) -> Iterator[Server]:
        """Start a command of its program, and end it with the context."""
        started = self.start(*arguments, **variables)
        try:
            yield started
        finally:
            end(started)


def end(started: Server) -> None:
    """Kill a process and those that it has started, if they are still there."""
    with suppress(ProcessLookupError):
        os.killpg(started.process.pid, signal.SIGKILL)
    started.process.wait(PATIENCE)


def copy_project(root: Path) -> None:
    """Copy this project, as far as its program needs it, and add the job."""
    for folder in ("config", "migrations", "src"):
        shutil.copytree(ROOT / folder, root / folder)
    for path, text in MODULES.items():
        (root / "src" / "app" / path).write_text(text, encoding="utf-8")


def settings_for(url: str) -> dict[str, str]:
    """Return settings for workers that are soon missed, on a database and on ports of their own."""
    ports = [path for path in known_settings(Settings) if path[1:] == ("port",)]
    return {
        **{name_in_environment(path): str(free_port()) for path in ports},
        "APP__DATABASE__URL": url,
        "APP__JOBS__LEASE": "1",
    }
