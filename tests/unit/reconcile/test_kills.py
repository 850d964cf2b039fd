"""Whatever moment a command is killed at, the project is as before or complete afterwards."""

import subprocess
import sys
from pathlib import Path

import pytest

DYING = Path(__file__).with_name("dying.py")


def kills(scenario: str, folder: Path) -> int:
    """Run a scenario; its number of kills, after each of which everything was as it has to be."""
    done = subprocess.run(
        [sys.executable, str(DYING), scenario, str(folder)],
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
    assert kills(scenario, tmp_path) >= at_least
