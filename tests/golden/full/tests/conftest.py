"""What tests are given."""

from collections.abc import AsyncIterator, Iterator
from functools import partial

import httpx
import hypothesis
import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from app.bootstrap.container import Infrastructure, make_infrastructure
from app.bootstrap.settings import Settings
from app.infrastructure.database.metadata import METADATA
from app.infrastructure.database.migrations import Migrations
from app.infrastructure.database.settings import DatabaseSettings
from tests.apis.rest import open_client
from tests.databases import selected
from tests.servers import Sections, empty_servers, running_servers
from tests.worlds import World, make_fake_world, make_world

# A machine that is busy fails no test.
hypothesis.settings.register_profile("project", deadline=None)
hypothesis.settings.load_profile("project")


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """Return the address of a database without tables."""
    with selected.empty_database() as url:
        yield url


@pytest.fixture(scope="session")
def servers() -> Iterator[Sections]:
    """Return the settings of what is needed besides the database."""
    with running_servers() as sections:
        yield sections


@pytest.fixture(scope="session")
def migrated(database_url: str, servers: Sections) -> Settings:
    """Return settings with a database at head."""
    database = DatabaseSettings(url=SecretStr(database_url))
    settings = Settings.model_validate({**servers, "database": database})
    Migrations(settings.database).upgrade()
    return settings


@pytest.fixture
async def infrastructure(migrated: Settings, servers: Sections) -> AsyncIterator[Infrastructure]:
    """Return open adapters on empty tables."""
    await empty_servers(servers)
    made = make_infrastructure(migrated)
    await made.start()
    async with made.database.begin() as transaction:
        for table in reversed(METADATA.sorted_tables):
            await transaction.run(partial(_empty, table))
    yield made
    await made.close()


def _empty(table: sa.Table, connection: sa.Connection) -> None:
    connection.execute(sa.delete(table))


@pytest.fixture
def fake_world() -> World:
    """Return the services in memory."""
    return make_fake_world()


@pytest.fixture
def database_world(infrastructure: Infrastructure) -> World:
    """Return the services on the database."""
    return make_world(infrastructure)


@pytest.fixture(params=["fake_world", "database_world"])
def world(request: pytest.FixtureRequest) -> World:
    """Return the services, once in memory and once on the database: both must behave the same."""
    found: World = request.getfixturevalue(request.param)
    return found


@pytest.fixture
async def client(
    migrated: Settings, infrastructure: Infrastructure
) -> AsyncIterator[httpx.AsyncClient]:
    """Return a client of the whole application on empty tables, without a network in between."""
    async with open_client(migrated) as made:
        yield made
