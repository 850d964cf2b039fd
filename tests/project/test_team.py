"""Two branches of a real service, each with an entity more, become one service that works."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from tests.support.environments import clean_variables
from tests.support.places import ROOT
from tests.support.projects import Project, Workshop

from arcana_gen.blueprint import ANSWERS_FILE, Answers

ORDER: Final = ("Order", "number:str:max=32:unique", "total:decimal:12,2:min=0", "tags:refs:Tag")
PERSON: Final = ("Person", "name:str", "email:email:unique", "tag:ref:Tag:optional")


class Team:
    """The project, in a repository of its own, and the people who work on it."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self._home = home

    def try_(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the project, to its end."""
        cleaned = {name: text for name, text in clean_variables().items() if "GIT_" not in name}
        people = {
            f"GIT_{role}_{kind}": text
            for role in ("AUTHOR", "COMMITTER")
            for kind, text in (("NAME", "Tester"), ("EMAIL", "tester@example.com"))
        }
        return subprocess.run(
            command,
            cwd=self.folder if self.folder.is_dir() else self.folder.parent,
            env={
                **cleaned,
                **people,
                "GIT_CONFIG_GLOBAL": os.devnull,
                "GIT_CONFIG_NOSYSTEM": "1",
                "HOME": str(self._home),
                "PYTHONPATH": str(ROOT / "src"),
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def run(self, *command: str) -> str:
        """Run a command that must succeed."""
        done = self.try_(*command)
        assert done.returncode == 0, f"{command}:\n{done.stdout}{done.stderr}"
        return done.stdout

    def arcana(self, *words: str) -> str:
        """Run a command of Arcana."""
        return self.run(sys.executable, "-m", "arcana_gen", *words)

    def add_on_branch(self, branch: str, *entity: str) -> None:
        """Add an entity on a new branch of the first commit."""
        self.run("git", "switch", "--quiet", "--create", branch, "main")
        self.arcana("add", "entity", *entity)
        self.commit(branch)

    def commit(self, message: str) -> None:
        """Commit everything."""
        self.run("git", "add", "--all")
        self.run("git", "commit", "--quiet", "--message", message)


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """A service with one entity, committed, and two branches that each add one more."""
    home = tmp_path / "home"
    home.mkdir()
    team = Team(tmp_path / "shop", home)
    team.arcana("new", "shop", "--no-install", "--entity", "Tag label:str:unique")
    assert "merge-answers" in team.run("git", "config", "--get", "merge.arcana.driver")
    team.add_on_branch("orders", *ORDER)
    team.add_on_branch("people", *PERSON)
    team.run("git", "switch", "--quiet", "orders")
    return team


def conflicts_line_by_line(team: Team) -> bool:
    """Whether git would leave a conflict in the answers, were they a text like any other."""
    files = []
    for branch in ("orders", "main", "people"):
        file = team.folder.parent / f"{branch}.yml"
        file.write_text(team.run("git", "show", f"{branch}:{ANSWERS_FILE}"))
        files.append(str(file))
    return team.try_("git", "merge-file", "--stdout", *files).returncode > 0


def test_entities_and_migrations_of_two_branches_become_one_service(
    team: Team, workshop: Workshop, tmp_path: Path
) -> None:
    assert conflicts_line_by_line(team)

    team.run("git", "merge", "--no-edit", "people")

    blueprint = Answers.read(team.folder / ANSWERS_FILE).blueprint
    assert list(blueprint.entities) == ["Order", "Person", "Tag"]
    service = Project(team.folder, blueprint, workshop.environment)
    database = f"sqlite:///{tmp_path / 'shop.db'}"
    tells_of_two_heads(service, database)

    team.arcana("migrations", "merge")

    team.commit("Join the migrations")
    status = json.loads(team.arcana("status", "--json"))
    assert (status["files"]["edited"], status["files"]["missing"]) == ([], [])
    assert status["migrations"]["problem"] == ""
    passes_its_checks(service)
    migrates(service, database)


def tells_of_two_heads(service: Project, database: str) -> None:
    for command in (("migrate", "status"), ("migrate", "up"), ("serve",)):
        ended = service.app(*command, APP__DATABASE__URL=database)
        assert ended.returncode == 1
        assert "several newest migrations" in ended.stdout + ended.stderr
        assert "`arcana migrations merge`" in ended.stdout + ended.stderr
        assert "Traceback" not in ended.stderr


def passes_its_checks(service: Project) -> None:
    service.check("ruff", "check", ".")
    service.check("ruff", "format", "--check", ".")
    service.check("mypy")
    service.check("lint-imports")
    written = service.check(
        "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k",
        "order or person or people or migrat",
    )  # fmt: skip
    assert " passed" in written


def migrates(service: Project, database: str) -> None:
    url = {"APP__DATABASE__URL": database}
    assert "pending: none" in service.check("python", "-m", "app", "migrate", "up", **url)
    assert "No new upgrade operations" in service.check("alembic", "check", **url)
    service.check("python", "-m", "app", "migrate", "down", **url)
    service.check("python", "-m", "app", "migrate", "down", "base", **url)
    service.check("python", "-m", "app", "migrate", "up", **url)
    assert service.app("migrate", "status", **url).returncode == 0
