"""One running server for the journeys of all entities."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from app.bootstrap.container import Infrastructure
from app.bootstrap.settings import Settings
from tests.e2e.process import Server, serving


@pytest.fixture(scope="session")
def server(migrated: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return the real service."""
    url = migrated.database.url.get_secret_value()
    folder = tmp_path_factory.mktemp("server")
    with serving(folder, "-m", "app", "serve", APP__DATABASE__URL=url) as started:
        yield started


@pytest.fixture
async def remote(
    server: Server, infrastructure: Infrastructure
) -> AsyncIterator[httpx.AsyncClient]:
    """Return a client over a real connection, to a service whose tables are empty."""
    async with httpx.AsyncClient(base_url=server.url) as client:
        yield client
