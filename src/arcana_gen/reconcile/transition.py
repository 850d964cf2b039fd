"""Planning the way of a project from its recorded blueprint to another one.

Both are rendered and compared; only the entities that can differ are rendered where nothing else
changes, so that the time does not grow with the project.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from arcana_gen.blueprint import ANSWERS_FILE, Answers, Blueprint, JsonValue
from arcana_gen.blueprint.names import snake
from arcana_gen.errors import TemplateNotFound, UnsafePath
from arcana_gen.reconcile.ejection import hold_ejected
from arcana_gen.reconcile.merge import Merge, merge_texts
from arcana_gen.reconcile.migrations import FOLDER as MIGRATIONS
from arcana_gen.reconcile.moved_by_user import tell_moved
from arcana_gen.reconcile.moves import files_that_move_along, find_moves
from arcana_gen.reconcile.orphans import find_orphans
from arcana_gen.reconcile.paths import check_paths
from arcana_gen.reconcile.plan import Plan, make_plan
from arcana_gen.reconcile.tree import Entry, Mode, Tree, read_entry, read_paths, read_tree
from arcana_gen.template import Template, moved_paths, render, scratch_folder

Scope: TypeAlias = frozenset[str] | None
"""Names of the entities that are rendered, and nothing else is; None for everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a project shall become.

    `template` renders it; `migrations` and `jobs` are written besides. `renamed` leads from the
    old name of an entity to the new one, `moved` are the renames of the template.
    """

    answers: Answers
    template: Template
    migrations: Sequence[Mapping[str, JsonValue]] = ()
    jobs: Sequence[Mapping[str, JsonValue]] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)


def plan_transition(
    root: Path, answers: Answers, template: Template, goal: Goal, *, merge: Merge = merge_texts
) -> Plan:
    """Compare what `template` makes of the recorded answers, the goal, and the files in `root`."""
    recorded = _recorded(root, answers)
    old, new = _scopes(answers.blueprint, goal, same_template=template == goal.template)
    base = rendered(template, answers.blueprint, scope=old)
    theirs = rendered(
        goal.template,
        goal.answers.blueprint,
        scope=new,
        migrations=goal.migrations,
        jobs=goal.jobs,
    )
    if (new or goal.jobs) and not theirs:
        what = "jobs" if goal.jobs else "entities"
        raise TemplateNotFound(place=goal.template.source, reason=f"it has no files for {what}")
    ejected = () if goal.jobs else goal.answers.blueprint.ejected
    asked_for = _asked_for(goal, base, theirs, same_template=template == goal.template)
    held = hold_ejected(root, base, theirs, ejected, asked_for=asked_for)
    base[ANSWERS_FILE] = recorded
    theirs[ANSWERS_FILE] = Entry(goal.answers.dump().encode(), recorded.mode)
    check_paths(theirs, root=root)
    moved = moved_paths(goal.moved, base)
    moves = find_moves(base, theirs, renamed=goal.renamed, moved=moved)
    known = base.keys() | theirs.keys()
    ours = read_paths(root, known)
    plan = make_plan(base=base, theirs=theirs, ours=ours, moves=moves, merge=merge)
    plan = tell_moved(root, plan, base=base, known=known, by_name=old is None)
    left = {path: entry for path, entry in base.items() if path not in moves}
    modules = None if old is None else frozenset(snake(name) for name in old)
    return plan.with_changes(
        [
            *held,
            *files_that_move_along(root, moves, known=base),
            *find_orphans(root, left, theirs, modules=modules),
        ]
    )


def rendered(
    template: Template,
    blueprint: Blueprint,
    *,
    scope: Scope = None,
    migrations: Sequence[Mapping[str, JsonValue]] = (),
    jobs: Sequence[Mapping[str, JsonValue]] = (),
) -> dict[str, Entry]:
    """What the project looks like where nobody has edited anything; without answers.

    Ejected files are among it, so that a change of them can be told.
    """
    blueprint = replace(blueprint, ejected=())
    if scope is not None and not (scope or migrations or jobs):
        return {}
    part = blueprint if scope is None else blueprint.pruned(scope)
    with scratch_folder() as scratch:
        folder = scratch / "project"
        render(
            template,
            part.to_answers(),
            folder,
            only_entities=scope,
            migrations=migrations,
            jobs=jobs,
        )
        found = read_tree(folder)
    found.pop(ANSWERS_FILE, None)
    return found


def _asked_for(goal: Goal, base: Tree, theirs: Tree, *, same_template: bool) -> set[str]:
    """The new paths that the change itself is about, not the template or a new name."""
    added = theirs.keys() - base.keys()
    if same_template and not goal.renamed:
        return added
    return {path for path in added if path.startswith(f"{MIGRATIONS}/")}


def _scopes(before: Blueprint, goal: Goal, *, same_template: bool) -> tuple[Scope, Scope]:
    after = goal.answers.blueprint
    if not same_template or before.options != after.options:
        return None, None
    if _keeps_deleted(before) != _keeps_deleted(after):  # what all such entities share
        return None, None
    names = before.entities.keys() | after.entities.keys()
    changed = {name for name in names if before.entities.get(name) != after.entities.get(name)}
    spelled = {name for name in changed if _spelling(before, name) != _spelling(after, name)}
    touched = changed | _referring(before, spelled) | _referring(after, spelled)
    return frozenset(touched & before.entities.keys()), frozenset(touched & after.entities.keys())


def _keeps_deleted(blueprint: Blueprint) -> bool:
    return any(entity.soft_delete for entity in blueprint.entities.values())


def _spelling(blueprint: Blueprint, name: str) -> tuple[str, str, bool] | None:
    """What entities that refer to this one hold of it."""
    entity = blueprint.entities.get(name)
    return (entity.plural, entity.table, entity.soft_delete) if entity else None


def _referring(blueprint: Blueprint, names: Iterable[str]) -> set[str]:
    wanted = set(names)
    return {entity.name for entity in blueprint.entities.values() if wanted & set(entity.targets)}


def _recorded(root: Path, answers: Answers) -> Entry:
    """The answers file as it was read."""
    entry = read_entry(root / ANSWERS_FILE)
    mode = entry.mode if entry else Mode.FILE
    if mode == Mode.LINK:
        raise UnsafePath(path=ANSWERS_FILE, reason="it is a link, which would be replaced")
    return Entry(answers.text.encode(), mode)
