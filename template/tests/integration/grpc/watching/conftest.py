"""A server whose entities are watched."""

from collections.abc import AsyncIterator

import grpc
import pytest

from app.bootstrap.backend import Backend, make_backend
from app.bootstrap.companions.chores import open_companion as open_chores
from app.bootstrap.companions.grpc import open_companion
from app.bootstrap.container import Infrastructure
from app.bootstrap.settings import Settings
from tests.apis.grpc import GrpcApi
from tests.integration.grpc.things import TRANSPORTS
from tests.integration.grpc.watching.watcher import Watcher
from tests.suites.remote import make_api_seeder


@pytest.fixture(params=TRANSPORTS)
def settings(request: pytest.FixtureRequest, migrated: Settings) -> Settings:
    """Return the settings of the server: each transport in turn, on a free port."""
    changed = {"port": 0, "transport": request.param}
    return migrated.model_copy(update={"grpc": migrated.grpc.model_copy(update=changed)})


@pytest.fixture
async def backend(settings: Settings, infrastructure: Infrastructure) -> AsyncIterator[Backend]:
    """Return the services on empty tables; their changes are published."""
    del infrastructure
    made = make_backend(settings)
    async with made.open(), open_chores(settings, made):
        yield made


@pytest.fixture
async def port(settings: Settings, backend: Backend) -> AsyncIterator[object]:
    """Return where they are served."""
    async with open_companion(settings, backend) as number:
        yield number


@pytest.fixture
async def watcher(port: int) -> AsyncIterator[Watcher]:
    """Return a client."""
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        api = GrpcApi(channel)
        yield Watcher(api=api, seeder=make_api_seeder(api), channel=channel)
