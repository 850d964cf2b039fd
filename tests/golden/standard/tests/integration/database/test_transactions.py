"""What a transaction promises."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial

import pytest
import sqlalchemy as sa

from app.bootstrap.container import Infrastructure
from app.bootstrap.settings import Settings
from app.domain.errors import Conflict, Invalid, Unavailable
from app.infrastructure.database.database import Database
from app.infrastructure.database.dialect import connect
from app.infrastructure.database.metadata import METADATA
from tests.databases import selected

NOTES = sa.Table(
    "test_notes",
    sa.MetaData(),
    sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("size", sa.Integer()),
    sa.CheckConstraint("size < 100", name="ck_test_notes_size"),
)


@pytest.fixture
async def database(infrastructure: Infrastructure) -> AsyncIterator[Database]:
    """Return a database with an empty table of notes."""
    made = infrastructure.database
    async with made.begin() as transaction:
        await transaction.run(NOTES.create)
    yield made
    async with made.begin() as transaction:
        await transaction.run(NOTES.drop)


def insert(identity: int, size: int = 1) -> sa.Insert:
    return sa.insert(NOTES).values(id=identity, size=size)


async def write(database: Database, *statements: sa.Insert) -> None:
    async with database.begin() as transaction:
        for statement in statements:
            await transaction.run(partial(execute, statement))


def execute(statement: sa.Insert, connection: sa.Connection) -> None:
    connection.execute(statement)


async def count(database: Database) -> int:
    statement = sa.select(sa.func.count()).select_from(NOTES)
    return await database.read(lambda connection: connection.execute(statement).scalar_one())


async def test_keeps_what_was_written_when_the_block_ends(database: Database) -> None:
    await write(database, insert(1), insert(2))

    assert await count(database) == 2


async def test_keeps_nothing_when_the_block_raises(database: Database) -> None:
    async def write_and_fail() -> None:
        async with database.begin() as transaction:
            await transaction.run(partial(execute, insert(1)))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await write_and_fail()

    assert await count(database) == 0


async def test_keeps_nothing_when_a_later_write_is_refused(database: Database) -> None:
    with pytest.raises(Conflict):
        await write(database, insert(1), insert(1))

    assert await count(database) == 0


async def test_keeps_nothing_when_it_is_cancelled(database: Database) -> None:
    written = asyncio.Event()

    async def write_and_wait() -> None:
        async with database.begin() as transaction:
            await transaction.run(partial(execute, insert(1)))
            written.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(write_and_wait())
    await written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await count(database) == 0


@pytest.mark.parametrize("atomic", [True, False])
async def test_a_single_write_is_kept_when_it_returns(database: Database, *, atomic: bool) -> None:
    await database.single().run(partial(execute, insert(1)), atomic=atomic)

    assert await count(database) == 1


async def test_a_single_write_of_two_statements_is_kept_whole_or_not_at_all(
    database: Database,
) -> None:
    def insert_twice(connection: sa.Connection) -> None:
        connection.execute(insert(1))
        connection.execute(insert(1))

    with pytest.raises(Conflict):
        await database.single().run(insert_twice)

    assert await count(database) == 0


async def test_a_single_write_cannot_be_followed_by_another(database: Database) -> None:
    transaction = database.single()
    await transaction.run(partial(execute, insert(1)))

    with pytest.raises(RuntimeError):
        await transaction.run(partial(execute, insert(2)))

    assert await count(database) == 1


async def test_says_invalid_when_a_check_fails(database: Database) -> None:
    with pytest.raises(Invalid):
        await write(database, insert(1, size=100))


async def test_waits_for_a_connection_no_longer_than_it_is_told(
    migrated: Settings, database: Database
) -> None:
    impatient = migrated.database.model_copy(update={"acquire_timeout": 0.2})
    small = connect(selected.limited(impatient, connections=1))
    await small.start()

    async with small.begin() as transaction:
        await transaction.run(partial(execute, insert(1)))
        with pytest.raises(Unavailable):
            await write(small, insert(2))

    await small.close()
    assert await count(database) == 1


async def test_serves_many_more_than_it_has_connections(
    migrated: Settings, database: Database
) -> None:
    small = connect(selected.limited(migrated.database, connections=2))
    await small.start()

    await asyncio.gather(*(write(small, insert(identity)) for identity in range(200)))

    await small.close()
    assert await count(database) == 200


async def test_knows_the_tables_of_all_entities(infrastructure: Infrastructure) -> None:
    existing = await infrastructure.database.read(
        lambda connection: sa.inspect(connection).get_table_names()
    )

    assert set(METADATA.tables) <= set(existing)
