"""Whatever moment a command is killed at, the project is as before or complete afterwards."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def kills(program: str, scenario: str, folder: Path) -> int:
    """Run a scenario; its number of kills, after each of which everything was as it has to be."""
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-m", f"tests.unit.reconcile.{program}", scenario, str(folder)],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.parametrize(
    ("scenario", "at_least"),
    [("applying", 30), ("recovering", 150), ("undoing", 150), ("any-moment", 200)],
)
def test_a_killed_command_leaves_the_project_unchanged_or_complete(
    tmp_path: Path, scenario: str, at_least: int
) -> None:
    assert kills("dying", scenario, tmp_path) >= at_least


@pytest.mark.parametrize(
    ("scenario", "at_least"),
    [("applying", 25), ("recovering", 75), ("undoing", 60), ("inside-git", 8)],
)
def test_a_command_killed_on_its_way_to_a_branch_leaves_all_as_before_or_one_commit(
    tmp_path: Path, scenario: str, at_least: int
) -> None:
    assert kills("dying_on_a_branch", scenario, tmp_path) >= at_least
