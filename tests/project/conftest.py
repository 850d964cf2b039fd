"""Rendered projects on each database."""

from pathlib import Path

import pytest
from tests.project.migrating import History
from tests.project.servers import DATABASES
from tests.support.entities import SHOP
from tests.support.projects import Project as RenderedProject
from tests.support.projects import Workshop, make_blueprint


@pytest.fixture(params=DATABASES)
def shop(request: pytest.FixtureRequest, workshop: Workshop) -> RenderedProject:
    """A small service, on each database."""
    return workshop.project(make_blueprint(SHOP, database=request.param))


@pytest.fixture(params=DATABASES)
def history(request: pytest.FixtureRequest, tmp_path: Path, workshop: Workshop) -> History:
    """A service that is going to change, on each database."""
    return History(tmp_path, workshop.environment, request.param)
