"""What nobody waits for any more, the database does not go on with."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeAlias

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection

from app.bootstrap.container import Infrastructure
from app.bootstrap.settings import Settings
from app.domain.errors import Timeout
from app.infrastructure.database.database import Database
from app.infrastructure.database.dialect import connect
from tests.databases import selected
from tests.endless import open_patient, read_endlessly, until_running

NAPS = sa.Table("test_naps", sa.MetaData(), sa.Column("length", sa.Integer()))
Way: TypeAlias = Callable[[Database], Awaitable[None]]


def write_endlessly(connection: Connection) -> None:
    selected.execute_endless(connection, "INSERT INTO test_naps (length) VALUES ({endless})")


def write(connection: Connection) -> None:
    connection.execute(sa.insert(NAPS).values(length=1))


def count(connection: Connection) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(NAPS)).scalar_one())


async def in_a_read(database: Database) -> None:
    await database.read(read_endlessly)


async def in_a_single_statement(database: Database) -> None:
    await database.single().run(write_endlessly, atomic=True)


async def in_a_single_write(database: Database) -> None:
    await database.single().run(write_endlessly)


async def in_a_transaction(database: Database) -> None:
    async with database.begin() as transaction:
        await transaction.run(write)
        await transaction.run(write_endlessly)


each_way = pytest.mark.parametrize(
    "way", [in_a_read, in_a_single_statement, in_a_single_write, in_a_transaction]
)


@pytest.fixture
async def observer(infrastructure: Infrastructure) -> AsyncIterator[Database]:
    """Return a database that sees what others do, with an empty table of naps."""
    database = infrastructure.database
    await database.single().run(NAPS.create)
    yield database
    await database.single().run(NAPS.drop)


@pytest.fixture
async def database(migrated: Settings) -> AsyncIterator[Database]:
    """Return a database with one connection, which gives up nothing before tests do."""
    async with open_patient(migrated.database) as opened:
        yield opened


async def cancel(way: Way, database: Database, observer: Database) -> None:
    task = asyncio.ensure_future(way(database))
    await until_running(observer, 1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@each_way
async def test_a_statement_ends_with_who_waited_for_it(
    database: Database, observer: Database, way: Way
) -> None:
    await cancel(way, database, observer)

    await until_running(observer, 0)
    assert await observer.read(count) == 0


@each_way
async def test_the_next_one_gets_a_connection(
    database: Database, observer: Database, way: Way
) -> None:
    await cancel(way, database, observer)

    await database.single().run(write)

    assert await database.read(count) == 1


@each_way
async def test_a_statement_ends_when_its_time_is_over(
    migrated: Settings, observer: Database, way: Way
) -> None:
    limits = {"acquire_timeout": 0.5, "statement_timeout": 0.5}
    database = connect(migrated.database.model_copy(update=limits))
    await database.start()

    with pytest.raises(Timeout):
        await way(database)

    await until_running(observer, 0)
    await database.close()
