"""Giving a project another blueprint, template, or both: the one way that all commands take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from arcana_gen.blueprint import Blueprint, JsonValue
from arcana_gen.blueprint.schema import OptionTables, SchemaChanges, schema_changes
from arcana_gen.reconcile.changing import Manner, change_project
from arcana_gen.reconcile.migrations import change_migration, find_head
from arcana_gen.reconcile.option_tables import option_tables
from arcana_gen.reconcile.outcome import Done, Step
from arcana_gen.reconcile.project import Project
from arcana_gen.reconcile.references import Gone, gone, mentions
from arcana_gen.reconcile.transition import Goal, rendered
from arcana_gen.template import Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What becomes of a project's blueprint.

    `renamed_entities` leads from old to new names, `renamed_fields` from the entity's new name and
    the field's old one to its new one; `fills` are the values of required new fields in rows that
    exist. `template` is another version to render with, `moved` are its renames; `notes` are what
    the user should know besides.
    """

    blueprint: Blueprint
    renamed_entities: Mapping[str, str] = field(default_factory=dict)
    renamed_fields: Mapping[tuple[str, str], str] = field(default_factory=dict)
    fills: Mapping[tuple[str, str], str] = field(default_factory=dict)
    template: Template | None = None
    moved: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def consequences(project: Project, template: Template, edit: Edit) -> SchemaChanges:
    """What the edit means for the database; `template` is what the project was made from."""
    return schema_changes(
        project.answers.blueprint,
        edit.blueprint,
        renamed_entities=edit.renamed_entities,
        renamed_fields=edit.renamed_fields,
        fills=edit.fills,
        option_tables=_option_tables(project.answers.blueprint, template, edit),
    )


def edit_project(
    project: Project, template: Template, edit: Edit, *, now: datetime, manner: Manner, step: Step
) -> Done:
    """Carry the edit out; the caller has asked about what it would lose.

    `template` is what the project was made from. Raises ConflictsLeft where an earlier command's
    conflicts are still in the files.
    """
    answers = project.answers.to(
        edit.blueprint,
        source=edit.template.source if edit.template else None,
        commit=edit.template.version if edit.template else None,
        renamed_entities=edit.renamed_entities,
        renamed_fields=edit.renamed_fields,
    )
    goal = Goal(
        answers=answers,
        template=edit.template or template,
        migrations=_migrations(project, template, edit, now),
        renamed=edit.renamed_entities,
        moved=edit.moved,
    )
    done = change_project(project, template, goal, manner, step=step)
    names = gone(project.answers.blueprint, edit.blueprint, edit.renamed_entities)
    notes = _old_names(edit, goal, done, names) if names else ()
    return done.with_notes((*edit.notes, *notes))


def _old_names(edit: Edit, goal: Goal, done: Done, names: Sequence[Gone]) -> tuple[str, ...]:
    blueprint, fields = edit.blueprint, {name.entity for name in names if name.is_field}
    # Files of other entities never say an entity's name, unless they refer to it.
    pristine = rendered(goal.template, replace(blueprint, entities={}))
    if fields:
        scope = {name for name, e in blueprint.entities.items() if fields & {name, *e.targets}}
        pristine |= rendered(goal.template, blueprint, scope=frozenset(scope))
    return mentions(done.root, done.plan, names, pristine=pristine)


def _option_tables(before: Blueprint, template: Template, edit: Edit) -> OptionTables:
    if edit.template is None and before.options == edit.blueprint.options:
        return OptionTables()
    return OptionTables(
        before=option_tables(template, before),
        after=option_tables(edit.template or template, edit.blueprint),
    )


def _migrations(
    project: Project, template: Template, edit: Edit, now: datetime
) -> list[Mapping[str, JsonValue]]:
    changes = consequences(project, template, edit)
    if not changes.up:
        return []
    before, head = project.answers.blueprint, find_head(project.root)
    return [change_migration(changes, before, edit.blueprint, parent=head, now=now)]
