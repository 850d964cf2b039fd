import subprocess
from pathlib import Path

import pytest
from tests.unit.machine import commit_all

from arcana_gen.reconcile.apply import apply_plan
from arcana_gen.reconcile.conflicts import find_conflicts, require_no_conflicts
from arcana_gen.reconcile.errors import ConflictsLeft
from arcana_gen.reconcile.plan import make_plan
from arcana_gen.reconcile.tree import Entry

BASE, OURS, THEIRS = Entry(b"1\n"), Entry(b"one\n"), Entry(b"eins\n")
MARKED = b"<<<<<<< yours\none\n=======\neins\n>>>>>>> arcana\n"


def git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=folder, check=True, capture_output=True, text=True
    ).stdout


def leave_a_conflict(project: Path) -> None:
    (project / "src").mkdir(parents=True)
    (project / "src" / "file").write_bytes(OURS.content)
    if (project / ".git").exists() or (project.parent / ".git").exists():
        git(project, "add", "--all")
        git(project, "commit", "--quiet", "--message", "edit")
    path = "src/file"
    plan = make_plan(base={path: BASE}, theirs={path: THEIRS}, ours={path: OURS})
    apply_plan(plan, project)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    project = tmp_path / "project"
    project.mkdir()
    (project / "readme").write_text("read me\n")
    commit_all(project)
    return project


def test_a_conflict_leaves_markers_and_is_found(tmp_path: Path) -> None:
    leave_a_conflict(tmp_path)

    assert (tmp_path / "src" / "file").read_bytes() == MARKED
    assert find_conflicts(tmp_path) == ("src/file",)
    with pytest.raises(ConflictsLeft, match="`src/file`"):
        require_no_conflicts(tmp_path)


def test_git_has_all_three_sides(repository: Path) -> None:
    leave_a_conflict(repository)

    sides = [git(repository, "show", f":{stage}:src/file") for stage in (1, 2, 3)]
    assert sides == ["1\n", "one\n", "eins\n"]
    assert git(repository, "status", "--short") == "UU src/file\n"


def test_git_can_take_either_side(repository: Path) -> None:
    leave_a_conflict(repository)

    git(repository, "checkout", "--theirs", "src/file")
    git(repository, "add", "src/file")

    assert (repository / "src" / "file").read_bytes() == THEIRS.content
    assert find_conflicts(repository) == ()


def test_a_project_in_a_folder_of_a_repository_has_its_conflicts_in_git_too(
    repository: Path,
) -> None:
    inner = repository / "services" / "shop"
    inner.mkdir(parents=True)
    (inner.parent.parent / "services" / "readme").touch()
    path = "file"
    (inner / path).write_bytes(OURS.content)
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "edit")

    apply_plan(make_plan(base={path: BASE}, theirs={path: THEIRS}, ours={path: OURS}), inner)

    assert git(repository, "ls-files", "--unmerged").count("services/shop/file") == 3
    assert find_conflicts(inner) == ("file",)


def test_a_conflict_is_left_until_git_is_told(repository: Path) -> None:
    leave_a_conflict(repository)
    (repository / "src" / "file").write_text("resolved\n")

    assert find_conflicts(repository) == ("src/file",)

    git(repository, "add", "src/file")
    assert find_conflicts(repository) == ()


def test_a_file_that_cannot_be_merged_stays_and_git_has_the_other(repository: Path) -> None:
    binary = [Entry(b"\0base"), Entry(b"\0theirs"), Entry(b"\0ours")]
    (repository / "logo").write_bytes(binary[2].content)
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "edit")
    base, theirs, ours = ({"logo": entry} for entry in binary)

    apply_plan(make_plan(base=base, theirs=theirs, ours=ours), repository)

    assert (repository / "logo").read_bytes() == b"\0ours"
    assert git(repository, "show", ":3:logo") == "\0theirs"
    assert find_conflicts(repository) == ("logo",)
