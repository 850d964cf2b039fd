"""What tests of processes that run jobs are given."""

from pathlib import Path

import pytest

from app.application.ports.job_administration import JobAdministration
from app.application.ports.jobs import Jobs
from app.bootstrap.container import Infrastructure
from app.infrastructure.jobs.store import JobStore
from tests.e2e.jobs.project import Project, copy_project, settings_for


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a copy of this project with a job of its own."""
    root = tmp_path_factory.mktemp("project")
    copy_project(root)
    return root


@pytest.fixture
def project(
    copied: Path, tmp_path: Path, migrated_url: str, infrastructure: Infrastructure
) -> Project:
    """Return the copy, on a database whose tables are empty."""
    return Project(copied, tmp_path, settings_for(migrated_url))


@pytest.fixture
def store(infrastructure: Infrastructure) -> JobStore:
    """Return the queue."""
    return infrastructure.job_store


@pytest.fixture
def administration(infrastructure: Infrastructure) -> JobAdministration:
    """Return the administration of the queue."""
    return infrastructure.job_administration


@pytest.fixture
def jobs(infrastructure: Infrastructure) -> Jobs:
    """Return what services enqueue with."""
    return infrastructure.jobs
