"""Adding an entity to a project: its files, its migration, its place in the answers."""

from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from arcana_gen.blueprint import ANSWERS_FILE, Answers, Entity
from arcana_gen.errors import TemplateNotFound, UnsafePath
from arcana_gen.reconcile.apply import apply_plan
from arcana_gen.reconcile.migrations import find_head, next_migration
from arcana_gen.reconcile.outcome import Done, Step
from arcana_gen.reconcile.paths import check_paths
from arcana_gen.reconcile.plan import Kind, Plan, make_plan
from arcana_gen.reconcile.project import Project
from arcana_gen.reconcile.tree import Entry, Mode, read_entry, read_paths, read_tree
from arcana_gen.template import Template, is_address, recorded_template, render, scratch_folder


def add_entity(
    project: Project, entity: Entity, *, now: datetime, dry_run: bool, step: Step
) -> Done:
    """Plan the files of one more entity and write them.

    Nothing is written on a dry run, nor while the plan has conflicts.
    """
    answers = project.answers.with_entity(entity)
    with step("Fetching the template") if is_address(answers.source) else nullcontext():
        template = recorded_template(answers.source, answers.commit)
    plan = _plan(project, answers, entity, template, now)
    if not dry_run and not plan.of(Kind.CONFLICT):
        apply_plan(plan, project.root)
    return Done(root=project.root, plan=plan, notes=template.notes)


def _plan(
    project: Project, answers: Answers, entity: Entity, template: Template, now: datetime
) -> Plan:
    root = project.root
    recorded = _recorded(root, project.answers)
    migration = next_migration([entity], parent=find_head(root), now=now)
    with scratch_folder() as scratch:
        rendered = scratch / root.name
        render(
            template,
            # Only what it refers to, so that the time does not grow with the project.
            answers.blueprint.pruned([entity.name]).to_answers(),
            rendered,
            only_entities=frozenset({entity.name}),
            migrations=[migration],
        )
        theirs = read_tree(rendered)
    if not theirs:
        raise TemplateNotFound(place=template.source, reason="it has no files for entities")
    theirs[ANSWERS_FILE] = Entry(answers.dump().encode(), recorded.mode)
    check_paths(theirs, root=root)
    return make_plan(base={ANSWERS_FILE: recorded}, theirs=theirs, ours=read_paths(root, theirs))


def _recorded(root: Path, answers: Answers) -> Entry:
    """The answers file as it was read."""
    entry = read_entry(root / ANSWERS_FILE)
    mode = entry.mode if entry else Mode.FILE
    if mode == Mode.LINK:
        raise UnsafePath(path=ANSWERS_FILE, reason="it is a link, which would be replaced")
    return Entry(answers.text.encode(), mode)
