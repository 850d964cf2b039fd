"""What keeps processes from running jobs is said in a line."""

import shutil
from pathlib import Path

import pytest

from app.infrastructure.database.migrations import FOLDER
from tests.databases import selected
from tests.e2e.jobs.project import Project

SECOND = "from tests.e2e.jobs.probe import make_handler\n"


@pytest.fixture
def ambiguous(project: Project, tmp_path: Path) -> Project:
    """Return a copy with two handlers of one name."""
    root = tmp_path / "ambiguous"
    shutil.copytree(project.root, root)
    (root / "src" / "app" / "interfaces" / "worker" / "second.py").write_text(SECOND, "utf-8")
    return Project(root, tmp_path, project.settings)


@pytest.mark.parametrize(
    "command",
    [("worker",), ("worker", "--processes", "2"), ("serve", "--with-worker")],
    ids=" ".join,
)
def test_two_jobs_of_one_name_are_refused(ambiguous: Project, command: tuple[str, ...]) -> None:
    result = ambiguous.run(*command)

    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == "error: two jobs are called probe: names must differ"
    assert "Traceback" not in result.stdout + result.stderr


@pytest.mark.skipif(
    not list((FOLDER / "versions").glob("*.py")),
    reason="there is nothing to migrate yet",
)
def test_production_refuses_a_database_that_is_not_migrated(project: Project) -> None:
    with selected.empty_database() as url:
        result = project.run("worker", APP__ENVIRONMENT="production", APP__DATABASE__URL=url)

    assert result.returncode == 1
    assert result.stderr.splitlines()[-1].startswith("error: the database is at nothing")
    assert "Traceback" not in result.stdout + result.stderr
