"""What the behaviour of entities is tested with: each protocol in turn."""

from collections.abc import AsyncIterator, Iterator

import pytest

from app.bootstrap.container import Infrastructure
from app.bootstrap.discovery import discover_modules
from app.bootstrap.seeding import Seeder
from app.bootstrap.settings import Settings
from tests import apis
from tests.api import Api, OpenApi
from tests.suites.remote import make_api_seeder

APIS = discover_modules(apis.__name__, attribute="serving_api")


@pytest.fixture(scope="package", params=APIS)
def open_api(
    request: pytest.FixtureRequest,
    migrated: Settings,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[OpenApi]:
    """Return what connects clients; processes end with this package."""
    with APIS[request.param](migrated, tmp_path_factory.mktemp(request.param)) as opened:
        yield opened


@pytest.fixture
async def api(open_api: OpenApi, infrastructure: Infrastructure) -> AsyncIterator[Api]:
    """Return a client of the whole service on empty tables, once over each protocol."""
    async with open_api() as opened:
        yield opened


@pytest.fixture
def seeder(api: Api) -> Seeder:
    """Return what creates entities through the API."""
    return make_api_seeder(api)
