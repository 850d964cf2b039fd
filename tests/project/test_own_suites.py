"""The tests of rendered projects pass where they were rendered.

The whole suite on SQLite, with jobs and events and names of all lengths, and without entities; what
touches the database on the others; with twelve entities of all types and modifiers, and with
entities that keep what is deleted, the tests of storage and of the interfaces on each database. On
SQLite with gRPC and without it, on PostgreSQL with it.
"""

import re

import pytest
from tests.project.servers import DATABASES, empty_database
from tests.support.entities import KEPT_NAMES, NAMES, SHOP, TWELVE
from tests.support.projects import Project, Workshop, make_blueprint

# What one database may do otherwise than another, and what is rendered otherwise: the contracts of
# imports and the documents, which `tests/architecture` reads.
_STORING = (
    "tests/architecture",
    "tests/contract",
    "tests/integration",
    *(f"tests/e2e/{name}" for name in ("entities", "events", "jobs")),
    *(f"tests/e2e/test_{name}.py" for name in ("migrate", "serve", "start")),
)
_EVENTFUL = {"jobs": "database", "events": "true"}
# What a machine may be without.
_MISSING = re.compile(r": (no Chromium is installed|127\.0\.0\.2 is no address of this machine)$")


def run_tests(project: Project, *folders: str) -> int:
    """Run them, none skipped but for want of what a machine may lack; return how many passed."""
    options = ("-q", "-rs", "-p", "no:cacheprovider")
    with empty_database(project):  # skips where there is no server
        written = project.check("python", "-m", "pytest", *options, *folders)
    summary = written.strip().splitlines()[-1]
    passed = re.search(r"(\d+) passed", summary)
    assert passed, written
    skipped = re.findall("^SKIPPED .*", written, re.MULTILINE)
    assert [line for line in skipped if not _MISSING.search(line)] == []
    return int(passed[1])


def test_a_project_passes_its_own_tests(workshop: Workshop) -> None:
    blueprint = make_blueprint(NAMES, database="sqlite", grpc="true", **_EVENTFUL)

    assert run_tests(workshop.project(blueprint)) > 300


@pytest.mark.parametrize(
    ("database", "grpc", "tiers"),
    [("postgresql", "true", ("tests/e2e/tiers",)), ("mysql", "false", ())],
)
def test_a_project_on_another_database_passes_what_touches_it(
    database: str, grpc: str, tiers: tuple[str, ...], workshop: Workshop
) -> None:
    blueprint = make_blueprint(SHOP, database=database, grpc=grpc, **_EVENTFUL)

    assert run_tests(workshop.project(blueprint), *_STORING, *tiers) > 300


@pytest.mark.parametrize("database", DATABASES)
def test_a_project_with_jobs_in_redis_passes_its_own_tests(
    database: str, workshop: Workshop
) -> None:
    blueprint = make_blueprint(NAMES, database=database, jobs="redis", events="true")
    folders = [f"tests/integration/{name}" for name in ("events", "jobs", "outbox", "redis")]
    assert run_tests(workshop.project(blueprint), "tests/contract/jobs", *folders) > 100


def test_a_project_without_grpc_passes_its_own_tests(workshop: Workshop) -> None:
    assert run_tests(workshop.project(make_blueprint(NAMES))) > 300


@pytest.mark.parametrize("database", DATABASES)
def test_twelve_entities_with_all_modifiers_are_stored_and_served(
    database: str, workshop: Workshop
) -> None:
    project = workshop.project(make_blueprint(TWELVE, database=database))

    assert run_tests(project, "tests/unit", "tests/contract", "tests/integration") > 600


@pytest.mark.parametrize("database", DATABASES)
def test_entities_that_can_be_restored_pass_their_tests(database: str, workshop: Workshop) -> None:
    everything = {"grpc": "true", "jobs": "database", "events": "true"}
    options = everything if database == "sqlite" else {}
    project = workshop.project(make_blueprint(KEPT_NAMES, database=database, **options))
    folders = ("tests/unit", "tests/contract", "tests/integration", "tests/e2e/entities")

    assert run_tests(project, *folders) > 300


@pytest.mark.parametrize("grpc", ["false", "true"])
def test_a_project_without_entities_passes_its_own_tests(grpc: str, workshop: Workshop) -> None:
    project = workshop.project(make_blueprint(grpc=grpc))
    written = project.check("python", "-m", "pytest", "-q", "-p", "no:cacheprovider")

    assert " passed" in written
