"""The template's side of what cannot be merged, where git does not have it."""

from pathlib import Path

import pytest
from tests.unit.machine import commit_all

from arcana_gen.reconcile.apply import apply_plan
from arcana_gen.reconcile.beside import with_sides_beside
from arcana_gen.reconcile.conflicts import find_conflicts, is_in_git, require_no_conflicts
from arcana_gen.reconcile.errors import ConflictsLeft
from arcana_gen.reconcile.plan import Kind, Plan, make_plan
from arcana_gen.reconcile.tree import Entry, Mode, Tree, read_paths, read_tree

BASE, OURS, THEIRS = Entry(b"\0base"), Entry(b"\0ours\r\n"), Entry(b"\0theirs\n")
BESIDE = "docs/logo.png.arcana-theirs"


def change(root: Path, *, base: Tree, theirs: Tree, moves: dict[str, str] | None = None) -> Plan:
    ours = read_paths(root, {**base, **theirs})
    plan = make_plan(base=base, theirs=theirs, ours=ours, moves=moves)
    plan = with_sides_beside(plan, root, in_git=is_in_git(root))
    apply_plan(plan, root)
    return plan


def change_the_logo(root: Path) -> Plan:
    path = "docs/logo.png"
    return change(root, base={path: BASE}, theirs={path: THEIRS})


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "docs").mkdir(parents=True)
    (root / "docs" / "logo.png").write_bytes(OURS.content)
    return root


def test_both_sides_are_there_byte_for_byte(project: Path) -> None:
    change_the_logo(project)

    assert read_tree(project) == {"docs/logo.png": OURS, BESIDE: THEIRS}


def test_the_plan_tells_of_the_file_before_it_is_written(project: Path) -> None:
    conflict, side = change_the_logo(project).changes

    assert (conflict.path, conflict.kind, conflict.beside) == (
        "docs/logo.png",
        Kind.CONFLICT,
        BESIDE,
    )
    assert (side.path, side.kind, side.after) == (BESIDE, Kind.ADD, THEIRS)


def test_it_is_a_conflict_until_it_is_deleted(project: Path) -> None:
    change_the_logo(project)

    assert find_conflicts(project) == (BESIDE,)
    with pytest.raises(ConflictsLeft, match=r"`docs/logo.png.arcana-theirs`"):
        require_no_conflicts(project)

    (project / BESIDE).unlink()
    assert find_conflicts(project) == ()


def test_a_file_of_this_name_is_never_overwritten(project: Path) -> None:
    (project / BESIDE).write_bytes(b"the user's")
    (project / f"{BESIDE}-2").symlink_to("nowhere")

    change_the_logo(project)

    assert read_tree(project) == {
        "docs/logo.png": OURS,
        BESIDE: Entry(b"the user's"),
        f"{BESIDE}-2": Entry(b"nowhere", Mode.LINK),
        f"{BESIDE}-3": THEIRS,
    }


def test_it_stands_beside_the_new_place_of_a_file_that_moves(project: Path) -> None:
    change(
        project,
        base={"docs/logo.png": BASE},
        theirs={"images/logo.png": THEIRS},
        moves={"docs/logo.png": "images/logo.png"},
    )

    assert read_tree(project) == {
        "images/logo.png": OURS,
        "images/logo.png.arcana-theirs": THEIRS,
    }


def test_a_link_stays_a_link(project: Path) -> None:
    link = Entry(b"other.png", Mode.LINK)

    change(project, base={"docs/logo.png": BASE}, theirs={"docs/logo.png": link})

    assert read_tree(project) == {"docs/logo.png": OURS, BESIDE: link}
    assert find_conflicts(project) == (BESIDE,)


@pytest.mark.parametrize("with_git", [False, True])
def test_a_folder_of_the_user_in_the_place_of_a_file_stays(
    project: Path, *, with_git: bool
) -> None:
    (project / "readme").mkdir()
    (project / "readme" / "mine").write_text("mine\n")
    if with_git:
        commit_all(project)

    change(project, base={}, theirs={"readme": THEIRS})

    assert (project / "readme" / "mine").read_text() == "mine\n"
    assert (project / "readme.arcana-theirs").read_bytes() == THEIRS.content
    assert find_conflicts(project) == ("readme.arcana-theirs",)


@pytest.mark.parametrize("with_git", [False, True])
def test_a_file_of_the_user_in_the_place_of_a_folder_stays(
    project: Path, *, with_git: bool
) -> None:
    (project / "src").write_text("mine\n")
    if with_git:
        commit_all(project)

    change(project, base={}, theirs={"src/a": THEIRS, "src/app/b": THEIRS})

    assert (project / "src").read_text() == "mine\n"
    assert find_conflicts(project) == ("src.arcana-theirs/a", "src.arcana-theirs/app/b")


def test_in_a_repository_git_has_it(project: Path) -> None:
    commit_all(project)

    change_the_logo(project)

    assert read_paths(project, [BESIDE]) == {}
    assert find_conflicts(project) == ("docs/logo.png",)


def test_a_conflict_with_markers_needs_no_other_file(project: Path) -> None:
    (project / "docs" / "logo.png").write_bytes(b"ours\n")

    change(
        project,
        base={"docs/logo.png": Entry(b"base\n")},
        theirs={"docs/logo.png": Entry(b"theirs\n")},
    )

    assert list(read_tree(project)) == ["docs/logo.png"]
