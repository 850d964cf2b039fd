"""Times the commands of Arcana as a user waits for them, beside other generators.

    python -m benchmarks.generator [--rounds 5]

Every command is a process of its own and works in a new folder; rounds are interleaved. The peers
are installed from the package index into environments of their own, which takes a minute.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from uv import find_uv_bin

from benchmarks.comparison import Figures, compare

_ROOT = Path(__file__).parents[1]
_MANY = 50
_NEW = "arcana new"
_ADD = "arcana add entity"
_FIELDS = ["number:str:max=32:unique", "total:decimal:12,2:min=0", "note:text:optional"]
_PEERS = {
    "fastapi_template": (
        ["fastapi_template", "uv"],
        [
            "fastapi_template",
            "--quiet",
            "--name",
            "shop",
            "--db",
            "sqlite",
            "--orm",
            "sqlalchemy",
            "--api-type",
            "rest",
            "--ci",
            "none",
        ],
    ),
    "fastapi-fullstack": (
        ["fastapi-fullstack"],
        ["fastapi-fullstack", "create", "shop", "--minimal", "--ai-framework", "none"],
    ),
}
Step = Callable[[Path], list[str]]


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        _write(_new(folder, rounds), _NEW, "seconds, new project")
        projects = {"empty": _project(folder, 0), f"{_MANY} entities": _project(folder, _MANY)}
        _write(_add(folder, projects, rounds), "empty", "seconds, one more entity")
        _write(_help(folder, rounds), "python -c pass", "seconds")


def _new(folder: Path, rounds: int) -> Figures:
    copier = [sys.executable, "-m", "copier", "copy", "--defaults", "--quiet", "--vcs-ref", "HEAD"]
    steps: dict[str, Step] = {
        _NEW: lambda _: [*_arcana("new", "shop", "--yes", "--no-install", "--no-git")],
        "copier copy": lambda _: [*copier, "--data", "project_name=shop", str(_ROOT), "shop"],
    }
    for name, (packages, (program, *arguments)) in _PEERS.items():
        programs = _installed(folder / name, packages)
        command = [str(programs / program), *arguments]
        steps[name] = lambda _, command=command: command  # type: ignore[misc] # bound in the loop
    return _measured("new", steps, folder, rounds)


def _add(folder: Path, projects: Mapping[str, Path], rounds: int) -> Figures:
    def adding(project: Path) -> Step:
        def step(place: Path) -> list[str]:
            shutil.copytree(project, place / "shop")
            return _arcana("add", "entity", "Order", *_FIELDS, "--project", str(place / "shop"))

        return step

    steps = {name: adding(project) for name, project in projects.items()}
    return _measured(_ADD, steps, folder, rounds)


def _help(folder: Path, rounds: int) -> Figures:
    steps: dict[str, Step] = {
        "arcana --help": lambda _: _arcana("--help"),
        "python -c pass": lambda _: [sys.executable, "-c", "pass"],
    }
    return _measured("start", steps, folder, rounds)


def _measured(what: str, steps: Mapping[str, Step], folder: Path, rounds: int) -> Figures:
    figures = Figures()
    for number in range(rounds + 1):
        for who, step in steps.items():
            with tempfile.TemporaryDirectory(dir=folder) as place:
                command = step(Path(place))
                seconds = _timed(command, Path(place))
            if number:  # the first round warms up
                figures.add(what, who, seconds)
    return figures


def _timed(command: list[str], place: Path) -> float:
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


def _arcana(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "arcana_gen", *arguments]


def _project(folder: Path, entities: int) -> Path:
    project = folder / f"with-{entities}"
    flags = [flag for number in range(entities) for flag in ("--entity", f"Item{number} name:str")]
    options = ["--yes", "--no-install", "--no-git", "--output", str(project)]
    _timed(_arcana("new", "shop", *options, *flags), folder)
    return project


def _installed(folder: Path, packages: list[str]) -> Path:
    subprocess.run([find_uv_bin(), "venv", "--quiet", folder], check=True)
    command = [find_uv_bin(), "pip", "install", "--quiet", "--python", folder, *packages]
    subprocess.run(command, check=True)
    return folder / "bin"


def _write(figures: Figures, base: str, unit: str) -> None:
    who = list(dict.fromkeys(name for _, name in figures.of))
    sys.stdout.write(f"{compare(figures, who=who, base=base, unit=unit)}\n\n")


if __name__ == "__main__":
    main()
