"""The lock file of the dependencies, which is renewed between the files and their commit."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.unit.reconcile.dying import Moment, start_of, survives_until
from tests.unit.reconcile.dying_on_a_branch import MESSAGE, NAME, git, look, make

from arcana_gen.reconcile.apply import apply_on_branch
from arcana_gen.reconcile.branches import new_branch
from arcana_gen.reconcile.journal import LOCK, STAGING
from arcana_gen.reconcile.outcome import Step
from arcana_gen.reconcile.plan import make_plan
from arcana_gen.reconcile.recovery import Outcome, Recovered, recover
from arcana_gen.reconcile.tree import Entry, read_paths

COMPLETED = Recovered(outcome=Outcome.COMPLETED, branch=NAME)
PYPROJECT = """\
[project]
name = "shop"
version = "{version}"
requires-python = ">=3.11"
dependencies = []
"""


@contextmanager
def quiet(_title: str) -> Iterator[None]:
    yield


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with requirements and a lock file of an older version."""
    project = tmp_path / "project"
    make(project)
    (project / "pyproject.toml").write_text(PYPROJECT.format(version="1"))
    (project / LOCK).write_text('version = 1\nrequires-python = ">=3.11"\n')
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "Locked")
    return project


def renew(project: Path, step: Step = quiet) -> None:
    """Change the requirements, and with them the lock file."""
    base = read_paths(project, ["pyproject.toml"])
    theirs = {"pyproject.toml": Entry(PYPROJECT.format(version="2").encode())}
    branch = new_branch(project, NAME, MESSAGE, locks=True)
    apply_on_branch(make_plan(base=base, theirs=theirs, ours=base), project, branch, step)


@pytest.mark.parametrize("moment", [start_of("lock"), start_of("commit")])
def test_the_lock_file_is_renewed_before_the_commit(project: Path, moment: Moment) -> None:
    assert not survives_until(lambda: renew(project), moment)

    found = recover(project)

    assert found == COMPLETED
    assert git(project, "log", "--format=%s").splitlines() == [MESSAGE, "Locked", "First"]
    assert 'name = "shop"' in git(project, "show", f"HEAD:{LOCK}")
    assert look(project).status == ""


def test_what_a_killed_uv_has_left_is_written_anew(project: Path) -> None:
    assert not survives_until(lambda: renew(project), start_of("lock"))
    (project / LOCK).write_text("version = ")

    found = recover(project)

    assert found == COMPLETED
    assert 'name = "shop"' in git(project, "show", f"HEAD:{LOCK}")


def test_an_interrupted_lock_leaves_all_as_it_was(project: Path) -> None:
    before = look(project)

    @contextmanager
    def interrupted(_title: str) -> Iterator[None]:
        yield
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        renew(project, interrupted)

    assert look(project) == before
    assert not (project / STAGING).exists()
