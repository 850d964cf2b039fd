import os
import stat
from pathlib import Path

import pytest

from arcana_gen.errors import ChangedMeanwhile, UnsafePath
from arcana_gen.reconcile.apply import apply_plan
from arcana_gen.reconcile.journal import STAGING
from arcana_gen.reconcile.plan import Plan, make_plan
from arcana_gen.reconcile.recovery import recover
from arcana_gen.reconcile.tree import Entry, Mode, Tree, read_paths, read_tree

BEFORE = {"answers.yml": Entry(b"one\n"), "kept.txt": Entry(b"kept\n")}
THEIRS = {
    "answers.yml": Entry(b"one\ntwo\n"),
    "src/app/order/entity.py": Entry(b"order\n"),
    "src/app/order/run": Entry(b"#!/bin/sh\n", Mode.EXECUTABLE),
    "src/link": Entry(b"app/order", Mode.LINK),
}
AFTER = {**BEFORE, **THEIRS}


def make_project(root: Path) -> None:
    root.mkdir()
    for path, entry in BEFORE.items():
        (root / path).write_bytes(entry.content)


def plan_for(root: Path, theirs: Tree = THEIRS) -> Plan:
    return make_plan(base=BEFORE, theirs=theirs, ours=read_paths(root, theirs))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    make_project(root)
    return root


def test_writes_everything_and_leaves_nothing_else(project: Path) -> None:
    apply_plan(plan_for(project), project)

    assert read_tree(project) == AFTER
    assert not (project / STAGING).exists()


def test_applying_a_plan_again_changes_nothing(project: Path) -> None:
    apply_plan(plan_for(project), project)

    assert plan_for(project).writes == ()


def test_new_files_have_the_usual_permissions(project: Path) -> None:
    before = os.umask(0o027)
    try:
        apply_plan(plan_for(project), project)
    finally:
        os.umask(before)

    order = project / "src" / "app" / "order"
    assert stat.S_IMODE((order / "entity.py").stat().st_mode) == 0o640
    assert stat.S_IMODE((order / "run").stat().st_mode) == 0o750


def test_a_changed_file_keeps_its_permissions(project: Path) -> None:
    (project / "answers.yml").chmod(0o600)

    apply_plan(plan_for(project), project)

    assert stat.S_IMODE((project / "answers.yml").stat().st_mode) == 0o600


def test_a_file_that_changed_since_the_plan_stops_it(project: Path) -> None:
    plan = plan_for(project)
    (project / "answers.yml").write_text("the user's\n")
    before = read_tree(project)

    with pytest.raises(ChangedMeanwhile, match=r"`answers.yml` changed"):
        apply_plan(plan, project)

    assert read_tree(project) == before


def test_a_file_that_appeared_since_the_plan_is_not_overwritten(project: Path) -> None:
    plan = plan_for(project)
    (project / "src").mkdir()
    (project / "src" / "link").write_text("the user's\n")
    before = read_tree(project)

    with pytest.raises(ChangedMeanwhile):
        apply_plan(plan, project)

    assert read_tree(project) == before


def test_what_cannot_be_put_in_place_is_undone(project: Path) -> None:
    """A folder that turns into a file between the plan and the writing: no rename can succeed."""
    plan = plan_for(project)
    (project / "src").write_text("a file where a folder should be\n")
    before = read_tree(project)

    with pytest.raises((ChangedMeanwhile, OSError)):
        apply_plan(plan, project)

    assert read_tree(project) == before
    assert not (project / STAGING).exists()


def test_a_path_that_leads_out_of_the_project_is_refused(project: Path) -> None:
    with pytest.raises(UnsafePath):
        apply_plan(plan_for(project, {"../outside.txt": Entry(b"out\n")}), project)

    assert not (project.parent / "outside.txt").exists()
    assert not (project / STAGING).exists()


def test_there_is_nothing_to_recover_in_a_whole_project(project: Path) -> None:
    assert recover(project) is None
