"""Runs commands as a user does, and times them."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from benchmarks.comparison import Figures, compare

Step: TypeAlias = Callable[[Path], list[str]]
"""Prepares a folder and returns the command to time in it."""


def measured(what: str, steps: Mapping[str, Step], folder: Path, rounds: int) -> Figures:
    """Run each command in a folder of its own, in interleaved rounds after one to warm up."""
    figures = Figures()
    for number in range(rounds + 1):
        for who, step in steps.items():
            with tempfile.TemporaryDirectory(dir=folder) as place:
                command = step(Path(place))
                seconds = timed(command, Path(place))
            if number:  # the first round warms up
                figures.add(what, who, seconds)
    return figures


def timed(command: list[str], place: Path) -> float:
    """Run a command that has to succeed; return how many seconds it took."""
    variables = {**os.environ, "PATH": f"{Path(command[0]).parent}{os.pathsep}{os.environ['PATH']}"}
    started = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=place,
        env=variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    seconds = time.perf_counter() - started
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout.decode()}{done.stderr.decode()}")
    return seconds


def arcana(*arguments: str) -> list[str]:
    """Return the words that start Arcana."""
    return [sys.executable, "-m", "arcana_gen", *arguments]


def make_project(folder: Path, entities: int) -> Path:
    """Make a project with so many entities, without git and lock."""
    project = folder / f"with-{entities}"
    flags = [flag for number in range(entities) for flag in ("--entity", f"Item{number} name:str")]
    options = ["--yes", "--no-install", "--no-git", "--output", str(project)]
    timed(arcana("new", "shop", *options, *flags), folder)
    return project


def write(figures: Figures, base: str, unit: str) -> None:
    """Print a table of what was measured."""
    who = list(dict.fromkeys(name for _, name in figures.of))
    sys.stdout.write(f"{compare(figures, who=who, base=base, unit=unit)}\n\n")
