"""Joining the migrations of several branches by one that comes after all of them."""

from datetime import datetime

from arcana_gen.reconcile.changing import Manner, change_project
from arcana_gen.reconcile.migrations import find_heads, merge_migration
from arcana_gen.reconcile.outcome import Done, Step
from arcana_gen.reconcile.project import Project
from arcana_gen.reconcile.transition import Goal
from arcana_gen.template import Template


def join_migrations(
    project: Project, template: Template, *, now: datetime, manner: Manner, step: Step
) -> Done:
    """Write the migration, or nothing where there is one head already.

    `template` is what the project was made from.
    """
    heads = find_heads(project.root)
    migrations = [merge_migration(heads, now=now)] if len(heads) > 1 else []
    goal = Goal(answers=project.answers, template=template, migrations=migrations)
    return change_project(project, template, goal, manner, step=step)
