"""Changing a project: planned, shown, and written whole or not at all."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arcana_gen.blueprint import Answers, BlueprintError, load_options
from arcana_gen.reconcile.apply import apply_on_branch, apply_plan
from arcana_gen.reconcile.beside import with_sides_beside
from arcana_gen.reconcile.branches import new_branch
from arcana_gen.reconcile.conflicts import is_in_git, require_no_conflicts
from arcana_gen.reconcile.dependencies import lock_dependencies
from arcana_gen.reconcile.journal import LOCK
from arcana_gen.reconcile.outcome import Done, Step
from arcana_gen.reconcile.plan import Kind, Plan
from arcana_gen.reconcile.project import Project
from arcana_gen.reconcile.transition import Goal, plan_transition
from arcana_gen.template import Template, is_address, recorded_template

_REQUIREMENTS: Final = "pyproject.toml"


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
        notes += _write(plan, project.root, manner, step)
    return Done(root=project.root, plan=plan, notes=tuple(notes), refused=refused)


def _write(plan: Plan, root: Path, manner: Manner, step: Step) -> list[str]:
    """Write the plan and lock the dependencies; return what the user should know."""
    locks = manner.with_lock and _concerns_the_lock(plan, root)
    if manner.branch and plan.writes:
        message = "" if plan.of(Kind.CONFLICT) else manner.message
        branch = new_branch(root, manner.branch, message, locks=locks)
        return apply_on_branch(plan, root, branch, step)
    apply_plan(plan, root)
    return lock_dependencies(root, step) if locks else []


def template_of(answers: Answers, step: Step) -> Template:
    """The template that the project was made from.

    Raises for answers that its questions refuse: no rendering could say so as well.
    """
    with step("Fetching the template") if is_address(answers.source) else nullcontext():
        template = recorded_template(answers.source, answers.commit)
    options = load_options(template.questions)
    recorded, asked = answers.blueprint.options, {question.name for question in options}
    try:
        options.resolve({name: value for name, value in recorded.items() if name in asked})
    except BlueprintError as error:
        raise error.at(f"`{answers.path}`") from None
    return template


def _concerns_the_lock(plan: Plan, root: Path) -> bool:
    changed = any(write.path == _REQUIREMENTS for write in plan.writes)
    return changed and (root / LOCK).is_file() and not plan.of(Kind.CONFLICT)
