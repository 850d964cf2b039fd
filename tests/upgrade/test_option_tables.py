"""A template version brings an option with tables: projects get the migration with the update."""

from pathlib import Path

import pytest
from tests.cli.running import Arcana, Ended
from tests.unit.machine import commit_all, copy_tiny, isolate
from tests.unit.template.repositories import git

from arcana_gen.cli import main

JOBS = """
jobs:
  type: str
  help: Where work waits
  choices: [none, database]
  default: "{{ 'database' if preset == 'standard' else 'none' }}"

option_tables:
  type: json
  when: false
  default: "{{ {'database': ['jobs', 'schedules']}.get(jobs, []) | to_json }}"
"""
STEPS = "\nup = {{ migration.up | default([]) | to_json }}\n"


@pytest.fixture(autouse=True)
def _own_machine(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch, tmp_path_factory.mktemp("home"))


@pytest.fixture
def arcana(capfd: pytest.CaptureFixture[str]) -> Arcana:
    """Run a command in this process, without a terminal."""

    def run(*words: str) -> Ended:
        capfd.readouterr()
        code = main(words)
        out, err = capfd.readouterr()
        return Ended(code=code, out=out, err=err)

    return run


@pytest.fixture
def fork(tmp_path: Path) -> Path:
    """A template, of which v2 has jobs and v3 has them no more."""
    folder = copy_tiny(tmp_path / "fork")
    [migration] = (folder / "template/migrations/versions").iterdir()
    migration.write_text(migration.read_text() + STEPS)
    commit_all(folder)
    git(folder, "tag", "v1.0.0")
    questions = folder / "copier.yml"
    text = questions.read_text()
    for version, added in (("v2.0.0", JOBS), ("v3.0.0", "")):
        questions.write_text(text + added)
        git(folder, "commit", "-q", "-a", "-m", version)
        git(folder, "tag", version)
    return folder


def project(arcana: Arcana, fork: Path, root: Path, version: str, preset: str = "standard") -> None:
    flags = ("--output", str(root), "--preset", preset, "--yes", "--no-install", "--no-git")
    made = arcana("new", "shop", "--template", f"{fork}@{version}", *flags)
    assert made.code == 0, made.err


def update(arcana: Arcana, root: Path, version: str, *flags: str) -> Ended:
    place = ("--project", str(root), "--no-install", "--yes")
    return arcana("update", "--to", version, *place, *flags)


def migrations(root: Path) -> list[Path]:
    return sorted((root / "migrations/versions").glob("*.py"))


def test_an_update_creates_them_where_the_option_is_on_by_itself(
    arcana: Arcana, fork: Path, tmp_path: Path
) -> None:
    project(arcana, fork, tmp_path / "shop", "v1.0.0")

    ended = update(arcana, tmp_path / "shop", "v2.0.0")

    assert ended.code == 0, ended.err
    [migration] = migrations(tmp_path / "shop")
    assert migration.name.endswith("_add_jobs_schedules.py")
    assert '{"kind": "create_option_table", "table": "jobs"}' in migration.read_text()


def test_an_update_writes_none_where_the_option_stays_off(
    arcana: Arcana, fork: Path, tmp_path: Path
) -> None:
    project(arcana, fork, tmp_path / "shop", "v1.0.0", "minimal")

    ended = update(arcana, tmp_path / "shop", "v2.0.0")

    assert ended.code == 0, ended.err
    assert migrations(tmp_path / "shop") == []


def test_an_update_asks_before_it_drops_them(arcana: Arcana, fork: Path, tmp_path: Path) -> None:
    project(arcana, fork, tmp_path / "shop", "v2.0.0")
    [first] = migrations(tmp_path / "shop")

    refused = update(arcana, tmp_path / "shop", "v3.0.0")
    ended = update(arcana, tmp_path / "shop", "v3.0.0", "--accept-data-loss")

    assert refused.code == 1
    assert "the table `jobs` and what is in it" in refused.err
    assert ended.code == 0, ended.err
    [_, second] = migrations(tmp_path / "shop")
    assert first.name.endswith("_add_jobs_schedules.py")
    assert second.name.endswith("_remove_jobs_schedules.py")
