"""A service of the real template gets another database."""

import shutil
from pathlib import Path

import pytest
from tests.cli.running import Arcana
from tests.support.templates import copy_template
from tests.unit.machine import commit_all


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template as it stands, in a repository of its own."""
    made = copy_template(tmp_path_factory.mktemp("database") / "template")
    commit_all(made)
    return made


@pytest.fixture
def service(template: Path, work: Path, arcana: Arcana, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A service with SQLite, which commands are run in."""
    monkeypatch.setenv("ARCANA_TEMPLATE", str(template))
    made = template.parent / "made"
    if not made.exists():
        place = ("--output", str(made), "--no-install", "--no-git")
        ended = arcana("new", "shop", *place, "--entity", "Tag label:str")
        assert ended.code == 0, ended.err
    root = Path(shutil.copytree(made, work / "shop"))
    monkeypatch.chdir(root)
    return root


def test_a_service_of_another_name_says_where_its_rows_are(arcana: Arcana, service: Path) -> None:
    (service / "shop.db").touch()

    ended = arcana("set", "project_name=market", "--no-install")

    assert ended.code == 0, ended.err
    assert "market.db" in (service / "config/default.yaml").read_text()
    assert "the service opens the database `market.db` now" in ended.err
    assert "rename `shop.db` to that" in ended.err
    assert ended.err.endswith("next:\n  mv shop.db market.db\n  uv run pytest\n")


def test_an_address_of_the_users_own_is_not_spoken_of(arcana: Arcana, service: Path) -> None:
    settings = service / "config/default.yaml"
    own = settings.read_text().replace("sqlite:///shop.db", "sqlite:///own.db")
    settings.write_text(own)

    ended = arcana("set", "description=Sells.", "--no-install")

    assert ended.code == 0, ended.err
    assert "database" not in ended.err


def test_another_database_begins_empty_and_has_to_be_started(arcana: Arcana, service: Path) -> None:
    assert service.is_dir()

    there = arcana("set", "database=postgresql", "--no-install")
    back = arcana("set", "database=sqlite", "--no-install")

    assert (there.code, back.code) == (0, 0), there.err + back.err
    assert "the service uses postgresql now, which begins empty" in there.err
    assert "what is stored in sqlite stays there" in there.err
    assert there.err.endswith(
        "next:\n"
        "  docker compose up --detach postgresql\n"
        "  uv run shop migrate up\n"
        "  uv run pytest\n"
    )
    assert "what is stored in postgresql stays there" in back.err
    assert back.err.endswith("next:\n  uv run shop migrate up\n  uv run pytest\n")


def test_what_it_would_mean_is_told_on_a_dry_run_too(arcana: Arcana, service: Path) -> None:
    assert service.is_dir()

    ended = arcana("set", "database=mysql", "jobs=redis", "--dry-run", "--json")
    done = arcana("set", "database=mysql", "jobs=redis", "--no-install", "--json")

    assert "begins empty" in str(ended.document["notes"])
    assert ended.document["next"] == []
    assert done.document["next"] == [
        "docker compose up --detach mysql redis",
        "uv run shop migrate up",
        "uv run pytest",
    ]
