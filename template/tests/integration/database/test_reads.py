"""Reads do not wait for each other, and stored rows stay readable."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

import pytest
import sqlalchemy as sa

from app.bootstrap.container import Infrastructure
from app.domain import rules
from app.domain.errors import Invalid
from app.infrastructure.database.dialect import types
from app.infrastructure.database.repository import SqlRepository
from tests.endless import read_endlessly, until_running

PLANTS = sa.Table(
    "test_plants",
    sa.MetaData(),
    sa.Column("id", types.Identifier(), primary_key=True),
    sa.Column("name", sa.String(50), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
)
OAK = UUID(int=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    id: UUID
    name: str
    version: int

    def __post_init__(self) -> None:
        rules.validate(self, {"name": rules.Text(max_length=3)})


class PlantRepository(SqlRepository[Plant]):
    entity = Plant
    table = PLANTS


@pytest.fixture
async def plants(infrastructure: Infrastructure) -> AsyncIterator[PlantRepository]:
    """Return a repository with a plant of a time when names could be longer."""
    database = infrastructure.database
    row = sa.insert(PLANTS).values(id=OAK, name="english oak", version=1)
    async with database.begin() as transaction:
        await transaction.run(PLANTS.create)
        await transaction.run(lambda connection: connection.execute(row))
    yield PlantRepository(database)
    async with database.begin() as transaction:
        await transaction.run(PLANTS.drop)


async def test_what_was_stored_stays_readable_when_a_rule_becomes_stricter(
    plants: PlantRepository,
) -> None:
    with pytest.raises(Invalid):
        Plant(id=OAK, name="english oak", version=1)

    assert (await plants.get(OAK)).name == "english oak"


async def test_a_slow_read_does_not_hold_up_a_quick_one(infrastructure: Infrastructure) -> None:
    database = infrastructure.database
    slow = asyncio.create_task(database.read(read_endlessly))
    await until_running(database, 1)

    await database.read(lambda connection: connection.execute(sa.select(1)).all())

    assert not slow.done()
    slow.cancel()
    with pytest.raises(asyncio.CancelledError):
        await slow
