"""A service of the real template gets jobs with their tables, and loses them again."""

import shutil
from pathlib import Path

import pytest
from tests.cli.running import Arcana, Ended
from tests.support.projects import Project, Workshop, make_blueprint
from tests.support.templates import copy_template
from tests.unit.machine import commit_all

from arcana_gen.reconcile.tree import read_tree

MIGRATIONS = "migrations/versions"
PORT = "src/app/application/ports/jobs.py"
PAYLOAD = "src/app/application/jobs/payloads/send_invoice.py"
HANDLER = "src/app/interfaces/worker/send_invoice.py"
TEST = "tests/unit/worker/test_send_invoice.py"
TABLES = ("jobs", "schedules")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template as it stands, in a repository of its own."""
    return copy_template(tmp_path_factory.mktemp("jobs") / "template")


@pytest.fixture
def services(
    template: Path, work: Path, arcana: Arcana, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Path]:
    """The same service twice: without jobs (`none`) and with them (`database`)."""
    monkeypatch.setenv("ARCANA_TEMPLATE", str(template))
    made = template.parent / "made"
    if not made.exists():
        commit_all(template)
        for jobs in ("none", "database"):
            place = ("--output", str(made / jobs), "--no-install", "--no-git")
            ended = arcana("new", "shop", *place, "--jobs", jobs, "--entity", "Tag label:str")
            assert ended.code == 0, ended.err
    return {name: shutil.copytree(made / name, work / name) for name in ("none", "database")}


@pytest.fixture
def without(services: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The service without jobs, which commands are run in."""
    monkeypatch.chdir(services["none"])
    return services["none"]


@pytest.fixture
def having(services: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The service with jobs, which commands are run in."""
    monkeypatch.chdir(services["database"])
    return services["database"]


def files(root: Path) -> dict[str, bytes]:
    """What is generated; migrations are history."""
    found = {path: entry.content for path, entry in read_tree(root).items()}
    return {
        path: text
        for path, text in found.items()
        if not path.startswith(MIGRATIONS) and "/__pycache__/" not in path
    }


def migrations(ended: Ended) -> list[str]:
    """Those that a command has written."""
    return [path for path in ended.changes if path.startswith(MIGRATIONS)]


def steps(text: str) -> tuple[str, str]:
    """The way up and the way down."""
    up, down = text.split("def downgrade")
    return up, down


def test_switched_on_they_are_there_with_their_tables(
    arcana: Arcana, without: Path, services: dict[str, Path], workshop: Workshop
) -> None:
    ended = arcana("set", "jobs=database", "--json")

    assert ended.code == 0, ended.err
    assert files(without) == files(services["database"])
    [migration] = migrations(ended)
    assert migration.endswith("_add_jobs_schedules.py")
    up, down = steps((without / migration).read_text())
    for table in TABLES:
        assert f'op.create_table(\n        "{table}",' in up
        assert f'op.drop_table("{table}")' in down
    assert_no_difference(without, workshop)


def test_switched_off_they_are_gone_with_their_tables(
    arcana: Arcana, having: Path, services: dict[str, Path], workshop: Workshop
) -> None:
    ended = arcana("set", "jobs=none", "--accept-data-loss", "--json")

    assert ended.code == 0, ended.err
    assert files(having) == files(services["none"])
    [migration] = migrations(ended)
    up, down = steps((having / migration).read_text())
    for table in TABLES:
        assert f'op.drop_table("{table}")' in up
        assert f'op.create_table(\n        "{table}",' in down
    assert_no_difference(having, workshop)


def test_they_move_to_redis_with_another_table(
    arcana: Arcana, having: Path, workshop: Workshop
) -> None:
    ended = arcana("set", "jobs=redis", "--accept-data-loss", "--json")

    assert ended.code == 0, ended.err
    [migration] = migrations(ended)
    up, _ = steps((having / migration).read_text())
    assert 'op.create_table(\n        "outbox",' in up
    for table in TABLES:
        assert f'op.drop_table("{table}")' in up
    assert_no_difference(having, workshop)


def test_they_are_not_lost_without_a_word(arcana: Arcana, having: Path) -> None:
    before = read_tree(having)

    ended = arcana("set", "jobs=none")

    assert ended.code == 1
    assert "the table `jobs` and what is in it" in ended.err
    assert "the table `schedules` and what is in it" in ended.err
    assert "--accept-data-loss" in ended.err
    assert read_tree(having) == before


def test_jobs_of_the_user_stay_and_are_named(arcana: Arcana, having: Path) -> None:
    arcana("add", "job", "SendInvoice", "number:str")
    own = (PAYLOAD, HANDLER, TEST)
    mine = {path: (having / path).read_bytes() for path in own}

    ended = arcana("set", "jobs=none", "--accept-data-loss")

    assert ended.code == 0, ended.err
    assert {path: (having / path).read_bytes() for path in own} == mine
    for path in own:
        assert f"`{path}` stays as it is: you put it there" in ended.err


def test_an_edited_file_of_theirs_stays_and_is_named(arcana: Arcana, having: Path) -> None:
    with (having / PORT).open("a") as file:
        file.write("\nMINE = 1\n")

    ended = arcana("set", "jobs=none", "--accept-data-loss")

    assert ended.code == 0, ended.err
    assert f"`{PORT}` stays as it is: you edited it" in ended.err
    assert (having / PORT).read_text().endswith("\nMINE = 1\n")


def test_one_command_writes_one_migration(
    arcana: Arcana, without: Path, tmp_path: Path, workshop: Workshop
) -> None:
    wanted = tmp_path / "blueprint.yaml"
    shown = arcana("show", "--blueprint").out
    changed = shown.replace("jobs: none", "jobs: database").replace("label:", "caption:")
    wanted.write_text(changed)

    ended = arcana("apply", str(wanted), "--accept-data-loss", "--fill", "Tag.caption=x", "--json")

    assert ended.code == 0, ended.err
    [migration] = migrations(ended)
    text = (without / migration).read_text()
    assert '"caption"' in text
    assert 'op.create_table(\n        "jobs",' in text
    assert_no_difference(without, workshop)


def test_an_entity_called_job_has_a_table_of_another_name(
    arcana: Arcana, having: Path, workshop: Workshop
) -> None:
    for entity in ("Job", "Schedule"):
        ended = arcana("add", "entity", entity, "title:str")
        assert ended.code == 0, ended.err

    [table] = having.glob("src/app/infrastructure/database/repositories/job/table.py")
    assert '\n    "app_jobs",\n' in table.read_text()
    assert_no_difference(having, workshop)


def assert_no_difference(root: Path, workshop: Workshop) -> None:
    """All migrations together make what the code declares, and can be undone."""
    service = Project(root, make_blueprint(), workshop.environment)
    url = f"sqlite:///{root.parent / 'service.db'}"
    service.check("alembic", "upgrade", "head", APP__DATABASE__URL=url)
    service.check("alembic", "check", APP__DATABASE__URL=url)
    service.check("alembic", "downgrade", "base", APP__DATABASE__URL=url)
    service.check("alembic", "upgrade", "head", APP__DATABASE__URL=url)
