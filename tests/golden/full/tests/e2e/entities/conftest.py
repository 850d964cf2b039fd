"""One running service for the journeys of all entities, in each way to run it."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from app.bootstrap.container import Infrastructure
from app.bootstrap.discovery import discover_modules
from app.bootstrap.settings import Settings
from tests.e2e import modes
from tests.e2e.process import Server

MODES = discover_modules(modes.__name__, attribute="serving_mode")


@pytest.fixture(scope="package", params=MODES)
def server(
    request: pytest.FixtureRequest,
    migrated: Settings,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    """Return the real service; it must end before tests that record events for themselves."""
    url = migrated.database.url.get_secret_value()
    with MODES[request.param](tmp_path_factory.mktemp("server"), url) as started:
        yield started


@pytest.fixture
async def remote(
    server: Server, infrastructure: Infrastructure
) -> AsyncIterator[httpx.AsyncClient]:
    """Return a client over a real connection, to a service whose tables are empty."""
    async with httpx.AsyncClient(base_url=server.url) as client:
        yield client
