"""Random sequences of commands, edits and kills; see `machine.py` for what always holds.

The same 500 each time, so that a failure is the fault of a change. `pytest tests/lifecycle
--sequences 5000` tries more of them, `ARCANA_SEQUENCE_SEED=7` others, and looks for the shortest.
"""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.lifecycle.machine import Lifecycle
from tests.lifecycle.versions import make_versions
from tests.unit.machine import isolate
from tests.unit.reconcile.dying import never_wait

from arcana_gen.blueprint import ANSWERS_FILE, blocks
from arcana_gen.reconcile import changing, plan, transition
from arcana_gen.reconcile.merge import Merge, Merged
from arcana_gen.reconcile.plan import Change, Kind
from arcana_gen.reconcile.tree import Entry


class Decide(Protocol):
    """Decides what happens to a path."""

    def __call__(
        self, base: Entry | None, theirs: Entry | None, ours: Entry | None, *, merge: Merge
    ) -> Change: ...


CHUNKS = 10
STEPS = 12
SHRINKS = "ARCANA_SEQUENCE_SEED" in os.environ
FIRST_SEED = int(os.environ.get("ARCANA_SEQUENCE_SEED", "1"))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_versions(tmp_path_factory.mktemp("template") / "tiny")


@pytest.fixture(autouse=True)
def _own_machine(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch, tmp_path_factory.mktemp("home"))
    monkeypatch.setenv("TMPDIR", str(tmp_path_factory.mktemp("tmp")))
    monkeypatch.setattr(os, "fsync", never_wait)


def live(template: Path, *, sequences: int, number: int) -> None:
    Lifecycle.template = template
    sys.stderr.write(f"ARCANA_SEQUENCE_SEED={number}\n")
    run_state_machine_as_test(
        seed(number)(Lifecycle),
        settings=settings(
            max_examples=sequences,
            stateful_step_count=STEPS,
            database=None,
            deadline=None,
            # Shrinking takes minutes: it is for those who look for the reason.
            phases=[Phase.generate, Phase.shrink] if SHRINKS else [Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_sequence_loses_a_line(template: Path, pytestconfig: pytest.Config, chunk: int) -> None:
    sequences = int(pytestconfig.getoption("--sequences")) // CHUNKS

    live(template, sequences=sequences, number=FIRST_SEED + chunk)


def theirs_wins(_base: bytes, _ours: bytes, theirs: bytes) -> Merged:
    """A merge that overwrites what the user wrote."""
    return Merged(theirs, clean=True)


def test_a_merge_that_overwrites_is_found_out(
    template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transition.plan_transition, "__kwdefaults__", {"merge": theirs_wins})

    with pytest.raises(AssertionError, match="lost"):
        live(template, sequences=300, number=1)


def deleting(decide: Decide) -> Decide:
    """A plan that deletes what the user edited when the template no longer has it."""

    def decided(
        base: Entry | None, theirs: Entry | None, ours: Entry | None, *, merge: Merge
    ) -> Change:
        change = decide(base, theirs, ours, merge=merge)
        is_orphan = change.reason == plan.EDITED_BY_USER
        return replace(change, kind=Kind.DELETE, after=None) if is_orphan else change

    return decided


def lazy(decide: Decide) -> Decide:
    """A plan that leaves files alone which it should change."""

    def decided(
        base: Entry | None, theirs: Entry | None, ours: Entry | None, *, merge: Merge
    ) -> Change:
        change = decide(base, theirs, ours, merge=merge)
        is_change = change.kind == Kind.CHANGE
        return replace(change, kind=Kind.KEEP, after=change.before) if is_change else change

    return decided


@pytest.mark.parametrize(("broken", "problem"), [(deleting, "lost"), (lazy, "not as")])
def test_a_plan_that_is_wrong_is_found_out(
    template: Path,
    monkeypatch: pytest.MonkeyPatch,
    broken: Callable[[Decide], Decide],
    problem: str,
) -> None:
    monkeypatch.setattr(plan, "decide", broken(plan.decide))

    with pytest.raises(AssertionError, match=problem):
        live(template, sequences=300, number=2)


@pytest.fixture
def project(template: Path) -> Iterator[Lifecycle]:
    """A project that has just been made, outside of git."""
    Lifecycle.template = template
    machine = Lifecycle()
    machine.create(with_git=False, version="1.0.0")
    yield machine
    machine.teardown()


def remove_the_entity_with_a_comment(project: Lifecycle) -> None:
    answers = (project.project / ANSWERS_FILE).read_text().splitlines()
    answers.insert(answers.index("  Tag:"), f"  {project.line()}")
    project.write_answers(answers)
    words = ("remove", "entity", "Tag", "--accept-data-loss")
    project.change(words, project.blueprint.without_entity("Tag"))


def update_a_picture_that_is_drawn_anew(project: Lifecycle) -> None:
    project.draw()
    project.update(version="2.0.0")


def test_neither_comments_nor_pictures_are_lost(project: Lifecycle) -> None:
    remove_the_entity_with_a_comment(project)
    update_a_picture_that_is_drawn_anew(project)


def test_comments_that_go_with_what_they_are_about_are_found_out(
    project: Lifecycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks.Gaps, "_remarks_on", lambda *_arguments: [])

    with pytest.raises(AssertionError, match="lost"):
        remove_the_entity_with_a_comment(project)


def test_another_side_that_is_nowhere_is_found_out(
    project: Lifecycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changing, "with_sides_beside", lambda plan, *_arguments, **_options: plan)

    with pytest.raises(AssertionError, match=r"'update'.*: 3"):
        update_a_picture_that_is_drawn_anew(project)


def test_a_branch_is_whole_or_never_was(template: Path) -> None:
    Lifecycle.template = template
    project = Lifecycle()
    project.create(with_git=True, version="1.0.0")

    for number in (3, 33, 60):  # before its journal, among its files, not at all
        project.let_the_next_command_be_killed(number=number, on_branch=True)
        project.set_options(docs=number == 60, workers=number % 3 + 1)

    assert project.git("branch", "--list", "step-*").count(b"step-") >= 2
    project.teardown()
