"""A database may refuse a transaction as late as at its commit."""

from collections.abc import AsyncIterator

import pytest
import sqlalchemy as sa

from app.bootstrap.container import Infrastructure
from app.domain.errors import Conflict
from app.infrastructure.database.database import Database

CREATE = (
    "CREATE TABLE test_nodes (id INTEGER PRIMARY KEY, parent INTEGER "
    "REFERENCES test_nodes (id) DEFERRABLE INITIALLY DEFERRED)"
)


@pytest.fixture
async def database(infrastructure: Infrastructure) -> AsyncIterator[Database]:
    """Return a database that checks the parents of nodes when a transaction commits."""
    made = infrastructure.database
    await write(made, CREATE)
    yield made
    await write(made, "DROP TABLE test_nodes")


async def count(database: Database) -> int:
    statement = sa.text("SELECT count(*) FROM test_nodes")
    return int(await database.read(lambda connection: connection.execute(statement).scalar_one()))


async def write(database: Database, statement: str) -> None:
    async with database.begin() as transaction:
        await transaction.run(lambda connection: connection.execute(sa.text(statement)))


async def test_raises_before_anybody_is_told_of_a_success(database: Database) -> None:
    with pytest.raises(Conflict):
        await write(database, "INSERT INTO test_nodes VALUES (1, 99)")

    assert await count(database) == 0


@pytest.mark.parametrize("atomic", [True, False])
async def test_refuses_a_single_write_too(database: Database, *, atomic: bool) -> None:
    statement = sa.text("INSERT INTO test_nodes VALUES (1, 99)")

    with pytest.raises(Conflict):
        await database.single().run(lambda one: one.execute(statement), atomic=atomic)

    assert await count(database) == 0


async def test_can_write_again_afterwards(database: Database) -> None:
    with pytest.raises(Conflict):
        await write(database, "INSERT INTO test_nodes VALUES (1, 99)")

    await write(database, "INSERT INTO test_nodes VALUES (2, 2)")

    assert await count(database) == 1
