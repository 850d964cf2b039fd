"""Adding an entity to a project: its files, its migration, its place in the answers."""

from datetime import datetime

from arcana_gen.blueprint import Entity
from arcana_gen.reconcile.changing import Manner, change_project
from arcana_gen.reconcile.migrations import find_head, next_migration
from arcana_gen.reconcile.outcome import Done, Step
from arcana_gen.reconcile.project import Project
from arcana_gen.reconcile.transition import Goal
from arcana_gen.template import Template


def add_entity(
    project: Project, entity: Entity, *, now: datetime, dry_run: bool, step: Step
) -> Done:
    """Plan the files of one more entity and write them.

    Nothing is written on a dry run, nor while the plan has conflicts.
    """
    answers = project.answers.with_entity(entity)

    def aim(template: Template) -> Goal:
        migration = next_migration([entity], parent=find_head(project.root), now=now)
        return Goal(answers=answers, template=template, migrations=[migration])

    manner = Manner(dry_run=dry_run, whole=True)
    return change_project(project, aim, manner, step=step)
