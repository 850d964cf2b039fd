"""Changing a project: planned, shown, and written whole or not at all."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from arcana_gen.blueprint import Answers
from arcana_gen.reconcile.apply import apply_plan
from arcana_gen.reconcile.conflicts import require_no_conflicts
from arcana_gen.reconcile.dependencies import lock_dependencies
from arcana_gen.reconcile.outcome import Done, Step
from arcana_gen.reconcile.plan import Kind, Plan
from arcana_gen.reconcile.project import Project
from arcana_gen.reconcile.transition import Goal, plan_transition
from arcana_gen.template import Template, is_address, recorded_template

_REQUIREMENTS: Final = "pyproject.toml"
_LOCK: Final = "uv.lock"

Aim: TypeAlias = Callable[[Template], Goal]
"""What the project shall become, given the template that it was made from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a change is carried out.

    `whole` writes nothing while there are conflicts; `force` begins on top of those of an
    earlier command; `with_lock` renews the lock of the dependencies where these change.
    """

    dry_run: bool = False
    whole: bool = False
    force: bool = False
    with_lock: bool = True


def change_project(project: Project, aim: Aim, manner: Manner, *, step: Step) -> Done:
    """Plan the way to the goal, and go it unless this is a dry run.

    Raises ConflictsLeft where an earlier command's conflicts are still in the files.
    """
    if not (manner.force or manner.dry_run):
        require_no_conflicts(project.root)
    template = template_of(project.answers, step)
    goal = aim(template)
    plan = plan_transition(project.root, project.answers, template, goal)
    notes = list(dict.fromkeys((*template.notes, *goal.template.notes)))
    refused = manner.whole and bool(plan.of(Kind.CONFLICT))
    if not (manner.dry_run or refused):
        apply_plan(plan, project.root)
        if manner.with_lock and _concerns_the_lock(plan, project.root):
            notes += lock_dependencies(project.root, step)
    return Done(root=project.root, plan=plan, notes=tuple(notes), refused=refused)


def template_of(answers: Answers, step: Step) -> Template:
    """The template that the project was made from."""
    with step("Fetching the template") if is_address(answers.source) else nullcontext():
        return recorded_template(answers.source, answers.commit)


def _concerns_the_lock(plan: Plan, root: Path) -> bool:
    changed = any(write.path == _REQUIREMENTS for write in plan.writes)
    return changed and (root / _LOCK).is_file() and not plan.of(Kind.CONFLICT)
