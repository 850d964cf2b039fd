"""The migrations make what the code expects."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from pydantic import SecretStr
from sqlalchemy import Connection

from app.bootstrap.discovery import discover, discover_modules
from app.domain.errors import Conflict, NotFound, Unavailable
from app.infrastructure.database import repositories, tables
from app.infrastructure.database.dialect import migrate
from app.infrastructure.database.metadata import METADATA
from app.infrastructure.database.migrations import FOLDER, Migrations
from app.infrastructure.database.settings import DatabaseSettings
from tests.databases import selected


@pytest.fixture
def settings() -> Iterator[DatabaseSettings]:
    """Return settings with a database of its own, without tables."""
    with selected.empty_database() as url:
        yield DatabaseSettings(url=SecretStr(url))


def test_name_a_database_that_cannot_be_used(settings: DatabaseSettings) -> None:
    known = sa.make_url(settings.url.get_secret_value())
    missing = known.set(database=f"{known.database}/missing")
    url = SecretStr(missing.render_as_string(hide_password=False))

    with pytest.raises(Unavailable) as error:
        Migrations(DatabaseSettings(url=url)).upgrade()

    where, _, reason = str(error.value).partition(" cannot be used: ")
    assert where.startswith(f"database.url: the database {missing.database}")
    assert reason


def test_leave_no_difference_to_the_tables_in_the_code(settings: DatabaseSettings) -> None:
    discover(repositories.__name__, module="table", attribute="TABLE")
    discover_modules(tables.__name__, attribute="TABLES")
    Migrations(settings).upgrade()

    def compare(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, METADATA))

    assert migrate(settings, compare) == []


def test_go_down_and_up_again(settings: DatabaseSettings) -> None:
    migrations = Migrations(settings)

    migrations.upgrade()
    migrations.downgrade("base")
    empty = migrations.status()
    migrations.upgrade()

    assert empty.current == ()
    assert migrations.status().at_head


def test_say_that_there_is_nothing_to_revert(settings: DatabaseSettings) -> None:
    with pytest.raises(Conflict, match="no migration is applied"):
        Migrations(settings).downgrade()


def test_say_that_a_target_is_unknown(settings: DatabaseSettings) -> None:
    migrations = Migrations(settings)

    with pytest.raises(NotFound, match="there is no way to `nonsense`"):
        migrations.upgrade("nonsense")
    with pytest.raises(NotFound, match="there is no way to `nonsense`"):
        migrations.downgrade("nonsense")


async def test_run_once_when_several_processes_start_together(settings: DatabaseSettings) -> None:
    await asyncio.gather(
        *(asyncio.to_thread(Migrations(settings).upgrade) for _ in range(3)),
    )

    status = await asyncio.to_thread(Migrations(settings).status)
    assert status.at_head
    assert status.pending == ()


def test_say_when_the_database_is_ahead_of_the_code(settings: DatabaseSettings) -> None:
    migrations = Migrations(settings)
    migrations.upgrade()

    def go_ahead(connection: Connection) -> None:
        connection.execute(sa.text("DELETE FROM alembic_version"))
        connection.execute(sa.text("INSERT INTO alembic_version VALUES ('ffffffffffff')"))

    migrate(settings, go_ahead)

    with pytest.raises(Unavailable, match="ffffffffffff"):
        migrations.status()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the migrations to which two branches have each added one."""
    folder = shutil.copytree(FOLDER, tmp_path / "migrations")
    for revision in ("aaaaaaaaaaaa", "bbbbbbbbbbbb"):
        _write(folder, revision, after=None)
    return folder


def _write(folder: Path, revision: str, *, after: tuple[str, ...] | None) -> None:
    text = (
        f'revision = "{revision}"\ndown_revision = {after!r}\n'
        "def upgrade() -> None: ...\ndef downgrade() -> None: ...\n"
    )
    path = folder / "versions" / f"{revision}.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_say_when_two_branches_have_each_added_one(
    settings: DatabaseSettings, folder: Path
) -> None:
    migrations = Migrations(settings, folder)

    problem = migrations.status().problem

    assert "aaaaaaaaaaaa" in problem
    assert "`arcana migrations merge`" in problem
    with pytest.raises(Conflict, match="bbbbbbbbbbbb"):
        migrations.upgrade()


def test_go_down_one_by_one_where_branches_were_joined(
    settings: DatabaseSettings, folder: Path
) -> None:
    heads = Migrations(settings, folder).status().heads
    _write(folder, "cccccccccccc", after=heads)
    migrations = Migrations(settings, folder)
    migrations.upgrade()

    steps = []
    for _ in range(3):
        migrations.downgrade()
        steps.append(migrations.status().pending)

    assert steps[0] == ("cccccccccccc",)
    assert [len(pending) for pending in steps] == [1, 2, 3]
