"""What tests of events are given."""

from collections.abc import AsyncIterator

import pytest

from app.bootstrap.container import Infrastructure
from app.infrastructure.events.feed import StoredFeed
from app.infrastructure.events.publishing import Publisher
from app.infrastructure.events.recording import RecordingDatabase
from tests.integration.events.processes import Processes


@pytest.fixture
def unit_of_work(infrastructure: Infrastructure) -> RecordingDatabase:
    """Return what events are recorded with; nobody publishes them by itself."""
    return infrastructure.unit_of_work


@pytest.fixture
async def processes(infrastructure: Infrastructure) -> AsyncIterator[Processes]:
    """Return what makes publishers and feeds as further processes would have them."""
    async with Processes.on(infrastructure) as made:
        yield made


@pytest.fixture
async def publisher(processes: Processes) -> Publisher:
    """Return a publisher that runs."""
    return processes.start_publisher()


@pytest.fixture
async def feed(processes: Processes) -> StoredFeed:
    """Return a feed that runs."""
    return processes.start_feed()
