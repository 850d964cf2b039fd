"""What tests of jobs on the admin port are given."""

import pytest

from app.application.ports.job_administration import JobAdministration
from app.application.ports.jobs import Jobs
from app.bootstrap.container import Infrastructure
from app.infrastructure.jobs.store import JobStore


@pytest.fixture
def store(infrastructure: Infrastructure) -> JobStore:
    """Return an empty queue."""
    return infrastructure.job_store


@pytest.fixture
def administration(infrastructure: Infrastructure) -> JobAdministration:
    """Return the administration of that queue."""
    return infrastructure.job_administration


@pytest.fixture
def jobs(infrastructure: Infrastructure) -> Jobs:
    """Return what services enqueue with."""
    return infrastructure.jobs
