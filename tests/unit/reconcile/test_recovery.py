"""What the user does between a kill and the next command is never lost, and never committed."""

import shutil
from pathlib import Path

import pytest
from tests.unit.reconcile.dying import Moment
from tests.unit.reconcile.dying_on_a_branch import (
    MESSAGE,
    NAME,
    UNCHANGED,
    WHOLE,
    git,
    look,
    make,
)
from tests.unit.reconcile.killed import (
    BEFORE_THE_BRANCH,
    BEFORE_THE_COMMIT,
    append,
    before_it_is_forgotten,
    before_the_last_file,
    commits,
    kill,
    recovered,
)

from arcana_gen.reconcile.recovery import Outcome, Recovered
from arcana_gen.reconcile.tree import Entry


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    make(folder)
    return folder


@pytest.mark.parametrize("moment", [before_the_last_file, BEFORE_THE_COMMIT])
def test_an_edit_of_a_file_of_the_plan_is_kept_and_not_committed(
    project: Path, moment: Moment
) -> None:
    kill(project, moment)
    append(project / "answers.yml")

    found = recovered(project)

    assert found.outcome == Outcome.UNCOMMITTED
    assert found.notes == ("`answers.yml` was changed meanwhile",)
    assert (project / "answers.yml").read_text() == "one\ntwo\nthe user's\n"
    assert not (project / "gone").exists()
    assert (look(project).branch, commits(project)) == (f"{NAME}\n", ["First"])


@pytest.mark.parametrize("moment", [BEFORE_THE_BRANCH, before_the_last_file, BEFORE_THE_COMMIT])
@pytest.mark.parametrize("is_staged", [False, True])
def test_an_edit_of_another_file_stays_out_of_the_commit(
    project: Path, moment: Moment, *, is_staged: bool
) -> None:
    kill(project, moment)
    append(project / "kept.txt")
    if is_staged:
        git(project, "add", "kept.txt")

    found = recovered(project)

    assert found == Recovered(outcome=Outcome.COMPLETED, branch=NAME)
    assert commits(project) == [MESSAGE, "First"]
    assert git(project, "show", "HEAD:kept.txt") == "kept\n"
    assert look(project).status == ("M  kept.txt\n" if is_staged else " M kept.txt\n")


@pytest.mark.parametrize("moment", [before_the_last_file, BEFORE_THE_COMMIT])
def test_what_the_user_committed_on_the_branch_is_gone_on_from(
    project: Path, moment: Moment
) -> None:
    kill(project, moment)
    append(project / "kept.txt")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "Mine")

    found = recovered(project)

    rest = [MESSAGE] if moment is before_the_last_file else []
    assert found == Recovered(outcome=Outcome.COMPLETED, branch=NAME)
    assert commits(project) == [*rest, "Mine", "First"]
    assert dict(look(project).files) == {
        **dict(WHOLE.files),
        "kept.txt": Entry(b"kept\nthe user's\n"),
    }
    assert look(project).status == ""


@pytest.mark.parametrize("moment", [before_the_last_file, BEFORE_THE_COMMIT])
def test_a_branch_that_the_user_left_is_undone(project: Path, moment: Moment) -> None:
    kill(project, moment)
    git(project, "switch", "--quiet", "main")

    found = recovered(project)

    assert (found, look(project)) == (Recovered(outcome=Outcome.UNDONE), UNCHANGED)


def test_edits_go_along_when_the_user_leaves_the_branch(project: Path) -> None:
    kill(project, BEFORE_THE_COMMIT)
    append(project / "answers.yml")
    append(project / "kept.txt")
    git(project, "switch", "--quiet", "main")

    found = recovered(project)

    assert found == Recovered(outcome=Outcome.UNDONE)
    assert look(project).status.split()[1::2] == ["answers.yml", "kept.txt"]
    assert (project / "answers.yml").read_text().endswith("the user's\n")
    assert commits(project) == ["First"]


def test_what_the_user_put_back_is_not_brought_again(project: Path) -> None:
    kill(project, before_the_last_file)
    git(project, "checkout", "--quiet", ".")
    git(project, "clean", "--quiet", "--force", "-d")

    found = recovered(project)

    assert (found, look(project)) == (Recovered(outcome=Outcome.UNDONE), UNCHANGED)


@pytest.mark.parametrize("moment", [BEFORE_THE_COMMIT, before_it_is_forgotten])
def test_a_branch_with_commits_stays(project: Path, moment: Moment) -> None:
    kill(project, moment)
    if moment is BEFORE_THE_COMMIT:
        git(project, "commit", "--quiet", "--message", "Mine")
    before = commits(project)
    git(project, "switch", "--quiet", "main")

    found = recovered(project)

    assert found == Recovered(outcome=Outcome.UNDONE, branch=NAME)
    assert (commits(project, NAME), commits(project, "main")) == (before, ["First"])
    assert (look(project).branch, look(project).status) == ("main\n", "")
    assert look(project).files == UNCHANGED.files


def test_what_the_user_committed_and_merged_is_not_put_back(project: Path) -> None:
    kill(project, BEFORE_THE_COMMIT)
    git(project, "commit", "--quiet", "--message", "Mine")
    git(project, "switch", "--quiet", "main")
    git(project, "merge", "--quiet", NAME)

    recovered(project)

    assert (look(project).branch, look(project).status) == ("main\n", "")
    assert look(project).files == WHOLE.files


def test_a_commit_before_anything_was_begun_stops_it(project: Path) -> None:
    kill(project, BEFORE_THE_BRANCH)
    append(project / "answers.yml")
    git(project, "commit", "--quiet", "--all", "--message", "Mine")

    found = recovered(project)

    assert found == Recovered(outcome=Outcome.UNDONE)
    assert (look(project).branches, look(project).status) == ("main\n", "")
    assert commits(project) == ["Mine", "First"]


def test_a_branch_of_the_users_own_with_that_name_stays(project: Path) -> None:
    kill(project, BEFORE_THE_BRANCH)
    git(project, "switch", "--quiet", "--create", NAME)
    git(project, "commit", "--quiet", "--allow-empty", "--message", "Mine")
    git(project, "switch", "--quiet", "main")

    found = recovered(project)

    assert found == Recovered(outcome=Outcome.UNDONE, branch=NAME)
    assert commits(project, NAME) == ["Mine", "First"]
    assert (look(project).branch, look(project).files) == ("main\n", UNCHANGED.files)


def test_a_merge_of_the_user_is_not_concluded(project: Path) -> None:
    kill(project, before_the_last_file)
    git(project, "commit", "--quiet", "--all", "--message", "Half")
    git(project, "switch", "--quiet", "--create", "other", "main")
    git(project, "commit", "--quiet", "--allow-empty", "--message", "Other")
    git(project, "switch", "--quiet", NAME)
    git(project, "merge", "--quiet", "--no-ff", "--no-commit", "other")

    found = recovered(project)

    assert found.outcome == Outcome.UNCOMMITTED
    assert "cannot do a partial commit during a merge" in found.notes[0]
    assert commits(project) == ["Half", "First"]


def test_without_its_repository_the_files_are_completed(project: Path) -> None:
    kill(project, before_the_last_file)
    shutil.rmtree(project / ".git")

    assert recovered(project) == Recovered(outcome=Outcome.COMPLETED)
    assert not (project / "gone").exists()


@pytest.mark.parametrize("moment", [before_the_last_file, BEFORE_THE_COMMIT])
def test_a_detached_head_is_gone_back_to(project: Path, moment: Moment) -> None:
    git(project, "switch", "--quiet", "--detach")
    kill(project, moment)
    (project / "gone").mkdir(exist_ok=True)
    git(project, "reset", "--quiet", "--hard")
    git(project, "clean", "--quiet", "--force", "-d")

    found = recovered(project)

    assert found == Recovered(outcome=Outcome.UNDONE)
    assert look(project).branch == ""
    assert (look(project).status, look(project).files) == ("", UNCHANGED.files)
    assert NAME not in look(project).branches
