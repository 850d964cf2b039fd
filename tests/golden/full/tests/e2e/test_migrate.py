"""The schema is changed by a command, and nothing is served on a wrong one."""

from collections.abc import Iterator

import pytest

from app.infrastructure.database.migrations import FOLDER
from tests.e2e.process import run

pytestmark = pytest.mark.skipif(
    not list((FOLDER / "versions").glob("*.py")),
    reason="there is nothing to migrate yet",
)


@pytest.fixture
def empty_url(migrated_url: str) -> Iterator[str]:
    """Return the address of a database whose migrations are all reverted for a while."""
    down = run("migrate", "down", "base", APP__DATABASE__URL=migrated_url)
    assert down.returncode == 0, down.stderr
    yield migrated_url
    up = run("migrate", "up", APP__DATABASE__URL=migrated_url)
    assert up.returncode == 0, up.stderr


def test_status_tells_what_is_missing(empty_url: str) -> None:
    result = run("migrate", "status", APP__DATABASE__URL=empty_url)

    assert result.returncode == 1
    assert "current: none" in result.stdout
    assert "pending: none" not in result.stdout


def test_up_applies_everything_and_can_be_repeated(empty_url: str) -> None:
    results = [run("migrate", "up", APP__DATABASE__URL=empty_url) for _ in range(2)]

    assert [result.returncode for result in results] == [0, 0]
    assert all("pending: none" in result.stdout for result in results)
    assert run("migrate", "status", APP__DATABASE__URL=empty_url).returncode == 0


def test_production_refuses_to_serve_a_database_that_is_not_migrated(empty_url: str) -> None:
    result = run("serve", APP__ENVIRONMENT="production", APP__DATABASE__URL=empty_url)

    assert result.returncode == 1
    assert result.stderr.splitlines()[-1].startswith("error: the database is at nothing")
    assert "`migrate up`" in result.stderr
    assert "Traceback" not in result.stderr
