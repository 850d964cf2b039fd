"""What git does on the way to a commit: hooks, locks, ignored files, folders around the project."""

import shutil
from contextlib import nullcontext
from pathlib import Path

import pytest
from tests.unit.reconcile.dying import start_of, survives_until
from tests.unit.reconcile.dying_on_a_branch import (
    MESSAGE,
    NAME,
    UNCHANGED,
    WHOLE,
    change,
    git,
    look,
    make,
)
from tests.unit.reconcile.killed import (
    BEFORE_THE_COMMIT,
    add_hook,
    append,
    before_it_is_forgotten,
    commits,
    kill,
    recovered,
)

from arcana_gen.errors import GitLocked
from arcana_gen.reconcile.apply import apply_on_branch
from arcana_gen.reconcile.branches import new_branch
from arcana_gen.reconcile.errors import NotCommitted
from arcana_gen.reconcile.journal import STAGING
from arcana_gen.reconcile.plan import make_plan
from arcana_gen.reconcile.recovery import Outcome, Recovered, recover
from arcana_gen.reconcile.tree import Entry, read_paths


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    make(folder)
    return folder


def test_a_commit_that_a_hook_refuses_is_left_to_the_user(project: Path) -> None:
    kill(project, BEFORE_THE_COMMIT)
    add_hook(project, "echo 'error: not like that' >&2; exit 1")

    found = recovered(project)

    assert found.outcome == Outcome.UNCOMMITTED
    assert found.notes == ("`git commit` failed: error: not like that",)
    assert (look(project).branch, look(project).files) == (f"{NAME}\n", WHOLE.files)


def test_what_a_hook_formats_and_adds_is_in_the_commit(project: Path) -> None:
    add_hook(project, "echo three >> answers.yml && git add answers.yml")

    assert not survives_until(lambda: change(project), before_it_is_forgotten)
    found = recovered(project)

    assert found == Recovered(outcome=Outcome.COMPLETED, branch=NAME)
    assert commits(project) == [MESSAGE, "First"]
    assert git(project, "show", "HEAD:answers.yml") == "one\ntwo\nthree\n"
    assert look(project).status == ""


def test_a_hook_that_fails_after_the_switch_does_no_harm(project: Path) -> None:
    add_hook(project, "exit 2", name="post-checkout")

    change(project)

    assert look(project) == WHOLE


def test_a_hook_that_fails_after_the_way_back_does_no_harm(project: Path) -> None:
    add_hook(project, "exit 2", name="post-checkout")
    kill(project, BEFORE_THE_COMMIT)
    git(project, "reset", "--quiet", "--hard")

    found = recovered(project)

    assert (found, look(project)) == (Recovered(outcome=Outcome.UNDONE), UNCHANGED)


def test_a_lock_of_git_is_named_and_the_rest_done_when_it_is_gone(project: Path) -> None:
    kill(project, BEFORE_THE_COMMIT)
    lock = project / ".git" / "index.lock"
    lock.touch()

    with pytest.raises(GitLocked) as caught:
        recover(project)
    lock.unlink()

    assert str(lock) in caught.value.message
    assert recovered(project).outcome == Outcome.COMPLETED
    assert look(project) == WHOLE


def test_a_lock_of_git_at_the_beginning_leaves_all_as_it_was(project: Path) -> None:
    lock = project / ".git" / "index.lock"
    lock.touch()

    with pytest.raises(GitLocked):
        change(project)
    lock.unlink()

    assert not (project / STAGING).exists()
    assert look(project) == UNCHANGED


def test_a_project_in_a_folder_of_its_repository_commits_nothing_around_it(
    tmp_path: Path, project: Path
) -> None:
    shutil.rmtree(project / ".git")
    (tmp_path / "around.txt").write_text("around\n")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "First")
    append(tmp_path / "around.txt")
    git(tmp_path, "add", "around.txt")

    kill(project, BEFORE_THE_COMMIT)
    recovered(project)

    assert commits(project) == [MESSAGE, "First"]
    assert git(tmp_path, "status", "--porcelain") == "M  around.txt\n"


def test_files_that_git_ignores_are_written_and_not_committed(project: Path) -> None:
    (project / ".git" / "info" / "exclude").write_text("src/\n")

    change(project)

    assert look(project).status == ""
    assert git(project, "show", "--name-only", "--format=").split() == ["answers.yml", "gone/file"]
    assert look(project).files == WHOLE.files


def test_a_refused_commit_leaves_the_change_on_the_branch(project: Path) -> None:
    add_hook(project, "exit 1")

    with pytest.raises(NotCommitted):
        change(project)

    assert not (project / STAGING).exists()
    assert (look(project).branch, look(project).files) == (f"{NAME}\n", WHOLE.files)
    assert commits(project) == ["First"]


def conflict(project: Path) -> None:
    """Change a line that the user has changed too, on a branch."""
    theirs = {"kept.txt": Entry(b"theirs\n"), "new.txt": Entry(b"new\n")}
    ours = read_paths(project, theirs)
    plan = make_plan(base={"kept.txt": Entry(b"base\n")}, theirs=theirs, ours=ours)
    apply_on_branch(plan, project, new_branch(project, NAME, "", locks=False), nullcontext)


@pytest.mark.parametrize("word", ["switch", "update-index"])
def test_conflicts_stay_on_the_branch_for_the_user_to_resolve(project: Path, word: str) -> None:
    assert not survives_until(lambda: conflict(project), start_of(word))

    found = recovered(project)

    assert found == Recovered(outcome=Outcome.COMPLETED, branch=NAME)
    assert look(project).branch == f"{NAME}\n"
    assert look(project).status == "UU kept.txt\n?? new.txt\n"
    assert commits(project) == ["First"]
