"""Rendered projects on each database."""

import pytest
from tests.project.servers import DATABASES
from tests.support.entities import SHOP
from tests.support.projects import Project as RenderedProject
from tests.support.projects import Workshop, make_blueprint


@pytest.fixture(params=DATABASES)
def shop(request: pytest.FixtureRequest, workshop: Workshop) -> RenderedProject:
    """A small service, on each database."""
    return workshop.project(make_blueprint(SHOP, database=request.param))
