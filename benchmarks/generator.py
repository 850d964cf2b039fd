"""Times the commands of Arcana as a user waits for them, beside other generators.

    python -m benchmarks.generator [--rounds 5]

Every command is a process of its own and works in a new folder; rounds are interleaved. The peers
are installed from the package index into environments of their own, which takes a minute.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from uv import find_uv_bin

from benchmarks.commands import Step, arcana, make_project, measured, write
from benchmarks.comparison import Figures

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


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write(_new(folder, rounds), _NEW, "seconds, new project")
        projects = {
            "empty": make_project(folder, 0),
            f"{_MANY} entities": make_project(folder, _MANY),
        }
        write(_add(folder, projects, rounds), "empty", "seconds, one more entity")
        write(_help(folder, rounds), "python -c pass", "seconds")


def _new(folder: Path, rounds: int) -> Figures:
    copier = [sys.executable, "-m", "copier", "copy", "--defaults", "--quiet", "--vcs-ref", "HEAD"]
    steps: dict[str, Step] = {
        _NEW: lambda _: [*arcana("new", "shop", "--yes", "--no-install", "--no-git")],
        "copier copy": lambda _: [*copier, "--data", "project_name=shop", str(_ROOT), "shop"],
    }
    for name, (packages, (program, *arguments)) in _PEERS.items():
        programs = _installed(folder / name, packages)
        command = [str(programs / program), *arguments]
        steps[name] = lambda _, command=command: command  # type: ignore[misc] # bound in the loop
    return measured("new", steps, folder, rounds)


def _add(folder: Path, projects: Mapping[str, Path], rounds: int) -> Figures:
    def adding(project: Path) -> Step:
        def step(place: Path) -> list[str]:
            shutil.copytree(project, place / "shop")
            return arcana("add", "entity", "Order", *_FIELDS, "--project", str(place / "shop"))

        return step

    steps = {name: adding(project) for name, project in projects.items()}
    return measured(_ADD, steps, folder, rounds)


def _help(folder: Path, rounds: int) -> Figures:
    steps: dict[str, Step] = {
        "arcana --help": lambda _: arcana("--help"),
        "python -c pass": lambda _: [sys.executable, "-c", "pass"],
    }
    return measured("start", steps, folder, rounds)


def _installed(folder: Path, packages: list[str]) -> Path:
    subprocess.run([find_uv_bin(), "venv", "--quiet", folder], check=True)
    command = [find_uv_bin(), "pip", "install", "--quiet", "--python", folder, *packages]
    subprocess.run(command, check=True)
    return folder / "bin"


if __name__ == "__main__":
    main()
