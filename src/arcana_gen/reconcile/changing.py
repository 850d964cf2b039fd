"""Changing a project: planned, shown, and written whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arcana_gen.blueprint import Answers
from arcana_gen.reconcile.apply import apply_plan
from arcana_gen.reconcile.beside import with_sides_beside
from arcana_gen.reconcile.branches import abandon_branch, commit_plan, start_branch
from arcana_gen.reconcile.conflicts import is_in_git, require_no_conflicts
from arcana_gen.reconcile.dependencies import lock_dependencies
from arcana_gen.reconcile.outcome import Done, Step
from arcana_gen.reconcile.plan import Kind, Plan
from arcana_gen.reconcile.project import Project
from arcana_gen.reconcile.transition import Goal, plan_transition
from arcana_gen.template import Template, is_address, recorded_template

_REQUIREMENTS: Final = "pyproject.toml"
_LOCK: Final = "uv.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a change is carried out.

    `whole` writes nothing while there are conflicts; `force` begins on top of those of an
    earlier command; `with_lock` renews the lock of the dependencies where these change. With a
    `branch`, all of it is one commit there, unless it has conflicts. `confirm` is shown the plan
    before anything is written, and raises if that shall not be done.
    """

    dry_run: bool = False
    whole: bool = False
    force: bool = False
    with_lock: bool = True
    branch: str = ""
    message: str = "Change the service with Arcana"
    confirm: Callable[[Done], None] | None = None


def change_project(
    project: Project, template: Template, goal: Goal, manner: Manner, *, step: Step
) -> Done:
    """Plan the way to the goal, and go it unless this is a dry run.

    `template` is what the project was made from. Raises ConflictsLeft where conflicts of an
    earlier command are still in the files.
    """
    if not (manner.force or manner.dry_run):
        require_no_conflicts(project.root)
    plan = plan_transition(project.root, project.answers, template, goal)
    notes = list(dict.fromkeys((*template.notes, *goal.template.notes)))
    refused = manner.whole and bool(plan.of(Kind.CONFLICT))
    if plan.of(Kind.CONFLICT) and not refused:
        plan = with_sides_beside(plan, project.root, in_git=is_in_git(project.root))
    if not (manner.dry_run or refused):
        if manner.confirm and plan.writes:
            manner.confirm(Done(root=project.root, plan=plan))
        with _on_branch(project.root, plan, manner):
            apply_plan(plan, project.root)
            if manner.with_lock and _concerns_the_lock(plan, project.root):
                notes += lock_dependencies(project.root, step)
    return Done(root=project.root, plan=plan, notes=tuple(notes), refused=refused)


@contextmanager
def _on_branch(root: Path, plan: Plan, manner: Manner) -> Iterator[None]:
    if not (manner.branch and plan.writes):
        yield
        return
    start_branch(root, manner.branch)
    try:
        yield
    except BaseException:
        abandon_branch(root, manner.branch)
        raise
    if not plan.of(Kind.CONFLICT):
        commit_plan(root, plan, manner.message, also=(_LOCK,))


def template_of(answers: Answers, step: Step) -> Template:
    """The template that the project was made from."""
    with step("Fetching the template") if is_address(answers.source) else nullcontext():
        return recorded_template(answers.source, answers.commit)


def _concerns_the_lock(plan: Plan, root: Path) -> bool:
    changed = any(write.path == _REQUIREMENTS for write in plan.writes)
    return changed and (root / _LOCK).is_file() and not plan.of(Kind.CONFLICT)
