"""Rendered projects: made once for a whole run, whatever number of workers it has."""

import hashlib
import json
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from filelock import FileLock
from tests.support.environments import Environment
from tests.support.places import QUESTIONS

from arcana_gen.blueprint import Blueprint, load_options, parse_entity
from arcana_gen.reconcile.option_tables import first_migrations
from arcana_gen.template import Template, own_template, render

BIRTHDAY: Final = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
"""When all migrations of the tests were written."""


@dataclass(frozen=True, slots=True)
class Project:
    """A rendered project, and the environment that runs it."""

    root: Path
    blueprint: Blueprint
    environment: Environment

    def run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run one of the environment's programs in the project, to its end."""
        return self._run(self.environment.programs / command[0], *command[1:], **variables)

    def app(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the service."""
        return self.run("python", "-m", "app", *arguments, **variables)

    def check(self, *command: str, **variables: str) -> str:
        """Run a program that must succeed; return what it wrote."""
        done = self.run(*command, **variables)
        written = f"{done.stdout}{done.stderr}"
        assert done.returncode == 0, f"{' '.join(command)} in {self.root}:\n{written}"
        return written

    def install(self) -> None:
        """Do what its installation does, besides putting it into an environment."""
        if (self.root / "proto").exists():
            self.check("python", "-m", "app", "proto", "build")

    def _run(
        self, program: Path, *arguments: str, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [program, *arguments],
            cwd=self.root,
            env=self.environment.variables(self.root, variables),
            capture_output=True,
            text=True,
            check=False,
        )

    def files(self) -> Iterator[str]:
        """The rendered files, not what tools left behind."""
        return (name for name in tree(self.root) if "__pycache__" not in name)


@dataclass(frozen=True, slots=True)
class Workshop:
    """Renders projects into one folder and hands out those that are there already."""

    folder: Path
    environment: Environment

    def project(self, blueprint: Blueprint) -> Project:
        """The project of a blueprint; nobody may change it."""
        answers = json.dumps(blueprint.to_answers(), sort_keys=True).encode()
        root = self.folder / hashlib.sha256(answers).hexdigest()[:12]
        with FileLock(f"{root}.lock"):
            if not root.exists():
                making = root.with_suffix(".new")
                render_project(blueprint, making)
                making.rename(root)
                Project(root, blueprint, self.environment).install()
        return Project(root, blueprint, self.environment)


def render_project(blueprint: Blueprint, folder: Path, *, template: Template | None = None) -> None:
    """Render a blueprint of this very template, with one migration for all its tables."""
    # Where the template lies on this machine is no matter of these projects.
    template = template or replace(own_template(), source="arcana", version="tested")
    migrations = first_migrations(template, blueprint, now=BIRTHDAY)
    render(template, blueprint.to_answers(), folder, migrations=migrations)


def make_blueprint(entities: Iterable[str] = (), **given: str) -> Blueprint:
    """A blueprint of entities in the shorthand; options that are not given get their defaults."""
    options = load_options(QUESTIONS).resolve({"project_name": "shop", **given})
    return Blueprint(options).with_entities(parse_entity(text) for text in entities)


def tree(root: Path) -> dict[str, bytes]:
    """The files of a folder by their paths."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
