"""Pins what the tests run with: `python requirements/compile.py [--upgrade]`.

`dev.txt` is the environment of this repository. `service.txt` is one environment for rendered
projects of every database. Both fit every platform and Python from 3.11 on, and name no index.
"""

import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from pathlib import Path

from uv import find_uv_bin

from arcana_gen.blueprint import Blueprint, load_options
from arcana_gen.template import own_template, render

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent
# What the tests do with rendered projects that these do not do themselves.
FOR_TESTS = ("httpx>=0.28", "schemathesis>=4")


def main(arguments: list[str]) -> None:
    """Compile both files; what is pinned stays unless `--upgrade` is given."""
    generator = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    write("dev.txt", wanted_by(generator), arguments)
    services = {line for project in rendered_projects() for line in wanted_by(project)}
    write("service.txt", {*services, *FOR_TESTS}, arguments)


def wanted_by(project: dict[str, dict[str, list[str]]]) -> list[str]:
    """What a project needs to run and to be worked on."""
    return [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]


def rendered_projects() -> Iterable[dict[str, dict[str, list[str]]]]:
    """The `pyproject.toml` of a project on each database, with everything that can be on."""
    # Nobody is told that the template has changes: pins do not record where they come from.
    template = replace(own_template(), source="arcana", version="", notes=())
    options = load_options(template.questions)
    everything: dict[str, object] = {
        option.name: True for option in options if option.type == "bool"
    }
    for database, jobs in product(options["database"].choice_values, ("database", "redis")):
        with tempfile.TemporaryDirectory() as folder:
            given = {"project_name": "service", "database": database, "jobs": jobs, **everything}
            answers = options.resolve(given)
            render(template, Blueprint(answers).to_answers(), Path(folder) / "service")
            text = (Path(folder) / "service" / "pyproject.toml").read_text(encoding="utf-8")
            yield tomllib.loads(text)


def write(name: str, wanted: Iterable[str], arguments: list[str]) -> None:
    """Resolve and write one file."""
    subprocess.run(
        [
            find_uv_bin(),
            "pip",
            "compile",
            "--quiet",
            "--universal",
            "--python-version=3.11",
            "--no-annotate",
            "--custom-compile-command=python requirements/compile.py",
            f"--output-file={name}",
            *arguments,
            "-",
        ],
        input="\n".join(sorted(wanted)),
        cwd=FOLDER,
        text=True,
        check=True,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
