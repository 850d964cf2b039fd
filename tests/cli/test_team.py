"""Two people at work on one project, each on a branch."""

import subprocess
from pathlib import Path

import pytest
from tests.cli.running import Arcana

from arcana_gen.blueprint import ANSWERS_FILE, Answers
from arcana_gen.cli import main

ATTRIBUTES = f"{ANSWERS_FILE} merge=arcana\n"


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *words], cwd=folder, check=False, capture_output=True, text=True)


def checked(folder: Path, *words: str) -> str:
    done = git(folder, *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def commit(folder: Path, message: str) -> None:
    checked(folder, "add", "--all")
    checked(folder, "commit", "--quiet", "--message", message)


def names(project: Path) -> list[str]:
    return list(Answers.read(project / ANSWERS_FILE).blueprint.entities)


@pytest.fixture
def team(arcana: Arcana, shop: Path) -> Path:
    """The project in a repository that knows the driver."""
    (shop / ".gitattributes").write_text(ATTRIBUTES)
    checked(shop, "init", "--quiet", "--initial-branch=main")
    commit(shop, "First")
    assert arcana("status").code == 0
    return shop


def on_branch(arcana: Arcana, project: Path, branch: str, *words: str) -> None:
    checked(project, "switch", "--quiet", "--create", branch, "main")
    done = arcana(*words)
    assert done.code == 0, done.err
    commit(project, branch)


def forget_the_driver(project: Path) -> None:
    checked(project, "config", "--remove-section", "merge.arcana")


def two_entities(arcana: Arcana, project: Path) -> None:
    """Each branch adds an entity at the same place of the answers file."""
    on_branch(arcana, project, "ours", "add", "entity", "Order", "number:str")
    on_branch(arcana, project, "theirs", "add", "entity", "Person", "name:str", "born:date")
    checked(project, "switch", "--quiet", "ours")


def test_entities_of_two_branches_merge_without_conflict(arcana: Arcana, team: Path) -> None:
    two_entities(arcana, team)

    merged = git(team, "merge", "--no-edit", "theirs")

    assert merged.returncode == 0, merged.stdout + merged.stderr
    assert names(team) == ["Order", "Person", "Tag"]
    assert arcana("status", "--json").document["conflicts"] == []


def test_comments_of_both_branches_stay(arcana: Arcana, team: Path) -> None:
    two_entities(arcana, team)
    answers = team / ANSWERS_FILE
    for branch, name in (("ours", "Order"), ("theirs", "Person")):
        checked(team, "switch", "--quiet", branch)
        text = answers.read_text()
        answers.write_text(text.replace(f"  {name}:\n", f"  # From {branch}.\n  {name}:\n"))
        commit(team, "comment")
    checked(team, "switch", "--quiet", "ours")

    checked(team, "merge", "--no-edit", "theirs")

    text = answers.read_text()
    assert "  # From ours.\n  Order:\n" in text
    assert "  # From theirs.\n  Person:\n" in text


def test_what_both_changed_is_a_conflict_that_is_named(arcana: Arcana, team: Path) -> None:
    on_branch(arcana, team, "ours", "set", "workers=3")
    on_branch(arcana, team, "theirs", "set", "workers=4")

    merged = git(team, "merge", "--no-edit", "ours")

    assert merged.returncode == 1
    assert "both sides of the merge have changed the option `workers`" in merged.stderr
    assert "<<<<<<< ours\nworkers: 4\n" in (team / ANSWERS_FILE).read_text()
    assert git(team, "ls-files", "--unmerged", ANSWERS_FILE).stdout.count("\n") == 3


def test_a_conflict_of_a_clone_without_the_driver_is_settled_by_the_next_command(
    arcana: Arcana, team: Path
) -> None:
    two_entities(arcana, team)
    forget_the_driver(team)
    assert git(team, "merge", "--no-edit", "theirs").returncode == 1
    assert "<<<<<<<" in (team / ANSWERS_FILE).read_text()

    ended = arcana("show")

    assert ended.code == 0, ended.err
    assert f"`{ANSWERS_FILE}` was in conflict; it has the blueprint of both sides now" in ended.err
    assert names(team) == ["Order", "Person", "Tag"]
    assert git(team, "ls-files", "--unmerged").stdout == ""


def test_that_also_goes_for_a_project_in_a_folder_of_the_repository(
    arcana: Arcana, shop: Path
) -> None:
    checked(shop.parent, "init", "--quiet", "--initial-branch=main")
    commit(shop, "First")
    two_entities(arcana, shop)
    assert git(shop, "merge", "--no-edit", "theirs").returncode == 1

    ended = arcana("add", "field", "Order", "note:text:optional", "--dry-run")

    assert "several heads" in ended.err
    assert names(shop) == ["Order", "Person", "Tag"]


def test_what_the_user_has_begun_to_resolve_is_left_alone(arcana: Arcana, team: Path) -> None:
    two_entities(arcana, team)
    forget_the_driver(team)
    git(team, "merge", "--no-edit", "theirs")
    answers = team / ANSWERS_FILE
    begun = answers.read_text().replace("<<<<<<< HEAD\n", "<<<<<<< HEAD\n  # Mine.\n")
    answers.write_text(begun)

    ended = arcana("show")

    assert ended.code == 1
    assert "unfinished merge" in ended.err
    assert answers.read_text() == begun


def test_a_conflict_that_nobody_can_settle_stays(arcana: Arcana, team: Path) -> None:
    on_branch(arcana, team, "ours", "set", "workers=3")
    on_branch(arcana, team, "theirs", "set", "workers=4")
    forget_the_driver(team)
    git(team, "merge", "--no-edit", "ours")
    before = (team / ANSWERS_FILE).read_text()

    ended = arcana("show")

    assert ended.code == 1
    assert "unfinished merge" in ended.err
    assert (team / ANSWERS_FILE).read_text() == before


def test_a_stale_driver_is_put_right(arcana: Arcana, team: Path) -> None:
    known = checked(team, "config", "--get", "merge.arcana.driver")
    checked(team, "config", "merge.arcana.driver", "/gone/python -m arcana_gen %O %A %B")

    arcana("show")

    assert checked(team, "config", "--get", "merge.arcana.driver") == known


def test_git_merges_by_itself_where_the_program_is_gone(arcana: Arcana, team: Path) -> None:
    on_branch(arcana, team, "ours", "set", "workers=3")
    on_branch(arcana, team, "theirs", "add", "entity", "Order", "number:str")
    driver = checked(team, "config", "--get", "merge.arcana.driver").rstrip("\n")
    checked(team, "config", "merge.arcana.driver", driver.replace("test -x ", "test -x /gone"))

    checked(team, "merge", "--no-edit", "ours")

    assert names(team) == ["Order", "Tag"]
    assert "workers: 3" in (team / ANSWERS_FILE).read_text()


def test_a_project_in_no_repository_works_as_well(arcana: Arcana, shop: Path) -> None:
    (shop / ".gitattributes").write_text(ATTRIBUTES)

    assert arcana("show").code == 0


def test_the_command_is_for_git_and_not_in_the_overview(arcana: Arcana, tmp_path: Path) -> None:
    for name in ("base", "ours", "theirs"):
        (tmp_path / name).write_text("- no answers\n")

    code = main(["merge-answers", *(str(tmp_path / name) for name in ("base", "ours", "theirs"))])

    assert code == 1
    assert "merge-answers" not in arcana("--help").out


def test_migrations_of_two_branches_are_joined(arcana: Arcana, team: Path) -> None:
    two_entities(arcana, team)
    checked(team, "merge", "--no-edit", "theirs")
    refused = arcana("add", "entity", "Coupon", "code:str")
    planned = arcana("migrations", "merge", "--dry-run", "--diff")
    assert "several heads" in refused.err
    assert "hint: `arcana migrations merge`" in refused.err
    assert '+down_revision = ["' in planned.out

    ended = arcana("migrations", "merge", "--json")

    assert ended.code == 0, ended.out
    [path] = ended.changes
    assert path.endswith("_merge_branches.py")
    assert "several heads" not in arcana("status").out
    assert arcana("add", "entity", "Coupon", "code:str").code == 0


def test_there_is_nothing_to_join_where_there_is_one_head(arcana: Arcana, team: Path) -> None:
    ended = arcana("migrations", "merge")

    assert ended.code == 0
    assert "nothing to do: the migrations have one head" in ended.err
    assert git(team, "status", "--short").stdout == ""
