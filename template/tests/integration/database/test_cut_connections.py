"""A server may cut connections at any time."""

from collections.abc import Awaitable, Callable

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection

from app.bootstrap.container import Infrastructure
from app.bootstrap.settings import Settings
from app.domain.errors import Unavailable
from app.infrastructure.database.database import Database
from app.infrastructure.database.dialect import connect
from tests.databases import selected


def cut_itself(connection: Connection) -> None:
    selected.cut(connection, selected.session(connection))
    connection.execute(sa.select(1))


def lock(connection: Connection) -> None:
    connection.execute(sa.text("SELECT version_num FROM alembic_version FOR UPDATE")).one()


async def run_lock(infrastructure: Infrastructure) -> None:
    async with infrastructure.database.begin() as transaction:
        await transaction.run(lock)


async def be_silent(database: Database, *, until: Callable[[], Awaitable[None]]) -> None:
    async with database.begin() as transaction:
        await transaction.run(lock)
        await until()
        await transaction.run(lock)


async def run_cut(infrastructure: Infrastructure) -> None:
    async with infrastructure.database.begin() as transaction:
        await transaction.run(cut_itself)


async def test_a_transaction_whose_connection_is_cut_fails_as_unavailable(
    infrastructure: Infrastructure,
) -> None:
    with pytest.raises(Unavailable):
        await run_cut(infrastructure)


async def test_the_next_transaction_gets_a_new_connection(infrastructure: Infrastructure) -> None:
    with pytest.raises(Unavailable):
        await run_cut(infrastructure)

    async with infrastructure.database.begin() as transaction:
        assert await transaction.run(selected.session)


async def test_a_read_is_repeated_on_a_new_connection(
    migrated: Settings, infrastructure: Infrastructure
) -> None:
    database = connect(selected.limited(migrated.database, connections=1))
    await database.start()
    before = await database.read(selected.session)
    async with infrastructure.database.begin() as transaction:
        await transaction.run(lambda connection: selected.cut(connection, before))

    after = await database.read(selected.session)

    await database.close()
    assert after != before


async def test_a_transaction_whose_client_is_silent_keeps_nobody_waiting(
    migrated: Settings, infrastructure: Infrastructure
) -> None:
    database = connect(migrated.database.model_copy(update={"statement_timeout": 1.0}))

    with pytest.raises(Unavailable):
        await be_silent(database, until=lambda: run_lock(infrastructure))

    await database.close()
