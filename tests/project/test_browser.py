"""An application in a browser calls the service from another origin: Connect and gRPC-Web."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.project.browsers import Page, served_page
from tests.project.servers import empty_database, serving
from tests.support.entities import SHOP
from tests.support.projects import Project, Workshop, make_blueprint


@pytest.fixture(scope="module")
def service(workshop: Workshop) -> Project:
    """A service with gRPC."""
    return workshop.project(make_blueprint(SHOP, grpc="true"))


@pytest.fixture
def page() -> Iterator[Page]:
    """A page on an origin of its own."""
    with served_page() as served:
        yield served


def visit(page: Page, project: Project, folder: Path, *, known: str) -> str:
    """Let the page call a service that knows one origin; return what it was told, as JSON."""
    settings = {"APP__HTTP__CORS_ORIGINS": known}
    with (
        empty_database(project) as database,
        serving(project, database, folder / "log", **settings) as running,
    ):
        return page.visit(folder / "browser", f"service={running.url}")


def test_a_page_of_a_known_origin_calls_over_both_protocols(
    page: Page, service: Project, tmp_path: Path
) -> None:
    told = json.loads(visit(page, service, tmp_path, known=page.origin))

    assert "error" not in told, told
    created, again, found, streamed, missing = told.values()
    assert (created["status"], created["message"]["label"]) == (200, "from a browser")
    assert (again["status"], again["message"]["code"]) == (409, "already_exists")
    assert (found["status"], streamed["status"], missing["status"]) == (0, 0, 5)
    assert "from a browser" in found["messages"][0]
    assert "from a browser" in streamed["messages"][0]
    assert missing["messages"] == []


def test_a_page_of_another_origin_is_told_nothing(
    page: Page, service: Project, tmp_path: Path
) -> None:
    told = json.loads(visit(page, service, tmp_path, known="https://shop.example"))

    assert list(told) == ["error"]
    assert "Failed to fetch" in told["error"]
