"""What the behaviour of entities is tested with: each protocol in turn."""

from collections.abc import AsyncIterator

import pytest

from app.bootstrap.container import Infrastructure
from app.bootstrap.discovery import discover_modules
from app.bootstrap.seeding import Seeder
from app.bootstrap.settings import Settings
from tests import apis
from tests.api import Api
from tests.suites.remote import make_api_seeder

APIS = discover_modules(apis.__name__, attribute="open_api")


@pytest.fixture(params=sorted(APIS))
async def api(
    request: pytest.FixtureRequest, migrated: Settings, infrastructure: Infrastructure
) -> AsyncIterator[Api]:
    """Return a client of the whole service on empty tables, once over each protocol."""
    async with APIS[request.param](migrated) as opened:
        yield opened


@pytest.fixture
def seeder(api: Api) -> Seeder:
    """Return what creates entities through the API."""
    return make_api_seeder(api)
