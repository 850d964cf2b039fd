"""Times the commands that change a project of 50 entities, beside plain `copier update`.

    python -m benchmarks.lifecycle [--rounds 5]

Every command is a process of its own on a fresh copy of the same project; rounds are interleaved.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.commands import Step, arcana, make_project, measured, write

_ROOT = Path(__file__).parents[1]
_MANY = 50
_OLD, _NEW = "v9001.0.0", "v9001.0.1"
_COPIER = "copier update"
_IDENTITY = ("-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.com")


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        template = _two_versions(folder / "template")
        os.environ["ARCANA_TEMPLATE"] = f"{template}@{_OLD}"
        project = make_project(folder, _MANY)
        _git(project, "init", "--quiet")
        _commit(project)
        for what, steps in _changes(project).items():
            base = next(iter(steps))
            write(measured(what, steps, folder, rounds), base, f"seconds, {_MANY} entities")


def _changes(project: Path) -> dict[str, dict[str, Step]]:
    copier = [sys.executable, "-m", "copier", "update", "--defaults", "--quiet"]
    other = ["--vcs-ref", _OLD, "--data", "license=Apache-2.0"]
    return {
        "set": {
            "arcana set": _on(project, arcana("set", "license=Apache-2.0", "--no-install")),
            _COPIER: _on(project, [*copier, *other]),
        },
        "update": {
            "arcana update": _on(project, arcana("update", "--to", _NEW, "--no-install")),
            _COPIER: _on(project, [*copier, "--vcs-ref", _NEW]),
        },
        "add field": {
            "arcana add field": _on(project, arcana("add", "field", "Item7", "note:str:optional"))
        },
        "rename": {
            "arcana rename entity": _on(project, arcana("rename", "entity", "Item7", "Thing"))
        },
        "status": {"arcana status": _on(project, arcana("status"))},
    }


def _on(project: Path, command: list[str]) -> Step:
    """Run a command in a copy of the project."""

    def step(place: Path) -> list[str]:
        # The folder that it is started in has to be the project.
        shutil.copytree(project, place, dirs_exist_ok=True, symlinks=True)
        return command

    return step


def _two_versions(folder: Path) -> Path:
    """Clone the template, with a tag for what is committed and one for a small change."""
    subprocess.run(["git", "clone", "--quiet", str(_ROOT), str(folder)], check=True)
    _git(folder, "tag", _OLD)
    (readme,) = (folder / "template").glob("README.md*")
    readme.write_text(f"{readme.read_text()}\nOne more line.\n")
    for service in (folder / "template").rglob("service.py.jinja"):
        service.write_text(service.read_text().replace("Each public method", "Every public method"))
    _commit(folder)
    _git(folder, "tag", _NEW)
    return folder


def _commit(folder: Path) -> None:
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", "A step")


def _git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *_IDENTITY, *words], cwd=folder, check=True)


if __name__ == "__main__":
    main()
