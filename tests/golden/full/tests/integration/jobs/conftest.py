"""What tests of workers are given."""

from collections.abc import AsyncIterator

import pytest

from app.application.ports.job_administration import JobAdministration
from app.application.ports.jobs import Jobs
from app.bootstrap.container import Infrastructure
from app.bootstrap.queues import working_store
from app.bootstrap.settings import Settings
from app.infrastructure.jobs.store import JobStore


@pytest.fixture
async def store(migrated: Settings, infrastructure: Infrastructure) -> AsyncIterator[JobStore]:
    """Return an empty queue, as workers have it."""
    async with working_store(migrated, infrastructure) as opened:
        yield opened


@pytest.fixture
def administration(infrastructure: Infrastructure) -> JobAdministration:
    """Return the administration of that queue."""
    return infrastructure.job_administration


@pytest.fixture
def jobs(infrastructure: Infrastructure) -> Jobs:
    """Return what services enqueue with."""
    return infrastructure.jobs
