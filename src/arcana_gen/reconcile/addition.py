"""Adding an entity to a project: its files, its migration, its place in the answers."""

from dataclasses import replace
from datetime import datetime

from arcana_gen.blueprint import Entity
from arcana_gen.reconcile.changing import Manner, change_project, template_of
from arcana_gen.reconcile.migrations import find_head, next_migration
from arcana_gen.reconcile.outcome import Done, Step
from arcana_gen.reconcile.project import Project
from arcana_gen.reconcile.transition import Goal


def add_entity(
    project: Project, entity: Entity, *, now: datetime, manner: Manner, step: Step
) -> Done:
    """Plan the files of one more entity and write them.

    Nothing is written while the plan has conflicts: a file in the way asks for another name.
    """
    answers = project.answers.with_entity(entity)
    template = template_of(answers, step)
    migration = next_migration([entity], parent=find_head(project.root), now=now)
    goal = Goal(answers=answers, template=template, migrations=[migration])
    return change_project(project, template, goal, replace(manner, whole=True), step=step)
