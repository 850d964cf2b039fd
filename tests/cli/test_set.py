import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.running import Arcana, Ended
from tests.unit.machine import commit_all
from tests.unit.reconcile.dying import start_of, survives_until

from arcana_gen.blueprint import ANSWERS_FILE
from arcana_gen.cli import main
from arcana_gen.reconcile.tree import read_tree


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=folder, check=True, capture_output=True, text=True
    ).stdout


def test_switching_an_option_off_and_on_again_changes_nothing(arcana: Arcana, shop: Path) -> None:
    before = read_tree(shop)

    off = arcana("set", "docs=false", "--json")
    without = read_tree(shop)
    on = arcana("set", "docs=true", "--json")

    assert off.changes["docs/index.md"] == "delete"
    assert {path for path in before if path not in without} == {"docs/index.md", "docs/logo.png"}
    assert (off.code, on.code) == (0, 0)
    assert read_tree(shop) == before


def test_what_the_user_wrote_stays(arcana: Arcana, shop: Path) -> None:
    readme = shop / "README.md"
    readme.write_text(readme.read_text() + "\nMine.\n")
    (shop / "own.txt").write_text("mine too\n")
    (shop / "docs" / "index.md").write_text("All mine.\n")

    ended = arcana("set", "docs=no", "author=Ada")

    assert ended.code == 0
    assert lines(readme)[-1] == "Mine."
    assert (shop / "own.txt").read_text() == "mine too\n"
    assert (shop / "docs" / "index.md").read_text() == "All mine.\n"
    kept = "note: `docs/index.md` stays as it is: you edited it; the template no longer has it"
    assert kept in ended.err
    assert "author: Ada" in lines(shop / ANSWERS_FILE)


def test_says_what_it_did(arcana: Arcana, shop: Path) -> None:
    ended = arcana("set", "docs=no")

    assert shop.is_dir()
    assert ended.err.startswith("set docs=no (1 file changed, 2 deleted)\n")


def test_setting_what_is_set_already_does_nothing(arcana: Arcana, shop: Path) -> None:
    before = read_tree(shop)

    ended = arcana("set", "docs=yes")

    assert ended.code == 0
    assert "nothing to do" in ended.err
    assert read_tree(shop) == before


def test_a_dry_run_shows_the_plan_and_writes_nothing(arcana: Arcana, shop: Path) -> None:
    before = read_tree(shop)

    ended = arcana("set", "docs=no", "--dry-run")

    assert "- index.md" in ended.out
    assert "1 file to change, 2 to delete" in ended.out
    assert read_tree(shop) == before


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["docs"], "`docs` is not KEY=VALUE"),
        (["dogs=yes"], "`dogs`"),
        (["database=oracle"], "`oracle`"),
        (["workers=0"], "at least one"),
        (["preset=minimal"], "a preset is only what a service starts with"),
        (["entities={}"], "`entities`"),
    ],
)
def test_what_cannot_be_set_is_refused_before_anything_changes(
    arcana: Arcana, shop: Path, words: list[str], problem: str
) -> None:
    before = read_tree(shop)

    ended = arcana("set", *words)

    assert ended.code in {1, 2}
    assert problem in ended.err
    assert "Traceback" not in ended.err
    assert read_tree(shop) == before


def leave_a_conflict(arcana: Arcana, shop: Path) -> Ended:
    readme = shop / "README.md"
    readme.write_text(readme.read_text().replace("Runs 2 processes", "Runs two processes"))
    return arcana("set", "workers=3")


def test_a_conflict_leaves_markers_and_ends_with_3(arcana: Arcana, shop: Path) -> None:
    ended = leave_a_conflict(arcana, shop)

    assert ended.code == 3
    assert "1 in conflict" in ended.err
    assert "${EDITOR:-vi} README.md" in ended.err
    assert [line for line in lines(shop / "README.md") if "processes" in line] == [
        "Runs two processes on sqlite.",
        "Runs 3 processes on sqlite.",
    ]


def test_in_a_repository_git_opens_the_conflict(arcana: Arcana, shop: Path) -> None:
    commit_all(shop)

    ended = leave_a_conflict(arcana, shop)

    assert "git mergetool README.md" in ended.err
    assert "UU README.md" in git(shop, "status", "--short")


def test_nothing_starts_on_top_of_conflicts(arcana: Arcana, shop: Path) -> None:
    leave_a_conflict(arcana, shop)
    before = read_tree(shop)

    again = arcana("set", "docs=no")
    added = arcana("add", "entity", "Order", "number:str")

    assert (again.code, added.code) == (1, 1)
    assert "conflicts are left in `README.md`" in again.err
    assert read_tree(shop) == before
    assert arcana("set", "docs=no", "--force").code == 0
    assert arcana("add", "entity", "Order", "number:str", "--force").code == 0


def test_resolved_conflicts_are_in_nobodys_way(arcana: Arcana, shop: Path) -> None:
    leave_a_conflict(arcana, shop)

    (shop / "README.md").write_text("resolved\n")

    assert arcana("set", "docs=no").code == 0


def test_a_branch_gets_one_commit(arcana: Arcana, shop: Path) -> None:
    commit_all(shop)

    ended = arcana("set", "docs=no", "--branch", "without-docs")

    assert ended.code == 0
    assert git(shop, "branch", "--show-current") == "without-docs\n"
    assert git(shop, "status", "--porcelain") == ""
    assert git(shop, "log", "-1", "--format=%s") == "set docs=no\n"


def test_a_branch_needs_a_clean_repository(arcana: Arcana, shop: Path) -> None:
    outside = arcana("set", "docs=no", "--branch", "b")
    commit_all(shop)
    (shop / "README.md").write_text("dirty\n")

    dirty = arcana("set", "docs=no", "--branch", "b")
    git(shop, "checkout", "--quiet", ".")
    git(shop, "branch", "b")
    taken = arcana("set", "docs=no", "--branch", "b")

    assert [ended.code for ended in (outside, dirty, taken)] == [1, 1, 1]
    assert "no git repository" in outside.err
    assert "not committed" in dirty.err
    assert "`b` exists already" in taken.err
    assert git(shop, "status", "--porcelain") == ""


def test_a_commit_that_is_refused_leaves_the_change_on_the_branch(
    arcana: Arcana, shop: Path
) -> None:
    commit_all(shop)
    hook = shop / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\necho 'not on a Friday' >&2\nexit 1\n")
    hook.chmod(0o755)

    ended = arcana("set", "docs=no", "--branch", "b")

    assert ended.code == 1
    assert "is on the branch `b`, but not committed: `git commit` failed: not on a" in ended.err
    assert git(shop, "branch", "--show-current") == "b\n"
    assert "D  docs/index.md" in git(shop, "status", "--porcelain")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "its work is complete now, on the branch `b`"),
        (("switch", "main"), "what it had begun is undone"),
        (("commit", "--quiet", "--message", "Mine"), "its work is complete now, on the branch `b`"),
    ],
)
def test_tells_what_became_of_a_branch_that_was_interrupted(
    arcana: Arcana, shop: Path, words: tuple[str, ...], said: str
) -> None:
    commit_all(shop)
    command = ("set", "docs=no", "--branch", "b")
    assert not survives_until(lambda: sys.exit(main(command)), start_of("commit"))
    if words:
        git(shop, *words)

    ended = arcana("status")

    assert ended.code == 0
    assert f"the last command here was interrupted; {said}" in " ".join(ended.err.split())
    assert git(shop, "status", "--porcelain") == ""


def test_tells_why_the_work_of_an_interrupted_command_is_not_committed(
    arcana: Arcana, shop: Path
) -> None:
    commit_all(shop)
    command = ("set", "docs=no", "--branch", "b")
    assert not survives_until(lambda: sys.exit(main(command)), start_of("commit"))
    with (shop / ANSWERS_FILE).open("a") as answers:
        answers.write("# mine\n")

    ended = arcana("status")

    assert ended.code == 0
    assert "its work is complete now, but not committed, on the branch `b`" in ended.err
    assert f"`{ANSWERS_FILE}` was changed meanwhile" in ended.err
    assert lines(shop / ANSWERS_FILE)[-1] == "# mine"
    assert git(shop, "log", "-1", "--format=%s") == "First\n"


def test_works_on_a_dirty_tree_and_in_a_folder_of_a_repository(arcana: Arcana, shop: Path) -> None:
    commit_all(shop.parent)
    (shop / "README.md").write_text("dirty\n")

    assert arcana("set", "docs=no").code == 0
    assert (shop / "README.md").read_text() == "dirty\n"


def test_a_file_that_the_user_deleted_stays_deleted(arcana: Arcana, shop: Path) -> None:
    (shop / "README.md").unlink()

    ended = arcana("set", "workers=3")

    assert ended.code == 0
    assert not (shop / "README.md").exists()
    assert "`README.md` stays as it is: you deleted it" in ended.err


def test_a_file_that_the_user_moved_is_reported_and_not_brought_back(
    arcana: Arcana, shop: Path
) -> None:
    (shop / "README.md").rename(shop / "docs" / "README.md")

    ended = arcana("set", "workers=3")

    assert ended.code == 0
    assert not (shop / "README.md").exists()
    assert "`README.md` stays as it is: you moved it to `docs/README.md`" in ended.err
