"""A service of the real template begins to tell of events, and stops it again."""

import shutil
from pathlib import Path

import pytest
from tests.cli.running import Arcana
from tests.support.templates import copy_template
from tests.unit.machine import commit_all

from arcana_gen.reconcile.tree import read_tree

EVENTS = "src/app/domain/entities/tag/events.py"
SERVICE = "src/app/application/services/tag/service.py"
TABLES = ("events", "event_positions", "handled_events")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template as it stands, in a repository of its own."""
    made = copy_template(tmp_path_factory.mktemp("events") / "template")
    commit_all(made)
    return made


@pytest.fixture
def service(template: Path, work: Path, arcana: Arcana, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A service with jobs, which commands are run in."""
    monkeypatch.setenv("ARCANA_TEMPLATE", str(template))
    made = template.parent / "made"
    if not made.exists():
        place = ("--output", str(made), "--no-install", "--no-git")
        ended = arcana("new", "shop", *place, "--jobs", "database", "--entity", "Tag label:str")
        assert ended.code == 0, ended.err
    root = Path(shutil.copytree(made, work / "shop"))
    monkeypatch.chdir(root)
    return root


def test_switched_on_and_off_leaves_what_there_was(arcana: Arcana, service: Path) -> None:
    before = generated(service)

    on = arcana("set", "events=true", "--json")
    told = (service / SERVICE).read_text()
    off = arcana("set", "events=false", "--accept-data-loss", "--json")

    assert (on.code, off.code) == (0, 0), on.err + off.err
    assert EVENTS in on.changes
    assert "self._recording(Change.CREATED, created)" in told
    assert generated(service) == before


def test_tables_come_with_one_migration(arcana: Arcana, service: Path) -> None:
    ended = arcana("set", "events=true", "--json")

    assert ended.code == 0, ended.err
    [path] = [path for path in ended.changes if path.startswith("migrations/versions")]
    up, down = (service / path).read_text().split("def downgrade")
    for table in TABLES:
        assert f'op.create_table(\n        "{table}",' in up
        assert f'op.drop_table("{table}")' in down


def test_events_are_not_lost_without_a_word(arcana: Arcana, service: Path) -> None:
    assert arcana("set", "events=true", "--json").code == 0
    before = read_tree(service)

    ended = arcana("set", "events=false")

    assert ended.code == 1
    assert "the table `events` and what is in it" in ended.err
    assert read_tree(service) == before


@pytest.mark.parametrize(
    "command", [("set", "events=true", "jobs=none"), ("new", "other", "--events", "--yes")]
)
def test_events_need_somewhere_for_their_handlers_to_wait(
    arcana: Arcana, service: Path, command: tuple[str, ...]
) -> None:
    before = read_tree(service)

    ended = arcana(*command)

    assert ended.code in (1, 2)
    assert "events are handled by jobs" in ended.err
    assert "jobs=database" in ended.err
    assert read_tree(service) == before


def test_jobs_cannot_go_while_events_are_told(arcana: Arcana, service: Path) -> None:
    assert arcana("set", "events=true", "--json").code == 0
    before = read_tree(service)

    ended = arcana("set", "jobs=none", "--accept-data-loss")

    assert ended.code == 1
    assert "`events=true`, which the project has, does not fit: events are handled" in ended.err
    assert "hint: set `events=false` too" in ended.err
    assert read_tree(service) == before


def generated(root: Path) -> dict[str, bytes]:
    """What is generated; migrations are history, and the answers say what was asked."""
    found = {path: entry.content for path, entry in read_tree(root).items()}
    return {
        path: text
        for path, text in found.items()
        if not path.startswith("migrations/versions") and "/__pycache__/" not in path
    }
