"""Processes that record, publish and handle events are killed: nothing is lost or out of order."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from app.bootstrap.container import Infrastructure
from tests.e2e.events.recorder import PLANTS
from tests.e2e.jobs.project import Project, copy_project, settings_for
from tests.e2e.process import environment
from tests.integration.jobs.workers import until

ROUNDS = int(os.environ.get("EVENTS_KILL_ROUNDS", "3"))
SEED = int(os.environ.get("EVENTS_KILL_SEED", "1"))
SUBSCRIBER = "from tests.e2e.events.probe import make_subscriber\n"


@pytest.fixture
def project(tmp_path: Path, migrated_url: str, infrastructure: Infrastructure) -> Project:
    """Return a copy of this project with a subscriber, on a database whose tables are empty."""
    copy_project(tmp_path / "copy")
    subscribers = tmp_path / "copy" / "src" / "app" / "interfaces" / "subscribers"
    (subscribers / "probe.py").write_text(SUBSCRIBER, encoding="utf-8")
    return Project(tmp_path / "copy", tmp_path, settings_for(migrated_url))


@contextmanager
def recording(project: Project, first: int, output: Path) -> Iterator[None]:
    """Record events, from this size on, until the process is killed."""
    with output.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.events.recorder", str(first)],
            env=environment(project.variables),
            stdout=file,
        )
    try:
        yield
    finally:
        process.kill()
        process.wait()


def sizes(file: Path) -> list[int]:
    """Return the numbers in a file; a last line may be cut off."""
    text = file.read_text("utf-8") if file.exists() else ""
    return [int(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]


def is_filled(file: Path) -> bool:
    """Return whether there is a number in a file."""
    return bool(sizes(file))


async def test_each_committed_event_is_handled_and_in_order(project: Project) -> None:
    sys.stdout.write(f"EVENTS_KILL_ROUNDS={ROUNDS} EVENTS_KILL_SEED={SEED}\n")
    chance = random.Random(SEED)
    committed: list[int] = []
    for number in range(ROUNDS):
        output = project.folder / f"recorded-{number}"
        # One may be committed and not said to be.
        first = committed[-1] + 2 if committed else 1
        with project.running("worker") as worker, recording(project, first, output):
            worker.wait_for("worker_started")
            await until(partial(is_filled, output))
            time.sleep(chance.uniform(0, 0.5))  # noqa: ASYNC251 - nothing else happens here
        committed += sizes(output)

    with project.running("worker"):
        await until(lambda: set(committed) <= set(sizes(project.traces.file)))

    handled = sizes(project.traces.file)
    once = list(dict.fromkeys(handled))
    by_plant = [[size for size in once if size % PLANTS == plant] for plant in range(PLANTS)]
    sys.stdout.write(f"events: {len(committed)}, handled again: {len(handled) - len(once)}\n")
    assert by_plant == [sorted(those) for those in by_plant]
